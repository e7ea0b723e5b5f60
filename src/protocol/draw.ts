import { type ExclusionLeaf, type InspectorLeaf, type TargetLeaf } from './leaves.js';
import {
  type Condition,
  type Manifest,
  type SmallPoolWarning,
  type Stratum,
  type StratumRule,
  type TeamRule,
  type TreeHead,
} from './manifest.js';
import { type PairingCut } from './pairing-cut.js';
import {
  type DrawSeeds,
  type RecordSource,
  type SealedReveal,
  type Team,
  type InspectorLoad,
  type Versions,
} from './record.js';

/** Leaves must be pushed in strictly ascending UTF-8 order of id; each push validates and returns the leaf's canonical bytes. */
export declare class InspectorSnapshot {
  push(leaf: InspectorLeaf): Uint8Array;
  seal(): TreeHead & { readonly inspectors: readonly InspectorLeaf[] };
}
export declare class ExclusionSnapshot {
  push(leaf: ExclusionLeaf): Uint8Array;
  seal(): TreeHead;
}
export interface TargetPool extends TreeHead {
  /** Targets of each stratum, in the order of the strata. */
  readonly populations: readonly number[];
  /** Stratum (index) of the target at each position, positions being the order of the ids. */
  readonly stratumOf: Uint16Array;
  /** Team rule (index) of each position. */
  readonly ruleOf: Uint16Array;
  /** For the manifest. */
  readonly warnings: readonly SmallPoolWarning[];
}
/** Streams the pool: hashes every leaf, checks order and filter, finds its stratum and team rule. 4 bytes a target are kept. */
export declare class TargetSnapshot {
  constructor(rules: {
    readonly filter: readonly Condition[];
    readonly strata: readonly Pick<StratumRule, 'id' | 'conditions'>[];
    readonly teams: readonly TeamRule[];
    readonly visit: Manifest['visit'];
    /** The sealed inspector snapshot, for the small-pool warnings. */
    readonly inspectors: readonly InspectorLeaf[];
  });
  push(leaf: TargetLeaf): Uint8Array;
  seal(): TargetPool;
}

/** Sizes and reserves from the populations. Throws `rule` where `exactly` does not come out whole. */
export declare function sizeStrata(rules: readonly StratumRule[], populations: readonly number[]): Stratum[];

/** Checks a manifest as the verifier will; returns its canonical bytes and C (hex). */
export declare function commit(manifest: Manifest): { readonly bytes: Uint8Array; readonly commitment: string };

/** The hash that goes into `manifest.entropy.hash` for 32 secret bytes made by the caller's secure generator. */
export declare function sealSecret(secret: Uint8Array): string;
/** The randomness R of a sealed source; throws `rule` when the secret is not the one that was sealed. */
export declare function openSealed(manifest: Manifest, secretHex: string): Uint8Array;
export declare function deriveSeeds(manifest: Manifest, commitment: string, randomness: Uint8Array): DrawSeeds;

/** Positions in the pool in drawn order: `targets.length = size`, `reserve.length = reserve`. One per stratum, in manifest order. */
export interface DrawnStratum {
  readonly stratum: string;
  readonly targets: Uint32Array;
  readonly reserve: Uint32Array;
}
export declare function drawSelection(manifest: Manifest, seeds: DrawSeeds, stratumOf: Uint16Array): DrawnStratum[];

export interface DrawnTarget {
  readonly id: string;
  readonly rule: number;
}
export type Pairing =
  | {
      readonly kind: 'paired';
      readonly teams: Iterable<Team> & { readonly length: number };
      readonly loads: readonly InspectorLoad[];
    }
  | { readonly kind: 'infeasible'; readonly cuts: readonly PairingCut[] };
/** `drawn`: the samples of all strata in order (reserves not). */
export declare function drawTeams(
  manifest: Manifest,
  seeds: DrawSeeds,
  drawn: readonly DrawnTarget[],
  inspectors: readonly InspectorLeaf[],
): Pairing;

/** Puts the record together; `idAt` gives the id of a pool position (asked for drawn and reserve positions only). */
export declare function buildRecord(parts: {
  readonly manifest: Manifest;
  readonly commitment: string;
  readonly entropy: SealedReveal;
  readonly seeds: DrawSeeds;
  readonly selection: readonly DrawnStratum[];
  readonly idAt: (position: number) => string;
  readonly pairing: Pairing;
  readonly versions: Versions;
}): RecordSource;
