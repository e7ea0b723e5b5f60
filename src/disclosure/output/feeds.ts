import { type Bilingual } from '../../platform/text.js';
import { type BulletinResponse } from './bulletin.dto.js';

/* RSS 2.0 and Atom (RFC 4287), written here: a few elements, of which the escaping is all that matters. */

export interface FeedHead {
  /** Of the feed itself, without the server's address. */
  readonly id: string;
  readonly title: string;
  readonly about: Bilingual;
  /** Whole, with the server's address where it is known. */
  readonly self: string;
  readonly updated: Date;
}

/** What XML 1.0 has no way to say at all (section 2.2), not even escaped. */
// eslint-disable-next-line no-control-regex -- these are the characters that XML excludes
const UNSAYABLE = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/gu;
const SIGNS: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
  '\r': '&#13;',
};

export const xmlText = (words: string): string =>
  words
    .toWellFormed()
    .replace(UNSAYABLE, '\ufffd')
    .replace(/[&<>"'\r]/g, (sign) => SIGNS[sign] ?? sign);

const element = (name: string, words: string, attributes = ''): string =>
  `<${name}${attributes}>${xmlText(words)}</${name}>`;

/** The same for ever, whatever the server is called. */
export const feedId = (kind: string, number: string): string =>
  `urn:sortis:bulletin:${kind}:${encodeURIComponent(number)}`;

/** Where people read an entry (the public site); its data are at its own link. */
export const pageOf = ({ kind, number }: Pick<BulletinResponse, 'kind' | 'number'>): string =>
  `/public/zh/${kind}/${encodeURIComponent(number)}`;

const wordsOf = ({ reason, state, summary, version }: BulletinResponse): string => {
  const what = state === 'withdrawn' ? '撤回' : '更正';
  return [summary.zh, summary.en, ...(reason === null ? [] : [`${what}（第 ${version} 版）：${reason}`])].join('\n');
};

export function atom(
  { about, id, self, title, updated }: FeedHead,
  entries: readonly BulletinResponse[],
  base: string,
): string {
  const items = entries.map(
    (one) =>
      `<entry>${element('id', feedId(one.kind, one.number))}${element('title', one.title)}` +
      `<link rel="alternate" type="text/html" href="${xmlText(base + pageOf(one))}"/>` +
      `<link rel="alternate" type="application/json" href="${xmlText(base + one.link)}"/>${element('updated', one.changedAt)}` +
      `${element('published', one.publishedAt)}<author>${element('name', one.agency.name)}</author>` +
      `${element('summary', wordsOf(one))}</entry>`,
  );
  return (
    `<?xml version="1.0" encoding="utf-8"?>\n<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="zh-CN">` +
    `${element('id', id)}${element('title', title)}${element('subtitle', `${about.zh} ${about.en}`)}` +
    `<link rel="self" href="${xmlText(self)}"/>${element('updated', updated.toISOString())}` +
    `${element('generator', 'Sortis')}\n${items.join('\n')}\n</feed>\n`
  );
}

export function rss(
  { about, self, title, updated }: FeedHead,
  entries: readonly BulletinResponse[],
  base: string,
): string {
  const items = entries.map(
    (one) =>
      `<item>${element('guid', feedId(one.kind, one.number), ' isPermaLink="false"')}${element('title', one.title)}` +
      `${element('link', base + pageOf(one))}${element('pubDate', new Date(one.changedAt).toUTCString())}` +
      `${element('description', wordsOf(one))}</item>`,
  );
  return (
    `<?xml version="1.0" encoding="utf-8"?>\n<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom"><channel>` +
    `${element('title', title)}${element('link', self)}${element('description', `${about.zh} ${about.en}`)}` +
    `${element('language', 'zh-CN')}<atom:link rel="self" type="application/rss+xml" href="${xmlText(self)}"/>` +
    `${element('lastBuildDate', updated.toUTCString())}\n${items.join('\n')}\n</channel></rss>\n`
  );
}
