import { ByteWriter } from '../bytes.js';
import { writeCanonical } from '../json/canonical.js';

export const EVIDENCE_FORMAT = 'sortis-evidence/1';
const CHUNK = 1 << 16;

export type Chunks = Iterable<Uint8Array> | AsyncIterable<Uint8Array>;

/** Leaves come as canonical bytes, one each; `record` as the chunks of its bytes (`recordChunks`, or a stored file). */
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

/** The evidence file, canonical, in chunks of about 64 KiB; nothing is held but the chunk. */
export async function* evidenceChunks(source: EvidenceSource): AsyncGenerator<Uint8Array> {
  const writer = new ByteWriter(CHUNK + 4096);
  writer.ascii('{"commitment":');
  writeCanonical(writer, source.commitment);
  writer.ascii(',"exclusions":[');
  yield* run(writer, source.exclusions, true);
  writer.ascii(`],"format":"${EVIDENCE_FORMAT}","inspectors":[`);
  yield* run(writer, source.inspectors, true);
  writer.ascii('],"manifest":');
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
