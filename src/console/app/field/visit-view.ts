import { type components } from '../api/schema.js';
import { type Act } from './acts.js';
import { hashOf } from './hash.js';
import { signedBytes } from './signed-record.js';
import { type QueueState } from './queue-state.js';

/*
 * One visit as its inspector sees it: what the server had when the day was fetched, and on top of that what was done on this
 * phone since, whether it waits or was taken. Nothing here knows a browser.
 */

export type BundleInspection = components['schemas']['BundleInspectionResponse'];
type Recorded = BundleInspection['record'];

export interface CheckInContent {
  readonly code: string;
  readonly place?: { readonly longitude: number; readonly latitude: number; readonly accuracy: number } | null;
  readonly farReason?: string | null;
}
export interface AnswerContent {
  readonly matterId: number;
  readonly version: number;
  readonly question: string;
  readonly value: string;
  readonly note?: string | null;
}
export interface FileContent {
  readonly sha256: string;
  readonly caption?: string | null;
  readonly matterId?: number | null;
}
export interface RemovalContent {
  readonly sha256: string;
  readonly reason: string;
}
export interface SignatureContent {
  readonly signer: 'inspector' | 'target' | 'witness';
  readonly name: string;
  readonly refusal?: string | null;
  readonly recordHash: string;
  readonly strokes: readonly (readonly number[])[];
}
export interface FoundContent {
  readonly visitedOn?: string | null;
  readonly present?: readonly number[] | null;
  readonly findings: readonly {
    readonly code: string;
    readonly matterId?: number | null;
    readonly note?: string | null;
  }[];
  readonly targetState?: string | null;
  readonly remarks?: string | null;
}

/** Whether the server has it. */
export interface Traced {
  readonly waiting: boolean;
}
export interface ShownAnswer extends Traced {
  readonly matterId: number;
  readonly question: string;
  readonly version: number;
  readonly value: string;
  readonly note: string | null;
  /** Two of the team differ. */
  readonly disputed: boolean;
}
export interface ShownFile extends Traced {
  readonly sha256: string;
  readonly caption: string | null;
  readonly matterId: number | null;
  readonly removed: boolean;
  readonly removedReason: string | null;
}
export interface ShownSignature extends Traced {
  readonly signer: string;
  readonly name: string;
  readonly refusal: string | null;
  /** It is under the record as it is now. */
  readonly holds: boolean;
  readonly strokes: readonly (readonly number[])[];
}
export interface ShownFindings extends Traced {
  readonly findings: readonly {
    readonly code: string;
    readonly matterId: number | null;
    readonly note: string | null;
  }[];
  readonly targetState: string | null;
  readonly remarks: string | null;
}

export interface VisitView {
  /** My own check-in. */
  readonly checkedIn: (Traced & { readonly at: string; readonly distance: number | null }) | undefined;
  readonly others: readonly { readonly name: string; readonly at: string }[];
  readonly answers: readonly ShownAnswer[];
  /** How many questions there are. */
  readonly asked: number;
  /** Required, and not answered. */
  readonly missing: readonly { readonly matterId: number; readonly question: string }[];
  readonly files: readonly ShownFile[];
  readonly signatures: readonly ShownSignature[];
  /** Undefined: nobody has reported any. */
  readonly found: ShownFindings | undefined;
  /** SHA-256 of what is signed, as it is now. */
  readonly recordHash: string;
}

/** What was done on this phone about an inspection and what was fetched does not know of, in its order. */
export function newActs(state: QueueState, inspectionId: number): (Traced & { readonly act: Act })[] {
  return [
    ...state.sent.flatMap(({ act, known }) => (known ? [] : [{ act, waiting: false }])),
    ...state.waiting.map(({ act }) => ({ act, waiting: true })),
  ].filter(({ act }) => act.inspectionId === inspectionId);
}

export function visitView(inspection: BundleInspection, state: QueueState): VisitView {
  const { matters, record, target, team } = inspection;
  const me = team.find((one) => one.me);
  const answers = new Map<string, ShownAnswer>(record.answers.map((one) => [keyOf(one), shownAnswer(one)]));
  const files = new Map<string, ShownFile>(record.files.map((one) => [one.sha256, shownFile(one)]));
  const signatures: (Omit<ShownSignature, 'holds'> & { readonly recordHash: string })[] = record.signatures.map(
    ({ name, recordHash, refusal, signer, strokes }) => ({
      name,
      recordHash,
      refusal,
      signer,
      strokes,
      waiting: false,
    }),
  );
  const mine = record.checkIns.find(({ inspectorId }) => inspectorId === me?.inspectorId);
  let checkedIn: VisitView['checkedIn'] =
    mine === undefined ? undefined : { at: mine.at, distance: mine.distance, waiting: false };
  let found: ShownFindings | undefined =
    inspection.findings.length === 0
      ? undefined
      : {
          findings: inspection.findings,
          targetState: inspection.targetState,
          remarks: inspection.remarks,
          waiting: false,
        };

  for (const { act, waiting } of newActs(state, inspection.id)) {
    switch (act.kind) {
      case 'check-in':
        checkedIn ??= { at: act.at, distance: null, waiting };
        break;
      case 'answer': {
        const { matterId, note = null, question, value, version } = act.content as AnswerContent;
        answers.set(keyOf({ matterId, question }), {
          ...{ matterId, question, version, value, note, waiting },
          disputed: false,
        });
        break;
      }
      case 'file': {
        const { caption = null, matterId = null, sha256 } = act.content as FileContent;
        const before = files.get(sha256);
        files.set(sha256, {
          ...{ sha256, caption, matterId, waiting },
          removed: before?.removed ?? false,
          removedReason: before?.removedReason ?? null,
        });
        break;
      }
      case 'remove-file': {
        const { reason, sha256 } = act.content as RemovalContent;
        const before = files.get(sha256);
        if (before !== undefined) files.set(sha256, { ...before, removed: true, removedReason: reason, waiting });
        break;
      }
      case 'signature': {
        const { name, recordHash, refusal = null, signer, strokes } = act.content as SignatureContent;
        signatures.push({ name, recordHash, refusal, signer, strokes, waiting });
        break;
      }
      case 'findings': {
        const { findings, remarks = null, targetState } = act.content as FoundContent;
        found = {
          findings: findings.map(({ code, matterId = null, note = null }) => ({ code, matterId, note })),
          targetState: targetState === undefined ? (found?.targetState ?? null) : targetState,
          remarks,
          waiting,
        };
        break;
      }
      case 'visit':
        break;
    }
  }
  const standing = [...answers.values()];
  const recordHash = hashOf(
    signedBytes({
      inspectionId: inspection.id,
      targetCode: target.code,
      targetName: target.name,
      answers: standing,
      files: [...files.values()].filter(({ removed }) => !removed).map(({ sha256 }) => sha256),
    }),
  );
  return {
    checkedIn,
    others: record.checkIns.filter(({ inspectorId }) => inspectorId !== me?.inspectorId),
    answers: standing,
    asked: matters.reduce((sum, { questions: { questions } }) => sum + questions.length, 0),
    missing: matters.flatMap(({ id, questions: { questions } }) =>
      questions
        .filter(({ key, required }) => required && !answers.has(keyOf({ matterId: id, question: key })))
        .map(({ key }) => ({ matterId: id, question: key })),
    ),
    files: [...files.values()],
    signatures: signatures.map(({ recordHash: signed, ...one }) => ({ ...one, holds: signed === recordHash })),
    found,
    recordHash,
  };
}

const keyOf = ({ matterId, question }: { readonly matterId: number; readonly question: string }): string =>
  `${matterId} ${question}`;

const shownAnswer = ({ current, disputed, matterId, question }: Recorded['answers'][number]): ShownAnswer => ({
  matterId,
  question,
  version: current.version,
  value: current.value,
  note: current.note,
  disputed,
  waiting: false,
});

const shownFile = ({ caption, matterId, removed, removedReason, sha256 }: Recorded['files'][number]): ShownFile => ({
  sha256,
  caption,
  matterId,
  removed,
  removedReason,
  waiting: false,
});

/** The steps of a visit, in their order. */
export const VISIT_STEPS = ['check-in', 'answers', 'files', 'findings', 'sign', 'done'] as const;
export type VisitStep = (typeof VISIT_STEPS)[number];

/** Which of them are done. Photos are wanted nowhere: nobody is told to take one. */
export function doneSteps(view: VisitView): ReadonlySet<VisitStep> {
  const done = new Set<VisitStep>();
  if (view.checkedIn !== undefined) done.add('check-in');
  if (view.missing.length === 0 && (view.answers.length > 0 || view.asked === 0)) done.add('answers');
  if (view.files.some(({ removed }) => !removed)) done.add('files');
  if (view.found !== undefined) done.add('findings');
  const holding = view.signatures.filter(({ holds }) => holds);
  const ours = holding.some(({ signer }) => signer === 'inspector');
  if (ours && holding.some(({ signer }) => signer !== 'inspector')) done.add('sign');
  return done;
}

/** Where somebody goes on who opens the visit: the first step that has to be done and is not. */
export const nextStep = (view: VisitView): VisitStep => {
  const done = doneSteps(view);
  return VISIT_STEPS.find((step) => step !== 'files' && !done.has(step)) ?? 'done';
};
