import { verifyEvidence } from '../../../../protocol/evidence/verify.js';
import { compareDraws, type Comparison, type DrawFacts } from './differences.js';
import { factsOf } from './facts.js';

/* Both draws are done again here, and then held against one another. */

/** Addresses of the evidence, with the numbers that it has to be of. */
export interface CompareTask {
  readonly sides: readonly { readonly address: string; readonly draw: string }[];
}

export type CompareNews =
  | { readonly kind: 'progress'; readonly read: number }
  | { readonly kind: 'end'; readonly holds: readonly boolean[]; readonly comparison: Comparison }
  | { readonly kind: 'broken'; readonly why: string };

const tell = (news: CompareNews): void => postMessage(news);

addEventListener('message', ({ data }: MessageEvent<CompareTask>) => {
  compare(data).catch((error: unknown) => {
    tell({ kind: 'broken', why: error instanceof Error ? error.message : String(error) });
  });
});

interface Side {
  readonly facts: DrawFacts;
  readonly holds: boolean;
}

let read = 0;

async function sideOf({ address, draw }: CompareTask['sides'][number]): Promise<Side> {
  const response = await fetch(address);
  if (!response.ok || response.body === null) throw new Error(`${draw}: HTTP ${response.status}`);
  const [checked, remembered] = response.body.tee();
  const reading = factsOf(chunksOf(remembered));
  const [verification, facts] = await Promise.all([verifyEvidence(chunksOf(checked, true)), reading]);
  if (facts?.manifest.drawId !== draw) throw new Error(`${draw}: ${facts?.manifest.drawId ?? '?'}`);
  return { facts, holds: verification.verdict === 'holds' };
}

async function compare({ sides }: CompareTask): Promise<void> {
  const [left, right] = [await sideOf(sides[0]!), await sideOf(sides[1]!)];
  tell({ kind: 'end', holds: [left.holds, right.holds], comparison: compareDraws(left.facts, right.facts) });
}

/** Reads with a reader of its own: not every browser can iterate a stream. */
async function* chunksOf(bytes: ReadableStream<Uint8Array>, reports = false): AsyncGenerator<Uint8Array> {
  const reader = bytes.getReader();
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      if (reports) {
        read += value.length;
        tell({ kind: 'progress', read });
      }
      yield value;
    }
  } finally {
    void reader.cancel().catch(() => undefined);
  }
}
