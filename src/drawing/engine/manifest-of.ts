import { type DueOccurrence } from '../../planning/occurrences/due-occurrence.js';
import {
  compareUtf8,
  fewOutcomes,
  MANIFEST_FORMAT,
  PAIRING_ALGORITHM,
  SELECTION_ALGORITHM,
  sizeStrata,
  type EntropyEvent,
  type LogHead,
  type Manifest,
  type StratumRule,
} from '../../protocol/index.js';
import { type SnapshotResult } from './tasks.js';

/** Reserve places drawn beyond the sample, for targets that turn out closed or moved. */
const RESERVE = 20;

/** A batch without strata of its own is one stratum that holds everyone. */
export function strataOf(occurrence: DueOccurrence): readonly StratumRule[] {
  return [
    {
      id: 'all',
      conditions: [],
      rate: occurrence.batch.rate,
      minimum: null,
      censusBelow: null,
      reserve: RESERVE,
    },
  ];
}

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
  snapshot: SnapshotResult,
  strata: readonly StratumRule[],
  commitments: Commitments,
): Manifest {
  const { agency, batch, plan } = occurrence;
  const sized = sizeStrata(strata, snapshot.populations, snapshot.roots);
  return {
    agency: { code: agency.code, name: agency.name },
    batch: {
      id: batch.code,
      matters: batch.matters.map(({ code, name }) => ({ code, name })),
      name: batch.name,
      occurrence: occurrence.ordinal,
    },
    cutoff: commitments.cutoffAt.toISOString(),
    drawId: commitments.number,
    entropy: commitments.event,
    exclusions: snapshot.exclusions,
    filter: batch.filter,
    format: MANIFEST_FORMAT,
    inspectors: snapshot.inspectors,
    pairing: {
      algorithm: PAIRING_ALGORITHM,
      maxLoad: batch.maxLoad,
      rules: [
        {
          conditions: [],
          seats: [
            {
              agencies: snapshot.seatAgencies,
              count: batch.teamSize,
              qualifications: [...batch.qualifications].sort(compareUtf8),
            },
          ],
        },
      ],
    },
    plan: { id: String(plan.id), version: plan.version, year: plan.year },
    pools: batch.pools,
    previous: commitments.previous,
    publication: { notBefore: commitments.drawAt.toISOString() },
    relation: null,
    selection: { algorithm: SELECTION_ALGORITHM },
    strata: sized,
    suite: 'sha256-ed25519',
    targets: snapshot.targets,
    visit: occurrence.visit,
    warnings: [...snapshot.warnings, ...fewOutcomes({ entropy: commitments.event, strata: sized })],
  };
}
