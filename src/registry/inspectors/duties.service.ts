import { Injectable } from '@nestjs/common';
import { DataSource, In } from 'typeorm';

import { type Caller } from '../../accounts/caller.js';
import { Transactions } from '../../platform/database/transactions.js';
import { type Fault } from '../../platform/errors/domain-error.js';
import { History } from '../../platform/history/history.service.js';
import { listPage, type Page } from '../../platform/http/paging.js';
import { text } from '../../platform/text.js';
import { AgencyScope } from '../agencies/agency-scope.js';
import { refuse } from '../records/record-errors.js';
import {
  absenceResponse,
  type DutiesEnteredResponse,
  type DutiesQuery,
  type DutyEntry,
  type DutyResponse,
} from './absence.dto.js';
import { Absence } from './absence.entity.js';
import { Inspector } from './inspector.entity.js';
import { MOST_ABSENCES, tooManyAbsences } from './inspectors.errors.js';

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
    const byId = new Map(people.map(({ code, id, name }) => [id, { id, code, name }]));
    return {
      items: page.items.map((row) => {
        const { from, id, reason, until } = absenceResponse(row);
        return {
          id,
          inspector: byId.get(row.inspectorId) ?? { id: row.inspectorId, code: '', name: '' },
          from,
          until,
          reason,
        };
      }),
      total: page.total,
    };
  }

  /** Enters all of a roster, or nothing of it. What is there already is left alone: a roster may be entered again. */
  async enter(caller: Caller, entries: readonly DutyEntry[]): Promise<DutiesEnteredResponse> {
    const ids = [...new Set(entries.flatMap(({ inspectorIds }) => inspectorIds))];
    const visible = await this.scope.visibleIds(caller);
    return this.transactions.run(async (manager) => {
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
}

function faultsOf(entries: readonly DutyEntry[], known: ReadonlySet<number>): Fault[] {
  const faults: Fault[] = [];
  for (const [at, { from, inspectorIds, until }] of entries.entries()) {
    if (from > until) {
      const message = text(
        `结束日期（${until}）早于开始日期（${from}）。`,
        `The last day (${until}) lies before the first (${from}).`,
      );
      faults.push({ pointer: `/duties/${at}/until`, code: 'days_reversed', message });
    }
    for (const [place, id] of inspectorIds.entries()) {
      if (known.has(id)) continue;
      faults.push({
        pointer: `/duties/${at}/inspectorIds/${place}`,
        code: 'unknown_inspector',
        message: text(`没有找到在册的执法检查人员“${id}”。`, `There is no inspector "${id}" who is not retired.`),
      });
    }
  }
  return faults.slice(0, 100);
}
