import { useEffect, useRef, type Dispatch, type PointerEvent, type ReactNode, type SetStateAction } from 'react';

import { BOARD, onBoard, type Stroke } from '../../field/strokes.js';

/** Where somebody signs with a finger or a pen. The lines are numbers; the picture is drawn from them. */
export function SignaturePad({
  label,
  strokes,
  change,
}: {
  readonly label: string;
  readonly strokes: readonly Stroke[];
  readonly change?: Dispatch<SetStateAction<readonly Stroke[]>>;
}): ReactNode {
  const canvas = useRef<HTMLCanvasElement>(null);
  const drawing = useRef<number>(undefined);

  useEffect(() => {
    const board = canvas.current;
    if (board === null) return undefined;
    const draw = (): void => {
      const { height, width } = board.getBoundingClientRect();
      const dense = window.devicePixelRatio || 1;
      board.width = Math.round(width * dense);
      board.height = Math.round(height * dense);
      const pen = board.getContext('2d');
      if (pen === null) return;
      pen.lineWidth = 2.5 * dense;
      pen.lineCap = 'round';
      pen.lineJoin = 'round';
      pen.strokeStyle = getComputedStyle(board).color;
      for (const stroke of strokes) {
        pen.beginPath();
        for (let at = 0; at + 1 < stroke.length; at += 2) {
          const [x, y] = [((stroke[at] ?? 0) / BOARD) * board.width, ((stroke[at + 1] ?? 0) / BOARD) * board.width];
          if (at === 0) pen.moveTo(x, y);
          // a tap is a dot
          pen.lineTo(x + (stroke.length === 2 ? 1 : 0), y);
        }
        pen.stroke();
      }
    };
    draw();
    window.addEventListener('resize', draw);
    return () => window.removeEventListener('resize', draw);
  }, [strokes]);

  function point({ clientX, clientY, currentTarget }: PointerEvent): readonly [number, number] {
    const { left, top, width } = currentTarget.getBoundingClientRect();
    return onBoard(clientX - left, clientY - top, width);
  }
  if (change === undefined) return <canvas ref={canvas} className="pad pad-shown" role="img" aria-label={label} />;
  return (
    <canvas
      ref={canvas}
      className="pad"
      role="img"
      aria-label={label}
      onPointerDown={(event) => {
        if (drawing.current !== undefined) return;
        drawing.current = event.pointerId;
        event.currentTarget.setPointerCapture(event.pointerId);
        const at = point(event);
        change((before) => [...before, at]);
      }}
      onPointerMove={(event) => {
        if (drawing.current !== event.pointerId) return;
        const at = point(event);
        change((before) => [...before.slice(0, -1), [...(before[before.length - 1] ?? []), ...at]]);
      }}
      onPointerUp={() => (drawing.current = undefined)}
      onPointerCancel={() => (drawing.current = undefined)}
    />
  );
}
