import { type PairingCut } from './pairing-cut.js';

export const RECORD_FORMAT = 'sortis-record/1';

export interface SealedReveal {
  /** UTC instant. */
  readonly revealedAt: string;
  /** The 32 bytes, 64 hex digits. */
  readonly secret: string;
  readonly source: 'sealed';
}

/** All 64 lower-case hex digits. */
export interface DrawSeeds {
  readonly pairing: string;
  readonly selection: readonly { readonly seed: string; readonly stratum: string }[];
}

export interface InspectorLoad {
  readonly inspector: string;
  readonly load: number;
}

/** Ids in the order drawn. */
export interface StratumSelection {
  readonly reserve: Iterable<string>;
  readonly stratum: string;
  readonly targets: Iterable<string>;
}

/** One list of inspector ids for each seat of the team's rule, each in UTF-8 order. */
export interface Team {
  readonly seats: readonly (readonly string[])[];
  readonly target: string;
}

/** Names of what made the record, e.g. `{ sortis: '0.1.0', node: '20.20.2' }`; stated, not checked. */
export type Versions = Readonly<Record<string, string>>;

/**
 * The record as it is written: the big lists are iterated once for every writing, so give re-iterable ones.
 * Either every drawn target has a team, in drawn order, and every inspector of the pool a load, in id order;
 * or `infeasible` says why there are none and `teams` and `loads` are empty.
 */
export interface RecordSource {
  readonly commitment: string;
  readonly drawId: string;
  readonly entropy: SealedReveal;
  readonly infeasible: readonly PairingCut[] | null;
  readonly loads: Iterable<InspectorLoad>;
  readonly seeds: DrawSeeds;
  readonly selection: readonly StratumSelection[];
  readonly teams: Iterable<Team>;
  readonly versions: Versions;
}

/** Canonical bytes of the record in chunks of about 64 KiB. */
export function* recordChunks(_source: RecordSource): Generator<Uint8Array> {
  throw new Error('pending');
}

/** Hash of the record's canonical bytes, hex. Memory does not grow with the record. */
export function hashRecord(_source: RecordSource): string {
  throw new Error('pending');
}
