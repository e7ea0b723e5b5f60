import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';

import { type Caller } from '../../accounts/caller.js';
import { Clock } from '../../platform/clock/clock.js';
import { chinaDay } from '../../platform/clock/days.js';
import { DomainError } from '../../platform/errors/domain-error.js';
import { text } from '../../platform/text.js';
import { AgencyScope } from '../agencies/agency-scope.js';
import {
  DEFAULT_LIMITS,
  inspectors,
  matters,
  targets,
  visits,
  writeTemplate,
  type AnyRegister,
  type RegisterName,
  type RegisterValues,
} from '../sheets/index.js';
import { type WrittenFormat } from './import.dto.js';
import { type RegisterAdapter, type StoredRecord } from './register-adapter.js';
import { RegisterAdapters } from './register-adapters.js';
import { SheetThread } from './sheet-thread.js';
import { breathe } from './stored-records.js';

const ROWS_AT_ONCE = 1000;
/** What an import reads, so that whatever was exported can come back. */
const MOST_ROWS = DEFAULT_LIMITS.maxRows;
const REGISTERS = { matters, targets, inspectors, visits } as const;

export interface WrittenFile {
  /** In Chinese, with its ending. */
  readonly name: string;
  /** The same for readers that know ASCII only. */
  readonly plainName: string;
  readonly type: string;
  readonly bytes: Uint8Array;
}

/** Writes a list into a spreadsheet that an import reads back without a change. */
@Injectable()
export class ExportsService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly scope: AgencyScope,
    private readonly thread: SheetThread,
    private readonly clock: Clock,
    private readonly adapters: RegisterAdapters,
  ) {}

  /** The unretired records that the caller sees, or those of one agency. */
  async export(
    caller: Caller,
    register: RegisterName,
    format: WrittenFormat,
    agencyId: number | undefined,
  ): Promise<WrittenFile> {
    if (agencyId !== undefined) await this.scope.requireVisible(caller, agencyId);
    const agencyIds = agencyId === undefined ? await this.scope.visibleIds(caller) : [agencyId];
    const day = chinaDay(this.clock.now());
    return fileOf(REGISTERS[register], `-${day}`, format, await this.written(register, format, agencyIds));
  }

  template(register: RegisterName, format: WrittenFormat): WrittenFile {
    const shape = REGISTERS[register];
    return fileOf(shape, '-模板', format, writeTemplate(shape, format), '-template');
  }

  private async written(
    register: RegisterName,
    format: WrittenFormat,
    agencyIds: 'all' | readonly number[],
  ): Promise<Uint8Array> {
    switch (register) {
      case 'matters':
        return this.thread.write(register, this.rows(this.adapters.matters, agencyIds), format);
      case 'targets':
        return this.thread.write(register, this.rows(this.adapters.targets, agencyIds), format);
      case 'inspectors':
        return this.thread.write(register, this.rows(this.adapters.inspectors, agencyIds), format);
      case 'visits':
        return this.thread.write(register, this.rows(this.adapters.visits, agencyIds), format);
    }
  }

  private async *rows<
    Name extends RegisterName,
    Fields extends { readonly name: string },
    Stored extends StoredRecord & Fields,
  >(
    adapter: RegisterAdapter<Name, Fields, Stored>,
    agencyIds: 'all' | readonly number[],
  ): AsyncGenerator<readonly RegisterValues[Name][]> {
    const names = new Map<number, string>();
    let count = 0;
    for (let last = 0; ;) {
      const some = await adapter.after(this.dataSource.manager, agencyIds, last, ROWS_AT_ONCE);
      const unnamed = new Set(some.map((stored) => stored.agencyId).filter((id) => !names.has(id)));
      if (unnamed.size > 0)
        for (const agency of await this.scope.named([...unnamed])) names.set(agency.id, agency.name);
      count += some.length;
      if (count > MOST_ROWS) throw tooMany();
      if (some.length > 0) yield some.map((stored) => adapter.valuesOf(stored, names.get(stored.agencyId) ?? ''));
      last = some.at(-1)?.id ?? last;
      if (some.length < ROWS_AT_ONCE) return;
      await breathe();
    }
  }
}

const TYPES: Readonly<Record<WrittenFormat, string>> = {
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  csv: 'text/csv; charset=utf-8',
};

function fileOf(
  register: AnyRegister,
  ending: string,
  format: WrittenFormat,
  bytes: Uint8Array,
  plainEnding = ending,
): WrittenFile {
  return {
    name: `${register.title.zh}${ending}.${format}`,
    plainName: `${register.name}${plainEnding}.${format}`,
    type: TYPES[format],
    bytes,
  };
}

function tooMany(): DomainError {
  return new DomainError(
    'too-large',
    'export_too_large',
    text(
      `超过 ${MOST_ROWS} 行，一个表格放不下；请按单位（agencyId）分别导出。`,
      `More than ${MOST_ROWS} rows do not go into one spreadsheet; export agency by agency (agencyId).`,
    ),
  );
}
