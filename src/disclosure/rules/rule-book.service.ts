import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';

import { Clock } from '../../platform/clock/clock.js';
import { momentForQuery, momentOfRow } from '../../platform/database/plain-moments.js';
import { agencyIdsOf, subtreeRange } from '../../registry/agencies/agency-path.js';
import { displayedAfter, rulesOf, SAFE_RULES, type DisclosureRules, type OwnRules } from './disclosure-rules.js';

type OwnRow = OwnRules & { readonly agencyId: number; readonly path: string; readonly updatedAt: Date | string };

/** A condition on the rows of `bulletins`, which the query calls `b`. */
export interface Narrowing {
  readonly sql: string;
  readonly parameters: Readonly<Record<string, unknown>>;
}

/** What holds for every agency at one moment: whoever answers the public reads it anew, so a rule holds from its own moment on. */
export class RuleBook {
  /** @param exceptions the agencies for which other rules hold than those that are safe */
  constructor(
    private readonly exceptions: ReadonlyMap<number, DisclosureRules>,
    /** When a rule was last changed. */
    readonly changedAt: Date,
    private readonly now: Date,
    private readonly source: DataSource,
  ) {}

  of(agencyId: number): DisclosureRules {
    return this.exceptions.get(agencyId) ?? SAFE_RULES;
  }

  isDisplayed(agencyId: number, publishedAt: Date): boolean {
    return publishedAt > displayedAfter(this.now, this.of(agencyId).retentionYears);
  }

  /** Those results that are still on display. */
  displayed(): Narrowing {
    const byYears = this.grouped(({ retentionYears }) => retentionYears);
    const parameters: Record<string, unknown> = {
      displayedAfter: this.moment(SAFE_RULES.retentionYears),
    };
    const others = [...byYears].filter(([years]) => years !== SAFE_RULES.retentionYears);
    const groups = others.map(([years, ids]) => {
      parameters[`displayedAfter${years}`] = this.moment(years);
      return `(b.agency_id IN (${ids.join(', ')}) AND b.published_at > :displayedAfter${years})`;
    });
    const named = others.flatMap(([, ids]) => ids);
    const rest = `b.published_at > :displayedAfter${named.length === 0 ? '' : ` AND b.agency_id NOT IN (${named.join(', ')})`}`;
    if (groups.length === 0) return { sql: rest, parameters };
    // said once for all as well: of alternatives no index makes a range
    parameters.displayedAfterAny = this.moment(Math.max(SAFE_RULES.retentionYears, ...byYears.keys()));
    return { sql: `b.published_at > :displayedAfterAny AND (${[`(${rest})`, ...groups].join(' OR ')})`, parameters };
  }

  /** Those whose target is shown by its name: whoever seeks a name that is masked must not learn that it is there. */
  namesTarget(): Narrowing {
    const full = this.grouped(({ personTargets }) => personTargets).get('full') ?? [];
    const open = full.length === 0 ? '' : ` OR b.agency_id IN (${full.join(', ')})`;
    return { sql: `(b.person IS NULL${open})`, parameters: {} };
  }

  private grouped<Key>(by: (rules: DisclosureRules) => Key): Map<Key, number[]> {
    const groups = new Map<Key, number[]>();
    for (const [id, rules] of this.exceptions) groups.set(by(rules), [...(groups.get(by(rules)) ?? []), id]);
    return groups;
  }

  /** Of these ten seconds, so that lists asked for one after another are the same question, and a large total is counted once. */
  private moment(years: number): Date | string {
    const now = new Date(Math.floor(this.now.getTime() / 10_000) * 10_000);
    return momentForQuery(this.source, displayedAfter(now, years));
  }
}

@Injectable()
export class RuleBooks {
  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
  ) {}

  async now(manager: EntityManager = this.dataSource.manager): Promise<RuleBook> {
    const own = await manager.query<OwnRow[]>(
      `SELECT r.agency_id AS agencyId, a.path AS path, r.inspector_names AS inspectorNames,
              r.person_targets AS personTargets, r.retention_years AS retentionYears, r.updated_at AS updatedAt
         FROM disclosure_rules r JOIN agencies a ON a.id = r.agency_id`,
    );
    const said = new Map(own.map((row) => [row.agencyId, row]));
    const exceptions = new Map<number, DisclosureRules>();
    for (const { path } of own) {
      const { before, from } = subtreeRange(path);
      const below = await manager.query<{ id: number; path: string }[]>(
        'SELECT id AS id, path AS path FROM agencies WHERE path >= ? AND path < ?',
        [from, before],
      );
      for (const agency of below) {
        if (exceptions.has(agency.id)) continue;
        exceptions.set(agency.id, rulesOf(agencyIdsOf(agency.path).map((id) => said.get(id))));
      }
    }
    const changedAt = own.reduce((latest, row) => Math.max(latest, momentOfRow(row.updatedAt).getTime()), 0);
    return new RuleBook(exceptions, new Date(changedAt), this.clock.now(), this.dataSource);
  }
}
