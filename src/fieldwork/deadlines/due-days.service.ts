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
import { CLOSING_DAYS, dueOn, PUBLICATION_DAYS, statesOf, type DueTerms } from './due.js';

/** What the due days that are kept were counted by. */
const COUNTED_BY = 'inspection-due-days';
/** Inspections that are counted anew in one transaction. */
const AT_ONCE = 500;

const PUBLICATION = statesOf('publication');

/** @param line the agency and all above it, from the top */
export type DueCount = (inspection: Inspection, line: readonly number[]) => Promise<string | null>;

/** What an agency says itself. */
interface OwnDays {
  readonly id: number;
  readonly publicationDays: number | null;
  readonly closingDays: number | null;
}

interface AgencyDays extends OwnDays {
  readonly path: string;
}

const OWN_DAYS = 'id AS id, publication_days AS publicationDays, closing_days AS closingDays';

/**
 * Counts the next few in one transaction.
 * @param after the last that was counted
 * @returns the last that need not be looked at again, or nothing where none is left
 */
export type CountSome = (
  manager: EntityManager,
  after: number,
  termsOf: (agencyId: number) => DueTerms,
) => Promise<number | undefined>;

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
    const rows = await manager.query<OwnDays[]>(
      `SELECT ${OWN_DAYS} FROM agencies WHERE id IN (${[0, ...line].map(() => '?').join(', ')})`,
      [0, ...line],
    );
    const own = new Map(rows.map((row) => [row.id, row]));
    return { calendar: await calendar(), ...daysOf(line.map((id) => own.get(id))) };
  }

  /** The terms of every agency. */
  async termsOfAll(): Promise<(agencyId: number) => DueTerms> {
    return termsByAgency(await this.workingDays.calendar(), await this.agencyDays());
  }

  private agencyDays(): Promise<AgencyDays[]> {
    return this.dataSource.manager.query<AgencyDays[]>(`SELECT ${OWN_DAYS}, path AS path FROM agencies ORDER BY id`);
  }

  /** Counts anew by when inspections are due, where that may have changed. */
  async refresh(job: ClaimedJob): Promise<void> {
    await this.recount(job, COUNTED_BY, (manager, after, termsOf) => this.count(manager, after, termsOf));
  }

  /**
   * Counts anew what may have changed: where the calendar and the agencies' terms are those by which it was counted last,
   * nothing. Done again after it was interrupted it begins anew.
   * @param name under which is kept what it was counted by
   */
  async recount(job: ClaimedJob, name: string, count: CountSome): Promise<void> {
    const calendar = await this.workingDays.calendar();
    const agencies = await this.agencyDays();
    const now = fingerprint(calendar, agencies);
    if ((await this.countedBy(name)) === now) return;
    const termsOf = termsByAgency(calendar, agencies);
    for (let last = 0; ;) {
      const done = await this.transactions.run(async (held) => {
        await job.fence(held);
        return count(held, last, termsOf);
      });
      if (done === undefined) break;
      last = done;
    }
    await this.transactions.run(async (held) => {
      await job.fence(held);
      await this.settings.keep(held, name, now);
    });
  }

  /**
   * Holds none of the rows that it only reads: an index to go by would be locked from end to end. What somebody has changed
   * meanwhile is looked at once more.
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

  private async countedBy(name: string): Promise<string | undefined> {
    const rows = await this.dataSource.manager.query<{ kept: string }[]>(
      'SELECT value AS kept FROM settings WHERE name = ?',
      [name],
    );
    return rows[0]?.kept;
  }
}

/** What holds at the end of a line of agencies: of each term what the nearest of them says. */
function daysOf(line: readonly (OwnDays | undefined)[]): Omit<DueTerms, 'calendar'> {
  const nearest = (name: 'publicationDays' | 'closingDays'): number | null | undefined =>
    line.findLast((own) => (own?.[name] ?? null) !== null)?.[name];
  return {
    publicationDays: nearest('publicationDays') ?? PUBLICATION_DAYS,
    closingDays: nearest('closingDays') ?? CLOSING_DAYS,
  };
}

/** What each agency goes by: what it says itself, or the nearest above it. */
function termsByAgency(calendar: WorkingDayCalendar, agencies: readonly AgencyDays[]): (agencyId: number) => DueTerms {
  const own = new Map(agencies.map((agency) => [agency.id, agency]));
  return (agencyId) => {
    const line = agencyIdsOf(own.get(agencyId)?.path ?? '');
    return { calendar, ...daysOf(line.map((id) => own.get(id))) };
  };
}

function fingerprint({ named }: WorkingDayCalendar, agencies: readonly AgencyDays[]): string {
  const speaks = agencies.some(({ closingDays, publicationDays }) => closingDays !== null || publicationDays !== null);
  const said = [
    [...named.values()].map(({ day, working }) => `${day}${working ? '+' : '-'}`).sort(),
    // where agencies stand matters only where some of them say anything
    speaks
      ? agencies.map(({ closingDays, id, path, publicationDays }) => [id, path, publicationDays, closingDays])
      : [],
  ];
  return createHash('sha256').update(JSON.stringify(said)).digest('hex');
}
