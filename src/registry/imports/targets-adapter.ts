import { Injectable } from '@nestjs/common';
import { type EntityManager } from 'typeorm';

import { text } from '../../platform/text.js';
import { targets, type TargetValues } from '../sheets/index.js';
import { type TargetResponse, targetResponse } from '../targets/target.dto.js';
import { EMPTY_TARGET, faultsOfTarget, type TargetFields } from '../targets/target-rules.js';
import { Target } from '../targets/target.entity.js';
import { TARGET } from '../targets/targets.errors.js';
import { TargetsService } from '../targets/targets.service.js';
import { asErrors, type Found, type RegisterAdapter, type RowFault, withoutAgency } from './register-adapter.js';
import { inChunks, pairByName, unretiredAfter, unretiredByName } from './stored-records.js';

/** Kind of a target whose list says nothing about it. Every target has a kind: filters and strata ask for it. */
export const UNCLASSIFIED = '未分类';

/** 检查对象名录库 in spreadsheets. */
@Injectable()
export class TargetsAdapter implements RegisterAdapter<'targets', TargetFields, TargetResponse> {
  readonly register = targets;
  readonly what = TARGET;
  readonly sheetFields = { regionCode: 'region', remarks: 'creditRemarks' } as const;

  constructor(private readonly service: TargetsService) {}

  fieldsOf(values: TargetValues): Partial<TargetFields> {
    const { name, uscc, alias, kind, region, state, creditRemarks, ...rest } = withoutAgency(values);
    return {
      ...rest,
      ...(name ? { name } : {}),
      // what identifies a target is never taken from it by a blank cell
      ...(uscc ? { uscc } : {}),
      ...(alias ? { alias } : {}),
      ...(kind ? { kind } : {}),
      ...(state ? { state } : {}),
      // townships and villages have 9 and 12 digits, of which the first 6 are their county's
      ...(region === undefined ? {} : { regionCode: region?.slice(0, 6) ?? null }),
      ...(creditRemarks === undefined ? {} : { remarks: creditRemarks }),
    };
  }

  keyOf({ uscc, alias, name }: Partial<TargetFields>): string {
    if (uscc) return `uscc\n${uscc}`;
    return alias ? `alias\n${alias}` : `name\n${name ?? ''}`;
  }

  async find(
    manager: EntityManager,
    agencyId: number,
    rows: readonly Partial<TargetFields>[],
  ): Promise<Found<TargetResponse>[]> {
    const byCode = await inChunks(rows, (some) =>
      this.service.findByKeys(
        manager,
        agencyId,
        some.map(({ uscc, alias, name }) => ({ uscc: uscc ?? null, alias: alias ?? null, name: name ?? '' })),
      ),
    );
    const found = new Set(byCode.flatMap((stored) => stored?.id ?? []));
    const left = rows.map((row, at) => ({ row, at })).filter(({ at }) => byCode[at] === undefined);
    const named = await unretiredByName(
      manager,
      Target,
      agencyId,
      left.flatMap(({ row }) => row.name ?? []),
    );
    const free = named.filter((stored) => !found.has(stored.id)).map(targetResponse);
    const pairs = pairByName(left, free, mayBeTheSame);
    return byCode.map((stored, at) => {
      if (stored !== undefined) return { stored, byName: false };
      const paired = pairs.get(at);
      return paired === undefined ? undefined : { stored: paired, byName: true };
    });
  }

  complete(fields: Partial<TargetFields>): TargetFields {
    return { ...EMPTY_TARGET, name: '', kind: UNCLASSIFIED, ...fields };
  }

  faultsOf(record: TargetFields, fields: Partial<TargetFields>): RowFault[] {
    const faults = asErrors(faultsOfTarget(record));
    if (fields.kind === undefined && record.kind === UNCLASSIFIED) {
      const message = text(
        `没有填写对象类型，记为“${UNCLASSIFIED}”；按类型抽查时抽不到。`,
        `No kind is given; it is kept as "${UNCLASSIFIED}", which no draw by kind will find.`,
      );
      faults.push({ pointer: '/kind', code: 'missing_kind', message, severity: 'warning' });
    }
    return faults;
  }

  createMany(manager: EntityManager, records: readonly (TargetFields & { agencyId: number })[]): Promise<number> {
    return this.service.createMany(manager, records);
  }

  updateMany(
    manager: EntityManager,
    changes: readonly { id: number; changes: Partial<TargetFields> }[],
  ): Promise<number[]> {
    return this.service.updateMany(manager, changes);
  }

  async after(
    manager: EntityManager,
    agencyIds: 'all' | readonly number[],
    id: number,
    most: number,
  ): Promise<TargetResponse[]> {
    return (await unretiredAfter(manager, Target, agencyIds, id, most)).map(targetResponse);
  }

  valuesOf(stored: TargetResponse, agency: string): TargetValues {
    const { address, alias, kind, latitude, legalRepresentative, longitude, name, phone, riskClass, state, uscc } =
      stored;
    return {
      ...{
        agency,
        name,
        uscc,
        alias,
        kind,
        riskClass,
        address,
        longitude,
        latitude,
        legalRepresentative,
        phone,
        state,
      },
      region: stored.regionCode,
      creditRemarks: stored.remarks,
    };
  }
}

/** Neither has a code that the other has differently. */
function mayBeTheSame(row: Partial<TargetFields>, stored: TargetResponse): boolean {
  const agree = (one: string | null | undefined, other: string | null): boolean =>
    one === undefined || one === null || other === null || one === other;
  return agree(row.uscc, stored.uscc) && agree(row.alias, stored.alias);
}
