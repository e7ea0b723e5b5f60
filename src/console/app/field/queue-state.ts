import { type Act, type ActKind, type Problem, type SyncRequest, type SyncResponse } from './acts.js';

/*
 * The queue as a value, and what happens to it. An act keeps its id for ever, by which the server knows it again; its number
 * counts the acts of a device without a gap, and is given anew under another device where the two do not agree any more.
 */

export interface Entry {
  readonly act: Act;
  /** The file that has to be there before it: its bytes are in the store. */
  readonly file?: string;
  /** The file has come, or was refused. */
  readonly uploaded?: boolean;
}

/** What the server did not take. It stays until somebody has seen it. */
export interface Refused {
  readonly act: Act;
  readonly problem: Problem;
}

/** What the server took. */
export interface Taken {
  readonly act: Act;
  /** What is fetched from the server knows of it by now: until then it is shown from here. */
  readonly known: boolean;
}

export interface QueueState {
  readonly device: string;
  /** Of the next act. */
  readonly next: number;
  /** In the order in which they were done. */
  readonly waiting: readonly Entry[];
  readonly refused: readonly Refused[];
  /** In the order in which they were taken: those that are not known yet, and the last of the others. */
  readonly sent: readonly Taken[];
  /** How many were taken, ever. */
  readonly taken: number;
}

export const emptyQueue = (device: string): QueueState => ({
  device,
  next: 1,
  waiting: [],
  refused: [],
  sent: [],
  taken: 0,
});

export interface NewAct {
  readonly id: string;
  readonly at: string;
  readonly inspectionId: number;
  readonly kind: ActKind;
  readonly needs?: readonly string[];
  readonly content: object;
  readonly file?: string;
}

export function withAct(state: QueueState, { file, needs = [], ...done }: NewAct): QueueState {
  const act: Act = { ...done, needs, sequence: state.next };
  const entry: Entry = file === undefined ? { act } : { act, file };
  return { ...state, next: state.next + 1, waiting: [...state.waiting, entry] };
}

/** The first few. */
export const batchOf = ({ waiting }: QueueState, most: number): readonly Entry[] => waiting.slice(0, most);

export function withUploaded(state: QueueState, file: string): QueueState {
  const uploaded = (entry: Entry): Entry => (entry.file === file ? { ...entry, uploaded: true } : entry);
  return { ...state, waiting: state.waiting.map(uploaded) };
}

/** What the server answered. @param fresh a name for another device, should one be needed */
export function withAnswer(state: QueueState, request: SyncRequest, answer: SyncResponse, fresh: string): QueueState {
  const of = new Map(answer.items.map((item) => [item.id, item]));
  const refused: Refused[] = [];
  const taken: Taken[] = [];
  let apart = false;
  const waiting = state.waiting.filter(({ act }) => {
    const item = of.get(act.id);
    if (item === undefined || item.status === 'waiting') return true;
    if (item.status !== 'refused') {
      taken.push({ act, known: false });
      return false;
    }
    const problem = item.problem ?? { code: 'unknown' };
    // it is the number that is taken: the act has not come
    if (problem.code === 'sequence_taken') {
      apart = true;
      return true;
    }
    refused.push({ act, problem });
    return false;
  });
  const after = {
    ...state,
    waiting,
    refused: [...state.refused, ...refused],
    sent: withFewKnown([...state.sent, ...taken]),
    taken: state.taken + taken.length,
  };
  const first = waiting[0]?.act.sequence;
  // the server knows less than it knew, as after a restore: it would wait for what is gone
  const behind = state.device === request.device && first !== undefined && answer.nextSequence < first;
  return apart || behind ? underAnotherDevice(after, fresh) : after;
}

/** So many are shown as sent. */
const MOST_KNOWN = 100;

function withFewKnown(sent: readonly Taken[]): readonly Taken[] {
  let over = sent.filter(({ known }) => known).length - MOST_KNOWN;
  return sent.filter(({ known }) => !known || over-- <= 0);
}

/** What was fetched knows of these acts. */
export const withKnown = (state: QueueState, ids: ReadonlySet<string>): QueueState => ({
  ...state,
  sent: withFewKnown(state.sent.map((one) => (ids.has(one.act.id) ? { ...one, known: true } : one))),
});

/** For whoever is not here any more. */
export const withoutSent = (state: QueueState): QueueState => ({ ...state, sent: [] });

/** An act that the server cannot even read is set aside, so that those behind it go on. */
export function withoutAct(state: QueueState, id: string, problem: Problem, fresh: string): QueueState {
  const entry = state.waiting.find(({ act }) => act.id === id);
  if (entry === undefined) return state;
  const waiting = state.waiting.filter((one) => one !== entry);
  return underAnotherDevice({ ...state, waiting, refused: [...state.refused, { act: entry.act, problem }] }, fresh);
}

/** Numbers what is left from 1, under another name. */
function underAnotherDevice(state: QueueState, device: string): QueueState {
  const waiting = state.waiting.map((entry, at) => ({ ...entry, act: { ...entry.act, sequence: at + 1 } }));
  return { ...state, device, next: waiting.length + 1, waiting };
}

/** Somebody has seen the refusal. */
export const withSeen = (state: QueueState, id: string): QueueState => ({
  ...state,
  refused: state.refused.filter(({ act }) => act.id !== id),
});

/** The files that nothing needs any more. */
export function unneeded(files: readonly string[], { waiting }: QueueState): string[] {
  return files.filter((file) => !waiting.some((entry) => entry.file === file));
}
