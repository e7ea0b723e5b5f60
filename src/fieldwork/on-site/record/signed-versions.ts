import { type GivenAnswer, standingAnswers } from '../questions/question-rules.js';
import { recordHash, type SignedAnswer, type SignedRecord } from './site-record.js';

/*
 * What a signature was put under, found again. A signature keeps the hash of the record as its signer saw it; the record has
 * grown since, but nothing of it is ever removed, so the version that has this hash is looked for among those that were.
 */

/** An answer with the version of the list that it answers. */
export interface KeptAnswer extends GivenAnswer {
  readonly listVersion: number;
}

/** What makes another record of a record. */
export type RecordChange =
  | { readonly kind: 'answered'; readonly answer: KeptAnswer }
  | { readonly kind: 'brought'; readonly sha256: string }
  | { readonly kind: 'removed'; readonly sha256: string };

type Subject = Pick<SignedRecord, 'inspectionId' | 'targetCode' | 'targetName'>;

/** Answers and files that are hashed in one search. A record of some hundred changes is searched whole in a second. */
const MOST_WORK = 300_000;

/** The record after some changes, in the order in which the server had them. */
export function recordAfter(subject: Subject, changes: readonly RecordChange[]): SignedRecord {
  const answers = changes.flatMap((change) => (change.kind === 'answered' ? [change.answer] : []));
  const removed = new Set(changes.flatMap((change) => (change.kind === 'removed' ? [change.sha256] : [])));
  return {
    ...subject,
    answers: standingAnswers(answers).map(({ current: { listVersion, matterId, question, value } }) => ({
      matterId,
      question,
      version: listVersion,
      value,
    })),
    files: changes.flatMap((change) =>
      change.kind === 'brought' && !removed.has(change.sha256) ? [change.sha256] : [],
    ),
  };
}

/**
 * The versions of the record that have these hashes, by their hashes. One that the server never had is not among them, as
 * where two phones wrote without a network. One pass, however many are sought, from the latest back.
 */
export function versionsOf(
  subject: Subject,
  changes: readonly RecordChange[],
  hashes: Iterable<string>,
): ReadonlyMap<string, SignedRecord> {
  const sought = new Set(hashes);
  const found = new Map<string, SignedRecord>();
  for (let count = changes.length, work = 0; count >= 0 && work <= MOST_WORK; work += count, count--) {
    if (sought.size === 0) break;
    const record = recordAfter(subject, changes.slice(0, count));
    const hash = recordHash(record);
    if (sought.delete(hash)) found.set(hash, record);
  }
  return found;
}

/** What is another in a later version: an answer, or a file that came or does not count any more. */
export type Difference =
  | {
      readonly kind: 'answer';
      readonly matterId: number;
      readonly question: string;
      /** null: it was not answered then. */
      readonly before: SignedAnswer | null;
      readonly now: SignedAnswer;
    }
  | { readonly kind: 'file'; readonly sha256: string; readonly now: boolean };

/** In the order of the later version; then what it has no more. An answer is never taken away, only given again. */
export function differences(before: SignedRecord, now: SignedRecord): Difference[] {
  const given = new Map(before.answers.map((answer) => [`${answer.matterId} ${answer.question}`, answer]));
  const answers = now.answers.flatMap((answer): Difference[] => {
    const { matterId, question, value, version } = answer;
    const earlier = given.get(`${matterId} ${question}`) ?? null;
    if (earlier?.value === value && earlier.version === version) return [];
    return [{ kind: 'answer', matterId, question, before: earlier, now: answer }];
  });
  const file = (sha256: string, there: boolean): Difference => ({ kind: 'file', sha256, now: there });
  return [
    ...answers,
    ...now.files.filter((each) => !before.files.includes(each)).map((each) => file(each, true)),
    ...before.files.filter((each) => !now.files.includes(each)).map((each) => file(each, false)),
  ];
}
