import { encodeQR } from 'qr';

/** Runs of dark squares in a QR, with a light border: `x`, `y` and `length` in squares. */
export interface QrRuns {
  readonly size: number;
  readonly runs: readonly { readonly x: number; readonly y: number; readonly length: number }[];
}

/** Of printed paper that is folded, stamped and photographed: a quarter of it may be lost. */
const CORRECTION = { ecc: 'quartile', border: 2 } as const;

export function qrRuns(said: string): QrRuns {
  const rows = encodeQR(said, 'raw', CORRECTION);
  const runs = rows.flatMap((row, y) => {
    const found: { x: number; y: number; length: number }[] = [];
    for (let x = 0; x < row.length; x++) {
      if (row[x] !== true) continue;
      let length = 1;
      while (row[x + length] === true) length++;
      found.push({ x, y, length });
      x += length;
    }
    return found;
  });
  return { size: rows.length, runs };
}

/** The same as a picture, for what takes only pictures. */
export const qrGif = (said: string): Uint8Array => encodeQR(said, 'gif', { ...CORRECTION, scale: 8 });
