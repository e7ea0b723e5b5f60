import { ProtocolError } from '../../protocol/errors.js';
import { verifyEvidence } from '../../protocol/evidence/verify.js';
import { readVerifierKey } from '../../protocol/log/note.js';
import { type News, type Task } from './messages.js';
import { REASONS, SIGNS, type Words } from './words.js';

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
  const verification = await verifyEvidence(counted(bytes, total), undefined, { trusted });
  const found = verification.subject?.draw;
  // a draw that holds is no answer to the question about another one
  if ('draw' in task && found !== undefined && found !== task.draw) throw answers(SIGNS.another, found);
  const { outcome } = verification;
  if ('draw' in task && outcome !== undefined && outcome.target !== task.target)
    throw answers(SIGNS.anotherTarget, outcome.target);
  tell({ kind: 'end', verification });
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
async function fetched({ draw, target }: { readonly draw: string; readonly target: string | undefined }): Promise<{
  readonly bytes: ReadableStream<Uint8Array>;
  readonly total: null;
}> {
  const place = `/api/v1/public/draws/${encodeURIComponent(draw)}`;
  let answer =
    target === undefined
      ? await get(`${place}/evidence`)
      : await get(`${place}/targets/${encodeURIComponent(target)}/proof`);
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

/** Reads with a reader of its own: not every browser can iterate a stream. */
async function* counted(bytes: ReadableStream<Uint8Array>, total: number | null): AsyncGenerator<Uint8Array> {
  const reader = bytes.getReader();
  let read = 0;
  let reported = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    read += value.length;
    if (read - reported >= REPORT_BYTES) {
      reported = read;
      tell({ kind: 'progress', read, total });
    }
    yield value;
  }
  tell({ kind: 'progress', read, total: read });
}
