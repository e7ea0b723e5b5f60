import { Injectable } from '@nestjs/common';

import { type Fault } from '../../platform/errors/domain-error.js';
import { compareUtf8 } from '../../protocol/index.js';
import { limitsAnything, type Cap } from '../../registry/visits/left-out.js';
import { dueMoments, type DueMoments } from '../calendar/schedule.js';
import { visitDays, type VisitDays } from '../calendar/visit-window.js';
import { WorkingDays } from '../calendar/working-days/working-days.service.js';
import { type Occurrence } from '../occurrences/occurrence.entity.js';
import { RegistryFacts, type MatterView } from '../registry-facts.service.js';
import {
  keptRemarks,
  matterFaults,
  outdatedWarnings,
  poolFaults,
  publishedWithPlan,
  visitFaults,
} from './batch-checks.js';
import { type BatchTerms } from './batch-terms.js';
import { StaffReview } from '../teams/staff-review.service.js';
import { filterFaults } from './filter-checks.js';
import { limitFaults, limitWarnings } from './limit-checks.js';
import { matterLimits } from './matter-limits.js';
import { placingFaults, sizeFaults, sizesOf, strataFaults } from './strata-checks.js';

/** What of a plan its batches are looked at by. */
export interface ReviewedPlan {
  readonly agencyId: number;
  readonly year: number;
  readonly caps: readonly Cap[] | null;
}

export interface Reviewed {
  readonly faults: readonly Fault[];
  /** What does not forbid the batch, for people. Only of a batch without faults. */
  readonly warnings: readonly Fault[];
  /** When it comes due, in order; moments that have begun already included. Empty where there are faults. */
  readonly due: DueMoments;
  /** Matters that become public with the plan. */
  readonly toPublish: readonly MatterView[];
  /** Matters of which the public reads something older. */
  readonly outdated: readonly MatterView[];
}

const NOTHING: DueMoments = { dueAt: [], movedFrom: new Map() };

/** Looks at a batch as it would be drawn today, and says everything that stands against it at once. */
@Injectable()
export class BatchReview {
  constructor(
    private readonly facts: RegistryFacts,
    private readonly workingDays: WorkingDays,
    private readonly staffing: StaffReview,
  ) {}

  /**
   * @param plan whose batch it is
   * @param batchId nothing of a batch that is not there yet
   * @param existing the occurrences that the batch has already
   */
  async review(
    plan: ReviewedPlan,
    terms: BatchTerms,
    matterIds: readonly number[],
    now: Date,
    batchId: number | undefined,
    existing: readonly Pick<Occurrence, 'dueAt' | 'state'>[] = [],
  ): Promise<Reviewed> {
    const matters = await this.facts.matters(matterIds);
    const { below, line } = await this.facts.line(
      plan.agencyId,
      [...matters.values()].map((matter) => matter.agencyId),
    );
    const faults = [
      ...filterFaults(terms.filter),
      ...strataFaults(terms),
      ...matterFaults(matterIds, matters, line, below),
    ];
    const toPublish = publishedWithPlan([...matters.values()], below);
    const outdated = [...matters.values()].filter((matter) => matter.outdated);

    let warnings: readonly Fault[] = [];
    const { due, faults: outOfTime, toCome } = await this.moments(plan.year, terms, now, existing);
    faults.push(...outOfTime);
    // of a batch whose last draw has begun nothing is drawn any more, so today's lists have no bearing on it
    if (faults.length === 0 && toCome.length > 0) {
      const draws = Math.max(1, due.dueAt.length);
      const named = matterIds.map((id) => matters.get(id)).filter((matter) => matter !== undefined);
      const reviewed = await this.poolsReview(plan, terms, named, batchId, toCome, draws);
      faults.push(...reviewed.faults);
      const { coolDownDays } = terms;
      warnings = [
        ...outdatedWarnings(matterIds, matters),
        ...limitWarnings({ caps: plan.caps ?? [], coolDownDays }, terms),
        ...reviewed.warnings,
      ];
      if (faults.length === 0) faults.push(...(await this.limits(plan, terms, toCome)));
    }
    if (faults.length > 0) return { faults, warnings: [], due: NOTHING, toPublish, outdated };
    return { faults, warnings: keptRemarks(warnings), due, toPublish, outdated };
  }

  /** When it comes due by the working days as they are known now, and what stands against that. */
  async moments(
    year: number,
    terms: BatchTerms,
    now: Date,
    existing: readonly Pick<Occurrence, 'dueAt' | 'state'>[],
  ): Promise<Omit<Reviewed, 'outdated' | 'toPublish'> & { readonly toCome: readonly Date[] }> {
    const calendar = await this.workingDays.calendar();
    const there = new Set(existing.map((one) => one.dueAt.getTime()));
    const due = dueMoments(terms.schedule, year, now, there, calendar);
    if ('fault' in due) {
      const { code, member, message } = due.fault;
      return { faults: [{ pointer: `/schedule/${member}`, code, message }], warnings: [], due: NOTHING, toCome: [] };
    }
    const begun = new Set(existing.filter((one) => one.state !== 'planned').map((one) => one.dueAt.getTime()));
    const toCome = due.dueAt.filter((moment) => !begun.has(moment.getTime()));
    return { faults: visitFaults(terms, toCome, calendar), warnings: [], due, toCome };
  }

  /** The visit windows of the draws to come, as far as the batch's schedule and window stand. */
  async windows(
    year: number,
    terms: BatchTerms,
    now: Date,
    existing: readonly Pick<Occurrence, 'dueAt' | 'state'>[],
  ): Promise<VisitDays[]> {
    return windowsOf(terms, (await this.moments(year, terms, now, existing)).toCome);
  }

  /** Whether anybody would be left to draw: who was visited is left out by the plan's caps and the batch's cool-down. */
  async limits(plan: ReviewedPlan, terms: BatchTerms, toCome: readonly Date[]): Promise<Fault[]> {
    const { coolDownDays, schedule, visitWindow } = terms;
    const limits = { caps: plan.caps ?? [], coolDownDays };
    // the visits of today hold back most at the first of the draws
    const first = toCome.map((moment) => visitDays(visitWindow, moment, schedule.timeZone)?.from).find((day) => day);
    if (first === undefined || !limitsAnything(limits)) return [];
    const pool = await this.facts.leftOut(plan.agencyId, terms, { ...limits, firstDay: first });
    return limitFaults(limits, pool, first, terms);
  }

  private async poolsReview(
    { agencyId, year }: { readonly agencyId: number; readonly year: number },
    terms: BatchTerms,
    matters: readonly MatterView[],
    batchId: number | undefined,
    toCome: readonly Date[],
    draws: number,
  ): Promise<Pick<Reviewed, 'faults' | 'warnings'>> {
    const rated = matters.some(({ rate }) => rate !== null);
    const qualifications = qualificationsOf(terms, matters);
    const staff = await this.staffing.of({ agencyId, year }, terms, qualifications, batchId, windowsOf(terms, toCome));
    const pool = await this.facts.pool(agencyId, terms, rated, (target) => staff.see(target));
    const populations = pool.strata.map(({ population }) => population);
    const faults = poolFaults(terms, pool);
    if (faults.length === 0) faults.push(...placingFaults(terms.strata, pool));
    if (faults.length === 0) faults.push(...sizeFaults(terms, populations));
    const sizes = faults.length > 0 ? [] : sizesOf(terms, populations).map((size) => size ?? 0);
    const limits = matterLimits(
      matters,
      pool.strata.map((stratum, at) => ({ ...stratum, size: sizes[at] ?? 0 })),
      pool.kinds,
      draws,
    );
    // without sizes there is nothing to be held against a limit
    if (faults.length === 0) faults.push(...limits.faults);
    // where the sample is not known, one target still needs its team
    const staffed = staff.found(sizes.length === 0 ? 1 : sizes.reduce((sum, size) => sum + size, 0));
    return { faults: [...faults, ...staffed.faults], warnings: [...limits.warnings, ...staffed.warnings] };
  }
}

function windowsOf({ schedule, visitWindow }: BatchTerms, moments: readonly Date[]): VisitDays[] {
  return moments.flatMap((moment) => visitDays(visitWindow, moment, schedule.timeZone) ?? []);
}

/** What every inspector of the batch must hold: its own and its matters' qualifications, each once, in UTF-8 order. */
export function qualificationsOf(
  terms: Pick<BatchTerms, 'qualifications'>,
  matters: Iterable<Pick<MatterView, 'qualifications'>>,
): string[] {
  const all = new Set(terms.qualifications);
  for (const matter of matters) for (const one of matter.qualifications) all.add(one);
  return [...all].sort(compareUtf8);
}
