import { type Fault } from '../../platform/errors/domain-error.js';
import { text } from '../../platform/text.js';

const LONGEST_ITEM = 100;

/** What is wrong with a list of short texts that came out of one cell; the API holds requests to the same. */
export function listFaults(pointer: string, items: readonly string[], most: number): Fault[] {
  if (items.length <= most && items.every((item) => [...item].length <= LONGEST_ITEM)) return [];
  const message = text(
    `最多 ${most} 项，每项最多 ${LONGEST_ITEM} 个字符，用顿号分开。`,
    `At most ${most} items of at most ${LONGEST_ITEM} characters each, with 、 between.`,
  );
  return [{ pointer, code: 'list_too_long', message }];
}
