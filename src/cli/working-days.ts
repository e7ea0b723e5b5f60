import { readFileSync, statSync } from 'node:fs';
import { basename } from 'node:path';

import { readNotice } from '../planning/calendar/working-days/working-days-sheet.js';
import { WorkingDays } from '../planning/calendar/working-days/working-days.service.js';
import { Config } from '../platform/config/config.js';
import { runAs } from '../platform/http/request-context.js';
import { uploadTooLarge } from '../registry/imports/sheet-upload.js';
import { withServices } from './services.js';

export interface WorkingDaysCommand {
  readonly file: string;
  readonly dryRun: boolean;
  /** The notice; the name of the file unless told. */
  readonly source: string | undefined;
  readonly year: number | undefined;
}

/**
 * Enters a notice from a sheet, in the place of what was entered for its year before, and prints what is wrong with it.
 * @returns 0 entered (or it would be), 1 rows are at fault and nothing was written
 */
export async function enterWorkingDays({ dryRun, file, source, year }: WorkingDaysCommand): Promise<number> {
  return withServices(async (services) => {
    const { uploadBytes } = services.get(Config);
    if (statSync(file).size > uploadBytes) throw uploadTooLarge(uploadBytes);
    const notice = readNotice(readFileSync(file), year);
    for (const { message, place, severity } of notice.problems) {
      process.stdout.write(`${severity === 'error' ? '✗' : '!'} ${place}: ${message.zh} / ${message.en}\n`);
    }
    if (notice.year === undefined || notice.problems.some(({ severity }) => severity === 'error')) {
      process.stdout.write('没有写入 / nothing written\n');
      return 1;
    }
    const workingDays = services.get(WorkingDays);
    const wanted = { source: (source ?? basename(file)).slice(0, 200), days: notice.days };
    const its = notice.year;
    const { added, changed, removed } = await runAs('cli', () => workingDays.replace(its, wanted, dryRun));
    const head = dryRun ? '试运行，没有写入 / dry run, nothing written' : '已录入 / entered';
    process.stdout.write(
      `${head}: ${its}, 新增 / added ${added}, 更改 / changed ${changed}, 去掉 / removed ${removed}\n`,
    );
    const { covered, missing } = await workingDays.year(its);
    if (!dryRun && !covered) {
      const days = missing.join(', ');
      process.stdout.write(
        `! ${its} 年仍不完整，缺 ${days}：该年的推算不作数。/ ${its} is not covered yet, ${days} ${missing.length === 1 ? 'is' : 'are'} missing: what is counted in it is a guess.\n`,
      );
    }
    return 0;
  });
}
