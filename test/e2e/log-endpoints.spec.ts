import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

import {
  entryBytes,
  fromHex,
  leafHash,
  type LogEntry,
  MerkleAccumulator,
  readCheckpoint,
  readVerifierKey,
  signedBy,
  toHex,
  verifyConsistency,
  verifyInclusion,
} from '../../src/protocol/index.js';
import { onEachDatabase } from '../support/databases.js';
import { LogHouse } from '../support/log-house.js';
import { TestServer, type Answer } from '../support/server.js';

const ENTRIES = 23;
const FOREVER = 'public, max-age=31536000, immutable';

onEachDatabase("the log's public addresses", (database) => {
  let dir: string;
  let house: LogHouse;
  let server: TestServer;
  let entries: readonly { index: number; entry: LogEntry; leafHash: string }[];

  const get = (path: string): Promise<Answer> => server.call('GET', `/api/v1/log/${path}`);
  const head = async (size: number): Promise<ReturnType<typeof readCheckpoint>> =>
    readCheckpoint((await get(`checkpoints/${size}`)).body);

  beforeAll(async () => {
    const address = database.address();
    dir = address.kind === 'sqlite' ? dirname(address.file) : mkdtempSync(join(tmpdir(), 'sortis-log-endpoints-'));
    house = new LogHouse(address, dir);
    await house.append(...Array.from({ length: ENTRIES - 1 }, (_, n) => `D-${n}`));
    server = await TestServer.start(address, house.environment);
    entries = (await get('entries?limit=100')).body.items;
  });
  afterAll(async () => {
    await server.stop();
    await house.close();
    rmSync(dir, { recursive: true, force: true });
  });

  it('give everyone every entry, whose leaves make every head, signed by the key of the log', async () => {
    expect(entries.map(({ index }) => index)).toEqual(Array.from({ length: ENTRIES }, (_, n) => n));
    const { body: keys, headers } = await get('keys');
    expect(headers.get('cache-control')).toBe('no-cache');
    expect(keys.keys).toEqual([{ index: 0, key: (entries[0]!.entry as { key: string }).key }]);
    const key = readVerifierKey(keys.keys[0].key);
    const tree = new MerkleAccumulator();
    for (const { entry, index, leafHash: hash } of entries) {
      expect(hash).toBe(toHex(leafHash(entryBytes(entry))));
      tree.push(entryBytes(entry));
      const shown = await head(index + 1);
      expect(shown).toMatchObject({ origin: keys.origin, root: toHex(tree.root()), size: index + 1 });
      expect(signedBy(shown.note, key)).toBe(true);
      const alone = await get(`entries/${index}`);
      expect(alone.body).toEqual(entries[index]);
      expect(alone.headers.get('cache-control')).toBe(FOREVER);
    }
    const newest = await get('checkpoint');
    expect(newest.body).toBe((await get(`checkpoints/${ENTRIES}`)).body);
    expect(newest.headers.get('content-type')).toBe('text/plain; charset=utf-8');
    expect(newest.headers.get('cache-control')).toBe('no-cache');
  });

  it('prove every entry under every head, and every head from every earlier one', async () => {
    const heads = await Promise.all(Array.from({ length: ENTRIES }, (_, n) => head(n + 1)));
    const sizes = [1, 2, 3, 7, 8, 9, 16, 17, ENTRIES];
    for (const size of sizes) {
      const root = fromHex(heads[size - 1]!.root);
      for (let index = 0; index < size; index++) {
        const { body, headers } = await get(`proofs/inclusion?index=${index}&size=${size}`);
        expect(body).toEqual({ index, size, path: body.path });
        expect(headers.get('cache-control')).toBe(FOREVER);
        const path = (body.path as string[]).map(fromHex);
        const leaf = entryBytes(entries[index]!.entry);
        expect([index, size, verifyInclusion({ leaf, index, count: size, path, root })]).toEqual([index, size, true]);
      }
      for (const from of [0, ...sizes.filter((each) => each <= size)]) {
        const { body } = await get(`proofs/consistency?from=${from}&to=${size}`);
        expect(body).toEqual({ from, to: size, path: body.path });
        const older = from === 0 ? toHex(new MerkleAccumulator().root()) : heads[from - 1]!.root;
        const path = (body.path as string[]).map(fromHex);
        const holds = verifyConsistency({ size: from, root: fromHex(older) }, { size, root }, path);
        expect([from, size, holds]).toEqual([from, size, true]);
      }
    }
  });

  it('list entries page by page', async () => {
    const page = async (query: string): Promise<number[]> =>
      (await get(`entries${query}`)).body.items.map(({ index }: { index: number }) => index);
    const run = (from: number, until: number): number[] => Array.from({ length: until - from }, (_, n) => from + n);
    expect(await page('')).toEqual(run(0, 20));
    expect(await page('?from=20')).toEqual(run(20, ENTRIES));
    expect(await page('?from=5&limit=1')).toEqual([5]);
    expect(await page('?limit=100')).toEqual(run(0, ENTRIES));
    expect((await get(`entries?from=${ENTRIES}`)).body).toEqual({ items: [], size: ENTRIES, next: null });
    expect((await get('entries?from=2147483647')).body).toEqual({ items: [], size: ENTRIES, next: null });
  });

  it('list entries from the newest on, of one kind, about one draw; and say where the next page begins', async () => {
    const asked = async (query: string): Promise<[number[], number | null]> => {
      const { body } = await get(`entries?${query}`);
      return [body.items.map(({ index }: { index: number }) => index), body.next];
    };
    expect(await asked('limit=3')).toEqual([[0, 1, 2], 3]);
    expect(await asked('newest=true&limit=3')).toEqual([[ENTRIES - 1, ENTRIES - 2, ENTRIES - 3], ENTRIES - 4]);
    expect(await asked('newest=true&limit=3&from=2')).toEqual([[2, 1, 0], null]);
    expect(await asked('kind=key')).toEqual([[0], null]);
    expect(await asked('kind=commit&limit=2')).toEqual([[1, 2], 3]);
    expect(await asked('kind=commit&newest=true&from=3&limit=2')).toEqual([[3, 2], 1]);
    expect(await asked('draw=D-4')).toEqual([[5], null]);
    expect(await asked('draw=D-4&kind=record')).toEqual([[], null]);
    expect(await asked('draw=nobody')).toEqual([[], null]);
    // every entry once, in either direction, whatever the page
    for (const newest of [false, true]) {
      const seen: number[] = [];
      for (let from: number | null = newest ? ENTRIES : 0; from !== null;) {
        const [items, next]: [number[], number | null] = await asked(`newest=${newest}&from=${from}&limit=5`);
        seen.push(...items);
        from = next;
      }
      expect(newest ? seen.reverse() : seen).toEqual(entries.map(({ index }) => index));
    }
  });

  it.each([
    ...['0', '-1', '01', '1.0', '1e1', '0x1', 'abc', '99', '2147483648', '999999999999999999999', '%00', '１'].map(
      (size) => [`checkpoints/${size}`, 404] as const,
    ),
    ...['-1', '00', '1.5', 'x', '99', '2147483648', `${'9'.repeat(400)}`].map(
      (index) => [`entries/${index}`, 404] as const,
    ),
  ])('have nothing at %s', async (path, status) => {
    const answer = await get(path);
    expect(answer.status).toBe(status);
    expect(answer.body).toMatchObject({ status: 404, code: 'not_found' });
    expect(answer.headers.get('cache-control') ?? 'no-store').toBe('no-store');
    expect(JSON.stringify(answer.body).length).toBeLessThan(1000);
  });

  it.each([
    ['entries?from=-1', '/from'],
    ['entries?from=1.5', '/from'],
    ['entries?from=1e3', '/from'],
    ['entries?from=x', '/from'],
    ['entries?from=2147483648', '/from'],
    ['entries?from=1&from=2', '/from'],
    ['entries?limit=0', '/limit'],
    ['entries?limit=101', '/limit'],
    ['entries?limit=', '/limit'],
    ['entries?before=3', '/before'],
    ['entries?newest=yes', '/newest'],
    ['entries?kind=nothing', '/kind'],
    ['entries?draw=%00', '/draw'],
    [`entries?draw=${'1'.repeat(65)}`, '/draw'],
    ['proofs/inclusion', '/index'],
    ['proofs/inclusion?index=1', '/size'],
    ['proofs/inclusion?index=-1&size=5', '/index'],
    ['proofs/inclusion?index=5&size=5', '/index'],
    ['proofs/inclusion?index=2147483647&size=5', '/index'],
    ['proofs/inclusion?index=0&size=0', '/size'],
    [`proofs/inclusion?index=0&size=${ENTRIES + 1}`, '/size'],
    ['proofs/inclusion?index=0&size=2147483647', '/size'],
    ['proofs/inclusion?index=0&size=99999999999999999999', '/size'],
    ['proofs/inclusion?index[a]=0&size=5', '/index'],
    ['proofs/consistency', '/from'],
    ['proofs/consistency?from=1', '/to'],
    ['proofs/consistency?from=6&to=5', '/from'],
    ['proofs/consistency?from=0&to=0', '/to'],
    [`proofs/consistency?from=1&to=${ENTRIES + 1}`, '/to'],
    ['proofs/consistency?from=1&to=2147483647', '/to'],
    ['proofs/consistency?from=-1&to=5', '/from'],
    ['proofs/consistency?from=NaN&to=5', '/from'],
  ])('refuse %s and say where', async (path, pointer) => {
    const answer = await get(path);
    expect(answer.status).toBe(400);
    expect(answer.body.errors.map((fault: { pointer: string }) => fault.pointer)).toContain(pointer);
    expect(answer.headers.get('cache-control') ?? 'no-store').toBe('no-store');
  });

  it.each(['checkpoint', 'entries', 'keys', 'proofs/consistency?from=1&to=2'])(
    'cannot be written at %s',
    async (path) => {
      const token = await server.signIn();
      for (const method of ['POST', 'PUT', 'PATCH', 'DELETE'])
        expect((await server.call(method, `/api/v1/log/${path}`, { token, body: {} })).status).toBe(404);
    },
  );

  describe('with entries as long as they may be', () => {
    it('end a page early, and never before its first', async () => {
      const figures = Array.from({ length: 16 }, () => Array.from({ length: 8 }, () => Array<number>(80).fill(999)));
      const entropy = {
        entered: ['a', 'b'] as [string, string],
        figures,
        revealedAt: '2026-01-01T00:00:00.000Z',
        source: 'figures' as const,
      };
      await house.write(
        ...Array.from(
          { length: 9 },
          (_, n) => ({ kind: 'reveal', commitment: 'ab'.repeat(32), draw: `L-${n}`, entropy }) as const,
        ),
      );
      const { body } = await get(`entries?from=${ENTRIES}&limit=100`);
      const long = entryBytes(body.items[0].entry).length;
      expect(long).toBeGreaterThan(40_000);
      expect(body.size).toBe(ENTRIES + 9);
      expect(body.items).toHaveLength(Math.floor(262_144 / long));
      const rest = await get(`entries?from=${ENTRIES + Number(body.items.length)}&limit=100`);
      expect(rest.body.items.at(-1).index).toBe(ENTRIES + 8);
    });
  });
});
