import { checkSizes, checkTargetRoot } from '../draw/draw.js';
import { type TreeHead } from '../pool/manifest.js';
import { rootOfRoots } from '../pool/snapshot.js';
import { EXTRACT_FORMAT } from './evidence.js';
import { type EvidenceHead, type ReadOutcome } from './evidence-reader.js';
import { type Problem, type Replay, type ReplayStep } from './replay.js';
import { entropyStep, type Logged, logSteps, type VerifyOptions } from './shared-steps.js';
import { ShownReplay } from './shown-replay.js';
import { caught, problemOf, type StepCheck } from './steps.js';

export type DrawOutcome = Extract<ReadOutcome, { readonly kind: 'draw' }>;

/** The steps of evidence and of an extract. */
export function drawSteps(outcome: DrawOutcome, replay: Replay, options: VerifyOptions): StepCheck[] {
  const { head } = outcome;
  const { log, manifest, record } = head;
  const found = (step: ReplayStep): Problem | undefined => replay.problems.get(step);
  const drawn = manifest.strata.reduce((sum, stratum) => sum + stratum.size, 0);
  const pool = manifest.targets.count;
  const staff = manifest.inspectors.count;
  const infeasible = record.infeasible !== null;
  const extract = head.format === EXTRACT_FORMAT;
  const shown = extract ? ({ scope: 'shown' } as const) : {};
  const file: Logged = {
    commitment: head.commitment,
    entropy: record.entropy,
    log,
    manifest,
    record: head.recordHash,
  };
  return [
    {
      step: 'canonical',
      words: { zh: '文件格式规范，没有多余或缺少的内容。', en: 'The file has exactly the form it must have.' },
      check: () => undefined,
    },
    {
      step: 'roots',
      ...shown,
      words: extract
        ? {
            zh: `所示的 ${outcome.targets} 个对象和 ${head.inspectors.length} 名人员都在公告的名单内（全部名单共 ${pool} 个对象，${staff} 名人员）。`,
            en: `The ${outcome.targets} targets and ${head.inspectors.length} inspectors shown stand in the announced lists (of ${pool} and ${staff}).`,
          }
        : {
            zh: `名单与公告时完全一致（${pool} 个对象，${staff} 名人员）。`,
            en: `The lists are exactly those announced (${pool} targets, ${staff} inspectors).`,
          },
      check: () => rootsProblem(outcome, replay),
    },
    {
      step: 'commitment',
      words: {
        zh: `公告内容与承诺码 ${head.commitment} 一致。`,
        en: `The announcement is the one with the code ${head.commitment}.`,
      },
      check: () => commitmentProblem(head),
    },
    ...logSteps(file, options),
    entropyStep(file, options, () => found('entropy')),
    {
      step: 'seeds',
      words: {
        zh: '各层和组队的种子都由随机数和承诺算出。',
        en: 'The seeds all follow from the randomness and the commitment.',
      },
      check: () => found('seeds'),
    },
    {
      step: 'sizes',
      ...shown,
      words: {
        zh: `各层应抽数量正确，共 ${drawn} 个。`,
        en: `Every stratum has the size its rate gives, ${drawn} in all.`,
      },
      check: () =>
        found('sizes') ??
        caught(() => {
          checkSizes(manifest);
        }),
    },
    {
      step: 'selection',
      words: {
        zh: `重新抽取得到同样的 ${drawn} 个对象，顺序一致。`,
        en: `Drawing again gives the same ${drawn} targets in the same order.`,
      },
      check: () => {
        if (replay instanceof ShownReplay) replay.checkShown();
        return found('selection');
      },
    },
    {
      step: 'pairing',
      ...(extract ? ({ checked: false } as const) : {}),
      words: pairingWords(extract, infeasible),
      check: () => {
        if (found('pairing') === undefined) replay.comparePairing();
        return found('pairing');
      },
    },
    {
      step: 'constraints',
      ...shown,
      words: infeasible
        ? { zh: '没有组队结果需要核对。', en: 'There are no teams to check.' }
        : {
            zh: '每个检查组都符合席位、资格、回避和工作量的规定。',
            en: 'Every team keeps the rules on seats, certificates, recusals and loads.',
          },
      check: () => {
        if (found('constraints') === undefined) replay.checkConstraints();
        return found('constraints');
      },
    },
    {
      step: 'result',
      words: {
        zh: `抽取结果成立，记录码 ${head.recordHash}。`,
        en: `The draw holds; its record has the code ${head.recordHash}.`,
      },
      check: () =>
        record.hash === head.recordHash
          ? undefined
          : {
              zh: '记录的内容与其摘要不一致。',
              en: 'The record is not the one its hash names.',
              expected: head.recordHash,
              found: record.hash,
            },
    },
  ];
}

function pairingWords(extract: boolean, infeasible: boolean): { zh: string; en: string } {
  if (extract && infeasible)
    return {
      zh: '记录称不存在可行的组队；未核对：全部人员名单不在节录中，须用完整证据文件核对。',
      en: 'The record says that no teams were possible; not checked: the whole list of inspectors is not in an extract, the full evidence file shows it.',
    };
  if (extract)
    return {
      zh: '未重新配对：全部人员名单不在节录中，须用完整证据文件核对。',
      en: 'Not paired again: the whole list of inspectors is not in an extract; the full evidence file shows it.',
    };
  return infeasible
    ? {
        zh: '重新配对同样得出：不存在可行的组队。',
        en: 'Pairing again gives the same finding: no permissible pairing exists.',
      }
    : { zh: '重新配对得到同样的检查组。', en: 'Pairing again gives the same teams.' };
}

function rootsProblem({ faults, head, targets }: DrawOutcome, replay: Replay): Problem | undefined {
  const { exclusions, inspectors, pools, strata, targets: announced } = head.manifest;
  const { bare, disorder, salted } = faults;
  if (disorder !== undefined) return problemOf(disorder);
  const unfit = pools === 'closed' ? bare : salted;
  if (unfit !== undefined)
    return {
      zh: pools === 'closed' ? '不公开的名单每行都须加盐。' : '公开的名单不得加盐。',
      en: pools === 'closed' ? 'Every leaf of closed pools has a salt.' : 'No leaf of open pools has a salt.',
      expected: pools === 'closed' ? 'a salt' : 'no salt',
      found: unfit,
    };
  if (head.format === EXTRACT_FORMAT)
    return (
      replay.problems.get('roots') ??
      caught(() => {
        checkTargetRoot(head.manifest);
      })
    );
  const stratumHeads = replay.heads();
  const root = rootOfRoots(stratumHeads.map((one) => one.root));
  const lists: [string, string, TreeHead, TreeHead][] = [
    ['检查人员', 'inspectors', inspectors, head.inspectorHead],
    ['排除', 'exclusions', exclusions, head.exclusions],
    ...strata.map((one, index): [string, string, TreeHead, TreeHead] => [
      `分层 ${one.id} 的`,
      `stratum ${one.id}`,
      { count: one.population, root: one.root },
      stratumHeads[index]!,
    ]),
    ['检查对象', 'targets', announced, { count: targets, root }],
  ];
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
