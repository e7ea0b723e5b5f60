import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from '@jest/globals';
import { type DataSource } from 'typeorm';

import { onEachDatabase } from '../../../test/support/databases.js';
import { DrawHouse } from '../../../test/support/draw-house.js';
import { ENTITIES } from '../../entities.js';
import { Config } from '../../platform/config/config.js';
import { openDatabase } from '../../platform/database/open-database.js';
import { Metrics } from '../../platform/metrics/metrics.js';
import { DrawEvents, type Reader } from './draw-events.service.js';

/** Takes what is told, or does not. */
class Listener implements Reader {
  text = '';
  ended = false;
  held = 0;

  write(text: string): void {
    this.text += text;
  }
  end(): void {
    this.ended = true;
  }
  waiting(): number {
    return this.held;
  }

  get facts(): { name: string; id: string; data: Record<string, unknown> }[] {
    return [...this.text.matchAll(/event: (\w+)\nid: (\w+)\ndata: (.*)\n\n/g)].map(
      ([, name = '', id = '', data = '']) => ({
        name,
        id,
        data: JSON.parse(data) as Record<string, unknown>,
      }),
    );
  }
  get names(): string[] {
    return this.facts.map(({ name }) => name);
  }
}

onEachDatabase('watching a draw', (database) => {
  let dataSource: DataSource;
  let house: DrawHouse;
  let events: DrawEvents;
  let metrics: Metrics;
  const made: DrawEvents[] = [];

  const another = (watchers = '20'): DrawEvents => {
    const config = new Config({ SORTIS_LOG_LEVEL: 'silent', SORTIS_WATCHERS: watchers }, '/');
    metrics = new Metrics();
    const one = new DrawEvents(dataSource, house.listening, house.clock, config, metrics);
    made.push(one);
    return one;
  };
  const watch = async (
    number: string,
    lastId?: string,
    at = '1.1.1.1',
    by = events,
  ): Promise<Listener & { leave: () => void }> => {
    const listener = new Listener();
    return Object.assign(listener, { leave: await by.watch(number, lastId, at, () => listener) });
  };

  beforeAll(async () => {
    dataSource = await openDatabase(database.address(), ENTITIES);
    house = new DrawHouse(dataSource);
  });
  afterAll(() => dataSource.destroy());
  beforeEach(() => {
    house.beforeTask = () => undefined;
    house.clock.offset = 0;
    events = another();
  });
  afterEach(() => made.splice(0).forEach((one) => one.onModuleDestroy()));

  async function due(batch: object = {}): Promise<number> {
    const { agencyId, occurrenceId } = await house.due({ rate_number: 2, ...batch });
    await house.rows.add('targets', ...Array.from({ length: 9 }, () => ({ agency_id: agencyId })));
    await house.rows.add('inspectors', ...Array.from({ length: 4 }, () => ({ agency_id: agencyId })));
    return occurrenceId;
  }

  /** As far as the seed, and no further. */
  async function seeded(occurrenceId: number): Promise<string> {
    house.beforeTask = ({ kind }) => {
      if (kind === 'lottery') throw new Error('the power is gone');
    };
    await house.conduct(occurrenceId).catch(() => undefined);
    house.beforeTask = () => undefined;
    return (await house.drawOf(occurrenceId)).number;
  }

  it('tells what has been, then what comes, to each once, whichever process it is', async () => {
    const occurrenceId = await due();
    const number = await seeded(occurrenceId);
    const one = await watch(number);
    const elsewhere = await watch(number, undefined, '1.1.1.1', another());
    expect(one.names).toEqual(['committed', 'seeded']);
    await events.look();
    expect(one.names).toEqual(['committed', 'seeded']);
    const draw = await house.drawOf(occurrenceId);
    expect(one.facts[0]?.data).toMatchObject({
      number,
      commitment: draw.commitment,
      at: draw.committedAt?.toISOString(),
    });
    expect(one.facts[1]?.data.reveal).toEqual(JSON.parse(draw.entropy ?? ''));

    await house.conduct(occurrenceId);
    const finished = await house.issue(draw.id);
    await events.look();
    expect(one.names).toEqual(['committed', 'seeded', 'drawn', 'published', 'issued']);
    expect(one.facts[2]?.data).toMatchObject({ recordHash: finished.recordHash });
    // cut off after the seed, it comes to the other process, and misses nothing
    const again = await watch(number, one.facts[1]?.id, '1.1.1.1', made[1]);
    expect(again.names).toEqual(['drawn', 'published', 'issued']);
    expect([...one.names.slice(0, 2), ...again.names]).toEqual(one.names);
    await made[1]?.look();
    expect(elsewhere.names).toEqual(one.names);
    const up = await watch(number, one.facts.at(-1)?.id);
    expect(up.names).toEqual([]);
    expect(up.text).toContain('event: time');
  });

  it('keeps what is not public yet: the secret before its moment, the evidence before its own', async () => {
    const at = house.clock.now().getTime() + 3_600_000;
    const occurrenceId = await due();
    await dataSource.transaction((m) =>
      m.query('UPDATE occurrences SET due_at = ? WHERE id = ?', [
        new Date(at).toISOString().replace('T', ' ').replace('Z', ''),
        occurrenceId,
      ]),
    );
    await house.step(occurrenceId);
    const draw = await house.drawOf(occurrenceId);
    const one = await watch(draw.number);
    expect(one.names).toEqual(['committed']);
    expect(draw.sealedSecret).toMatch(/^[0-9a-f]{64}$/);
    expect(one.text).not.toContain(draw.sealedSecret);

    const done = await house.conduct(await due());
    house.clock.offset = -86_400_000;
    const early = await watch(done.number);
    expect(early.names).toEqual(['committed', 'seeded', 'drawn']);
    house.clock.offset = 0;
    await events.look();
    expect(early.names).toEqual(['committed', 'seeded', 'drawn', 'published']);
  });

  it('asks the database once for all who watch, and goes on after it was away', async () => {
    const numbers = [await seeded(await due()), await seeded(await due())];
    const all = await Promise.all(
      [numbers[0], numbers[0], numbers[1]].map((number, n) => watch(number ?? '', undefined, `1.1.1.${n}`)),
    );
    let asked = 0;
    const query = dataSource.query.bind(dataSource);
    let away = false;
    dataSource.query = ((...of: Parameters<typeof query>) => {
      asked++;
      return away ? Promise.reject(new Error('gone')) : query(...of);
    }) as typeof dataSource.query;
    try {
      await events.look();
      expect(asked).toBe(1);
      away = true;
      house.warned.length = 0;
      await events.look();
      await events.look();
      expect(house.warned).toHaveLength(1);
      expect(all.some(({ ended }) => ended)).toBe(false);
    } finally {
      dataSource.query = query;
    }
    for (const one of all) one.leave();
    expect(await metrics.exposition()).toContain('sortis_event_connections 0');
  });

  it('is refused for what is not there, and when it is full; a place is free again after each end', async () => {
    await expect(watch('no-such')).rejects.toMatchObject({ kind: 'not-found' });
    const number = await seeded(await due());
    const [first, second] = [await watch(number), await watch(number)];
    await expect(watch(number)).rejects.toMatchObject({ code: 'too_many_watchers_here', retryAfterSeconds: 15 });
    const text = await metrics.exposition();
    expect(text).toContain('sortis_event_connections 2');
    expect(text).toContain('sortis_event_connections_refused_total{reason="too_many_watchers_here"} 1');
    first.leave();
    expect(first.ended).toBe(true);
    const third = await watch(number);
    // one that takes nothing is given up as soon as there is something to tell it
    second.held = 1_000_000;
    await dataSource.transaction((m) => m.query(`UPDATE draws SET phase = 'voided' WHERE number = ?`, [number]));
    await events.look();
    expect(second.ended).toBe(true);
    expect(third.names.at(-1)).toBe('voided');
    events.onModuleDestroy();
    expect(third.ended).toBe(true);
    await expect(watch(number)).rejects.toMatchObject({ kind: 'unavailable', code: 'stopping' });
    expect(await metrics.exposition()).toContain('sortis_event_connections 0');
  });
});
