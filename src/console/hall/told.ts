import { ProtocolError, type Words } from '../../protocol/errors.js';
import { type Chunks, EVIDENCE_FORMAT } from '../../protocol/evidence/evidence.js';
import { EvidenceReader, type EvidenceHead } from '../../protocol/evidence/evidence-reader.js';
import { type EntropyReveal } from '../../protocol/entropy/source.js';
import { readCheckpoint } from '../../protocol/log/checkpoint.js';
import { type TargetLeaf } from '../../protocol/pool/leaves.js';
import { type Manifest } from '../../protocol/pool/manifest.js';

/** One who was drawn, as people know him. */
export interface Named {
  readonly id: string;
  readonly name: string;
}

export interface ToldTeam {
  readonly target: Named;
  readonly members: readonly Named[];
  /** Who had to stay away from this target. */
  readonly recused: readonly Named[];
}

/** What a hall is told of a result: those who were drawn, and nobody else of the pool. */
export interface Told {
  readonly manifest: Manifest;
  readonly commitment: string;
  readonly reveal: EntropyReveal;
  readonly recordHash: string;
  readonly strata: readonly {
    readonly id: string;
    readonly drawn: readonly Named[];
    readonly reserve: readonly Named[];
  }[];
  readonly teams: readonly ToldTeam[];
  /** How many people have how many visits, ascending by visits. */
  readonly loads: readonly { readonly visits: number; readonly people: number }[];
  readonly infeasible: readonly Words[] | null;
  /** Of the whole evidence; an extract shows a part, and its teams are not paired again. */
  readonly whole: boolean;
  /** The head of the log that was shown. */
  readonly checkpoint: { readonly origin: string; readonly size: number; readonly root: string };
}

/**
 * Takes from evidence, or from an extract, what is told. Whether it is true is another question, which the verifier
 * answers: nothing of this is shown before.
 */
export async function tell(chunks: Chunks): Promise<Told> {
  let head!: EvidenceHead;
  const drawn: { targets: string[]; reserve: string[] }[] = [];
  const teams: { target: string; people: string[] }[] = [];
  const visits = new Map<number, number>();
  const names = new Map<string, string>();
  const take = ({ attributes, id }: TargetLeaf): void => {
    if (names.has(id) && typeof attributes.name === 'string') names.set(id, attributes.name);
  };
  const stratum = (at: number): { targets: string[]; reserve: string[] } =>
    (drawn[at] ??= { targets: [], reserve: [] });
  const reader = new EvidenceReader(
    (read) => {
      head = read;
      return {
        load: ({ load }) => void visits.set(load, (visits.get(load) ?? 0) + 1),
        drawn: (at, list, id) => {
          stratum(at)[list].push(id);
          names.set(id, id);
        },
        stratum: (at) => void stratum(at),
        team: ({ seats, target }) => void teams.push({ target, people: seats.flat() }),
        target: take,
        shown: ({ leaf }) => {
          take(leaf);
        },
      };
    },
    () => undefined,
  );
  const read = await reader.read(chunks);
  if (read.kind !== 'draw')
    throw new ProtocolError('shape', '', {
      zh: '本户证明只说一户，不能重演抽取。',
      en: 'A target proof is about one target, and cannot tell the draw.',
    });
  const named = (id: string): Named => ({ id, name: names.get(id) ?? id });
  const people = new Map(head.inspectors.map(({ id, name }) => [id, name]));
  const recusedFrom = new Map<string, Named[]>();
  for (const { id, name, recusals } of head.inspectors)
    for (const target of recusals)
      if (names.has(target)) recusedFrom.set(target, [...(recusedFrom.get(target) ?? []), { id, name }]);
  return {
    manifest: head.manifest,
    commitment: head.commitment,
    reveal: head.record.entropy,
    recordHash: head.recordHash,
    strata: drawn.map(({ reserve, targets }, at) => ({
      id: head.manifest.strata[at]?.id ?? String(at),
      drawn: targets.map(named),
      reserve: reserve.map(named),
    })),
    teams: teams.map(({ people: ids, target }) => ({
      target: named(target),
      members: ids.map((id) => ({ id, name: people.get(id) ?? id })),
      recused: recusedFrom.get(target) ?? [],
    })),
    loads: [...visits].map(([load, count]) => ({ visits: load, people: count })).sort((a, b) => a.visits - b.visits),
    infeasible: head.record.infeasible?.map(({ words }) => words) ?? null,
    whole: head.format === EVIDENCE_FORMAT,
    checkpoint: checkpointOf(head.log.checkpoint),
  };
}

function checkpointOf(note: string): Told['checkpoint'] {
  const { origin, root, size } = readCheckpoint(note);
  return { origin, root, size };
}
