import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import express, { type ErrorRequestHandler } from 'express';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { request, type IncomingHttpHeaders, type Server } from 'node:http';
import { type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliCompressSync, gzipSync } from 'node:zlib';

import { DomainError } from '../errors/domain-error.js';
import { consolePage } from './console-page.js';

const HTML = { accept: 'text/html,application/xhtml+xml,*/*;q=0.8' };
const CODE = 'export const all = 100;'.repeat(40);

interface Got {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly bytes: Buffer;
}

/** The address exactly as it is written, which a URL would tidy up. */
function ask(server: Server, path: string, headers: Record<string, string> = {}, method = 'GET'): Promise<Got> {
  const { port } = server.address() as AddressInfo;
  return new Promise((resolve, reject) => {
    request({ port, path, method, headers, host: '127.0.0.1', agent: false }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () =>
        resolve({ status: response.statusCode ?? 0, headers: response.headers, bytes: Buffer.concat(chunks) }),
      );
    })
      .on('error', reject)
      .end();
  });
}

describe('the console', () => {
  let dir: string;
  let server: Server;

  const serving = (folder: string): Server => {
    const app = express();
    const refuse: ErrorRequestHandler = (error, _request, response, next) => {
      if (!(error instanceof DomainError)) return next(error);
      response.status(404).send(error.code);
    };
    app.get('/api/v1/things', (_request, response) => void response.send('a route'));
    app.use(consolePage(folder), refuse);
    app.use((_request, response) => void response.status(404).send('nothing here'));
    return app.listen(0);
  };

  beforeAll(() => {
    dir = mkdtempSync(join(tmpdir(), 'sortis-console-'));
    mkdirSync(join(dir, 'assets'));
    writeFileSync(join(dir, 'index.html'), '<meta property="csp-nonce" nonce="__NONCE__"><b>console</b>');
    writeFileSync(join(dir, 'manifest.json'), '{}');
    writeFileSync(join(dir, 'assets/index-aa.js'), CODE);
    writeFileSync(join(dir, 'assets/index-aa.js.br'), brotliCompressSync(CODE));
    writeFileSync(join(dir, 'assets/index-aa.js.gz'), gzipSync(CODE));
    writeFileSync(join(dir, 'assets/seal-bb.svg'), '<svg/>');
    writeFileSync(join(dir, 'assets/notes.txt'), 'not of the page');
    writeFileSync(join(dir, 'sw.js'), CODE);
    server = serving(dir);
  });
  afterAll(() => {
    server.close();
    rmSync(dir, { recursive: true });
  });

  it('hands out its service worker, which is asked for anew and may do nothing but fetch from here', async () => {
    const { bytes, headers, status } = await ask(server, '/sw.js');
    expect([status, bytes.toString()]).toEqual([200, CODE]);
    expect(headers['content-type']).toMatch(/^text\/javascript/);
    expect(headers['cache-control']).toBe('no-cache');
    expect(headers['content-security-policy']).toBe("default-src 'none'; connect-src 'self'");
    const without = join(dir, 'without');
    mkdirSync(join(without, 'assets'), { recursive: true });
    writeFileSync(join(without, 'index.html'), '__NONCE__');
    const old = serving(without);
    expect((await ask(old, '/sw.js')).status).toBe(404);
    old.close();
  });

  it('is at every address that nobody else has, for whoever opens it with a browser', async () => {
    for (const path of [
      '/',
      '/targets',
      '/targets/12?page=2',
      '/draws/7',
      '/apiary',
      '/verifying',
      '/in',
      '/nothing/at/all',
    ]) {
      const { bytes, headers, status } = await ask(server, path, HTML);
      expect([path, status, String(bytes).includes('console')]).toEqual([path, 200, true]);
      expect(headers['content-type']).toBe('text/html; charset=utf-8');
      expect(headers['cache-control']).toBe('no-store');
    }
  });

  it.each([
    ['/api/v1/unknown', HTML, 'GET'],
    ['/api', HTML, 'GET'],
    ['/verify/none', HTML, 'GET'],
    ['/verify.py', HTML, 'GET'],
    ['/health/none', HTML, 'GET'],
    ['/metrics', HTML, 'GET'],
    ['/i/ABCD', HTML, 'GET'],
    ['/public/x', HTML, 'GET'],
    ['/hall/x', HTML, 'GET'],
    ['/targets', {}, 'GET'],
    ['/targets', { accept: '*/*' }, 'GET'],
    ['/targets', { accept: 'application/json' }, 'GET'],
    ['/targets', HTML, 'POST'],
    ['/index.html.br', {}, 'GET'],
    ['/manifest.json', {}, 'GET'],
    ['/assets/none.js', HTML, 'GET'],
    ['/assets/index-aa.js', {}, 'POST'],
    ['/assets/index-aa.js.br', {}, 'GET'],
    ['/assets/notes.txt', {}, 'GET'],
    ['/assets/../index.html', {}, 'GET'],
    ['/assets/..%2findex.html', {}, 'GET'],
    ['/assets/%2e%2e/manifest.json', {}, 'GET'],
    ['/assets//index-aa.js', {}, 'GET'],
    ['/assets/', HTML, 'GET'],
  ])('leaves %s, %j, %s to those who come after', async (path, headers, method) => {
    const { bytes, status } = await ask(server, path, headers, method);
    expect([status, String(bytes)]).toEqual([404, 'nothing here']);
  });

  it('lets nothing stand in the page but what carries the nonce of the answer, which is no script', async () => {
    const [one, two] = [await ask(server, '/', HTML), await ask(server, '/', HTML)];
    const nonces = [one, two].map(({ bytes, headers }) => {
      const policy = String(headers['content-security-policy']);
      const [, nonce = ''] = /nonce="([^"]+)"/.exec(String(bytes)) ?? [];
      expect(nonce).toMatch(/^[A-Za-z0-9+/]{22}==$/);
      expect(policy).toContain(`style-src 'self' 'nonce-${nonce}';`);
      expect(policy).toContain("default-src 'none'; script-src 'self';");
      expect(policy).toContain("frame-ancestors 'none'");
      expect(policy).not.toMatch(/unsafe|https?:|\*/);
      expect(policy.split("'nonce-")).toHaveLength(2);
      expect(String(bytes)).not.toContain('__NONCE__');
      return nonce;
    });
    expect(nonces[0]).not.toBe(nonces[1]);
  });

  it.each([
    ['br, gzip', 'br', brotliCompressSync(CODE)],
    ['gzip, deflate', 'gzip', gzipSync(CODE)],
    ['identity', undefined, Buffer.from(CODE)],
    ['br;q=0, gzip', 'gzip', gzipSync(CODE)],
  ])('sends a file as it was compressed at the build to who takes %s', async (accepted, coding, bytes) => {
    const got = await ask(server, '/assets/index-aa.js', { 'accept-encoding': accepted });
    expect(got.status).toBe(200);
    expect(got.headers['content-encoding']).toBe(coding);
    expect(got.headers['content-type']).toBe('text/javascript; charset=utf-8');
    expect(got.headers['cache-control']).toBe('public, max-age=31536000, immutable');
    expect(got.headers.vary).toContain('Accept-Encoding');
    expect(got.bytes.equals(bytes)).toBe(true);
    expect((await ask(server, '/assets/index-aa.js', { 'accept-encoding': accepted }, 'HEAD')).bytes.length).toBe(0);
  });

  it('sends what was not compressed as it is', async () => {
    const got = await ask(server, '/assets/seal-bb.svg', { 'accept-encoding': 'br' });
    expect([got.status, got.headers['content-encoding'], String(got.bytes)]).toEqual([200, undefined, '<svg/>']);
    expect(got.headers['content-type']).toBe('image/svg+xml');
  });

  it('says what is missing where it is not built, and stands in nobody’s way', async () => {
    const empty = serving(join(dir, 'assets'));
    try {
      expect(String((await ask(empty, '/targets', HTML)).bytes)).toBe('console_not_built');
      expect(String((await ask(empty, '/targets')).bytes)).toBe('nothing here');
      expect(String((await ask(empty, '/api/v1/things', HTML)).bytes)).toBe('a route');
    } finally {
      empty.close();
    }
  });

  it('does not start with a page that has no place for a nonce', () => {
    const other = mkdtempSync(join(tmpdir(), 'sortis-console-'));
    mkdirSync(join(other, 'assets'));
    writeFileSync(join(other, 'index.html'), '<b>console</b>');
    expect(() => consolePage(other)).toThrow('has no place for a nonce');
    rmSync(other, { recursive: true });
  });
});
