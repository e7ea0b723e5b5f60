import { checkSizes, checkTargetRoot, deriveSeeds } from '../draw/draw.js';
import { Generator } from '../chance/generator.js';
import { placeOf } from '../chance/selection.js';
import { randomnessOf } from '../entropy/source.js';
import { ProtocolError } from '../errors.js';
import { type TargetLeaf } from '../pool/leaves.js';
import { type Stratum } from '../pool/sizes.js';
import { checkSalt, Placing } from '../pool/snapshot.js';
import { suiteOf } from '../suite.js';
import { statedRelation } from './relation-step.js';
import { type Problem } from './replay.js';
import { entropyStep, type Logged, logSteps, type VerifyOptions } from './shared-steps.js';
import { stands, type TargetProof } from './shown.js';
import { caught, problemOf, type StepCheck } from './steps.js';

/** What the draw means for one target. `place` from 0: the sample is 0 … size−1, the reserve follows. */
export interface TargetOutcome {
  readonly kind: 'drawn' | 'reserve' | 'not-drawn' | 'excluded' | 'pending';
  readonly target: string;
  readonly stratum: string | null;
  readonly place: number | null;
  readonly size: number | null;
  readonly population: number | null;
}

/** The steps of a target proof; `outcome` is called when the last one is told. */
export function proofSteps(
  proof: TargetProof,
  computedCommitment: string,
  options: VerifyOptions,
  settled: (outcome: TargetOutcome) => void,
): StepCheck[] {
  const { entropy, leaf, list, log, manifest } = proof;
  const stratum = manifest.strata.find(({ id }) => id === proof.stratum);
  const file: Logged = { commitment: proof.commitment, entropy, log, manifest, record: null };
  let outcome: TargetOutcome | undefined;
  let randomness: Uint8Array | undefined;
  const steps: StepCheck[] = [
    {
      step: 'canonical',
      words: { zh: '文件格式规范，没有多余或缺少的内容。', en: 'The file has exactly the form it must have.' },
      check: () => undefined,
    },
    {
      step: 'roots',
      scope: 'shown',
      words:
        list === 'targets'
          ? { zh: `${leaf.id} 在公告的名单内。`, en: `${leaf.id} stands in the announced list.` }
          : { zh: `${leaf.id} 在公告的排除名单内。`, en: `${leaf.id} stands in the announced list of those left out.` },
      check: () => rootProblem(proof, stratum),
    },
    {
      step: 'commitment',
      words: {
        zh: `公告内容与承诺码 ${proof.commitment} 一致。`,
        en: `The announcement is the one with the code ${proof.commitment}.`,
      },
      check: () =>
        computedCommitment === proof.commitment
          ? undefined
          : {
              zh: '公告内容与承诺不符。',
              en: 'The manifest is not the one that was committed to.',
              expected: proof.commitment,
              found: computedCommitment,
            },
    },
    ...logSteps(file, options),
  ];
  if (entropy !== null)
    steps.push(
      entropyStep(file, options, () =>
        caught(() => {
          randomness = randomnessOf(suiteOf(manifest.suite), manifest.entropy, entropy, manifest.drawId, options);
        }),
      ),
    );
  steps.push({
    step: 'sizes',
    scope: 'shown',
    words: { zh: '各层应抽数量正确。', en: 'Every stratum has the size its rate gives.' },
    check: () =>
      sizesProblem(proof) ??
      caught(() => {
        checkSizes(manifest);
      }),
  });
  if (entropy !== null && stratum !== undefined)
    steps.push({
      step: 'selection',
      words: { zh: '已按随机数算出本户的位次。', en: 'The place of this target was computed from the randomness.' },
      check: () => {
        const seeds = deriveSeeds(manifest, proof.commitment, randomness!);
        const at = manifest.strata.indexOf(stratum);
        const place = placeOf(new Generator(seeds.selection[at]!.seed), stratum.population, proof.index);
        outcome = placed(leaf.id, stratum, place);
        return undefined;
      },
    });
  const told = { zh: '', en: '' };
  steps.push({
    step: 'result',
    words: told,
    check: () => {
      const nowhere = { target: leaf.id, stratum: proof.stratum, place: null };
      const { population, size } = stratum ?? { population: null, size: null };
      const kind = list === 'exclusions' ? 'excluded' : 'pending';
      outcome ??= { ...nowhere, kind, population, size };
      Object.assign(told, wordsOf(outcome, proof));
      settled(outcome);
      return undefined;
    },
  });
  if (manifest.relation !== null) steps.push(statedRelation(manifest.relation));
  return steps;
}

function placed(target: string, { id, population, reserve, size }: Stratum, place: number): TargetOutcome {
  const kind = place < size ? 'drawn' : place < size + reserve ? 'reserve' : 'not-drawn';
  return { kind, target, stratum: id, place, size, population };
}

function rootProblem(proof: TargetProof, stratum: Stratum | undefined): Problem | undefined {
  const { leaf, list, manifest } = proof;
  const { exclusions, pools } = manifest;
  const tree = list === 'targets' ? stratum && { count: stratum.population, root: stratum.root } : exclusions;
  if (tree === undefined || !stands(proof, tree.count, tree.root))
    return {
      zh: `${leaf.id} 不在公告名单的这个位置。`,
      en: `${leaf.id} does not stand there in the announced list.`,
      expected: tree?.root ?? manifest.strata.map(({ id }) => id).join(', '),
      found: tree === undefined ? String(proof.stratum) : 'another root',
    };
  return (
    caught(() => {
      checkSalt(leaf, pools);
    }) ??
    caught(() => {
      checkTargetRoot(manifest);
    })
  );
}

function sizesProblem({ leaf, list, manifest, stratum }: TargetProof): Problem | undefined {
  if (list === 'exclusions') return undefined;
  const { filter, pairing, strata } = manifest;
  try {
    const found = new Placing({ filter, strata, teams: pairing.rules }).of(leaf as TargetLeaf);
    const id = strata[found.stratum]!.id;
    if (id === stratum) return undefined;
    return {
      zh: `${leaf.id} 属于另一分层。`,
      en: `${leaf.id} belongs to another stratum.`,
      expected: id,
      found: String(stratum),
    };
  } catch (error) {
    if (error instanceof ProtocolError) return problemOf(error);
    throw error;
  }
}

function wordsOf(
  { kind, place, population, size, target }: TargetOutcome,
  { leaf, manifest }: TargetProof,
): { zh: string; en: string } {
  const at = (place ?? 0) + 1;
  switch (kind) {
    case 'drawn':
      return {
        zh: `${target} 被抽中：同层 ${population} 户中排第 ${at} 位，抽取前 ${size} 位。`,
        en: `${target} was drawn: place ${at} of ${population}, of which the first ${size} are inspected.`,
      };
    case 'reserve':
      return {
        zh: `${target} 未被抽中，列入候补：同层 ${population} 户中排第 ${at} 位，抽取前 ${size} 位。`,
        en: `${target} was not drawn and is in the reserve: place ${at} of ${population}, of which the first ${size} are inspected.`,
      };
    case 'not-drawn':
      return {
        zh: `${target} 未被抽中：同层 ${population} 户中排第 ${at} 位，抽取前 ${size} 位。`,
        en: `${target} was not drawn: place ${at} of ${population}, of which the first ${size} are inspected.`,
      };
    case 'excluded': {
      const why = (leaf as { readonly reason?: string }).reason ?? '';
      return {
        zh: `${target} 未参加抽取，原因 ${why}。`,
        en: `${target} was left out of the draw, because of ${why}.`,
      };
    }
    case 'pending':
      return {
        zh: `${target} 参加抽取，随机数尚未揭示（不早于 ${manifest.entropy.notBefore}）。`,
        en: `${target} takes part in the draw; the randomness has not been revealed (not before ${manifest.entropy.notBefore}).`,
      };
  }
}
