import { expect, it } from '@jest/globals';
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';

import { ROOT } from '../support/server.js';

const run = promisify(execFile);

/** Says when schedules of several zones come due, by a process of its own whose host is in the zone given. */
async function inHostZone(zone: string): Promise<string> {
  const program = `
    const at = (path) => import(${JSON.stringify(join(ROOT, 'build/planning/calendar'))} + path);
    const { dueMoments } = await at('/schedule.js');
    const { calendarOf, addWorkingDays } = await at('/working-days/working-day-calendar.js');
    const { LIBRARY_DAYS } = await at('/working-days/library-days.js');
    const china = calendarOf(LIBRARY_DAYS);
    const said = [new Date(2026, 0, 1).getTimezoneOffset()];
    for (const timeZone of ['Asia/Shanghai', 'Asia/Urumqi', 'Europe/Berlin', 'America/New_York', 'Pacific/Apia'])
      for (const restDays of ['keep', 'next', 'skip'])
        for (const expression of ['30 2 * 2-11 *', '0 9 1 2-11 *', '15 23 28 * *'])
          said.push(JSON.stringify(dueMoments({ kind: 'cron', expression, timeZone, restDays }, 2026,
            new Date('2025-12-30T00:00:00Z'), new Set(), china)));
    said.push(addWorkingDays(china, '2026-09-24', 20));
    process.stdout.write(said.join('\\n'));`;
  const { stdout } = await run(process.execPath, ['--input-type=module', '-e', program], {
    env: { PATH: process.env.PATH, TZ: zone },
  });
  return stdout;
}

it('when something comes due does not hang on the time zone of the host', async () => {
  const [first = '', ...others] = await Promise.all(
    ['UTC', 'Asia/Shanghai', 'America/St_Johns', 'Pacific/Apia'].map(inHostZone),
  );
  const [offset, ...moments] = first.split('\n');
  expect([offset, moments.length, moments.at(-1)]).toEqual(['0', 46, '2026-10-29']);
  expect(moments.slice(0, -1).every((one) => one.includes('2026-'))).toBe(true);
  for (const other of others) {
    const [itsOffset, ...its] = other.split('\n');
    expect(itsOffset).not.toBe('0');
    expect(its).toEqual(moments);
  }
});
