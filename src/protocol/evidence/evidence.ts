import { ByteWriter } from '../bytes.js';
import { type Json, writeCanonical } from '../json/canonical.js';
import { type LogProof } from '../log/log-proof.js';

export const EVIDENCE_FORMAT = 'sortis-evidence/1';
export const EXTRACT_FORMAT = 'sortis-extract/1';
const CHUNK = 1 << 16;

export type Chunks = Iterable<Uint8Array> | AsyncIterable<Uint8Array>;

/** Leaves come as canonical bytes, one each; `record` as the chunks of its bytes (`recordChunks`, or a stored file). */
export interface EvidenceSource {
  readonly commitment: string;
  readonly exclusions: Chunks;
  readonly inspectors: Chunks;
  readonly log: LogProof;
  /** Canonical bytes, as `commit` gave them. */
  readonly manifest: Uint8Array;
  readonly record: Chunks;
  readonly recordHash: string;
  readonly targets: Chunks;
}

/** As EvidenceSource, with `shownBytes` of those in a team and of the drawn targets and the reserve instead of all leaves. */
export type ExtractSource = Omit<EvidenceSource, 'exclusions'>;

/** The evidence file, canonical, in chunks of about 64 KiB; nothing is held but the chunk. */
export function evidenceChunks(source: EvidenceSource): AsyncGenerator<Uint8Array> {
  return chunksOf(EVIDENCE_FORMAT, source);
}

/** The extract, canonical, in chunks of about 64 KiB. */
export function extractChunks(source: ExtractSource): AsyncGenerator<Uint8Array> {
  return chunksOf(EXTRACT_FORMAT, { ...source, exclusions: [] });
}

async function* chunksOf(format: string, source: EvidenceSource): AsyncGenerator<Uint8Array> {
  const writer = new ByteWriter(CHUNK + 4096);
  writer.ascii('{"commitment":');
  writeCanonical(writer, source.commitment);
  writer.ascii(',"exclusions":[');
  yield* run(writer, source.exclusions, true);
  writer.ascii(`],"format":"${format}","inspectors":[`);
  yield* run(writer, source.inspectors, true);
  writer.ascii('],"log":');
  writeCanonical(writer, source.log as unknown as Json);
  writer.ascii(',"manifest":');
  writer.bytes(source.manifest);
  writer.ascii(',"record":');
  yield* run(writer, source.record, false);
  writer.ascii(',"recordHash":');
  writeCanonical(writer, source.recordHash);
  writer.ascii(',"targets":[');
  yield* run(writer, source.targets, true);
  writer.ascii(']}');
  yield writer.copy();
}

async function* run(writer: ByteWriter, pieces: Chunks, commas: boolean): AsyncGenerator<Uint8Array> {
  let first = true;
  const put = (piece: Uint8Array): Uint8Array | undefined => {
    if (commas && !first) writer.byte(0x2c);
    first = false;
    writer.bytes(piece);
    if (writer.length < CHUNK) return undefined;
    const chunk = writer.copy();
    writer.clear();
    return chunk;
  };
  // A plain loop where it can be one: awaiting every leaf would cost more than hashing it.
  if (Symbol.iterator in pieces) {
    for (const piece of pieces) {
      const chunk = put(piece);
      if (chunk !== undefined) yield chunk;
    }
  } else {
    for await (const piece of pieces) {
      const chunk = put(piece);
      if (chunk !== undefined) yield chunk;
    }
  }
}
