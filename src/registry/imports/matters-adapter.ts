import { Injectable } from '@nestjs/common';
import { isDeepStrictEqual } from 'node:util';
import { type EntityManager } from 'typeorm';

import { type Fault } from '../../platform/errors/domain-error.js';
import { text } from '../../platform/text.js';
import { matterKey, matterTitle, type KeyedMatter } from '../matters/matter-key.js';
import { EMPTY_MATTER, faultsOfMatter, type MatterFields } from '../matters/matter-rules.js';
import { type MatterResponse, matterResponse } from '../matters/matter.dto.js';
import { Matter, type Method } from '../matters/matter.entity.js';
import { MATTER } from '../matters/matters.errors.js';
import { MattersService } from '../matters/matters.service.js';
import { matters, type MatterValues } from '../sheets/index.js';
import { listFaults } from './list-faults.js';
import {
  AMBIGUOUS,
  asErrors,
  type Found,
  type RegisterAdapter,
  type RowFault,
  withoutAgency,
} from './register-adapter.js';
import { groupedBy, inChunks, unretiredAfter, unretiredByName } from './stored-records.js';

const MOST_QUALIFICATIONS = 20;
const LONGEST_METHOD_TEXT = 1000;

/** 随机抽查事项清单 in spreadsheets. */
@Injectable()
export class MattersAdapter implements RegisterAdapter<'matters', MatterFields, MatterResponse> {
  readonly register = matters;
  readonly what = MATTER;
  readonly sheetFields = { number: 'code', methodText: 'methods' } as const;

  constructor(private readonly service: MattersService) {}

  fieldsOf(values: MatterValues): Partial<MatterFields> {
    const { name, code, ...rest } = withoutAgency(values);
    return {
      ...rest,
      ...(name ? { name } : {}),
      // the number printed on a checklist numbers a group; the matter's own code is ours
      ...(code === undefined ? {} : { number: code }),
    };
  }

  keyOf(fields: Partial<MatterFields>): string {
    return matterKey(keyed(fields));
  }

  /**
   * By category, name and kind of target. Failing that, the only stored matter of that category and name, where the sheet has
   * only one such row: its kind of target was filled in or put in other words. A part of the key that the sheet has no
   * column for tells nothing apart.
   */
  async find(
    manager: EntityManager,
    agencyId: number,
    rows: readonly Partial<MatterFields>[],
  ): Promise<Found<MatterResponse>[]> {
    const keys = rows.map((row) => this.keyOf(row));
    const byKey = new Map<string, MatterResponse>();
    await inChunks(keys, async (some) => {
      for (const [key, stored] of await this.service.findByKeys(manager, agencyId, some)) byKey.set(key, stored);
      return [];
    });
    const found = new Set([...byKey.values()].map((stored) => stored.id));
    const left = rows.filter((_, at) => !byKey.has(keys[at] ?? ''));
    const named = await unretiredByName(
      manager,
      Matter,
      agencyId,
      left.flatMap((row) => row.name ?? []),
    );
    const stored = groupedBy(named.map(matterResponse), (matter) => matter.name);
    const titles = new Map<string, number>();
    for (const row of rows) titles.set(titleOf(row), (titles.get(titleOf(row)) ?? 0) + 1);
    return rows.map((row, at): Found<MatterResponse> => {
      const exact = byKey.get(keys[at] ?? '');
      if (exact !== undefined) return { stored: exact, byName: false };
      if (titles.get(titleOf(row)) !== 1) return undefined;
      const candidates = (stored.get(row.name ?? '') ?? []).filter(
        (each) => !found.has(each.id) && (row.category === undefined || titleOf(row) === matterTitle(each)),
      );
      const [only, ...more] = candidates;
      if (only === undefined) return undefined;
      if (more.length === 0) return { stored: only, byName: true };
      return row.category === undefined || row.targetKind === undefined ? AMBIGUOUS : undefined;
    });
  }

  complete(fields: Partial<MatterFields>): MatterFields {
    return { ...EMPTY_MATTER, name: '', ...fields };
  }

  faultsOf(record: MatterFields): RowFault[] {
    return asErrors([
      ...faultsOfMatter(record),
      ...methodFaults(record.methodText),
      ...listFaults('/qualifications', record.qualifications, MOST_QUALIFICATIONS),
    ]);
  }

  /** A matter that has methods and no published words for them is exported in our words, and these say nothing new. */
  same(field: keyof MatterFields, stored: MatterResponse, fields: Partial<MatterFields>): boolean | undefined {
    if (field !== 'methodText' || stored.methodText !== null) return undefined;
    return isDeepStrictEqual(fields.methods, stored.methods) && fields.methodText === ownWords(stored.methods)
      ? true
      : undefined;
  }

  createMany(manager: EntityManager, records: readonly (MatterFields & { agencyId: number })[]): Promise<number> {
    return this.service.createMany(manager, records);
  }

  updateMany(
    manager: EntityManager,
    changes: readonly { id: number; changes: Partial<MatterFields> }[],
  ): Promise<number[]> {
    return this.service.updateMany(manager, changes);
  }

  async after(
    manager: EntityManager,
    agencyIds: 'all' | readonly number[],
    id: number,
    most: number,
  ): Promise<MatterResponse[]> {
    return (await unretiredAfter(manager, Matter, agencyIds, id, most)).map(matterResponse);
  }

  valuesOf(stored: MatterResponse, agency: string): MatterValues {
    const { category, name, content, targetKind, importance, methodText, level, legalBasis, rate } = stored;
    const { frequency, windowFrom, windowUntil } = stored;
    return {
      ...{ agency, category, name, content, targetKind, importance, methodText, level, legalBasis, rate },
      ...{ frequency, windowFrom, windowUntil },
      code: stored.number,
      methods: [...stored.methods],
      qualifications: [...stored.qualifications],
    };
  }
}

function keyed(fields: Partial<MatterFields>): KeyedMatter {
  return { category: fields.category ?? null, name: fields.name ?? '', targetKind: fields.targetKind ?? null };
}

const titleOf = (fields: Partial<MatterFields>): string => matterTitle(keyed(fields));

/** The methods in the words of an export. */
function ownWords(methods: readonly Method[]): string | null {
  const column = matters.columns.find(({ field }) => field === 'methods');
  const choices = column?.type.kind === 'choices' ? column.type.choices : [];
  const words = methods.map((method) => choices.find((choice) => choice.value === method)?.words.zh ?? method);
  return words.join('、') || null;
}

function methodFaults(methodText: string | null): Fault[] {
  if (methodText === null || [...methodText].length <= LONGEST_METHOD_TEXT) return [];
  const message = text(
    `检查方式最多 ${LONGEST_METHOD_TEXT} 个字符。`,
    `The words of the methods may have at most ${LONGEST_METHOD_TEXT} characters.`,
  );
  return [{ pointer: '/methodText', code: 'too_long', message }];
}
