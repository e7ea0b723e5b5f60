import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import express from 'express';
import { mkdtempSync, rmSync } from 'node:fs';
import { type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { type DomainError } from '../../src/platform/errors/domain-error.js';
import { verifyPage } from '../../src/platform/http/verify-page.js';
import { TestServer } from '../support/server.js';

// What it does in a browser is told in test/browser.
describe('the page at /verify/', () => {
  let dir: string;
  let server: TestServer;

  beforeAll(async () => {
    dir = mkdtempSync(join(tmpdir(), 'sortis-page-'));
    server = await TestServer.start({ kind: 'sqlite', file: join(dir, 'sortis.sqlite') });
  });
  afterAll(async () => {
    await server.stop();
    rmSync(dir, { recursive: true });
  });

  it('is there for everyone, under a policy that lets no other host and no inline code in', async () => {
    const { body, headers, status } = await server.call('GET', '/verify/?draw=2026-000001');
    expect(status).toBe(200);
    const policy = headers.get('content-security-policy') ?? '';
    expect(policy).toContain("default-src 'none'; script-src 'self'");
    expect(policy).not.toContain('unsafe');
    const page = String(body);
    expect(page).not.toMatch(/<script(?![^>]*src=)|<style|style=|https?:\/\//);
    const [, script = ''] = /<script[^>]* src="([^"]+)"/.exec(page) ?? [];
    const code = await server.call('GET', script);
    expect(code.headers.get('content-type')).toContain('javascript');
    expect(code.headers.get('cache-control')).toContain('immutable');
    expect((await server.call('GET', '/verify')).status).toBe(200);
  });

  it('has a neighbour on which a draw is watched, under the same policy', async () => {
    const own = await server.call('GET', '/verify/');
    for (const path of ['/hall/2026-000001', '/hall/', '/hall/2026-000001-S1?x=1']) {
      const { body, headers, status } = await server.call('GET', path);
      expect([path, status]).toEqual([path, 200]);
      expect(headers.get('content-security-policy')).toBe(own.headers.get('content-security-policy'));
      expect(String(body)).toContain('src="/hall/assets/');
      expect(String(body)).not.toMatch(/<script(?![^>]*src=)|<style|style=|https?:\/\//);
    }
    for (const path of ['/hall/assets/none.js', '/hall/..%2f..%2fmain.js', '/hall/2026/1'])
      expect(await server.call('GET', path)).toMatchObject({ status: 404, body: { status: 404 } });
  });

  it('leaves what is not there to the common answer', async () => {
    for (const path of ['/verify/none.js', '/verify/assets/..%2f..%2f..%2fmain.js', '/api/v1/public/draws/none'])
      expect(await server.call('GET', path)).toMatchObject({ status: 404, body: { status: 404 } });
  });

  it('says what is missing where it is not built', async () => {
    const app = express();
    app.use('/verify', verifyPage(dir));
    const told = new Promise<DomainError>((resolve) => {
      app.use(
        (error: DomainError, _request: express.Request, response: express.Response, next: express.NextFunction) => {
          resolve(error);
          response.sendStatus(404);
          void next;
        },
      );
    });
    const listening = app.listen(0);
    await fetch(`http://127.0.0.1:${(listening.address() as AddressInfo).port}/verify/`);
    listening.close();
    expect(await told).toMatchObject({ kind: 'not-found', code: 'verify_page_not_built' });
  });
});
