import { type Chunks, EVIDENCE_FORMAT } from '../../../../protocol/evidence/evidence.js';
import { EvidenceReader, type EvidenceHead } from '../../../../protocol/evidence/evidence-reader.js';
import { type TargetLeaf } from '../../../../protocol/pool/leaves.js';
import { type DrawFacts } from './differences.js';

/** What a comparison reads of evidence or an extract; of a target proof, nothing. Memory grows with the pool. @throws what the reader throws */
export async function factsOf(chunks: Chunks): Promise<DrawFacts | undefined> {
  let head!: EvidenceHead;
  const targets = new Map<string, string>();
  const loads = new Map<string, number>();
  const drawn: string[] = [];
  const take = ({ attributes, id }: TargetLeaf): void =>
    void targets.set(id, typeof attributes.name === 'string' ? attributes.name : id);
  const reader = new EvidenceReader(
    (read) => {
      head = read;
      return {
        load: ({ inspector, load }) => void loads.set(inspector, load),
        drawn: (_stratum, list, id) => {
          if (list === 'targets') drawn.push(id);
        },
        stratum: () => undefined,
        team: () => undefined,
        target: take,
        shown: ({ leaf }) => take(leaf),
      };
    },
    () => undefined,
  );
  const read = await reader.read(chunks);
  if (read.kind !== 'draw') return undefined;
  return {
    manifest: head.manifest,
    targets,
    inspectors: new Map(head.inspectors.map(({ id, name }) => [id, name])),
    drawn,
    loads,
    whole: head.format === EVIDENCE_FORMAT,
  };
}
