import { verifyEvidence } from '../../protocol/evidence/verify.js';
import { type News, type Task } from './messages.js';
import { tell } from './told.js';

/* The draw is done again here, off the page's thread, with the same code as on the server. */

const REPORT_BYTES = 1 << 20;
const say = (news: News): void => {
  postMessage(news);
};

addEventListener('message', (event: MessageEvent<Task>) => {
  again(event.data).catch((error: unknown) => {
    const why = error instanceof Error ? error.message : String(error);
    say({ kind: 'broken', words: { zh: `证据读取中断：${why}`, en: `Reading the evidence broke off: ${why}` } });
  });
});

say({ kind: 'ready' });

async function again(task: Task): Promise<void> {
  // one reading checks, the other remembers the names; both go through the file at the same pace
  const [checked, remembered] = (await bytesOf(task)).tee();
  const telling = tell(chunksOf(remembered)).catch(() => null);
  const verification = await verifyEvidence(chunksOf(checked, true));
  const told = await telling;
  const another = 'draw' in task && verification.subject !== undefined && verification.subject.draw !== task.draw;
  if (another) {
    const reason = { zh: '取得的是另一次抽取的证据。', en: 'What came is the evidence of another draw.' };
    say({ kind: 'end', verification: { verdict: 'unusable', steps: [], reason }, told: null });
  } else say({ kind: 'end', verification, told: verification.verdict === 'holds' ? told : null });
}

async function bytesOf(task: Task): Promise<ReadableStream<Uint8Array>> {
  if ('file' in task) return task.file.stream();
  const response = await fetch(task.address);
  if (response.ok && response.body !== null) return response.body;
  throw new Error(`HTTP ${response.status}`);
}

/** Reads with a reader of its own: not every browser can iterate a stream. */
async function* chunksOf(bytes: ReadableStream<Uint8Array>, reports = false): AsyncGenerator<Uint8Array> {
  const reader = bytes.getReader();
  let read = 0;
  let reported = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    read += value.length;
    if (reports && read - reported >= REPORT_BYTES) {
      reported = read;
      say({ kind: 'progress', read });
    }
    yield value;
  }
}
