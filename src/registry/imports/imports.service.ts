import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';

import { type Caller } from '../../accounts/caller.js';
import { Config } from '../../platform/config/config.js';
import { Gate } from '../../platform/database/gate.js';
import { isDuplicate, Transactions } from '../../platform/database/transactions.js';
import { DomainError } from '../../platform/errors/domain-error.js';
import { Log } from '../../platform/log/log.js';
import { text } from '../../platform/text.js';
import { AgencyScope } from '../agencies/agency-scope.js';
import { keepOpen } from '../agencies/open-agencies.js';
import { type ReadOptions, type RegisterName, type RegisterSheet } from '../sheets/index.js';
import { planImport, type ImportPlan } from './import-plan.js';
import { importReport } from './import-report.js';
import { ROWS_SHOWN, type ImportReport } from './import.dto.js';
import { type RegisterAdapter, type StoredRecord } from './register-adapter.js';
import { RegisterAdapters } from './register-adapters.js';
import { SheetAgencies } from './sheet-agencies.js';
import { SheetThread } from './sheet-thread.js';
import { inChunks } from './stored-records.js';

export interface ImportOptions extends Pick<ReadOptions, 'mapping' | 'sheet'> {
  /** Reports and writes nothing. */
  readonly dryRun: boolean;
  readonly createAgencies: boolean;
  /** Agency of rows that name none; else the caller's own. */
  readonly agencyId?: number | undefined;
  /** Most entries of the report's `rows`. */
  readonly mostRows?: number | undefined;
}

/** How often an import is worked out anew when someone else writes the same records meanwhile. */
const ATTEMPTS = 3;

/** Takes a list in from a spreadsheet: all of it or nothing, and a second time without a change. */
@Injectable()
export class ImportsService {
  private readonly gate = new Gate();

  constructor(
    private readonly dataSource: DataSource,
    private readonly transactions: Transactions,
    private readonly scope: AgencyScope,
    private readonly agencies: SheetAgencies,
    private readonly thread: SheetThread,
    private readonly adapters: RegisterAdapters,
    private readonly config: Config,
    private readonly log: Log,
  ) {}

  /**
   * @throws SheetRefusal when the file cannot be read; DomainError `import_rejected` when a real run meets a row with an
   *   error (its details carry the report, and nothing is written)
   */
  async import(
    caller: Caller,
    register: RegisterName,
    bytes: Uint8Array,
    options: ImportOptions,
  ): Promise<ImportReport> {
    if (options.createAgencies && caller.role !== 'admin') throw adminAlone();
    if (options.agencyId !== undefined) await this.scope.requireVisible(caller, options.agencyId);
    const reading: ReadOptions = {
      limits: { maxBytes: this.config.uploadBytes },
      ...(options.mapping === undefined ? {} : { mapping: options.mapping }),
      ...(options.sheet === undefined ? {} : { sheet: options.sheet }),
    };
    switch (register) {
      case 'matters':
        return this.take(caller, this.adapters.matters, await this.thread.read(register, bytes, reading), options);
      case 'targets':
        return this.take(caller, this.adapters.targets, await this.thread.read(register, bytes, reading), options);
      case 'inspectors':
        return this.take(caller, this.adapters.inspectors, await this.thread.read(register, bytes, reading), options);
      case 'visits':
        return this.take(caller, this.adapters.visits, await this.thread.read(register, bytes, reading), options);
    }
  }

  private async take<
    Name extends RegisterName,
    Fields extends { readonly name: string },
    Stored extends StoredRecord & Fields,
  >(
    caller: Caller,
    adapter: RegisterAdapter<Name, Fields, Stored>,
    sheet: RegisterSheet<Name>,
    options: ImportOptions,
  ): Promise<ImportReport> {
    const report = (plan: ImportPlan<Fields>): ImportReport =>
      importReport(adapter.register.name, sheet, plan.fates, {
        dryRun: options.dryRun,
        mostRows: options.mostRows ?? ROWS_SHOWN,
        agenciesCreated: plan.newAgencies.map((agency) => agency.name),
      });
    if (options.dryRun) return report(await this.plan(this.dataSource.manager, caller, adapter, sheet, options));
    // one at a time in this process; between processes the unique indexes decide, and the second works it out anew
    await this.gate.enter();
    try {
      const done = report(
        await this.anew(() =>
          this.transactions.run(async (manager) => {
            const plan = await this.plan(manager, caller, adapter, sheet, options);
            if (plan.fates.some((fate) => fate.outcome === 'rejected')) throw rejected(report(plan));
            await this.write(manager, caller, adapter, plan, options);
            await keepOpen(
              manager,
              plan.creations.flatMap(({ agency }) => agency.id ?? []),
            );
            return plan;
          }),
        ),
      );
      const { created, updated, unchanged } = done;
      this.log.info({ register: adapter.register.name, created, updated, unchanged }, 'imported');
      return done;
    } finally {
      this.gate.leave();
    }
  }

  private async plan<
    Name extends RegisterName,
    Fields extends { readonly name: string },
    Stored extends StoredRecord & Fields,
  >(
    manager: EntityManager,
    caller: Caller,
    adapter: RegisterAdapter<Name, Fields, Stored>,
    sheet: RegisterSheet<Name>,
    { agencyId, createAgencies }: ImportOptions,
  ): Promise<ImportPlan<Fields>> {
    const words = new Set(sheet.records.flatMap((record) => record.values.agency ?? []));
    const book = await this.agencies.book(manager, caller, [...words], { agencyId, createAgencies });
    return planImport(manager, adapter, sheet, book);
  }

  private async write<
    Name extends RegisterName,
    Fields extends { readonly name: string },
    Stored extends StoredRecord & Fields,
  >(
    manager: EntityManager,
    caller: Caller,
    adapter: RegisterAdapter<Name, Fields, Stored>,
    plan: ImportPlan<Fields>,
    options: ImportOptions,
  ): Promise<void> {
    const made =
      plan.newAgencies.length === 0
        ? undefined
        : await this.agencies.create(
            manager,
            caller,
            plan.newAgencies.map((agency) => agency.name),
            options.agencyId,
          );
    await inChunks(plan.creations, async (some) => {
      const records = some.map(({ agency, record }) => {
        const agencyId = agency.id ?? made?.get(agency.code)?.id;
        if (agencyId === undefined) throw new Error(`the agency ${agency.code} was not made`);
        return { ...record, agencyId };
      });
      await adapter.createMany(manager, records);
      return [];
    });
    await inChunks(plan.changes, (some) => adapter.updateMany(manager, some));
  }

  private async anew<T>(work: () => Promise<T>): Promise<T> {
    for (let attempt = 1; ; attempt++) {
      try {
        return await work();
      } catch (error) {
        if (!isDuplicate(error)) throw error;
        if (attempt === ATTEMPTS) throw inTheWay();
      }
    }
  }
}

function rejected(report: ImportReport): DomainError {
  return new DomainError(
    'invalid',
    'import_rejected',
    text(
      `有 ${report.rejected} 行未通过，没有写入任何内容；请改正后重新导入。`,
      `${report.rejected} ${report.rejected === 1 ? 'row is' : 'rows are'} at fault, and nothing was written; mend them and import again.`,
    ),
    { details: { report } },
  );
}

function adminAlone(): DomainError {
  return new DomainError(
    'forbidden',
    'create_agencies_needs_admin',
    text('只有管理员可以在导入时新建单位。', 'Only an administrator may make agencies with an import.'),
  );
}

/** A record of the list has a code that another record has, in a way that planning does not see. */
function inTheWay(): DomainError {
  return new DomainError(
    'conflict',
    'import_in_the_way',
    text(
      '表中有记录与现有记录的编号相同，没有写入任何内容；请核对编号，或稍后再试。',
      'A record of the list has the code of another one that is there; nothing was written. Compare the codes, or try again.',
    ),
  );
}
