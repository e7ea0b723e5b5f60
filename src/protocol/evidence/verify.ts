import { checkMoments, checkSizes, openEntropy } from '../draw/draw.js';
import { ProtocolError, type Words } from '../errors.js';
import { type Chunks } from './evidence.js';
import { type EvidenceHead, EvidenceReader, type ReadOutcome, Unusable } from './evidence-reader.js';
import { type TreeHead } from '../pool/manifest.js';
import { type Problem, Replay, type ReplayStep } from './replay.js';
import { assuranceOf, checkRevealMoment } from '../entropy/source.js';

export type StepCode =
  | 'canonical'
  | 'roots'
  | 'commitment'
  | 'time-order'
  | 'entropy'
  | 'seeds'
  | 'sizes'
  | 'selection'
  | 'pairing'
  | 'constraints'
  | 'result';

export interface VerifiedStep {
  readonly step: StepCode;
  readonly ok: boolean;
  readonly zh: string;
  readonly en: string;
  readonly expected?: string;
  readonly found?: string;
}

/** `holds` → exit 0; `fails` → exit 1, the steps end with the first that is not ok; `unusable` → exit 2, no steps but a reason. */
export interface Verification {
  readonly verdict: 'holds' | 'fails' | 'unusable';
  readonly steps: readonly VerifiedStep[];
  readonly reason?: Words;
}

/**
 * Replays a draw from its evidence file alone, in one pass. Never throws at what the file says; an error of the source
 * of the chunks goes through. Memory grows with the inspectors and the sample, not with the pool.
 */
export async function verifyEvidence(
  chunks: Chunks,
  onStep: (step: VerifiedStep) => void = () => undefined,
): Promise<Verification> {
  const replay = new Replay();
  const reader = new EvidenceReader(
    replay,
    ({ inspectors, manifest }) => {
      replay.manifestRead(manifest, inspectors);
    },
    (head) => {
      replay.begin(head);
    },
  );
  const steps: VerifiedStep[] = [];
  const tell = (step: StepCode, words: Words, problem?: Problem): boolean => {
    const compared =
      problem === undefined ? {} : { expected: clipped(problem.expected), found: clipped(problem.found) };
    const told = {
      step,
      ok: problem === undefined,
      zh: problem?.zh ?? words.zh,
      en: problem?.en ?? words.en,
      ...compared,
    };
    steps.push(told);
    onStep(told);
    return told.ok;
  };
  let outcome: ReadOutcome;
  try {
    outcome = await reader.read(chunks);
  } catch (error) {
    if (error instanceof Unusable) return { verdict: 'unusable', steps: [], reason: error.reason };
    if (!(error instanceof ProtocolError)) throw error;
    tell('canonical', error.words, problemOf(error));
    return { verdict: 'fails', steps };
  }
  for (const [step, words, check] of checksOf(outcome, replay)) {
    if (!tell(step, words, check())) return { verdict: 'fails', steps };
  }
  return { verdict: 'holds', steps };
}

function clipped(text: string): string {
  return text.length > 500 ? `${text.slice(0, 500)}…` : text;
}

type StepCheck = readonly [StepCode, Words, () => Problem | undefined];

function checksOf({ disorder, head, targets }: ReadOutcome, replay: Replay): StepCheck[] {
  const { manifest, record } = head;
  const found = (step: ReplayStep): Problem | undefined => replay.problems.get(step);
  const drawn = manifest.strata.reduce((sum, stratum) => sum + stratum.size, 0);
  const pool = manifest.targets.count;
  const staff = manifest.inspectors.count;
  const infeasible = record.infeasible !== null;
  const waited = duration(manifest.cutoff, record.entropy.revealedAt);
  return [
    [
      'canonical',
      { zh: '文件格式规范，没有多余或缺少的内容。', en: 'The file has exactly the form it must have.' },
      () => undefined,
    ],
    [
      'roots',
      {
        zh: `名单与公告时完全一致（${pool} 个对象，${staff} 名人员）。`,
        en: `The lists are exactly those announced (${pool} targets, ${staff} inspectors).`,
      },
      () => rootsProblem(head, targets, disorder),
    ],
    [
      'commitment',
      {
        zh: `公告内容与承诺码 ${code(head.commitment)} 一致。`,
        en: `The announcement is the one with the code ${code(head.commitment)}.`,
      },
      () => commitmentProblem(head),
    ],
    [
      'time-order',
      {
        zh: `名单截止早于随机数揭示 ${waited.zh}。`,
        en: `The lists were closed ${waited.en} before the randomness was revealed.`,
      },
      () =>
        caught(() => {
          checkMoments(manifest);
          checkRevealMoment(manifest.entropy, record.entropy);
        }),
    ],
    [
      'entropy',
      assuranceOf(manifest.entropy.source),
      () =>
        caught(() => {
          openEntropy(manifest, record.entropy);
        }),
    ],
    [
      'seeds',
      {
        zh: '各层和组队的种子都由随机数和承诺算出。',
        en: 'The seeds all follow from the randomness and the commitment.',
      },
      () => found('seeds'),
    ],
    [
      'sizes',
      { zh: `各层应抽数量正确，共 ${drawn} 个。`, en: `Every stratum has the size its rate gives, ${drawn} in all.` },
      () =>
        found('sizes') ??
        populationProblem(head, replay) ??
        caught(() => {
          checkSizes(manifest);
        }),
    ],
    [
      'selection',
      {
        zh: `重新抽取得到同样的 ${drawn} 个对象，顺序一致。`,
        en: `Drawing again gives the same ${drawn} targets in the same order.`,
      },
      () => found('selection'),
    ],
    [
      'pairing',
      infeasible
        ? {
            zh: '重新配对同样得出：不存在可行的组队。',
            en: 'Pairing again gives the same finding: no permissible pairing exists.',
          }
        : { zh: '重新配对得到同样的检查组。', en: 'Pairing again gives the same teams.' },
      () => {
        if (found('pairing') === undefined) replay.comparePairing();
        return found('pairing');
      },
    ],
    [
      'constraints',
      infeasible
        ? { zh: '没有组队结果需要核对。', en: 'There are no teams to check.' }
        : {
            zh: '每个检查组都符合席位、资格、回避和工作量的规定。',
            en: 'Every team keeps the rules on seats, certificates, recusals and loads.',
          },
      () => {
        if (found('constraints') === undefined) replay.checkConstraints();
        return found('constraints');
      },
    ],
    [
      'result',
      {
        zh: `抽取结果成立，记录码 ${code(head.recordHash)}。`,
        en: `The draw holds; its record has the code ${code(head.recordHash)}.`,
      },
      () =>
        record.hash === head.recordHash
          ? undefined
          : {
              zh: '记录的内容与其摘要不一致。',
              en: 'The record is not the one its hash names.',
              expected: head.recordHash,
              found: record.hash,
            },
    ],
  ];
}

/** First eight hex digits in two groups: short enough for the telephone. */
function code(hash: string): string {
  return `${hash.slice(0, 4)} ${hash.slice(4, 8)}`;
}

function problemOf(error: ProtocolError): Problem {
  const path = error.path === '' ? '/' : error.path;
  return {
    zh: `${path}：${error.words.zh}。`,
    en: `${path}: ${error.words.en}.`,
    expected: error.expected ?? '',
    found: error.found ?? '',
  };
}

function caught(check: () => void): Problem | undefined {
  try {
    check();
    return undefined;
  } catch (error) {
    if (error instanceof ProtocolError) return problemOf(error);
    throw error;
  }
}

function rootsProblem(head: EvidenceHead, targets: TreeHead, disorder: ProtocolError | undefined): Problem | undefined {
  if (disorder !== undefined) return problemOf(disorder);
  const { exclusions, inspectors, targets: announced } = head.manifest;
  const lists = [
    ['检查对象', 'targets', announced, targets],
    ['检查人员', 'inspectors', inspectors, head.inspectorHead],
    ['排除', 'exclusions', exclusions, head.exclusions],
  ] as const;
  for (const [zh, en, expected, found] of lists) {
    if (expected.count === found.count && expected.root === found.root) continue;
    return {
      zh: `${zh}名单与公告不符：有内容在公告后被改动、增加或删除。`,
      en: `The list of ${en} is not the announced one: something was changed, added or removed.`,
      expected: `${expected.count} ${expected.root}`,
      found: `${found.count} ${found.root}`,
    };
  }
  return undefined;
}

function commitmentProblem({ commitment, computedCommitment, manifest, record }: EvidenceHead): Problem | undefined {
  if (computedCommitment !== commitment) {
    return {
      zh: '公告内容与承诺不符。',
      en: 'The manifest is not the one that was committed to.',
      expected: commitment,
      found: computedCommitment,
    };
  }
  if (record.commitment !== commitment) {
    return {
      zh: '记录指向另一份承诺。',
      en: 'The record names another commitment.',
      expected: commitment,
      found: record.commitment,
    };
  }
  if (record.drawId !== manifest.drawId) {
    return {
      zh: '记录属于另一次抽取。',
      en: 'The record is of another draw.',
      expected: manifest.drawId,
      found: record.drawId,
    };
  }
  return undefined;
}

function populationProblem(head: EvidenceHead, replay: Replay): Problem | undefined {
  const populations = replay.populations();
  for (const [index, { id, population }] of head.manifest.strata.entries()) {
    const found = populations[index];
    if (found === population) continue;
    return {
      zh: `分层 ${id} 的对象数与名单不符。`,
      en: `Stratum ${id} does not have the announced population.`,
      expected: String(population),
      found: String(found),
    };
  }
  return undefined;
}

/** The time between two instants in words, both 2020s-style `…Z` texts that were checked before. */
function duration(from: string, until: string): Words {
  const seconds = Math.max(0, Math.round((Date.parse(until) - Date.parse(from)) / 1000));
  const [days, hours, minutes] = [
    Math.floor(seconds / 86_400),
    Math.floor(seconds / 3600) % 24,
    Math.floor(seconds / 60) % 60,
  ];
  const parts = [
    [days, '天', 'd'],
    [hours, '小时', 'h'],
    [minutes, '分', 'min'],
    [seconds % 60, '秒', 's'],
  ] as const;
  const told = parts.filter(([count]) => count > 0);
  if (told.length === 0) return { zh: '0 秒', en: '0 s' };
  return {
    zh: told.map(([count, zh]) => `${count} ${zh}`).join(' '),
    en: told.map(([count, , en]) => `${count} ${en}`).join(' '),
  };
}
