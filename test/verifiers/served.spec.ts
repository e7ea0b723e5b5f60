import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { get } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { TestServer } from '../support/server.js';
import { VERIFY_PY } from './python.js';

let dir: string;
let server: TestServer;

beforeAll(async () => {
  dir = mkdtempSync(join(tmpdir(), 'sortis-served-'));
  server = await TestServer.start({ kind: 'sqlite', file: join(dir, 'sortis.sqlite') });
});
afterAll(async () => {
  await server.stop();
  rmSync(dir, { recursive: true, force: true });
});

it('offers verify.py, byte for byte, to everyone', async () => {
  const answer = await fetch(`${server.url}/verify.py`);
  expect(answer.status).toBe(200);
  expect(answer.headers.get('content-type')).toBe('text/x-python; charset=utf-8');
  expect(answer.headers.get('content-disposition')).toBe('attachment; filename="verify.py"');
  expect(Buffer.from(await answer.arrayBuffer()).equals(readFileSync(VERIFY_PY))).toBe(true);
});

it('sends it again only when it has changed', async () => {
  const etag = (await fetch(`${server.url}/verify.py`)).headers.get('etag');
  // not by fetch, which asks for a new copy as soon as it is told what is known
  const statusFor = (known: string): Promise<number | undefined> =>
    new Promise((resolve, reject) => {
      get(`${server.url}/verify.py`, { headers: { 'if-none-match': known } }, (answer) => {
        answer.resume();
        resolve(answer.statusCode);
      }).on('error', reject);
    });
  expect(await statusFor(etag ?? '')).toBe(304);
  expect(await statusFor('"another"')).toBe(200);
});
