import { history as known } from '../words/zh-CN/history.js';
import { type Speech } from '../words/words.js';
import '../words/history-words.js';

type ActionName = keyof typeof known.recordActions;

/** What was done to a record. What has no word of its own is told as the program calls it. */
export const actionWord = (action: string, { t }: Pick<Speech, 't'>): string =>
  action in known.recordActions ? t(`recordActions.${action as ActionName}`) : action;
