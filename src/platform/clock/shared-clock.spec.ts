import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { type DataSource, type QueryRunner } from 'typeorm';

import { onEachDatabase } from '../../../test/support/databases.js';
import { openDatabase } from '../database/open-database.js';
import { SharedClock, type ClockJump } from './shared-clock.js';

const HOUR = 3_600_000;

onEachDatabase('the shared clock', (database) => {
  let dataSource: DataSource;
  let runner: QueryRunner;
  const hostNow = Date.now;

  beforeAll(async () => {
    dataSource = await openDatabase(database.address(), []);
    runner = dataSource.createQueryRunner();
  });
  afterAll(async () => {
    await runner.release();
    await dataSource.destroy();
  });

  /** Puts the clock of one connection somewhere, or back where the server's is. */
  const put = (moment?: number): Promise<unknown> =>
    runner.query(`SET timestamp = ${moment === undefined ? 'DEFAULT' : moment / 1000}`);

  if (database.name === 'SQLite') {
    it('is the host’s, where the database is embedded', async () => {
      const clock = new SharedClock();
      const before = hostNow();
      const asked = (await clock.ask(dataSource)).getTime();
      expect(asked).toBeGreaterThanOrEqual(before);
      expect(asked).toBeLessThanOrEqual(clock.now().getTime());
      expect(clock.now().getTime()).toBeLessThanOrEqual(hostNow());
    });
    return;
  }

  it('is the host’s until it has asked, and the database’s from then on', async () => {
    const clock = new SharedClock();
    const told = hostNow() - 5 * HOUR + 123;
    await put(told);
    expect(clock.now().getTime()).toBeGreaterThan(told + 4 * HOUR);
    const before = performance.now();
    expect((await clock.ask(runner)).getTime()).toBe(told);
    // whatever the two looks took, it is no more than all of it together
    const went = clock.now().getTime() - told;
    expect(went).toBeGreaterThanOrEqual(0);
    expect(went).toBeLessThanOrEqual(performance.now() - before + 2);
  });

  it('counts on by itself between two answers', async () => {
    const clock = new SharedClock();
    await put(hostNow() + 3 * HOUR);
    await clock.ask(runner);
    const first = clock.now().getTime();
    const counter = performance.now();
    for (let now = first; now < first + 50; now = clock.now().getTime());
    expect(performance.now() - counter).toBeGreaterThan(45);
  });

  it('is told the same by a manager, a runner and a source', async () => {
    await put();
    const clock = new SharedClock();
    const answers = [
      await clock.ask(dataSource),
      await clock.ask(runner),
      await clock.ask(dataSource.manager),
      await dataSource.transaction((manager) => clock.ask(manager)),
    ].map((moment) => moment.getTime());
    expect([...answers].sort((a, b) => a - b)).toEqual(answers);
    expect(answers[3]! - answers[0]!).toBeLessThan(60_000);
    expect(clock.jumps).toBe(0);
  });

  it('keeps a quick answer when a slow one says no better', async () => {
    await put();
    const clock = new SharedClock();
    await clock.ask(runner);
    for (let n = 0; n < 20; n++) await clock.ask(runner);
    const known = clock.now().getTime() - performance.now();
    // the answer is made at the end of the time that this takes, and the middle is what one would guess
    const slow = {
      connection: runner.connection,
      query: (sql: string) => runner.query(sql.replace('SELECT', 'SELECT SLEEP(0.6),')),
    };
    await clock.ask(slow);
    expect(Math.abs(clock.now().getTime() - performance.now() - known)).toBeLessThan(100);
    expect(clock.jumps).toBe(0);
  });

  it('tells of each jump once, with its size, and follows it', async () => {
    const jumps: ClockJump[] = [];
    const clock = new SharedClock((jump) => void jumps.push(jump));
    await put();
    await clock.ask(runner);
    for (const hours of [24, 24, -1, -1]) {
      const to = hostNow() + hours * HOUR;
      await put(to);
      expect((await clock.ask(runner)).getTime()).toBe(to);
      expect(clock.now().getTime() - to).toBeLessThan(HOUR);
    }
    await put();
    await clock.ask(runner);
    expect(jumps.map(({ milliseconds }) => Math.round(milliseconds / HOUR))).toEqual([24, -25, 1]);
    expect(clock.jumps).toBe(3);
    expect(clock.lastJump).toEqual(jumps[2]);
  });
});
