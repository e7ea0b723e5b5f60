import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { type DataSource } from 'typeorm';

import { onEachDatabase } from '../../../test/support/databases.js';
import { LogHouse } from '../../../test/support/log-house.js';
import { modelSigner } from '../../../test/support/model-log.js';
import { ENTITIES } from '../../entities.js';
import { openDatabase } from '../../platform/database/open-database.js';
import { checkpointText, readCheckpoint, signNote } from '../../protocol/index.js';
import { checkLog } from './log-check.js';
import { LogCheckpoint } from './log.entities.js';

/** What somebody does who owns the database, and what is said of it. */
const TAMPERED: readonly (readonly [string, string, RegExp])[] = [
  [
    'an entry told of another draw',
    `UPDATE log_entries SET draw_number = 'X' WHERE position = 2`,
    /entry 2 has a wrong draw number/,
  ],
  [
    'an entry of another kind',
    `UPDATE log_entries SET kind = 'record' WHERE position = 3`,
    /entry 3 has a wrong moment or kind/,
  ],
  [
    'an entry at another moment',
    `UPDATE log_entries SET at = '2001-01-01 00:00:00.000' WHERE position = 4`,
    /entry 4 has a wrong moment or kind/,
  ],
  [
    'an entry earlier than the one before, in its text and beside it',
    `UPDATE log_entries SET at = '2001-01-01 00:00:00.000', body = REPLACE(body, SUBSTR(body, 8, 24), '2001-01-01T00:00:00.000Z') WHERE position = 5`,
    /entry 5 has a wrong moment or kind/,
  ],
  [
    'an entry in other bytes',
    `UPDATE log_entries SET body = REPLACE(body, '":', '" :') WHERE position = 6`,
    /entry 6 is not in its canonical bytes/,
  ],
  ['an entry that is none', `UPDATE log_entries SET body = '{}' WHERE position = 7`, /entry 7 is not a valid one/],
  [
    'an entry beyond the end',
    `INSERT INTO log_entries SELECT 900, kind, draw_number, at, body FROM log_entries WHERE position = 8`,
    /1 entries stand beyond the size/,
  ],
  [
    'a node too many',
    `INSERT INTO log_nodes SELECT 0, 901, hash FROM log_nodes WHERE level = 0 AND position = 8`,
    /1 nodes too many/,
  ],
  [
    'a checkpoint too many',
    `INSERT INTO log_checkpoints SELECT 902, note, at FROM log_checkpoints WHERE size = 8`,
    /1 checkpoints too many/,
  ],
  ['a state with another key', 'UPDATE log_state SET key_position = 1', /wrong key position or moment/],
  [
    'no key at the start',
    `UPDATE log_entries SET kind = 'commit', draw_number = 'D-0', body = (SELECT body FROM (SELECT body FROM log_entries WHERE position = 1) AS one) WHERE position = 0`,
    /entry 0 is no key/,
  ],
];

onEachDatabase('the check of the log', (database) => {
  let dir: string;
  let house: LogHouse;
  let source: DataSource;

  beforeAll(async () => {
    const address = database.address();
    dir = address.kind === 'sqlite' ? dirname(address.file) : mkdtempSync(join(tmpdir(), 'sortis-log-check-'));
    house = new LogHouse(address, dir);
    await house.append(...Array.from({ length: 60 }, (_, n) => `D-${n}`));
    source = await openDatabase(address, ENTITIES);
  });
  afterAll(async () => {
    await source.destroy();
    await house.close();
    rmSync(dir, { recursive: true, force: true });
  });
  const faults = async (): Promise<string[]> => (await checkLog(source)).faults.map(({ en }) => en);

  it('finds nothing where nothing is, while others append', async () => {
    const appending = house.append('E-1', 'E-2', 'E-3', 'E-4');
    for (let n = 0; n < 10; n++) expect(await faults()).toEqual([]);
    await appending;
    expect(await checkLog(source)).toMatchObject({ faults: [], more: 0, size: 65 });
  });

  it('finds a head that another key has signed', async () => {
    const { note } = await source.manager.findOneByOrFail(LogCheckpoint, { size: 9 });
    const { origin, root, size } = readCheckpoint(note);
    const forged = signNote(checkpointText({ origin, root, size }), [modelSigner(7, origin)]);
    await house.tamper('DROP TRIGGER tr_log_checkpoints_no_update');
    await house.tamper(`UPDATE log_checkpoints SET note = '${forged}' WHERE size = 9`);
    expect(await faults()).toEqual(['checkpoint 9 is not signed by the key of its time']);
  });

  it('finds whatever was changed past the triggers', async () => {
    await house.tamper('DROP TRIGGER tr_log_entries_no_update', 'DROP TRIGGER tr_log_state_grows');
    // one on top of the other: each is told beside what was told before
    for (const [what, sql, fault] of TAMPERED) {
      const before = await faults();
      await house.tamper(sql);
      const after = (await faults()).filter((each) => !before.includes(each));
      expect([what, after.filter((each) => fault.test(each)).length]).toEqual([what, 1]);
    }
  });

  it('tells the first hundred faults, and how many more there are', async () => {
    await house.tamper('DROP TRIGGER tr_log_nodes_no_update', `UPDATE log_nodes SET hash = '${'0'.repeat(64)}'`);
    const { faults: told, more } = await checkLog(source);
    expect(told).toHaveLength(100);
    expect(more).toBeGreaterThan(10);
  });
});
