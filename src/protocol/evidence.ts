export const EVIDENCE_FORMAT = 'sortis-evidence/1';

export type Chunks = Iterable<Uint8Array> | AsyncIterable<Uint8Array>;

/** Leaves and record come as canonical bytes; `record` as its chunks (`recordChunks`, or a stored file). */
export interface EvidenceSource {
  readonly commitment: string;
  readonly exclusions: Chunks;
  readonly inspectors: Chunks;
  /** Canonical bytes, as `commit` gave them. */
  readonly manifest: Uint8Array;
  readonly record: Chunks;
  readonly recordHash: string;
  readonly targets: Chunks;
}

/** The evidence file in chunks of about 64 KiB. */
export declare function evidenceChunks(source: EvidenceSource): AsyncGenerator<Uint8Array>;
