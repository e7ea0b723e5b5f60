import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { extname } from 'node:path';
import { DataSource } from 'typeorm';

import { type Caller } from '../accounts/caller.js';
import { Config } from '../platform/config/config.js';
import { DomainError, notFound } from '../platform/errors/domain-error.js';
import { runAs } from '../platform/http/request-context.js';
import { text } from '../platform/text.js';
import { AgenciesService } from '../registry/agencies/agencies.service.js';
import { ExportsService } from '../registry/imports/exports.service.js';
import { type ImportReport } from '../registry/imports/import.dto.js';
import { ImportsService } from '../registry/imports/imports.service.js';
import { uploadTooLarge } from '../registry/imports/sheet-upload.js';
import { type RegisterName } from '../registry/sheets/index.js';
import { withServices } from './services.js';

const REGISTERS: readonly RegisterName[] = ['matters', 'targets', 'inspectors', 'visits'];
const FORMATS = ['xlsx', 'csv'] as const;

/** Whoever may run the command has the database in his hands already. */
const OPERATOR: Caller = { userId: 0, username: 'cli', role: 'admin', agencyId: null, inspectorId: null };

export interface ImportCommand {
  readonly register: string;
  readonly file: string;
  /** Code or name of the agency of rows that name none. */
  readonly agency: string | undefined;
  readonly dryRun: boolean;
  readonly createAgencies: boolean;
}

export interface ExportCommand {
  readonly register: string;
  readonly file: string;
  readonly agency: string | undefined;
}

/**
 * Imports a list and prints the fate of its rows.
 * @returns 0 imported (or it would be), 1 rows are at fault and nothing was written
 */
export async function importList({ register, file, agency, dryRun, createAgencies }: ImportCommand): Promise<number> {
  const name = registerNamed(register);
  return withServices(async (services) => {
    const { uploadBytes } = services.get(Config);
    if (statSync(file).size > uploadBytes) throw uploadTooLarge(uploadBytes);
    const agencyId = await agencyNamed(services.get(AgenciesService), services.get(DataSource), agency);
    const options = { dryRun, createAgencies, agencyId, mostRows: 200_000 };
    const work = (): Promise<ImportReport> =>
      services.get(ImportsService).import(OPERATOR, name, readFileSync(file), options);
    try {
      const report = await runAs('cli', work);
      print(report);
      return report.rejected === 0 ? 0 : 1;
    } catch (error) {
      const report = error instanceof DomainError ? error.details.report : undefined;
      if (report === undefined) throw error;
      print(report as ImportReport);
      return 1;
    }
  });
}

/** Writes the unretired records of a list into a file whose name ends in .xlsx or .csv. */
export async function exportList({ register, file, agency }: ExportCommand): Promise<number> {
  const name = registerNamed(register);
  const format = FORMATS.find((each) => extname(file).toLowerCase() === `.${each}`);
  if (format === undefined) {
    throw new DomainError(
      'invalid',
      'unknown_format',
      text('文件名应以 .xlsx 或 .csv 结尾。', 'The name of the file should end in .xlsx or .csv.'),
    );
  }
  return withServices(async (services) => {
    const agencyId = await agencyNamed(services.get(AgenciesService), services.get(DataSource), agency);
    const { bytes } = await services.get(ExportsService).export(OPERATOR, name, format, agencyId);
    writeFileSync(file, bytes);
    process.stdout.write(`${file}\n`);
    return 0;
  });
}

function registerNamed(register: string): RegisterName {
  const name = REGISTERS.find((each) => each === register);
  if (name !== undefined) return name;
  throw new DomainError(
    'invalid',
    'unknown_register',
    text(
      `没有名单“${register}”，可用：${REGISTERS.join('、')}。`,
      `No list "${register}"; there are ${REGISTERS.join(', ')}.`,
    ),
  );
}

async function agencyNamed(
  agencies: AgenciesService,
  dataSource: DataSource,
  word: string | undefined,
): Promise<number | undefined> {
  if (word === undefined) return undefined;
  const found = (await agencies.findByNameOrCode(dataSource.manager, OPERATOR, [word])).get(word);
  if (found === undefined) throw notFound(text('单位', 'agency'), word);
  return found.id;
}

function print(report: ImportReport): void {
  for (const { row, column, severity, message } of report.rows) {
    if (severity === 'info') continue;
    const place = row === null ? report.sheet : `${column ?? ''}${row}`;
    process.stdout.write(`${severity === 'error' ? '✗' : '!'} ${place}: ${message.zh} / ${message.en}\n`);
  }
  for (const name of report.agenciesCreated) process.stdout.write(`+ 单位 / agency: ${name}\n`);
  const { created, updated, unchanged, rejected, skipped, dryRun } = report;
  const head = dryRun
    ? '试运行，没有写入 / dry run, nothing written'
    : rejected > 0
      ? '没有写入 / nothing written'
      : '已导入 / imported';
  process.stdout.write(
    `${head}: 新增 / created ${created}, 更新 / updated ${updated}, 未变 / unchanged ${unchanged}, ` +
      `未通过 / rejected ${rejected}, 跳过 / skipped ${skipped}\n`,
  );
}
