import { expect, it } from '@jest/globals';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
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

it('no two classes of the API share a name: the document has room for one of them', () => {
  const files = readdirSync(join(ROOT, 'src'), { recursive: true, encoding: 'utf8' }).filter((path) =>
    path.endsWith('.dto.ts'),
  );
  const named = files.flatMap((path) =>
    [...readFileSync(join(ROOT, 'src', path), 'utf8').matchAll(/^export (?:abstract )?class (\w+)/gm)].map(
      ([, name = '']) => ({ name, path }),
    ),
  );
  expect(named.length).toBeGreaterThan(100);
  expect(named.filter(({ name }, at) => named.findIndex((one) => one.name === name) !== at)).toEqual([]);
});
