import { ProtocolError, type Words } from '../errors.js';
import { type FileKind, uncheckedOf } from './closing.js';
import { drawSteps } from './draw-steps.js';
import { type Chunks, EXTRACT_FORMAT } from './evidence.js';
import { EvidenceReader, type ReadOutcome, Unusable } from './evidence-reader.js';
import { proofSteps, type TargetOutcome } from './proof-steps.js';
import { type DrawFacts, factsOf, relationStep, statedRelation } from './relation-step.js';
import { Replay } from './replay.js';
import { type VerifyOptions } from './shared-steps.js';
import { ShownReplay } from './shown-replay.js';
import { problemOf, type StepCheck, type VerifiedStep } from './steps.js';
import { type Subject, subjectOf } from './subject.js';
import { witnessStep } from './witness-step.js';

export { type TargetOutcome } from './proof-steps.js';
export { type StepCode, type VerifiedStep } from './steps.js';
export { type VerifyOptions } from './shared-steps.js';

/** `holds` → exit 0; `fails` → exit 1, the steps end with the first that is not ok; `unusable` → exit 2, no steps but a reason. */
export interface Verification {
  readonly verdict: 'holds' | 'fails' | 'unusable';
  readonly steps: readonly VerifiedStep[];
  /** What the file says it is, once that is known. */
  readonly kind?: FileKind;
  /** Which draw it says it is about, once that is known. Unless the verdict is `holds`, nothing bears it out. */
  readonly subject?: Subject;
  readonly reason?: Words;
  /** Of a file that holds: what could not be checked from it. */
  readonly unchecked?: Words;
  /** Of a target proof that holds. */
  readonly outcome?: TargetOutcome;
}

export interface EvidenceOptions extends VerifyOptions {
  /** The file of the draw that this one stands in for: then the step `relation` is checked, not only told. */
  readonly earlier?: Chunks;
}

/**
 * Checks evidence, an extract or a target proof from the file alone, in one pass. Never throws at what the file says; an
 * error of the source of the chunks goes through. Memory grows with the inspectors and the sample, not with the pool.
 */
export async function verifyEvidence(
  chunks: Chunks,
  onStep: (step: VerifiedStep) => void = () => undefined,
  options: EvidenceOptions = {},
): Promise<Verification> {
  const { earlier, ...own } = options;
  if (earlier === undefined) return (await verifyOne(chunks, onStep, own)).verification;
  const before = await verifyOne(earlier, () => undefined, { ...own, witness: undefined });
  const held = before.verification.verdict === 'holds' ? before.facts?.() : undefined;
  return (await verifyOne(chunks, onStep, own, { earlier: held })).verification;
}

interface Verified {
  readonly verification: Verification;
  readonly facts: (() => DrawFacts) | undefined;
}

async function verifyOne(
  chunks: Chunks,
  onStep: (step: VerifiedStep) => void,
  options: VerifyOptions,
  related?: { readonly earlier: DrawFacts | undefined },
): Promise<Verified> {
  let replay!: Replay;
  const reader = new EvidenceReader(
    (head) => {
      const bls = options.bls ?? true;
      replay = head.format === EXTRACT_FORMAT ? new ShownReplay(bls) : new Replay(bls);
      replay.manifestRead(head);
      return replay;
    },
    (head) => {
      replay.begin(head);
    },
  );
  const steps: VerifiedStep[] = [];
  const tell = ({ check, checked, scope, step, words }: StepCheck): boolean => {
    const problem = check();
    const rest =
      problem === undefined
        ? { ...(scope === undefined ? {} : { scope }), ...(checked === undefined ? {} : { checked }) }
        : {
            ...(problem.expected === '' ? {} : { expected: clipped(problem.expected) }),
            ...(problem.found === '' ? {} : { found: clipped(problem.found) }),
          };
    const told = {
      step,
      ok: problem === undefined,
      zh: problem?.zh ?? words.zh,
      en: problem?.en ?? words.en,
      ...rest,
    };
    steps.push(told);
    onStep(told);
    return told.ok;
  };
  let read: ReadOutcome;
  try {
    read = await reader.read(chunks);
  } catch (error) {
    if (error instanceof Unusable)
      return { verification: { verdict: 'unusable', steps: [], reason: error.reason }, facts: undefined };
    if (!(error instanceof ProtocolError)) throw error;
    tell({ step: 'canonical', words: error.words, check: () => problemOf(error) });
    return { verification: { verdict: 'fails', steps }, facts: undefined };
  }
  if (read.kind === 'target-proof') {
    const { kind } = read;
    const subject = subjectOf(read.proof);
    let outcome: TargetOutcome | undefined;
    const checks = proofSteps(read.proof, read.computedCommitment, options, (settled) => (outcome = settled));
    if (options.witness !== undefined) checks.push(witnessStep(read.proof, options.witness));
    const holds = checks.every(tell);
    if (!holds || outcome === undefined)
      return { verification: { verdict: 'fails', steps, kind, subject }, facts: undefined };
    const rest = leftOut(uncheckedOf(kind, steps, false));
    return { verification: { verdict: 'holds', steps, kind, subject, outcome, ...rest }, facts: undefined };
  }
  const kind = read.head.format === EXTRACT_FORMAT ? 'extract' : 'evidence';
  const { head } = read;
  const facts = (): DrawFacts => factsOf(head, replay);
  const checks = drawSteps(read, replay, options);
  if (related !== undefined) checks.push(relationStep(facts(), related.earlier));
  else if (head.manifest.relation !== null) checks.push(statedRelation(head.manifest.relation));
  if (options.witness !== undefined) checks.push(witnessStep(head, options.witness));
  const subject = subjectOf(head);
  if (!checks.every(tell)) return { verification: { verdict: 'fails', steps, kind, subject }, facts };
  const rest = leftOut(uncheckedOf(kind, steps, head.record.infeasible !== null));
  return { verification: { verdict: 'holds', steps, kind, subject, ...rest }, facts };
}

function leftOut(unchecked: Words | undefined): { readonly unchecked?: Words } {
  return unchecked === undefined ? {} : { unchecked };
}

function clipped(text: string): string {
  return text.length > 500 ? `${text.slice(0, 500)}…` : text;
}
