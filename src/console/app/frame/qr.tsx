import { encodeQR } from 'qr';
import { useMemo, type ReactNode } from 'react';

/** Around the code something has to be empty (ISO/IEC 18004). */
const EMPTY = 4;

/** A QR code that a phone reads from the screen and from paper, in the dark as well. */
export default function Qr({ text, label }: { readonly text: string; readonly label: string }): ReactNode {
  const { path, size } = useMemo(() => {
    const rows = encodeQR(text, 'raw', { border: EMPTY });
    const dots = rows.flatMap((row, y) => row.flatMap((dark, x) => (dark ? [`M${x} ${y}h1v1h-1z`] : [])));
    return { path: dots.join(''), size: rows.length };
  }, [text]);
  return (
    <svg className="qr" role="img" aria-label={label} viewBox={`0 0 ${size} ${size}`} width={132} height={132}>
      <rect width={size} height={size} fill="#ffffff" />
      <path d={path} fill="#000000" shapeRendering="crispEdges" />
    </svg>
  );
}
