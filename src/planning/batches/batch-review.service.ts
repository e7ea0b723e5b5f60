import { Injectable } from '@nestjs/common';

import { type Fault } from '../../platform/errors/domain-error.js';
import { compareUtf8 } from '../../protocol/index.js';
import { dueMoments } from '../calendar/schedule.js';
import { visitDays } from '../calendar/visit-window.js';
import { type Occurrence } from '../occurrences/occurrence.entity.js';
import { RegistryFacts, type MatterView } from '../registry-facts.service.js';
import { filterFaults, inspectorFaults, matterFaults, poolFaults, sampleSize, visitFaults } from './batch-checks.js';
import { type BatchTerms } from './batch-terms.js';

export interface Reviewed {
  readonly faults: readonly Fault[];
  /** When it comes due, in order; moments that have begun already included. Empty where there are faults. */
  readonly dueAt: readonly Date[];
}

/** Looks at a batch as it would be drawn today, and says everything that stands against it at once. */
@Injectable()
export class BatchReview {
  constructor(private readonly facts: RegistryFacts) {}

  /**
   * @param plan whose batch it is
   * @param existing the occurrences that the batch has already
   */
  async review(
    plan: { readonly agencyId: number; readonly year: number },
    terms: BatchTerms,
    matterIds: readonly number[],
    now: Date,
    existing: readonly Pick<Occurrence, 'dueAt' | 'state'>[] = [],
  ): Promise<Reviewed> {
    const matters = await this.facts.matters(matterIds);
    const line = await this.facts.line(
      plan.agencyId,
      [...matters.values()].map((matter) => matter.agencyId),
    );
    const faults = [...filterFaults(terms.filter), ...matterFaults(matterIds, matters, line)];

    const there = new Set(existing.map((one) => one.dueAt.getTime()));
    const due = dueMoments(terms.schedule, plan.year, now, there);
    if ('fault' in due) {
      faults.push({ pointer: `/schedule/${due.fault.member}`, code: due.fault.code, message: due.fault.message });
    }
    const begun = new Set(existing.filter((one) => one.state !== 'planned').map((one) => one.dueAt.getTime()));
    const toCome = 'fault' in due ? [] : due.dueAt.filter((moment) => !begun.has(moment.getTime()));
    faults.push(...visitFaults(terms, toCome));
    // of a batch whose last draw has begun nothing is drawn any more, so today's lists have no bearing on it
    if (faults.length === 0 && toCome.length > 0) {
      faults.push(...(await this.poolsReview(plan.agencyId, terms, matters, toCome)));
    }
    return { faults, dueAt: faults.length > 0 || 'fault' in due ? [] : due.dueAt };
  }

  private async poolsReview(
    agencyId: number,
    terms: BatchTerms,
    matters: ReadonlyMap<number, MatterView>,
    toCome: readonly Date[],
  ): Promise<Fault[]> {
    const pool = await this.facts.pool(agencyId, terms.filter);
    const faults = poolFaults(terms, pool);
    const sample = faults.length > 0 ? undefined : sampleSize(terms.rate, pool.population);
    const windows = toCome.map((moment) => visitDays(terms.visitWindow, moment, terms.schedule.timeZone));
    return [
      ...faults,
      ...inspectorFaults(
        terms,
        qualificationsOf(terms, matters.values()),
        windows.filter((window) => window !== undefined),
        await this.facts.inspectors(agencyId),
        // where the sample is not known, one target still needs its team
        sample ?? 1,
      ),
    ];
  }
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
