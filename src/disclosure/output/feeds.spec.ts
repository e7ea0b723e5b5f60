import { describe, expect, it } from '@jest/globals';
import { parseXml, type XmlElement } from '@rgrove/parse-xml';
import fc from 'fast-check';

import { type BulletinResponse } from './bulletin.dto.js';
import { atom, feedId, rss } from './feeds.js';

const AT = '2026-03-05T01:00:00.000Z';
const entry = (title: string, reason: string | null = null): BulletinResponse => ({
  kind: 'results',
  number: '2026-000001.7',
  title,
  summary: { zh: title, en: title },
  agency: { code: 'MZ', name: title },
  year: 2026,
  state: 'published',
  version: reason === null ? 1 : 2,
  reason,
  publishedAt: AT,
  changedAt: AT,
  hash: null,
  link: '/api/v1/public/bulletins/results/2026-000001.7',
});
const head = { id: 'urn:sortis:bulletin:results', about: { zh: '公示', en: 'results' }, updated: new Date(AT) };

const find = (element: XmlElement, ...path: string[]): XmlElement => {
  const [first, ...rest] = path;
  if (first === undefined) return element;
  const child = element.children.find((one) => (one as XmlElement).name === first) as XmlElement | undefined;
  if (child === undefined) throw new Error(`no ${first}`);
  return find(child, ...rest);
};
/** What XML 1.0 can say of a text. */
const sayable = (said: string): string =>
  // eslint-disable-next-line no-control-regex -- these are the characters that XML excludes
  said.toWellFormed().replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/gu, '\ufffd');

const nasty = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.string({
    unit: fc.constantFrom('<', '>', '&', '"', "'", ']', '\u0000', '\u001b', '\r', '\n', '\ud800', '\ufffe', '协'),
  }),
);

describe('a feed', () => {
  it('is XML whatever it tells, and tells it whole', () => {
    fc.assert(
      fc.property(nasty, (said) => {
        const base = 'https://example.org';
        const self = `${base}/feed?agency=${encodeURIComponent(said.toWellFormed())}&format=atom`;
        const entries = [entry(said, said)];
        const asAtom = parseXml(atom({ ...head, title: said, self }, entries, base)).root!;
        expect(find(asAtom, 'entry', 'title').text).toBe(sayable(said));
        expect(find(asAtom, 'entry', 'author', 'name').text).toBe(sayable(said));
        expect(find(asAtom, 'entry', 'summary').text).toBe(sayable(`${said}\n${said}\n更正（第 2 版）：${said}`));
        expect(find(asAtom, 'entry', 'id').text).toBe('urn:sortis:bulletin:results:2026-000001.7');
        const asRss = parseXml(rss({ ...head, title: said, self }, entries, base)).root!;
        expect(find(asRss, 'channel', 'item', 'title').text).toBe(sayable(said));
        expect(find(asRss, 'channel', 'item', 'guid').attributes.isPermaLink).toBe('false');
        expect(find(asRss, 'channel', 'item', 'link').text).toBe(`${base}/public/zh/results/2026-000001.7`);
      }),
    );
  });

  it('has an id for each entry that hangs neither on the server nor on the version', () => {
    const ids = (entries: BulletinResponse[], base: string): string[] =>
      [...atom({ ...head, title: '公示', self: base }, entries, base).matchAll(/<entry><id>([^<]*)/g)].map(
        ([, id]) => id ?? '',
      );
    expect(ids([entry('甲')], 'https://a.example')).toEqual(ids([entry('乙', '更正')], 'https://b.example'));
    expect(feedId('plans', '1')).not.toBe(feedId('draws', '1'));
  });
});
