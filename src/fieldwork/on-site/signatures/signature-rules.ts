import { type Fault } from '../../../platform/errors/domain-error.js';
import { text } from '../../../platform/text.js';

/** One line of a pen: x, y, x, y … on a board of BOARD × BOARD, whatever the screen. */
export type Stroke = readonly number[];

export const BOARD = 10_000;
const MOST_STROKES = 200;
/** Of all strokes. A name signed slowly has some hundred. */
const MOST_POINTS = 3000;
/** Fewer is a slip of the finger. */
const FEWEST_POINTS = 4;

const fault = (code: string, zh: string, en: string): Fault => ({ pointer: '/strokes', code, message: text(zh, en) });

/** What is wrong with the strokes of a signature. */
export function faultOfStrokes(strokes: unknown): Fault | undefined {
  const shaped =
    Array.isArray(strokes) &&
    strokes.length <= MOST_STROKES &&
    strokes.every(
      (stroke) =>
        Array.isArray(stroke) &&
        stroke.length >= 2 &&
        stroke.length % 2 === 0 &&
        stroke.length <= 2 * MOST_POINTS &&
        stroke.every((value) => Number.isSafeInteger(value) && value >= 0 && value <= BOARD),
    );
  if (!shaped) {
    return fault(
      'strokes_unfit',
      `笔画应为至多 ${MOST_STROKES} 条，每条为 x,y 相间的整数，0 到 ${BOARD}。`,
      `Strokes are at most ${MOST_STROKES} lists of whole numbers from 0 to ${BOARD}, x and y in turn.`,
    );
  }
  const points = (strokes as Stroke[]).reduce((sum, stroke) => sum + stroke.length / 2, 0);
  if (points < FEWEST_POINTS || points > MOST_POINTS) {
    return fault(
      'strokes_count',
      `签名应有 ${FEWEST_POINTS} 到 ${MOST_POINTS} 个点，现有 ${points} 个。`,
      `A signature has ${FEWEST_POINTS} to ${MOST_POINTS} points; there are ${points}.`,
    );
  }
  return undefined;
}
