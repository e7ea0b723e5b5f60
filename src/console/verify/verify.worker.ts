import { toHex } from '../../protocol/bytes.js';
import { ProtocolError } from '../../protocol/errors.js';
import { verifyEvidence } from '../../protocol/evidence/verify.js';
import { readVerifierKey } from '../../protocol/log/note.js';
import { DEFAULT_SUITE, type RunningHash } from '../../protocol/suite.js';
import { type Asked, type News, type Task } from './messages.js';
import { REASONS, SIGNS, type Words } from './words.js';
import { workingsOf } from './workings.js';

/* The draw is done again here, off the page's thread, with the same code as on the server. */

/** Bytes between two reports of progress. */
const REPORT_BYTES = 1 << 20;

const tell = (news: News): void => {
  postMessage(news);
};

/** The server's word for evidence that is not public. */
const CLOSED = 'closed_pools';

/** RFC 9457, with the sentence in English as well. */
interface Problem {
  readonly code?: string;
  readonly detail?: string;
  readonly en?: { readonly detail?: string };
}

/** The question cannot be answered, in words. */
class Refused extends Error {
  constructor(readonly words: Words) {
    super(words.en);
  }
}

addEventListener('message', (event: MessageEvent<Task>) => {
  verify(event.data).catch((error: unknown) => {
    if (error instanceof Refused) tell({ kind: 'broken', words: error.words });
    else {
      const why = error instanceof Error ? error.message : String(error);
      tell({ kind: 'broken', words: { zh: REASONS.broken.zh + why, en: REASONS.broken.en + why } });
    }
  });
});

async function verify(task: Task): Promise<void> {
  const trusted = task.key === '' ? [] : [task.key];
  trusted.forEach(readable);
  const { bytes, total } = 'file' in task ? { bytes: task.file.stream(), total: task.file.size } : await fetched(task);
  // one reading checks, the other remembers what the steps compute with; both go through the file at the same pace
  const [checked, remembered] = bytes.tee();
  const showing = workingsOf(counted(remembered)).catch(() => ({ workings: {}, raw: null }));
  const running = DEFAULT_SUITE.running();
  const counting: Counting = { total, running, read: 0, whole: false };
  const verification = await verifyEvidence(
    counted(checked, counting),
    (step) => {
      tell({ kind: 'step', step });
    },
    { trusted },
  );
  const shown = await showing;
  const found = verification.subject?.draw;
  // a draw that holds is no answer to the question about another one
  if ('draw' in task && found !== undefined && found !== task.draw) throw answers(SIGNS.another, found);
  const { outcome } = verification;
  if ('draw' in task && outcome !== undefined && outcome.target !== task.target)
    throw answers(SIGNS.anotherTarget, outcome.target);
  const sha256 = counting.whole ? toHex(running.digest()) : null;
  tell({ kind: 'end', verification, file: { ...shown, bytes: counting.read, sha256 } });
}

function readable(key: string): void {
  try {
    readVerifierKey(key, '');
  } catch (error) {
    if (!(error instanceof ProtocolError)) throw error;
    throw new Refused({ zh: `${SIGNS.noKey.zh}：${key}`, en: `${SIGNS.noKey.en}: ${key}` });
  }
}

const answers = (what: Words, found: string): Refused =>
  new Refused({ zh: `${what.zh}：${found}`, en: `${what.en}: ${found}` });

type Fetched = { readonly bytes: ReadableStream<Uint8Array>; readonly total: null } | { readonly problem: Problem };

/** The proof of one target; or the evidence of a draw, and the extract where its pools are closed. */
async function fetched({
  address,
  draw,
  target,
}: Extract<Asked, { readonly draw: string }>): Promise<Exclude<Fetched, { readonly problem: Problem }>> {
  const place = `/api/v1/public/draws/${encodeURIComponent(draw)}`;
  const evidence = address ?? `${place}/evidence`;
  let answer = await get(target === undefined ? evidence : `${place}/targets/${encodeURIComponent(target)}/proof`);
  if ('problem' in answer && answer.problem.code === CLOSED) answer = await get(`${place}/extract`);
  if (!('problem' in answer)) return answer;
  const { detail = '', en } = answer.problem;
  const what = target === undefined ? SIGNS.notServed : SIGNS.noProof;
  throw new Refused({ zh: `${what.zh}：${detail}`, en: `${what.en}: ${en?.detail ?? detail}` });
}

async function get(address: string): Promise<Fetched> {
  const response = await fetch(address);
  if (response.ok && response.body !== null) return { bytes: response.body, total: null };
  const problem = (await response.json().catch(() => ({}))) as Problem;
  return { problem: { detail: `HTTP ${response.status}`, ...problem } };
}

interface Counting {
  readonly total: number | null;
  readonly running: RunningHash;
  read: number;
  /** It was read to its end. */
  whole: boolean;
}

/** Reads with a reader of its own: not every browser can iterate a stream. Whoever counts is told how far it has come. */
async function* counted(bytes: ReadableStream<Uint8Array>, counting?: Counting): AsyncGenerator<Uint8Array> {
  const reader = bytes.getReader();
  let reported = 0;
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) break;
      if (counting !== undefined) {
        counting.running.update(value);
        counting.read += value.length;
        if (counting.read - reported >= REPORT_BYTES) {
          reported = counting.read;
          tell({ kind: 'progress', read: reported, total: counting.total });
        }
      }
      yield value;
    }
    if (counting === undefined) return;
    counting.whole = true;
    tell({ kind: 'progress', read: counting.read, total: counting.read });
  } finally {
    // what one reading leaves need not be kept for it while the other goes on
    void reader.cancel().catch(() => undefined);
  }
}
