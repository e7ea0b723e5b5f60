import { Injectable } from '@nestjs/common';
import { isDeepStrictEqual } from 'node:util';
import { DataSource, In, type EntityManager } from 'typeorm';

import { type Caller } from '../../accounts/caller.js';
import { Transactions } from '../../platform/database/transactions.js';
import { notFound, type Fault } from '../../platform/errors/domain-error.js';
import { History, type ChangeNote } from '../../platform/history/history.service.js';
import { listPage, type Page } from '../../platform/http/paging.js';
import { text } from '../../platform/text.js';
import { AgencyScope } from '../agencies/agency-scope.js';
import { refuse } from '../records/record-errors.js';
import {
  absenceResponse,
  dutyResponse,
  type ChangeDutyRequest,
  type DutiesEnteredResponse,
  type DutiesQuery,
  type DutyEntry,
  type DutyResponse,
} from './absence.dto.js';
import { Absence } from './absence.entity.js';
import { Inspector } from './inspector.entity.js';
import { DUTY, MOST_ABSENCES, tooManyAbsences } from './inspectors.errors.js';

/** 值班: a roster of days on which people are needed elsewhere, entered for many of them in one go. */
@Injectable()
export class DutiesService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly transactions: Transactions,
    private readonly scope: AgencyScope,
    private readonly history: History,
  ) {}

  async list(caller: Caller, query: DutiesQuery): Promise<Page<DutyResponse>> {
    const rows = this.dataSource.manager
      .createQueryBuilder(Absence, 'absence')
      .innerJoin(Inspector, 'inspector', 'inspector.id = absence.inspector_id')
      .where(`absence.kind = 'duty'`);
    await this.scope.narrow(rows, 'inspector.agency_id', caller, query.agencyId);
    if (query.from !== undefined) rows.andWhere('absence.untilDay >= :from', { from: query.from });
    if (query.until !== undefined) rows.andWhere('absence.fromDay <= :until', { until: query.until });
    const page = await listPage(
      rows,
      { sort: 'from', ...query },
      { from: 'absence.fromDay', until: 'absence.untilDay' },
      'absence.id',
      (row) => row,
    );
    const people = await this.dataSource.manager.findBy(Inspector, {
      id: In([0, ...page.items.map(({ inspectorId }) => inspectorId)]),
    });
    const byId = new Map(people.map((one) => [one.id, named(one)]));
    return {
      items: page.items.map((row) => dutyResponse(row, byId.get(row.inspectorId))),
      total: page.total,
    };
  }

  /** Enters all of a roster, or nothing of it. What is there already is left alone: a roster may be entered again. */
  async enter(caller: Caller, entries: readonly DutyEntry[]): Promise<DutiesEnteredResponse> {
    const ids = [...new Set(entries.flatMap(({ inspectorIds }) => inspectorIds))];
    const visible = await this.scope.visibleIds(caller);
    return this.transactions.run(async (manager) => {
      const people = await forChange(manager, ids);
      const known = new Set(
        people
          .filter(({ agencyId, retiredAt }) => retiredAt === null && (visible === 'all' || visible.includes(agencyId)))
          .map(({ id }) => id),
      );
      refuse(faultsOf(entries, known));

      const standing = new Map<number, Set<string>>(ids.map((id) => [id, new Set()]));
      const counts = new Map<number, number>();
      for (let start = 0; start < ids.length; start += 500) {
        for (const row of await manager.findBy(Absence, { inspectorId: In(ids.slice(start, start + 500)) })) {
          counts.set(row.inspectorId, (counts.get(row.inspectorId) ?? 0) + 1);
          if (row.kind === 'duty') standing.get(row.inspectorId)?.add(`${row.fromDay} ${row.untilDay}`);
        }
      }
      let unchanged = 0;
      const rows: Omit<Absence, 'id'>[] = [];
      for (const { from, inspectorIds, reason, until } of entries) {
        for (const inspectorId of inspectorIds) {
          const days = standing.get(inspectorId);
          if (days?.has(`${from} ${until}`) !== false) {
            unchanged++;
            continue;
          }
          days.add(`${from} ${until}`);
          counts.set(inspectorId, (counts.get(inspectorId) ?? 0) + 1);
          rows.push({ inspectorId, kind: 'duty', fromDay: from, untilDay: until, reason: reason ?? null });
        }
      }
      if ([...counts.values()].some((count) => count > MOST_ABSENCES)) throw tooManyAbsences();
      for (let start = 0; start < rows.length; start += 500) {
        const some = rows.slice(start, start + 500);
        await manager.insert(Absence, some);
        await this.history.record(
          manager,
          ...some.map(({ fromDay, inspectorId, reason, untilDay }) => ({
            subject: 'inspector' as const,
            subjectId: inspectorId,
            action: 'duty-added',
            before: null,
            after: { from: fromDay, until: untilDay, reason },
          })),
        );
      }
      return { entered: rows.length, unchanged };
    });
  }

  /** Of who hands a duty over it is taken away, and given to who takes it over: both histories tell. */
  async change(caller: Caller, id: number, request: ChangeDutyRequest): Promise<DutyResponse> {
    const seen = await this.dataSource.manager.findOneBy(Absence, { id, kind: 'duty' });
    if (seen === null) throw notFound(DUTY, id);
    const { agencyId } = await this.dataSource.manager.findOneByOrFail(Inspector, { id: seen.inspectorId });
    await this.scope.requireVisible(caller, agencyId, { what: DUTY, id });
    const visible = await this.scope.visibleIds(caller);
    const sees = (one: Inspector): boolean => visible === 'all' || visible.includes(one.agencyId);
    return this.transactions.run(async (manager) => {
      const people = await forChange(manager, [
        ...new Set([seen.inspectorId, request.inspectorId ?? seen.inspectorId]),
      ]);
      const holder = people.find((one) => one.id === seen.inspectorId);
      // it may have been removed, or handed over, before its holder's row was held
      const row = await manager.findOneBy(Absence, { id, kind: 'duty', inspectorId: seen.inspectorId });
      if (row === null || holder === undefined) throw notFound(DUTY, id);

      const inspectorId = request.inspectorId ?? holder.id;
      const taker = people.find((one) => one.id === inspectorId && one.retiredAt === null && sees(one));
      const from = request.from ?? row.fromDay;
      const until = request.until ?? row.untilDay;
      const faults = [
        ...(from > until ? [reversed('/until', from, until)] : []),
        ...(taker === undefined ? [unknownInspector('/inspectorId', inspectorId)] : []),
      ];
      const others = await manager.findBy(Absence, { inspectorId });
      const twice = others.some(
        (one) => one.id !== id && one.kind === 'duty' && one.fromDay === from && one.untilDay === until,
      );
      if (taker !== undefined && twice) faults.push(thereAlready(taker.name, from, until));
      refuse(faults);
      if (inspectorId !== holder.id && others.length >= MOST_ABSENCES) throw tooManyAbsences();

      const reason = request.reason === undefined ? row.reason : request.reason;
      const before = absenceResponse(row);
      const changed = { ...row, inspectorId, fromDay: from, untilDay: until, reason };
      const after = absenceResponse(changed);
      if (inspectorId === holder.id && isDeepStrictEqual(after, before)) return dutyResponse(row, named(holder));
      await manager.update(Absence, { id }, { inspectorId, fromDay: from, untilDay: until, reason });
      const note = (of: number, action: string, was: object | null, is: object | null): ChangeNote => ({
        subject: 'inspector',
        subjectId: of,
        action,
        before: was,
        after: is,
      });
      await this.history.record(
        manager,
        ...(inspectorId === holder.id
          ? [note(holder.id, 'duty-changed', before, after)]
          : [note(holder.id, 'absence-removed', before, null), note(inspectorId, 'duty-added', null, after)]),
      );
      return dutyResponse(changed, taker === undefined ? undefined : named(taker));
    });
  }
}

const named = ({ code, id, name }: Inspector): DutyResponse['inspector'] => ({ id, code, name });

/** Their rows, held against others until the transaction ends; unknown ids are left out. */
async function forChange(manager: EntityManager, ids: readonly number[]): Promise<Inspector[]> {
  const people: Inspector[] = [];
  for (let start = 0; start < ids.length; start += 500) {
    const id = In(ids.slice(start, start + 500));
    const mysql = manager.connection.options.type === 'mysql';
    people.push(
      ...(await manager.find(Inspector, {
        where: { id },
        order: { id: 'ASC' },
        ...(mysql ? { lock: { mode: 'pessimistic_write' as const } } : {}),
      })),
    );
  }
  return people;
}

const reversed = (pointer: string, from: string, until: string): Fault => ({
  pointer,
  code: 'days_reversed',
  message: text(
    `结束日期（${until}）早于开始日期（${from}）。`,
    `The last day (${until}) lies before the first (${from}).`,
  ),
});

const unknownInspector = (pointer: string, id: number): Fault => ({
  pointer,
  code: 'unknown_inspector',
  message: text(`没有找到在册的执法检查人员“${id}”。`, `There is no inspector "${id}" who is not retired.`),
});

const thereAlready = (name: string, from: string, until: string): Fault => ({
  pointer: '/from',
  code: 'duty_there_already',
  message: text(
    `“${name}”在 ${from} 至 ${until} 的值班已经登记过，请改为其他日期，或删去其中一条。`,
    `"${name}" has this duty from ${from} to ${until} already. Choose other days, or remove one of the two.`,
  ),
});

function faultsOf(entries: readonly DutyEntry[], known: ReadonlySet<number>): Fault[] {
  const faults: Fault[] = [];
  for (const [at, { from, inspectorIds, until }] of entries.entries()) {
    if (from > until) faults.push(reversed(`/duties/${at}/until`, from, until));
    for (const [place, id] of inspectorIds.entries())
      if (!known.has(id)) faults.push(unknownInspector(`/duties/${at}/inspectorIds/${place}`, id));
  }
  return faults.slice(0, 100);
}
