import { type Fault } from '../../api/problem.js';

/** The line, from 1, that a fault of a template is in: the server begins what it says of a line with it. Undefined of the whole. */
export function lineOf({ message }: Pick<Fault, 'message'>): number | undefined {
  const [, line] = /^Line (\d+):/.exec(message.en) ?? [];
  return line === undefined ? undefined : Number(line);
}

/** Where a line begins, and where it ends, in the text; the ends of lines as the server counts them. */
export function spanOf(text: string, line: number): { readonly from: number; readonly until: number } {
  const breaks = /\r\n|\r|\n/g;
  let from = 0;
  for (let at = 1; at < line; at++) {
    const next = breaks.exec(text);
    if (next === null) return { from: text.length, until: text.length };
    from = next.index + next[0].length;
  }
  return { from, until: breaks.exec(text)?.index ?? text.length };
}

export const linesOf = (text: string): number => text.split(/\r\n|\r|\n/).length;
