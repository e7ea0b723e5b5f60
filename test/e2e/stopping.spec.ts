import { afterAll, beforeAll, expect, it } from '@jest/globals';

import { onEachDatabase } from '../support/databases.js';
import { DueDraws } from '../support/due-draws.js';
import { TestServer } from '../support/server.js';

/** Seconds. */
const SOON = 10;

/* Told to stop in the middle of a draw, the process ends within seconds, and the next one goes on with the same draw at once. */
onEachDatabase('a server that is told to stop', (database) => {
  // a step that cannot be broken off takes too long on either; MariaDB, where each row costs more, still shows what each says
  const { SAMPLE, TARGETS } =
    database.name === 'SQLite' ? { TARGETS: 200_000, SAMPLE: 60_000 } : { TARGETS: 80_000, SAMPLE: 24_000 };
  let house: DueDraws;
  let agencyId: number;

  beforeAll(async () => {
    house = await DueDraws.open(database.address());
    agencyId = await house.agency(TARGETS, 400);
  }, 120_000);
  afterAll(() => house.close());

  const count = async (sql: string, id: number): Promise<number> => {
    const [row] = await house.query<{ n: number }>(sql, id);
    return Number(row?.n);
  };
  /** How far each step of the draw has come, once it has begun. */
  const WITHIN: readonly (readonly [string, (drawId: number, phase: string) => Promise<boolean>])[] = [
    ['snapshot', async (id, phase) => phase === 'announced' && (await parts(id, 'targets')) > 40],
    ['lottery', async (id, phase) => phase === 'seeded' && (await parts(id, 'targets')) > 0],
    ['issue', async (id, phase) => phase === 'drawn' && (await inspections(id)) > 0],
  ];
  const parts = (id: number, part: string): Promise<number> =>
    count(`SELECT COUNT(*) AS n FROM draw_parts WHERE draw_id = ? AND part = '${part}'`, id);
  const inspections = (id: number): Promise<number> =>
    count('SELECT COUNT(*) AS n FROM inspections WHERE draw_id = ?', id);

  it('ends within seconds at each long step, gives the job back, and the same draw goes on', async () => {
    await house.due(agencyId, new Date(), { rate_number: SAMPLE });
    let commitment: string | null = null;
    const took: Record<string, number> = {};
    const cut: string[] = [];
    for (const [step, isThere] of WITHIN) {
      const server = await TestServer.start(database.address());
      try {
        await house.until(async () => {
          const [draw] = await house.draws();
          return draw !== undefined && (await isThere(draw.id, draw.phase)) ? draw : undefined;
        });
      } finally {
        const told = performance.now();
        await server.stop();
        took[step] = Math.round(performance.now() - told);
      }
      expect(took[step]).toBeLessThan(SOON * 1000);
      expect(server.process.signalCode).toBe('SIGTERM');
      const open = await house.query<{ state: string; owner: string | null; attempts: number }>(
        `SELECT state, owner, attempts FROM jobs WHERE kind IN ('draw', 'issue') AND state <> 'done'`,
      );
      expect(open).toEqual([{ state: 'waiting', owner: null, attempts: 0 }]);
      // whoever computes for it was told as well, and ended
      expect(server.log.join('')).not.toContain('job has not heard');
      // on a busy machine a step may end by itself between the look and the signal
      if (server.log.join('').includes('job given back')) cut.push(step);
      const [draw] = await house.draws();
      commitment ??= draw?.commitment ?? null;
      expect(draw?.commitment).toBe(commitment);
    }
    expect(cut).not.toEqual([]);
    const server = await TestServer.start(database.address());
    const [draw] = await house.issued(1).finally(() => server.stop());
    expect(draw?.commitment).toBe(commitment);
    expect(commitment).not.toBeNull();
    expect(await inspections(draw?.id ?? 0)).toBe(SAMPLE);
    // nothing was tried and found wanting
    expect(await house.query(`SELECT last_error AS e FROM jobs WHERE last_error IS NOT NULL`)).toEqual([]);
    process.stderr.write(`${database.name}: ended after ${JSON.stringify(took)} ms, given back: ${cut.join(', ')}\n`);
  }, 180_000);

  it('does not wait for connections that are kept open, nor for one that never finishes its request', async () => {
    const server = await TestServer.start(database.address());
    const kept = await fetch(`${server.url}/health/live`, { headers: { connection: 'keep-alive' } });
    await kept.text();
    const slow = fetch(`${server.url}/api/v1/session`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      duplex: 'half',
      body: new ReadableStream({ start: (stream) => stream.enqueue(new TextEncoder().encode('{"user')) }),
    }).catch(() => 'cut');
    await new Promise((resolve) => setTimeout(resolve, 300));
    const told = performance.now();
    await server.stop();
    expect(performance.now() - told).toBeLessThan(SOON * 1000);
    expect(await slow).toBe('cut');
  });

  it('lets go of whoever watches a draw, after the last word', async () => {
    const [draw] = await house.draws();
    const server = await TestServer.start(database.address());
    const address = `${server.url}/api/v1/public/draws/${draw?.number ?? ''}/events`;
    const head = await fetch(address, { method: 'HEAD' });
    const { body, headers, status } = await fetch(address);
    for (const each of [head.headers, headers]) {
      expect(each.get('content-type')).toBe('text/event-stream; charset=utf-8');
      expect(each.get('cache-control')).toContain('no-transform');
      expect(each.get('x-accel-buffering')).toBe('no');
    }
    expect(status).toBe(200);
    let told = '';
    let leaving: Promise<unknown> | undefined;
    const began = performance.now();
    for await (const chunk of body as unknown as AsyncIterable<Uint8Array>) {
      told += new TextDecoder().decode(chunk);
      if (told.includes('event: issued')) leaving ??= server.stop();
    }
    await leaving;
    expect(performance.now() - began).toBeLessThan(SOON * 1000);
    expect(server.process.signalCode).toBe('SIGTERM');
    expect([...told.matchAll(/^event: (\w+)$/gm)].map(([, name]) => name)).toEqual([
      'time',
      'committed',
      'seeded',
      'drawn',
      'published',
      'issued',
    ]);
  });
});
