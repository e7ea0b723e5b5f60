import { Injectable } from '@nestjs/common';
import { type EntityManager } from 'typeorm';

import { Clock } from '../../platform/clock/clock.js';
import { chinaDay } from '../../platform/clock/days.js';
import { text, type Bilingual } from '../../platform/text.js';
import { visits, type VisitValues } from '../sheets/index.js';
import { TargetsService } from '../targets/targets.service.js';
import { visitedTargets, type VisitedTarget } from '../visits/visited-targets.js';
import { faultsOfVisit, type VisitKind } from '../visits/visit-rules.js';
import { Visit } from '../visits/visit.entity.js';
import { VISIT } from '../visits/visits.errors.js';
import { VisitsService } from '../visits/visits.service.js';
import { asErrors, type Found, type RegisterAdapter, type RowFault, type StoredRecord } from './register-adapter.js';

/** A visit as a sheet tells it. */
export interface SheetVisit {
  /** Of the target. */
  readonly name: string;
  readonly uscc: string | null;
  readonly alias: string | null;
  /** Whom the row means. */
  readonly target: VisitedTarget;
  readonly firstDay: string;
  readonly kind: VisitKind;
  readonly note: string | null;
}

interface StoredVisit extends StoredRecord, SheetVisit {
  readonly ofInspection: boolean;
}

/** 检查记录 in spreadsheets. Those of Sortis's own inspections are written out, and are known again when they come back. */
@Injectable()
export class VisitsAdapter implements RegisterAdapter<'visits', SheetVisit, StoredVisit> {
  readonly register = visits;
  readonly what = VISIT;
  readonly sheetFields = { target: 'name' } as const;

  constructor(
    private readonly service: VisitsService,
    private readonly targets: TargetsService,
    private readonly clock: Clock,
  ) {}

  fieldsOf({ alias, firstDay, kind, name, note, uscc }: VisitValues): Partial<SheetVisit> {
    return {
      name: name ?? '',
      uscc: uscc ?? null,
      alias: alias ?? null,
      ...(firstDay ? { firstDay } : {}),
      ...(kind ? { kind } : {}),
      ...(note === undefined ? {} : { note }),
    };
  }

  keyOf({ alias, firstDay, kind, name, target, uscc }: Partial<SheetVisit>): string {
    const whom =
      typeof target === 'object'
        ? `target\n${target.id}`
        : `${uscc ?? ''}\n${alias ?? ''}\n${uscc || alias ? '' : name}`;
    return `${whom}\n${firstDay ?? ''}\n${kind ?? ''}`;
  }

  async lookUp(
    manager: EntityManager,
    agencyId: number,
    rows: readonly Partial<SheetVisit>[],
  ): Promise<Partial<SheetVisit>[]> {
    const found = await visitedTargets(
      manager,
      agencyId,
      rows.map(({ alias, name, uscc }) => ({ uscc: uscc ?? null, alias: alias ?? null, name: name ?? '' })),
    );
    return rows.map((row, at) => ({ ...row, target: found[at] ?? 'unknown' }));
  }

  async find(
    manager: EntityManager,
    agencyId: number,
    rows: readonly Partial<SheetVisit>[],
  ): Promise<Found<StoredVisit>[]> {
    const ids = rows.flatMap(({ target }) => (typeof target === 'object' ? target.id : []));
    const stored = await this.stored(manager, await this.service.standing(manager, agencyId, ids));
    const byKey = new Map(stored.map((visit) => [this.keyOf(visit), visit]));
    return rows.map((row) => {
      const visit = byKey.get(this.keyOf(row));
      return visit === undefined ? undefined : { stored: visit, byName: false };
    });
  }

  complete(fields: Partial<SheetVisit>): SheetVisit {
    const blank = {
      name: '',
      uscc: null,
      alias: null,
      target: 'unknown',
      firstDay: '',
      kind: 'random',
      note: null,
    } as const;
    return { ...blank, ...fields };
  }

  faultsOf(record: SheetVisit): RowFault[] {
    const faults = faultsOfVisit(record, chinaDay(this.clock.now()));
    const { target } = record;
    if (typeof target !== 'object') faults.push({ pointer: '/target', ...noTarget(record, target) });
    return asErrors(faults);
  }

  /** Of whom and when it was nothing changes, and what is said of Sortis's own inspections is not said here. */
  same(field: keyof SheetVisit, stored: StoredVisit): boolean | undefined {
    return field === 'note' && !stored.ofInspection ? undefined : true;
  }

  createMany(manager: EntityManager, records: readonly (SheetVisit & { agencyId: number })[]): Promise<number> {
    return this.service.createMany(
      manager,
      records.map(({ agencyId, firstDay, kind, note, target }) => {
        if (typeof target !== 'object') throw new Error('a visit to nobody was let through');
        return { agencyId, targetId: target.id, targetCode: target.code, firstDay, kind, note };
      }),
    );
  }

  updateMany(
    manager: EntityManager,
    changes: readonly { id: number; changes: Partial<SheetVisit> }[],
  ): Promise<number[]> {
    return this.service.noteMany(
      manager,
      changes.map(({ changes: { note }, id }) => ({ id, note: note ?? null })),
    );
  }

  async after(
    manager: EntityManager,
    agencyIds: 'all' | readonly number[],
    id: number,
    most: number,
  ): Promise<StoredVisit[]> {
    return this.stored(manager, await this.service.standingAfter(manager, agencyIds, id, most));
  }

  valuesOf({ alias, firstDay, kind, name, note, uscc }: StoredVisit, agency: string): VisitValues {
    return { agency, name, uscc, alias, firstDay, kind, note };
  }

  private async stored(manager: EntityManager, rows: readonly Visit[]): Promise<StoredVisit[]> {
    const targets = await this.targets.findByIds(
      manager,
      rows.map(({ targetId }) => targetId),
    );
    const byId = new Map(targets.map((target) => [target.id, target]));
    return rows.flatMap((row) => {
      const target = byId.get(row.targetId);
      if (target === undefined) return [];
      const { alias, code, name, uscc } = target;
      const { agencyId, firstDay, id, inspectionId, kind, note } = row;
      const whom = { name, uscc, alias, target: { id: row.targetId, code: row.targetCode } };
      return {
        ...whom,
        id,
        agencyId,
        code,
        retiredAt: null,
        firstDay,
        kind,
        note,
        ofInspection: inspectionId !== null,
      };
    });
  }
}

function noTarget(
  { alias, name, uscc }: SheetVisit,
  why: 'unknown' | 'ambiguous',
): { readonly code: string; readonly message: Bilingual } {
  const whom = uscc ?? alias ?? name;
  if (why === 'ambiguous') {
    const message = text(
      `名录库里有多个“${name}”；请补上统一社会信用代码或对象编号。`,
      `There are several targets "${name}"; add the credit code or the number.`,
    );
    return { code: 'ambiguous_target', message };
  }
  const message = text(
    `本单位及下级单位的名录库里没有“${whom}”；请先录入检查对象，或补上它的统一社会信用代码、对象编号。`,
    `The lists of this agency and of those below it hold no "${whom}"; enter the target first, or give its credit code or number.`,
  );
  return { code: 'unknown_target', message };
}
