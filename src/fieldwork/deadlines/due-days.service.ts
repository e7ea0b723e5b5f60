import { Injectable } from '@nestjs/common';
import { createHash } from 'node:crypto';
import { DataSource, type EntityManager } from 'typeorm';

import { WorkingDays } from '../../planning/calendar/working-days/working-days.service.js';
import { type WorkingDayCalendar } from '../../planning/calendar/working-days/working-day-calendar.js';
import { Transactions } from '../../platform/database/transactions.js';
import { type ClaimedJob } from '../../platform/jobs/job-handlers.js';
import { Settings } from '../../platform/settings/settings.service.js';
import { agencyIdsOf } from '../../registry/agencies/agency-path.js';
import { Inspection } from '../inspections/inspection.entity.js';
import { dueOn, PUBLICATION_DAYS, statesOf, type DueTerms } from './due.js';

/** What the due days that are kept were counted by. */
const COUNTED_BY = 'inspection-due-days';
/** Inspections that are counted anew in one transaction. */
const AT_ONCE = 500;

const PUBLICATION = statesOf('publication');

/** @param line the agency and all above it, from the top */
export type DueCount = (inspection: Inspection, line: readonly number[]) => Promise<string | null>;

interface AgencyDays {
  readonly id: number;
  readonly path: string;
  readonly days: number | null;
}

/**
 * By when the next step of inspections is due. It is kept with each, so that lists can be asked for it; what hangs on the
 * calendar or on an agency's own term is counted anew when either changes.
 */
@Injectable()
export class DueDays {
  constructor(
    private readonly dataSource: DataSource,
    private readonly workingDays: WorkingDays,
    private readonly settings: Settings,
    private readonly transactions: Transactions,
  ) {}

  async calendar(manager?: EntityManager): Promise<WorkingDayCalendar> {
    return this.workingDays.calendar(manager);
  }

  /** For one transaction, however many inspections it is about: what was read once is not read again. */
  counting(manager: EntityManager): DueCount {
    const terms = new Map<string, Promise<DueTerms>>();
    let calendar: Promise<WorkingDayCalendar> | undefined;
    return async (inspection, line) => {
      const key = line.join('/');
      const known =
        terms.get(key) ?? this.terms(manager, line, () => (calendar ??= this.workingDays.calendar(manager)));
      terms.set(key, known);
      return dueOn(inspection, await known);
    };
  }

  /**
   * What an agency's results are due by.
   * @param line the agency and all above it, from the top: what the nearest of them says counts
   */
  async terms(
    manager: EntityManager,
    line: readonly number[],
    calendar: () => Promise<WorkingDayCalendar> = () => this.workingDays.calendar(manager),
  ): Promise<DueTerms> {
    const rows = await manager.query<{ id: number; days: number | null }[]>(
      `SELECT id AS id, publication_days AS days FROM agencies WHERE id IN (${[0, ...line].map(() => '?').join(', ')})`,
      [0, ...line],
    );
    const own = line.findLast((id) => rows.some((row) => row.id === id && row.days !== null));
    const publicationDays = rows.find(({ id }) => id === own)?.days ?? PUBLICATION_DAYS;
    return { calendar: await calendar(), publicationDays };
  }

  /** The terms of every agency. */
  async termsOfAll(): Promise<(agencyId: number) => DueTerms> {
    return termsByAgency(await this.workingDays.calendar(), await this.agencyDays());
  }

  private agencyDays(): Promise<AgencyDays[]> {
    return this.dataSource.manager.query<AgencyDays[]>(
      'SELECT id AS id, path AS path, publication_days AS days FROM agencies ORDER BY id',
    );
  }

  /**
   * Counts anew what may have changed: where the calendar and the agencies' terms are those by which it was counted last,
   * nothing. Done again after it was interrupted it begins anew.
   */
  async refresh(job: ClaimedJob): Promise<void> {
    const calendar = await this.workingDays.calendar();
    const agencies = await this.agencyDays();
    const now = fingerprint(calendar, agencies);
    if ((await this.countedBy()) === now) return;
    const termsOf = termsByAgency(calendar, agencies);
    for (let last = 0; ;) {
      const done = await this.transactions.run(async (held) => {
        await job.fence(held);
        return this.count(held, last, termsOf);
      });
      if (done === undefined) break;
      last = done;
    }
    await this.transactions.run(async (held) => {
      await job.fence(held);
      await this.settings.keep(held, COUNTED_BY, now);
    });
  }

  /**
   * Counts the next few. Holds none of the rows that it only reads: an index to go by would be locked from end to end. What
   * somebody has changed meanwhile is looked at once more.
   * @returns the last that need not be looked at again, or nothing where none is left
   */
  private async count(
    manager: EntityManager,
    after: number,
    termsOf: (agencyId: number) => DueTerms,
  ): Promise<number | undefined> {
    const rows = await manager.query<(Inspection & { due: string | null })[]>(
      `SELECT id AS id, agency_id AS agencyId, state AS state, planned_on AS plannedOn, visit_until AS visitUntil,
              visited_on AS visitedOn, due_on AS due, version AS version
         FROM inspections WHERE id > ? AND state IN (${PUBLICATION.map(() => '?').join(', ')})
        ORDER BY id LIMIT ${AT_ONCE}`,
      [after, ...PUBLICATION],
    );
    for (const row of rows) {
      const { agencyId, due, id, version } = row;
      const counted = dueOn(row, termsOf(agencyId));
      if (counted === due) continue;
      const { affected } = await manager.update(Inspection, { id, version }, { dueOn: counted });
      if (affected !== 1) return id - 1;
    }
    return rows.at(-1)?.id;
  }

  private async countedBy(): Promise<string | undefined> {
    const rows = await this.dataSource.manager.query<{ kept: string }[]>(
      'SELECT value AS kept FROM settings WHERE name = ?',
      [COUNTED_BY],
    );
    return rows[0]?.kept;
  }
}

/** What each agency goes by: what it says itself, or the nearest above it. */
function termsByAgency(calendar: WorkingDayCalendar, agencies: readonly AgencyDays[]): (agencyId: number) => DueTerms {
  const days = new Map(agencies.map((agency) => [agency.id, agency.days]));
  const lines = new Map(agencies.map(({ id, path }) => [id, agencyIdsOf(path)]));
  return (agencyId) => {
    const own = lines.get(agencyId)?.findLast((id) => (days.get(id) ?? null) !== null);
    return { calendar, publicationDays: (own === undefined ? null : days.get(own)) ?? PUBLICATION_DAYS };
  };
}

function fingerprint({ named }: WorkingDayCalendar, agencies: readonly AgencyDays[]): string {
  const said = [
    [...named.values()].map(({ day, working }) => `${day}${working ? '+' : '-'}`).sort(),
    // where agencies stand matters only where some of them say anything
    agencies.some(({ days }) => days !== null) ? agencies.map(({ days, id, path }) => [id, path, days]) : [],
  ];
  return createHash('sha256').update(JSON.stringify(said)).digest('hex');
}
