import { expect, it } from '@jest/globals';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { apiTypes, TYPES } from '../../config/api-types.mjs';
import { ROOT, TestServer } from '../support/server.js';

it('config/openapi.json is what the routes and their classes say (npm run openapi writes it)', async () => {
  const dir = mkdtempSync(join(tmpdir(), 'sortis-openapi-'));
  const server = await TestServer.start({ kind: 'sqlite', file: join(dir, 'sortis.sqlite') });
  try {
    const { body } = await server.call('GET', '/api/openapi.json');
    expect(Object.keys((body as { paths: object }).paths).length).toBeGreaterThan(20);
    expect(body).toEqual(JSON.parse(readFileSync(join(ROOT, 'config/openapi.json'), 'utf8')));
  } finally {
    await server.stop();
    rmSync(dir, { recursive: true });
  }
});

it('what the console knows of the API is what config/openapi.json says (npm run openapi writes it)', async () => {
  expect(readFileSync(TYPES, 'utf8')).toBe(await apiTypes());
});
