import { type Parcel } from './channel.js';

/** A text for a group: what, the details, where, and the id by which a message that came twice is known. */
export function groupText({ body, id, language, link, title }: Parcel): string {
  const label = language === 'zh' ? '公签' : 'Sortis';
  const number = language === 'zh' ? '编号' : 'id';
  const details = body[language];
  return [`【${label}】${title[language]}`, ...(details === '' ? [] : [details]), link, `${number} ${id}`].join('\n');
}

/** The text, cut at a whole character so that it fits, with its last line (the id) kept. */
export function fitting(text: string, mostBytes: number): string {
  if (Buffer.byteLength(text) <= mostBytes) return text;
  const last = `…${text.slice(text.lastIndexOf('\n'))}`;
  let room = mostBytes - Buffer.byteLength(last);
  let kept = '';
  for (const sign of text.slice(0, text.lastIndexOf('\n'))) {
    room -= Buffer.byteLength(sign);
    if (room < 0) break;
    kept += sign;
  }
  return kept + last;
}

export const escaped = (text: string): string => text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);

/** What stands in a header stays on its line. */
export const oneLine = (text: string): string =>
  text
    .toWellFormed()
    .replace(/[\p{Cc}\u2028\u2029]+/gu, ' ')
    .trim();
