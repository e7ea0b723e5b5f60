import { type EntropySource } from '../entropy/source.js';
import { readCheckpoint } from '../log/checkpoint.js';
import { entryOf, type LogProof } from '../log/log-proof.js';
import { type Manifest, type Reason } from '../pool/manifest.js';

/** Which draw a file is about, as the file says itself: only its form has been looked at until all steps hold. */
export interface Subject {
  readonly agency: { readonly code: string; readonly name: string };
  readonly batch: { readonly id: string; readonly name: string; readonly occurrence: number };
  readonly commitment: string;
  readonly cutoff: string;
  readonly draw: string;
  /** How many targets are drawn, in all strata. */
  readonly drawn: number;
  readonly log: { readonly key: string; readonly origin: string; readonly root: string; readonly size: number };
  readonly pools: Manifest['pools'];
  /** The agency's own words for what made the draw what it is; absent where the manifest has none. */
  readonly reasons?: readonly Reason[];
  /** Hash of the record; null where the file has none yet. */
  readonly record: string | null;
  readonly source: EntropySource;
}

interface Told {
  readonly commitment: string;
  readonly log: LogProof;
  readonly manifest: Manifest;
  /** Of evidence and extract; a target proof has it in its log. */
  readonly recordHash?: string;
}

export function subjectOf({ commitment, log, manifest, recordHash }: Told): Subject {
  const { agency, batch, cutoff, drawId, entropy, pools, reasons, strata } = manifest;
  const { origin, root, size } = readCheckpoint(log.checkpoint);
  return {
    agency: { code: agency.code, name: agency.name },
    batch: { id: batch.id, name: batch.name, occurrence: batch.occurrence },
    commitment,
    cutoff,
    draw: drawId,
    drawn: strata.reduce((sum, stratum) => sum + stratum.size, 0),
    log: { key: log.key, origin, root, size },
    pools,
    ...(reasons === undefined ? {} : { reasons }),
    record: recordHash ?? entryOf(log, 'record')?.record ?? null,
    source: entropy.source,
  };
}
