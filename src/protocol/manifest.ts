import { type AttributeValue, type DayRange } from './leaves.js';

export interface CodeAndName {
  readonly code: string;
  readonly name: string;
}

/** Holds for a target that has the attribute `field` with one of these values (compared by type and value). */
export interface Condition {
  readonly field: string;
  readonly in: readonly AttributeValue[];
}

/** A share in millionths (`at-least` rounds up, `at-most` down, `exactly` must come out whole), or a plain number. */
export type Rate =
  | { readonly direction: 'at-least' | 'at-most' | 'exactly'; readonly millionths: number }
  | { readonly direction: 'number'; readonly number: number };

/** What a stratum asks for, before its population is known. */
export interface StratumRule {
  /** Population strictly below this: all of them. */
  readonly censusBelow: number | null;
  readonly conditions: readonly Condition[];
  readonly id: string;
  /** At least so many, if the population has them. */
  readonly minimum: number | null;
  readonly rate: Rate;
  /** How many reserve places to draw beyond the sample, as far as the population goes. */
  readonly reserve: number;
}

/** A stratum of a manifest: `reserve` and `size` are results, so `size + reserve <= population`. */
export interface Stratum extends StratumRule {
  readonly population: number;
  readonly size: number;
}

/** `count` places of a team, to be filled from these agencies by inspectors who hold all the qualifications. */
export interface Seat {
  readonly agencies: readonly string[];
  readonly count: number;
  readonly qualifications: readonly string[];
}

/** The seats of a target's team: those of the first rule whose conditions all hold. */
export interface TeamRule {
  readonly conditions: readonly Condition[];
  readonly seats: readonly Seat[];
}

/** Rule number `rule` has `targets` targets in the pool with fewer than 10 possible teams, the worst of them `teams`. */
export interface SmallPoolWarning {
  readonly code: 'small-pool';
  readonly rule: number;
  readonly targets: number;
  readonly teams: number;
}

export interface TreeHead {
  readonly count: number;
  readonly root: string;
}

export interface SealedSource {
  readonly hash: string;
  /** UTC instant before which the secret is not revealed. */
  readonly notBefore: string;
  readonly source: 'sealed';
}

export const MANIFEST_FORMAT = 'sortis-manifest/1';
export const SELECTION_ALGORITHM = 'fisher-yates/1';
export const PAIRING_ALGORITHM = 'even-teams/1';

export interface Manifest {
  readonly agency: CodeAndName;
  readonly batch: {
    readonly id: string;
    readonly matters: readonly CodeAndName[];
    readonly name: string;
    /** 1, 2, 3 … within the batch. */
    readonly occurrence: number;
  };
  /** UTC instant, `YYYY-MM-DDTHH:MM:SS.mmmZ`; so are all instants. */
  readonly cutoff: string;
  readonly drawId: string;
  readonly entropy: SealedSource;
  readonly exclusions: TreeHead;
  /** Every target of the pool meets all of these. */
  readonly filter: readonly Condition[];
  readonly format: typeof MANIFEST_FORMAT;
  readonly inspectors: TreeHead;
  readonly pairing: {
    readonly algorithm: typeof PAIRING_ALGORITHM;
    /** Most targets for one inspector in this draw, or null. */
    readonly maxLoad: number | null;
    readonly rules: readonly TeamRule[];
  };
  readonly plan: { readonly id: string; readonly version: number; readonly year: number };
  /** Root of the log before this entry; null while there is no log. */
  readonly previous: string | null;
  readonly publication: { readonly notBefore: string };
  /** What this draw replaces or supplements; null for a draw of its own. */
  readonly relation: null;
  readonly selection: { readonly algorithm: typeof SELECTION_ALGORITHM };
  /** In the order in which they are drawn; every target belongs to exactly one. */
  readonly strata: readonly Stratum[];
  readonly suite: 'sha256-ed25519';
  readonly targets: TreeHead;
  /** Days on which the visits take place. */
  readonly visit: DayRange;
  readonly warnings: readonly SmallPoolWarning[];
}
