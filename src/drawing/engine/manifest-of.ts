import { type DueOccurrence } from '../../planning/occurrences/due-occurrence.js';
import {
  fewOutcomes,
  MANIFEST_FORMAT,
  PAIRING_ALGORITHM,
  SELECTION_ALGORITHM,
  sizeStrata,
  totalOf,
  type EntropyEvent,
  type LogHead,
  type Manifest,
} from '../../protocol/index.js';
import { inspectorsIn } from '../../planning/teams/team-plan.js';
import { text } from '../../platform/text.js';
import { type DrawTerms } from './draw-terms.js';
import { type SnapshotResult } from './tasks.js';
import { Unfit } from './unfit.js';

export interface Commitments {
  readonly number: string;
  readonly cutoffAt: Date;
  /** Not before this moment is the reveal there. */
  readonly drawAt: Date;
  readonly event: EntropyEvent;
  /** The log as it is before the commitment. */
  readonly previous: LogHead;
}

/** Everything that is promised before the seed is known (README of the protocol). Throws ProtocolError where a rule does not fit. */
export function buildManifest(
  occurrence: DueOccurrence,
  terms: DrawTerms,
  snapshot: SnapshotResult,
  commitments: Commitments,
): Manifest {
  const { agency, batch, plan } = occurrence;
  const { selection, strata: sized } = sizedStrata(terms, snapshot);
  const reasons = [...terms.reasons, ...snapshot.reasons];
  // a replacement draws the places that were left; the others are still filled
  const lonely =
    terms.relation?.kind === 'replacement' ? undefined : snapshot.teams.find(({ seats }) => inspectorsIn(seats) < 2);
  if (lonely !== undefined) {
    throw new Unfit(
      text(
        '每组至少须有两名执法检查人员，专家不计在内。',
        'A team has at least two inspectors; experts do not count towards them.',
      ),
    );
  }
  return {
    agency: { code: agency.code, name: agency.name },
    batch: {
      // every plan has a B01, and the log is of all plans: whoever reads it must be able to tell them apart
      id: `${plan.id}-${batch.code}`,
      matters: terms.matters,
      name: batch.name,
      occurrence: occurrence.ordinal,
    },
    cutoff: commitments.cutoffAt.toISOString(),
    drawId: commitments.number,
    entropy: commitments.event,
    exclusions: snapshot.exclusions,
    filter: terms.filter,
    format: MANIFEST_FORMAT,
    inspectors: snapshot.inspectors,
    pairing: {
      algorithm: PAIRING_ALGORITHM,
      maxLoad: terms.maxLoad,
      rules: snapshot.teams,
    },
    plan: { id: String(plan.id), version: plan.version, year: plan.year },
    pools: terms.pools,
    previous: commitments.previous,
    publication: { notBefore: commitments.drawAt.toISOString() },
    ...(reasons.length === 0 ? {} : { reasons }),
    relation: terms.relation,
    selection,
    strata: sized,
    suite: 'sha256-ed25519',
    targets: snapshot.targets,
    visit: terms.visit,
    warnings: [...snapshot.warnings, ...fewOutcomes({ entropy: commitments.event, strata: sized })],
  };
}

/**
 * The strata with their sizes. As a plain number is never more than there are, neither is one that is split: targets may have
 * closed since the plan.
 */
export function sizedStrata(
  terms: Pick<DrawTerms, 'total'>,
  { populations, roots, strata }: Pick<SnapshotResult, 'populations' | 'roots' | 'strata'>,
): Pick<Manifest, 'selection' | 'strata'> {
  const sharing = populations.filter((_, at) => strata[at]?.rate.direction === 'share');
  const there = sharing.reduce((sum, one) => sum + one, 0);
  const number = terms.total === null || sharing.length === 0 ? null : Math.min(terms.total, there);
  const total = totalOf(strata, number);
  return {
    selection: { algorithm: SELECTION_ALGORITHM, ...(total === undefined ? {} : { total }) },
    strata: sizeStrata(strata, populations, roots, number),
  };
}
