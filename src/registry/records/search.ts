import { type ObjectLiteral, type SelectQueryBuilder } from 'typeorm';

import { containing } from '../../platform/http/paging.js';

const CODE_LIKE = /^(?=.*\d)[A-Za-z0-9._-]{6,64}$/;

/**
 * Narrows a list to what a person typed: part of the name, or the beginning of the code. Capitals and small letters (of
 * ASCII) are the same in names. What can hardly be part of a name, six or more letters and digits, is taken for the
 * beginning of a code alone: that walks an index, where the part of a name has to look at every name.
 */
export function narrowBySearch<T extends ObjectLiteral>(
  query: SelectQueryBuilder<T>,
  alias: string,
  words: string | undefined,
): void {
  if (words === undefined || words === '') return;
  const capitals = words.toUpperCase();
  const codes = [`${alias}.code >= :code AND ${alias}.code < :codeEnd`];
  const parameters: Record<string, string> = { code: words, codeEnd: after(words) };
  if (capitals !== words) {
    codes.push(`${alias}.code >= :capitals AND ${alias}.code < :capitalsEnd`);
    Object.assign(parameters, { capitals, capitalsEnd: after(capitals) });
  }
  const byCode = codes.map((condition) => `(${condition})`).join(' OR ');
  if (CODE_LIKE.test(words)) query.andWhere(`(${byCode})`, parameters);
  else {
    query.andWhere(`(${byCode} OR LOWER(${alias}.name) LIKE LOWER(:words) ESCAPE '!')`, {
      ...parameters,
      words: containing(words),
    });
  }
}

/** The first text that does not begin with this one, in the order of the bytes. U+10FFFF sorts after all that is written. */
function after(prefix: string): string {
  return `${prefix}\u{10FFFF}`;
}
