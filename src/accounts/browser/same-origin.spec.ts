import { describe, expect, it } from '@jest/globals';

import { isOwnPage } from './same-origin.js';

const ask = (method: string, headers: Record<string, string>, more: { host?: string; secure?: boolean } = {}) => ({
  method,
  header: (name: string): string | undefined => headers[name],
  host: 'sortis.example.cn',
  secure: false,
  ...more,
});
const own = { 'x-sortis-console': '1' };

describe('isOwnPage', () => {
  it.each(['GET', 'HEAD', 'OPTIONS'])('lets %s through from anywhere: nobody else reads the answer', (method) =>
    expect(isOwnPage(ask(method, { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' }), undefined)).toBe(
      true,
    ),
  );

  it.each<[string, boolean, Record<string, string>]>([
    ['the page itself', true, { ...own, 'sec-fetch-site': 'same-origin', origin: 'http://sortis.example.cn' }],
    ['the page itself, by a proxy of another name', true, { ...own, 'sec-fetch-site': 'same-origin' }],
    ['the page in an old browser', true, { ...own, origin: 'http://sortis.example.cn' }],
    ['the page over TLS, where nobody says so', true, { ...own, origin: 'https://sortis.example.cn' }],
    ['a form of another site', false, { 'sec-fetch-site': 'cross-site', origin: 'https://evil.example' }],
    ['a form of another site in an old browser', false, { origin: 'https://evil.example' }],
    ['a form of the page, without the header', false, { 'sec-fetch-site': 'same-origin' }],
    ['a neighbour under the domain', false, { ...own, 'sec-fetch-site': 'same-site' }],
    ['a bookmark or the address bar', false, { ...own, 'sec-fetch-site': 'none' }],
    ['a stranger who sends the header', false, { ...own, 'sec-fetch-site': 'cross-site' }],
    ['a stranger in an old browser who sends the header', false, { ...own, origin: 'https://evil.example' }],
    ['a page of another port', false, { ...own, origin: 'http://sortis.example.cn:8080' }],
    ['a name that begins alike', false, { ...own, origin: 'http://sortis.example.cn.evil.example' }],
    ['a sandboxed frame', false, { ...own, origin: 'null' }],
    ['nobody says what', false, own],
    ['another value of the header', false, { 'x-sortis-console': '0', 'sec-fetch-site': 'same-origin' }],
  ])('of a POST from %s is %j', (_, expected, headers) => {
    for (const method of ['POST', 'PUT', 'PATCH', 'DELETE', 'PROPFIND'])
      expect(isOwnPage(ask(method, headers), undefined)).toBe(expected);
  });

  it('takes a page without TLS for a stranger where people come over TLS', () => {
    const headers = { ...own, origin: 'http://sortis.example.cn' };
    expect(isOwnPage(ask('POST', headers, { secure: true }), undefined)).toBe(false);
    expect(isOwnPage(ask('POST', { ...own, origin: 'https://sortis.example.cn' }, { secure: true }), undefined)).toBe(
      true,
    );
  });

  it('knows the address that people use, whatever a proxy writes into Host', () => {
    const asked = ask('POST', { ...own, origin: 'https://sortis.example.cn' }, { host: '10.0.0.7:3000' });
    expect(isOwnPage(asked, undefined)).toBe(false);
    expect(isOwnPage(asked, 'https://sortis.example.cn/sortis')).toBe(true);
    expect(isOwnPage(asked, 'https://other.example.cn')).toBe(false);
  });
});
