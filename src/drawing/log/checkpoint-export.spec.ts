import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DataSource } from 'typeorm';

import { onEachDatabase } from '../../../test/support/databases.js';
import { createMysqlDatabase } from '../../../test/support/mariadb.js';
import { ENTITIES } from '../../entities.js';
import { StandingClock } from '../../platform/clock/clock.js';
import { Config, type DatabaseAddress } from '../../platform/config/config.js';
import { Log1764000000007 } from '../../platform/database/migrations/1764000000007-log.js';
import { Platform1764000000001 } from '../../platform/database/migrations/1764000000001-platform.js';
import { dataSourceOptions } from '../../platform/database/open-database.js';
import { separateReadsFromWrites } from '../../platform/database/sqlite-connections.js';
import { Transactions } from '../../platform/database/transactions.js';
import { Pulse } from '../../platform/database/pulse.js';
import { DatabaseFigures } from '../../platform/metrics/database-figures.js';
import { HealthReports, type PartHealth } from '../../platform/health/health-reports.js';
import { type ClaimedJob, JobHandlers, type Outcome } from '../../platform/jobs/job-handlers.js';
import { Job } from '../../platform/jobs/job.entity.js';
import { Jobs } from '../../platform/jobs/jobs.service.js';
import { LastDone } from '../../platform/last-done/last-done.js';
import { Log } from '../../platform/log/log.js';
import { Settings } from '../../platform/settings/settings.service.js';
import { readCheckpoint } from '../../protocol/index.js';
import { CheckpointExport, EXPORT_JOB } from './checkpoint-export.service.js';
import { keepCheckpoint } from './checkpoint-folder.js';
import { checkLog } from './log-check.js';
import { LoggedEntry } from './log.entities.js';
import { TransparencyLog } from './transparency-log.service.js';

const START = new Date('2026-03-05T01:00:00.000Z');
const later = (seconds: number): Date => new Date(START.getTime() + seconds * 1000);

/** A server's log over a database: its key and its name are those of every other of this suite. */
interface House {
  readonly dataSource: DataSource;
  readonly log: TransparencyLog;
  readonly exports: CheckpointExport;
  readonly handlers: JobHandlers;
  append(draw: string): Promise<unknown>;
  note(): Promise<string>;
  health(): Promise<PartHealth | undefined>;
}

onEachDatabase('exported checkpoints', (database) => {
  const sources: DataSource[] = [];
  const clock = new StandingClock(START);
  let dir: string;
  let folder: string;
  let made = 0;

  beforeAll(() => {
    dir = mkdtempSync(join(tmpdir(), 'sortis-export-'));
  });
  afterAll(async () => {
    for (const source of sources) await source.destroy();
    rmSync(dir, { recursive: true, force: true });
  });
  beforeEach(() => {
    folder = join(dir, `checkpoints-${++made}`);
    clock.set(START);
  });

  /** A database of its own beside the suite's. */
  async function fresh(): Promise<DataSource> {
    const address = database.address();
    const name = `sortis_export_${++made}`;
    const own: DatabaseAddress =
      address.kind === 'sqlite'
        ? { kind: 'sqlite', file: join(dir, `${name}.sqlite`) }
        : { kind: 'mysql', url: await createMysqlDatabase(address.url, name) };
    const source = new DataSource({
      ...dataSourceOptions(own, ENTITIES),
      // the log's tables and what they stand on, because every test has two or three databases
      migrations: [Platform1764000000001, Log1764000000007],
    });
    sources.push(await source.initialize());
    await source.runMigrations({ transaction: own.kind === 'sqlite' ? 'all' : 'none' });
    if (own.kind === 'sqlite') separateReadsFromWrites(source, own.file);
    return source;
  }

  function over(dataSource: DataSource, environment: Record<string, string> = {}): House {
    const transactions = new Transactions(dataSource);
    const config = new Config(
      {
        SORTIS_DATA_DIR: dir,
        SORTIS_LOG_ORIGIN: 'example.org/log',
        SORTIS_LOG_LEVEL: 'silent',
        SORTIS_CHECKPOINT_DIR: folder,
        SORTIS_CHECKPOINT_SECONDS: '900',
        ...environment,
      },
      '/',
    );
    const log = new TransparencyLog(dataSource, transactions, new Settings(dataSource, transactions), clock, config);
    const handlers = new JobHandlers();
    const health = new HealthReports();
    const jobs = new Jobs(dataSource, transactions, clock, config);
    const out = new Log(config);
    const lastDone = new LastDone(dataSource, clock, new DatabaseFigures(new Pulse(dataSource), out));
    const exports = new CheckpointExport(log, jobs, handlers, transactions, health, config, clock, out, lastDone);
    exports.onModuleInit();
    return {
      dataSource,
      log,
      exports,
      handlers,
      append: (draw) =>
        transactions.run((manager) =>
          log.append(manager, { kind: 'commit', batch: 'B-1', commitment: 'ab'.repeat(32), draw, occurrence: 1 }),
        ),
      note: async () => (await log.newest()).note,
      health: async () => (await health.all()).log,
    };
  }

  /** A log with entries about these draws. */
  async function logOf(...draws: readonly string[]): Promise<House> {
    const house = over(await fresh());
    await house.log.open();
    for (const draw of draws) await house.append(draw);
    return house;
  }

  const files = (): string[] => readdirSync(folder).sort();
  /** The job as the runner runs it; it looks at the handler's answer only. */
  const step = (house: House): Promise<Outcome> => house.handlers.of(EXPORT_JOB)({} as ClaimedJob);

  it('are the newest, one file a size, and only when the log has grown', async () => {
    const house = await logOf('A');
    expect(await house.health()).toMatchObject({ fault: null, facts: { size: 2, exportedSize: 0, exportedAt: null } });
    expect(await step(house)).toEqual({ again: later(900) });
    clock.set(later(900));
    expect(await step(house)).toEqual({ again: later(1800) });
    expect(files()).toEqual(['checkpoint-0000000002.txt']);
    expect(readFileSync(join(folder, files()[0]!), 'utf8')).toBe(await house.note());
    expect(statSync(join(folder, files()[0]!)).mode & 0o777).toBe(0o644);
    await house.append('B');
    await house.append('C');
    await step(house);
    expect(files()).toEqual(['checkpoint-0000000002.txt', 'checkpoint-0000000004.txt']);
    expect(await house.health()).toEqual({
      fault: null,
      facts: {
        size: 4,
        checkpointAt: later(900).toISOString(),
        exportedSize: 4,
        exportedAt: later(900).toISOString(),
        exportFailure: null,
      },
    });
    await over(house.dataSource).log.open();
  });

  it('are one job that recurs, whoever begins it, and that begins anew where it had ended', async () => {
    const house = await logOf();
    await house.exports.begin();
    await over(house.dataSource).exports.begin();
    const jobs = house.dataSource.getRepository(Job);
    expect(await jobs.find()).toMatchObject([{ kind: EXPORT_JOB, state: 'waiting', runAt: START }]);
    await house.dataSource.transaction((manager) =>
      manager.update(Job, { kind: EXPORT_JOB }, { state: 'failed', attempts: 16 }),
    );
    clock.set(later(5));
    await house.exports.begin();
    expect(await jobs.find()).toMatchObject([{ state: 'waiting', attempts: 0, runAt: later(5) }]);
    await house.dataSource.transaction((manager) =>
      manager.update(Job, { kind: EXPORT_JOB }, { state: 'running', epoch: 3 }),
    );
    await house.exports.begin();
    expect(await jobs.find()).toMatchObject([{ state: 'running', epoch: 3 }]);
    const other = over(await fresh(), { SORTIS_RUN_JOBS: 'false' });
    await other.exports.begin();
    expect(await other.dataSource.getRepository(Job).count()).toBe(0);
  });

  it('that fail are told and tried again', async () => {
    const house = await logOf('A');
    writeFileSync(folder, 'a file in the place of the folder');
    expect(await step(house)).toEqual({ again: later(900) });
    expect(await house.health()).toMatchObject({ fault: null, facts: { exportFailure: expect.stringMatching(/^E/) } });
    rmSync(folder);
    await step(house);
    expect(await house.health()).toMatchObject({ facts: { exportFailure: null, exportedSize: 2 } });
  });

  describe('keep a log from starting', () => {
    const refused = async (house: House, code: string, ...words: readonly (string | RegExp)[]): Promise<void> => {
      const before = await house.dataSource.manager.count(LoggedEntry);
      const error: unknown = await house.log.open().catch((thrown: unknown) => thrown);
      expect(error).toMatchObject({ kind: 'unavailable', code });
      for (const word of words) expect((error as Error).message).toMatch(word);
      expect((error as { text: { zh: string } }).text.zh).toContain(folder);
      expect(await house.dataSource.manager.count(LoggedEntry)).toBe(before);
      await expect(house.append('no')).rejects.toMatchObject({ code });
    };

    it('that is an older copy of itself', async () => {
      await (await logOf('A', 'B', 'C')).exports.export();
      const older = over((await logOfNothingExported('A')).dataSource);
      const file = join(folder, 'checkpoint-0000000004.txt');
      await refused(older, 'log_rolled_back', file, 'has 2 entries', 'exported checkpoint 4', 'Restore a backup');
    });

    it('that went on otherwise from an older copy', async () => {
      await (await logOf('A', 'B', 'C')).exports.export();
      const other = over((await logOfNothingExported('A', 'X', 'Y', 'Z')).dataSource);
      await refused(other, 'log_forked', 'checkpoint-0000000004.txt', 'first 4 entries', 'rewritten');
    });

    it('that is empty', async () => {
      await (await logOf('A')).exports.export();
      await refused(over(await fresh()), 'log_rolled_back', 'has 0 entries');
    });

    it('that is another', async () => {
      await (await logOf('A')).exports.export();
      const house = over((await logOfNothingExported('A', 'B')).dataSource);
      const file = join(folder, 'checkpoint-0000000002.txt');
      writeFileSync(file, readFileSync(file, 'utf8').replaceAll('example.org/log', 'example.org/other'));
      await refused(house, 'log_of_another_origin', 'SORTIS_CHECKPOINT_DIR');
    });

    it('whose tree is damaged', async () => {
      const house = await logOf('A', 'B', 'C', 'D');
      keepCheckpoint(folder, await house.note());
      await house.append('E');
      await house.append('F');
      await house.dataSource.transaction(async (manager) => {
        await manager.query('DROP TRIGGER tr_log_nodes_no_delete');
        await manager.query('DELETE FROM log_nodes WHERE level = 0 AND position = 6');
      });
      await refused(over(house.dataSource), 'log_head_broken', 'damaged');
    });

    it('whose newest checkpoint is of another tree', async () => {
      const house = await logOf('A', 'B');
      keepCheckpoint(folder, await house.note());
      await house.append('C');
      const other = await logOfNothingExported('A', 'B', 'X');
      const theirs = await other.note();
      await house.dataSource.transaction(async (manager) => {
        await manager.query('DROP TRIGGER tr_log_checkpoints_no_update');
        await manager.query('UPDATE log_checkpoints SET note = ? WHERE size = 4', [theirs]);
      });
      await refused(over(house.dataSource), 'log_head_broken', 'damaged');
    });

    it('beside a checkpoint that none of its keys signed', async () => {
      const house = await logOf('A', 'B');
      const note = await house.note();
      const at = note.lastIndexOf(' ') + 12;
      mkdirSync(folder);
      const forged = note.slice(0, at) + (note.charAt(at) === 'A' ? 'B' : 'A') + note.slice(at + 1);
      writeFileSync(join(folder, 'checkpoint-0000000003.txt'), forged);
      await refused(over(house.dataSource), 'log_forked');
    });

    it.each([
      ['garbage', () => 'garbage'],
      ['half a checkpoint', (note: string) => note.slice(0, 40)],
      ['a checkpoint of another size', (note: string) => note],
      ['something huge', (note: string) => note + '\n'.repeat(50_000)],
    ])('beside %s, which names the file', async (_, content) => {
      const house = await logOf('A', 'B');
      mkdirSync(folder);
      writeFileSync(join(folder, 'checkpoint-0000000009.txt'), content(await house.note()));
      const error: unknown = await over(house.dataSource)
        .log.open()
        .catch((thrown: unknown) => thrown);
      expect(error).toMatchObject({ code: 'checkpoint_unreadable' });
      expect((error as Error).message).toContain(join(folder, 'checkpoint-0000000009.txt'));
    });

    it('and no other file does', async () => {
      const house = await logOf('A', 'B');
      keepCheckpoint(folder, await house.note());
      for (const name of ['checkpoint-9.txt', 'checkpoint-0000000009.txt.part', 'notes.txt'])
        writeFileSync(join(folder, name), 'garbage');
      await over(house.dataSource).log.open();
    });

    /** The same log in another database, made as if there were no exported checkpoint. */
    async function logOfNothingExported(...draws: readonly string[]): Promise<House> {
      const here = folder;
      folder = join(dir, `none-${++made}`);
      const house = await logOf(...draws);
      folder = here;
      return house;
    }

    it('found while it runs: nothing is appended, it is unfit, and well again when the cause is gone', async () => {
      const house = await logOf('A', 'B');
      await house.exports.export();
      await house.append('B2');
      const longer = await logOfNothingExported('A', 'X', 'Y', 'Z');
      const theirs = keepCheckpoint(folder, await longer.note());
      await house.exports.export();
      expect(await house.health()).toMatchObject({ fault: { en: expect.stringContaining('an older backup') } });
      expect(JSON.stringify(await house.health())).not.toContain(dir);
      await expect(house.append('C')).rejects.toMatchObject({ code: 'log_rolled_back' });
      await expect(house.log.rotate()).rejects.toMatchObject({ code: 'log_rolled_back' });
      expect(files()).toEqual(['checkpoint-0000000003.txt', 'checkpoint-0000000005.txt']);
      renameSync(theirs.file, join(dir, 'moved'));
      await house.exports.export();
      expect(files()).toEqual(['checkpoint-0000000003.txt', 'checkpoint-0000000004.txt']);
      expect(await house.health()).toMatchObject({ fault: null });
      await house.append('C');
      expect(await checkLog(house.dataSource)).toMatchObject({ faults: [], size: 5 });
    });

    it('found while it runs, at the very next entry: an older copy, or another, under a server that has exported', async () => {
      const running = await logOf('A', 'B');
      await running.exports.export();
      const copies = [await logOfNothingExported('A'), await logOfNothingExported('A', 'X', 'Y')];
      for (const [n, code] of ['log_rolled_back', 'log_forked'].entries()) {
        const { dataSource } = copies[n]!;
        const before = await dataSource.manager.count(LoggedEntry);
        const house = over(dataSource);
        house.log.exported(running.log.newestExported()!);
        await expect(house.append('C')).rejects.toMatchObject({ code });
        expect(await dataSource.manager.count(LoggedEntry)).toBe(before);
        expect((await house.health())?.fault).not.toBeNull();
      }
      await running.append('C');
    });

    it('and are held against the whole log by its check', async () => {
      const house = await logOf('A', 'B', 'C');
      const right = keepCheckpoint(folder, await house.note());
      expect(await checkLog(house.dataSource, [right])).toMatchObject({ faults: [], kept: 1, more: 0 });
      const other = await logOfNothingExported('A', 'X');
      const longer = await logOfNothingExported('A', 'B', 'C', 'D');
      const forgedAt = keepCheckpoint(folder, await other.note());
      const beyond = keepCheckpoint(folder, await longer.note());
      const { faults, kept } = await checkLog(house.dataSource, [forgedAt, right, beyond]);
      expect(kept).toBe(3);
      expect(faults.map(({ en }) => en)).toEqual([
        expect.stringMatching(/checkpoint-0000000003.* is not that of the entries/),
        expect.stringMatching(/checkpoint-0000000005.* has 5 entries, the log only 4/),
      ]);
      expect(readCheckpoint(await longer.note()).size).toBe(5);
    });
  });
});
