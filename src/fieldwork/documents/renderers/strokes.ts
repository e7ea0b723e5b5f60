import { crc32, deflateSync } from 'node:zlib';

import { type Stroke } from '../paper.js';

/* Names that were signed by hand, as they were drawn: only moved and scaled, so that a name on any screen fits into its place. */

export interface Point {
  readonly x: number;
  readonly y: number;
}

/** Of the pen, in parts of the height of the place. */
const PEN = 0.022;
/** Nothing is magnified more than this: a dot stays one. */
const LEAST = 200;

export interface FittedName {
  readonly lines: readonly (readonly Point[])[];
  /** How broad the pen is. */
  readonly pen: number;
}

/** The strokes in a place of this size, to the left and in the middle of its height. */
export function fitted(strokes: readonly Stroke[], width: number, height: number): FittedName {
  const pen = height * PEN;
  const lines = strokes.map((stroke) =>
    Array.from({ length: Math.floor(stroke.length / 2) }, (_, at) => ({
      x: stroke[2 * at] ?? 0,
      y: stroke[2 * at + 1] ?? 0,
    })),
  );
  const all = lines.flat();
  const edge = (of: 'x' | 'y', pick: (a: number, b: number) => number): number =>
    all.reduce((last, point) => pick(last, point[of]), all[0]?.[of] ?? 0);
  const [left, right, top, bottom] = [
    edge('x', Math.min),
    edge('x', Math.max),
    edge('y', Math.min),
    edge('y', Math.max),
  ];
  const scale = Math.min(
    (width - 2 * pen) / Math.max(LEAST, right - left),
    (height - 2 * pen) / Math.max(LEAST, bottom - top),
  );
  const above = (height - (bottom - top) * scale) / 2;
  const moved = ({ x, y }: Point): Point => ({ x: pen + (x - left) * scale, y: above + (y - top) * scale });
  return { lines: lines.map((line) => line.map(moved)), pen };
}

/** A signature as a picture, black on white, for what takes only pictures. */
export function strokesPng(strokes: readonly Stroke[], width: number, height: number): Uint8Array {
  const { lines, pen } = fitted(strokes, width, height);
  // a row: its filter, none, and eight pixels a byte
  const row = 1 + Math.ceil(width / 8);
  const pixels = Buffer.alloc(row * height, 0xff);
  for (let y = 0; y < height; y++) pixels[y * row] = 0;
  const radius = Math.max(1, pen / 2);
  const dot = ({ x, y }: Point): void => {
    for (let down = Math.max(0, Math.floor(y - radius)); down <= Math.min(height - 1, Math.ceil(y + radius)); down++) {
      for (let over = Math.max(0, Math.floor(x - radius)); over <= Math.min(width - 1, Math.ceil(x + radius)); over++) {
        if ((over - x) ** 2 + (down - y) ** 2 > radius ** 2) continue;
        const at = down * row + 1 + (over >> 3);
        pixels[at] = (pixels[at] ?? 0) & ~(0x80 >> (over & 7));
      }
    }
  };
  for (const line of lines) {
    for (const [at, point] of line.entries()) {
      const before = line[at - 1] ?? point;
      const steps = Math.max(1, Math.ceil(Math.hypot(point.x - before.x, point.y - before.y)));
      for (let step = 0; step <= steps; step++) {
        dot({
          x: before.x + ((point.x - before.x) * step) / steps,
          y: before.y + ((point.y - before.y) * step) / steps,
        });
      }
    }
  }
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  // one bit a pixel, grey
  head.set([1, 0, 0, 0, 0], 8);
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  return Buffer.concat([
    signature,
    chunk('IHDR', head),
    chunk('IDAT', deflateSync(pixels)),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

/** A chunk of a PNG (ISO/IEC 15948, 5.3): length, type, data, and the CRC of type and data. */
function chunk(type: string, data: Buffer): Buffer {
  const typed = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const around = Buffer.alloc(8);
  around.writeUInt32BE(data.length, 0);
  around.writeUInt32BE(crc32(typed), 4);
  return Buffer.concat([around.subarray(0, 4), typed, around.subarray(4)]);
}
