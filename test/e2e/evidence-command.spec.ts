import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import Database from 'better-sqlite3';
import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { ENTITIES } from '../../src/entities.js';
import { openDatabase } from '../../src/platform/database/open-database.js';
import { DrawHouse } from '../support/draw-house.js';
import { ROOT, sortis } from '../support/server.js';

describe('sortis evidence', () => {
  let dir: string;
  let out: string;
  let number: string;

  beforeAll(async () => {
    dir = mkdtempSync(join(tmpdir(), 'sortis-evidence-'));
    out = mkdtempSync(join(tmpdir(), 'sortis-evidence-'));
    const dataSource = await openDatabase({ kind: 'sqlite', file: join(dir, 'sortis.sqlite') }, ENTITIES);
    const house = new DrawHouse(dataSource);
    const { agencyId, occurrenceId } = await house.due({ rate_number: 1000 });
    const own = { agency_id: agencyId };
    await house.rows.add('targets', ...Array.from({ length: 5000 }, () => own));
    await house.rows.add('inspectors', own, own, own);
    number = (await house.conduct(occurrenceId)).number;
    await dataSource.destroy();
  });
  afterAll(() => {
    for (const each of [dir, out]) rmSync(each, { recursive: true });
  });

  it('goes to standard output as far as the reader wants it', async () => {
    const command = spawn(process.execPath, [join(ROOT, 'dist/cli/main.js'), 'evidence', number, '--output', '-'], {
      env: { PATH: process.env.PATH, SORTIS_DATA_DIR: dir },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let complaint = '';
    command.stderr.setEncoding('utf8').on('data', (text: string) => (complaint += text));
    command.stdout.once('data', () => command.stdout.destroy());
    const status = await new Promise((resolve) => command.once('close', resolve));
    expect({ status, complaint }).toEqual({ status: 0, complaint: '' });
  });

  it('leaves no half of a file where the draw cannot be read to its end', async () => {
    const database = new Database(join(dir, 'sortis.sqlite'));
    database.exec('DROP TRIGGER tr_draw_parts_no_delete');
    database.exec(`DELETE FROM draw_parts WHERE part = 'targets' AND seq = 1`);
    database.close();
    const { status, stderr } = await sortis(['evidence', number], { SORTIS_DATA_DIR: dir }, out);
    expect(status).toBe(2);
    expect(stderr).toContain('piece 1 of targets is missing');
    expect(readdirSync(out)).toEqual([]);
  });
});
