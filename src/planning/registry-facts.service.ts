import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager, type QueryRunner } from 'typeorm';

import { readSnapshot } from '../platform/database/read-snapshot.js';
import { type Condition, type InspectorLeaf } from '../protocol/index.js';
import { AgencyScope } from '../registry/agencies/agency-scope.js';
import { InspectorLoads } from '../registry/inspectors/inspector-loads.js';
import { readInspectorPool } from '../registry/inspectors/inspector-pool.js';
import { barredByInterests, type Barred } from '../registry/inspectors/interest-pool.js';
import { MattersService } from '../registry/matters/matters.service.js';
import {
  countKinds,
  countTargetPool,
  poolConditions,
  readPoolValues,
  readTargetIdentities,
  readTargetPool,
  type PoolCondition,
  type PoolField,
  type PoolTarget,
  type TargetPool,
  type TargetIdentity,
} from '../registry/targets/target-pool.js';
import { type DatedLimits } from '../registry/visits/left-out.js';
import { VisitJudge } from '../registry/visits/pool-visits.js';
import { type MatterFacts, type PoolFacts } from './batches/batch-checks.js';
import { type LimitedPool } from './batches/limit-checks.js';
import { type MatterRate } from './batches/matter-limits.js';
import { type StrataFacts } from './batches/strata-checks.js';
import { type FullInspector } from './occurrences/due-occurrence.js';
import { PublishedMatters } from './published-matters.js';
import { restOf, rulesOf, StrataCount, withRest, type DrawnTerms } from './batches/strata.js';

export interface MatterView extends MatterFacts, MatterRate {
  readonly qualifications: readonly string[];
}

/** An inspector as a draw would know him, his row, and whether he has as many inspections this year as he may have. */
export type StaffFacts = InspectorLeaf & { readonly rowId: number; readonly full: boolean };

/** How many existing values a hint names. */
const OFFERED = 10;

/** The one place where planning asks the registry: what the lists hold today. */
@Injectable()
export class RegistryFacts {
  constructor(
    private readonly dataSource: DataSource,
    private readonly agencies: AgencyScope,
    private readonly checklist: MattersService,
    private readonly loads: InspectorLoads,
    private readonly published: PublishedMatters,
  ) {}

  /** Matters by id; unknown ids are left out. */
  async matters(
    ids: readonly number[],
    manager: EntityManager = this.dataSource.manager,
  ): Promise<Map<number, MatterView>> {
    if (ids.length === 0) return new Map();
    const found = await this.checklist.findByIds(manager, ids);
    const published = await this.published.among(manager, ids);
    const outdated = await this.published.outdated(manager, [...published]);
    return new Map(
      found.map((matter) => [
        matter.id,
        {
          id: matter.id,
          agencyId: matter.agencyId,
          code: matter.code,
          name: matter.name,
          retired: matter.retiredAt !== null,
          hasLegalBasis: (matter.legalBasis ?? '').trim() !== '',
          published: published.has(matter.id),
          outdated: outdated.has(matter.id),
          qualifications: matter.qualifications,
          importance: matter.importance,
          rate: matter.rate,
          targetKind: matter.targetKind,
        },
      ]),
    );
  }

  /**
   * Those of the agencies whose checklists bind the given one: its own, those above it (a province's list binds its
   * counties) and those below it; and of these its own and those below it.
   */
  async line(agencyId: number, others: readonly number[]): Promise<{ line: Set<number>; below: Set<number> }> {
    const below = new Set(await this.agencies.within(agencyId, others));
    const line = new Set(below);
    for (const other of new Set(others)) {
      if (!line.has(other) && (await this.agencies.contains(other, agencyId))) line.add(other);
    }
    return { line, below };
  }

  /**
   * The targets of the agency and of those below it that would be drawn from, as they fall into the strata: unretired, in
   * business, in the filter. Read by the reader of the draw, sorted by its functions.
   * @param allKinds whether kinds are to be counted beyond the filter
   * @param see is shown each of them
   */
  async pool(
    agencyId: number,
    terms: DrawnTerms,
    allKinds: boolean,
    see: (target: PoolTarget) => void = () => undefined,
  ): Promise<PoolFacts & StrataFacts> {
    const agencyIds = await this.agencies.subtreeIds(agencyId);
    const conditions = poolConditions(terms.filter);
    return readSnapshot(this.dataSource, async (runner) => {
      const pool = { agencyIds, conditions };
      const absent: PoolFacts['absent'][number][] = [];
      for (const [condition, { field, in: values }] of conditions.entries()) {
        for (const [value, word] of values.entries()) {
          if ((await countTargetPool(runner, { agencyIds, conditions: [{ field, in: [word] }] })) > 0) continue;
          absent.push({ condition, value, known: await someValues(runner, agencyIds, field) });
        }
      }
      const count = await strataToday(runner, pool, terms);
      // the draw leaves out what has closed, moved or been struck off
      for await (const page of readTargetPool(runner, pool)) {
        for (const target of page) {
          if (target.state !== 'active') continue;
          count.add(target);
          see(target);
        }
      }
      const known = new Map<string, readonly string[]>();
      for (const field of new Set(terms.strata.flatMap((stratum) => stratum.conditions.map((one) => one.field)))) {
        const values = await readPoolValues(runner, pool, field as PoolField);
        known.set(field, values.filter((value) => value !== null).slice(0, OFFERED));
      }
      const { misplaced, population, some } = count;
      return {
        population,
        absent,
        strata: count.of(terms),
        none: { count: misplaced.none, some: some.none },
        twice: { count: misplaced.twice, some: some.twice },
        known,
        kinds: allKinds && conditions.length > 0 ? await countKinds(runner, agencyIds) : count.kinds(),
      };
    });
  }

  /** The same targets, and how many of them are held back because they were visited: judged as the draw judges them. */
  async leftOut(agencyId: number, terms: DrawnTerms, limits: DatedLimits): Promise<LimitedPool> {
    const agencyIds = await this.agencies.subtreeIds(agencyId);
    return readSnapshot(this.dataSource, async (runner) => {
      const judge = new VisitJudge(runner, limits, agencyIds);
      const pool = { agencyIds, conditions: poolConditions(terms.filter) };
      const left = await strataToday(runner, pool, terms);
      const held = { 'yearly-cap': 0, 'cool-down': 0 };
      for await (const page of readTargetPool(runner, pool)) {
        const out = await judge.of(page);
        for (const { reason } of out.values()) held[reason]++;
        for (const target of page) if (target.state === 'active' && !out.has(target.code)) left.add(target);
      }
      return {
        ...held,
        population: left.population + held['yearly-cap'] + held['cool-down'],
        left: left.of(terms).map(({ population }) => population),
      };
    });
  }

  /** The inspectors of these agencies who could sit in a team at all, of a plan of this year; with the experts, where they are asked for. */
  async inspectors(agencyIds: readonly number[], year: number, experts = false): Promise<StaffFacts[]> {
    const full = new Set((await this.loads.full(agencyIds, year)).map(({ id }) => id));
    const pool = await readSnapshot(this.dataSource, (runner) => readInspectorPool(runner, agencyIds, experts));
    return pool.map(({ certificate, expert, ...one }) => ({
      rowId: one.id,
      id: one.code,
      name: one.name,
      agency: one.agencyCode,
      ...(certificate === null ? {} : { certificate }),
      ...(expert ? { expert } : {}),
      absences: one.absences,
      qualifications: one.qualifications,
      recusals: one.recusals,
      full: full.has(one.id),
    }));
  }

  /** Those of these agencies who have as many inspections this year as they may have: their rows, and the codes of the agencies. */
  async full(
    agencies: readonly { readonly id: number; readonly code: string }[],
    year: number,
  ): Promise<FullInspector[]> {
    const codes = new Map(agencies.map(({ code, id }) => [id, code]));
    const full = await this.loads.full([...codes.keys()], year);
    return full.map(({ agencyId, id }) => ({ id, agency: codes.get(agencyId) ?? '' }));
  }

  /**
   * The targets of a pool that the inspectors of these agencies keep away from, on any of these days, by what they have
   * declared; and who would of more than a draw takes of one inspector.
   */
  async barred(
    sendingIds: readonly number[],
    { agencyId, filter }: { readonly agencyId: number; readonly filter: readonly Condition[] },
    days: { readonly from: string; readonly until: string },
  ): Promise<Barred> {
    const agencyIds = await this.agencies.subtreeIds(agencyId);
    const conditions = poolConditions(filter);
    return readSnapshot(this.dataSource, async (runner) => {
      const pool = await readInspectorPool(runner, sendingIds);
      const targets = (): AsyncIterable<readonly TargetIdentity[]> =>
        readTargetIdentities(runner, { agencyIds, conditions });
      return barredByInterests(runner, pool, days, targets);
    });
  }
}

/** The strata that a draw would have today, with nobody in them yet. */
async function strataToday(runner: QueryRunner, pool: TargetPool, terms: DrawnTerms): Promise<StrataCount> {
  const rest = restOf(terms.strata);
  const values = rest === undefined ? [] : await readPoolValues(runner, pool, rest.field as PoolField);
  return new StrataCount(withRest(rulesOf(terms), rest, values));
}

/** Some of the values that a hint may offer. */
async function someValues(
  runner: QueryRunner,
  agencyIds: readonly number[],
  field: PoolCondition['field'],
): Promise<string[]> {
  const values = await readPoolValues(runner, { agencyIds, conditions: [] }, field);
  return values.filter((value) => value !== null).slice(0, OFFERED);
}
