import { type MatterReach } from '../drawing/dry-run/matter-reach.js';
import { figure, type CoverageFacts, type Figure, type MissingMatter } from './coverage-figures.js';

/** What one more draw would do for the year's coverage. */
export interface BatchForecast {
  readonly matterCoverage: Figure;
  /** With the matters that the draw reaches whatever is drawn, once their results are published. */
  readonly withDraw: Figure;
  /** Missing ones that it reaches only if the lot falls so. */
  readonly perhaps: readonly MissingMatter[];
  /** Missing ones that neither this draw nor any other of the year is sure to reach: nothing is drawn or planned for them. */
  readonly unplanned: readonly MissingMatter[];
  readonly targetCoverage: Figure;
  /** If everyone who is drawn has not been inspected in the year before. */
  readonly targetsAtMost: Figure;
}

/**
 * @param reached the matters of the batch
 * @param sample targets that are drawn
 */
export function forecastOfBatch(
  facts: Pick<CoverageFacts, 'activeMatters' | 'missing' | 'pool' | 'inspectedTargets'>,
  reached: readonly Pick<MatterReach, 'id' | 'reach'>[],
  sample: number,
): BatchForecast {
  const reach = new Map(reached.map((one) => [one.id, one.reach]));
  const { activeMatters, inspectedTargets, missing, pool } = facts;
  const covered = activeMatters - missing.length;
  const sure = missing.filter(({ id }) => reach.get(id) === 'sure');
  return {
    matterCoverage: figure(covered, activeMatters),
    withDraw: figure(covered + sure.length, activeMatters),
    perhaps: missing.filter(({ id }) => reach.get(id) === 'possible'),
    unplanned: missing.filter(
      ({ drawnOn, id, plannedOn }) => drawnOn === null && plannedOn === null && reach.get(id) !== 'sure',
    ),
    targetCoverage: figure(inspectedTargets, pool),
    targetsAtMost: figure(Math.min(pool, inspectedTargets + sample), pool),
  };
}
