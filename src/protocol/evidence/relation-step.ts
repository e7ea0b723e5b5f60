import { type InspectorLeaf } from '../pool/leaves.js';
import { type Words } from '../errors.js';
import { groundOf, type LogProof } from '../log/log-proof.js';
import { type Manifest } from '../pool/manifest.js';
import { type Relation } from '../pool/relation.js';
import { type EvidenceHead } from './evidence-reader.js';
import { type Problem, type Replay } from './replay.js';
import { type StepCheck } from './steps.js';

/** What of a draw is kept to hold another one against it. */
export interface DrawFacts {
  readonly log: LogProof;
  readonly manifest: Manifest;
  readonly commitment: string;
  readonly recordHash: string;
  readonly inspectors: readonly InspectorLeaf[];
  /** Of each stratum, the sample first and then the reserve. */
  readonly places: readonly (readonly string[])[];
  /** Inspectors of each team, by target; empty where none were possible. */
  readonly teams: ReadonlyMap<string, readonly string[]>;
  /** Places of the team of each drawn target, by its rule. */
  readonly teamSizes: ReadonlyMap<string, number>;
}

export function factsOf(head: EvidenceHead, replay: Replay): DrawFacts {
  const { commitment, inspectors, log, manifest, recordHash } = head;
  return {
    log,
    manifest,
    commitment,
    recordHash,
    inspectors,
    places: replay.places(),
    teams: replay.teams(),
    teamSizes: replay.teamSizes(),
  };
}

/** For which draw, how and why: in the words of the announcement. */
function wordsOf({ draw, kind, ordinal, reason }: Relation): Words {
  const how = {
    again: { zh: `抽取 ${draw} 作废后重新抽取`, en: `It is drawn again after ${draw} was voided` },
    supplement: {
      zh: `抽取 ${draw} 的第 ${ordinal} 次补充，接着它的位次`,
      en: `It goes on from the places of ${draw}, as supplement number ${ordinal}`,
    },
    replacement: {
      zh: `抽取 ${draw} 的第 ${ordinal} 次人员替换，补上空出的席位`,
      en: `It fills places that were left in ${draw}, as replacement number ${ordinal}`,
    },
  }[kind];
  return { zh: `${how.zh}；理由：${reason.zh}。`, en: `${how.en}; the reason given: ${reason.en}.` };
}

/** What is told of a relation without the file of the earlier draw. */
export function statedRelation(relation: Relation): StepCheck {
  const { zh, en } = wordsOf(relation);
  return {
    step: 'relation',
    checked: false,
    words: { zh: `${zh}（未核对先前那次抽取的文件）`, en: `${en} (The earlier draw was not looked at.)` },
    check: () => undefined,
  };
}

/** `earlier`: undefined where its file does not hold. */
export function relationStep(later: DrawFacts, earlier: DrawFacts | undefined): StepCheck {
  const { relation } = later.manifest;
  return {
    step: 'relation',
    words: relation === null ? { zh: '', en: '' } : wordsOf(relation),
    check: () => relationProblem(later, earlier),
  };
}

/** Both are of one log, in which the earlier draw had its record before anyone decided on this one. */
function orderProblem({ log, manifest }: DrawFacts, earlier: DrawFacts): Problem | undefined {
  const { origin } = earlier.manifest.previous;
  if (origin !== manifest.previous.origin)
    return unlike(
      '先前一次抽取在另一份日志中。',
      'The earlier draw is in another log.',
      manifest.previous.origin,
      origin,
    );
  const record = earlier.log.entries.find(({ entry }) => entry.kind === 'record');
  const ground = groundOf(log);
  if (record === undefined || ground === undefined || record.index >= ground.index || record.entry.at > ground.entry.at)
    return unlike(
      '准许这次抽取的日志条目早于先前一次抽取的记录。',
      'The entry that lets this draw stand in for the earlier one comes before the record of that one.',
      `after ${record?.index} ${record?.entry.at}`,
      `${ground?.index} ${ground?.entry.at}`,
    );
  return undefined;
}

function unlike(zh: string, en: string, expected: unknown, found: unknown): Problem {
  return { zh, en, expected: String(expected), found: String(found) };
}

function relationProblem(later: DrawFacts, earlier: DrawFacts | undefined): Problem | undefined {
  if (earlier === undefined)
    return unlike(
      '先前一次抽取的文件不成立。',
      'The file of the earlier draw does not hold.',
      'a draw that holds',
      'none',
    );
  const { batch, relation } = later.manifest;
  if (relation === null)
    return unlike('这次抽取不是代替另一次的。', 'This draw stands in for no other.', earlier.manifest.drawId, 'null');
  const pairs = [
    [earlier.manifest.drawId, relation.draw],
    [earlier.commitment, relation.commitment],
    [earlier.recordHash, relation.record],
  ] as const;
  for (const [expected, found] of pairs)
    if (expected !== found) return unlike('指向的是另一次抽取。', 'It names another draw.', expected, found);
  const order = orderProblem(later, earlier);
  if (order !== undefined) return order;
  switch (relation.kind) {
    case 'again': {
      const before = earlier.manifest.batch;
      const [expected, found] = [before, batch].map(({ id, occurrence }) => `${id} ${occurrence}`);
      return expected === found
        ? undefined
        : unlike('不是同一批次的同一次。', 'Another batch or occurrence.', expected, found);
    }
    case 'supplement': {
      const wanted: string[] = [];
      for (const { from, stratum, until } of relation.places) {
        const at = earlier.manifest.strata.findIndex(({ id }) => id === stratum);
        const { reserve, size } = earlier.manifest.strata[at] ?? { reserve: 0, size: 0 };
        if (at >= 0 && relation.ordinal === 1 && from !== size)
          return unlike(
            '首次补充没有从候补的第一位开始。',
            'The first supplement does not begin with the first place of the reserve.',
            size,
            from,
          );
        if (at < 0 || from < size || until > size + reserve)
          return unlike(
            '补充的位次超出候补。',
            'Places outside the reserve.',
            `${size} to ${size + reserve}`,
            `${from} to ${until}`,
          );
        wanted.push(...earlier.places[at]!.slice(from, until));
      }
      return wholePool(later, wanted);
    }
    case 'replacement':
      return replacementProblem(later, earlier, relation.seats);
  }
}

/** The targets are exactly these, each once, and all of them are drawn. */
function wholePool({ manifest, places }: DrawFacts, wanted: readonly string[]): Problem | undefined {
  const whole = manifest.strata.every(({ population, size }) => population === size);
  const drawn = places.flat().sort();
  if (whole && drawn.join() === [...wanted].sort().join()) return undefined;
  return unlike(
    '抽取的对象不是应当抽取的。',
    'The targets are not those that were to be drawn.',
    wanted.join(', '),
    drawn.join(', '),
  );
}

function replacementProblem(
  later: DrawFacts,
  earlier: DrawFacts,
  seats: readonly { readonly inspector: string; readonly target: string }[],
): Problem | undefined {
  const leaving = new Map<string, string[]>();
  for (const { inspector, target } of seats) {
    const team = earlier.teams.get(target) ?? [];
    if (!team.includes(inspector))
      return unlike(
        '离开的人员不在原检查组。',
        'Who leaves does not sit in the earlier team.',
        team.join(', '),
        inspector,
      );
    leaving.set(target, [...(leaving.get(target) ?? []), inspector]);
  }
  const pool = wholePool(later, [...leaving.keys()]);
  if (pool !== undefined) return pool;
  for (const [target, people] of leaving) {
    const size = later.teamSizes.get(target);
    if (size !== people.length)
      return unlike(`${target} 的席位数不对。`, `${target} has another number of places.`, people.length, size);
    const team = earlier.teams.get(target) ?? [];
    const back = (later.teams.get(target) ?? []).find((inspector) => team.includes(inspector));
    if (back !== undefined)
      return unlike(
        '原检查组的人员又坐了新席位。',
        'One of the earlier team sits in a new place.',
        'somebody else',
        back,
      );
    const free = later.inspectors.find(({ id, recusals }) => team.includes(id) && !recusals.includes(target));
    if (free !== undefined)
      return unlike(
        '原检查组的人员未列入回避。',
        'One of the earlier team is not recused.',
        `${target} in recusals`,
        free.id,
      );
  }
  return undefined;
}
