import { text, type Bilingual } from '../text.js';

export interface Bounds {
  readonly patienceMilliseconds: number;
  readonly mostBytes: number;
  readonly accept: string;
  /** Ends the question early. */
  readonly signal?: AbortSignal;
}

/** The body of a 200, or why there is none. */
export type BoundedAnswer = { readonly body: string } | { readonly fault: Bilingual };

/**
 * Asks a server that is not trusted: it may be slow, silent, endless or send elsewhere. Whatever it does costs no more than
 * the bounds say.
 */
export async function askBounded(url: string, bounds: Bounds): Promise<BoundedAnswer> {
  const patience = AbortSignal.timeout(bounds.patienceMilliseconds);
  const signal = bounds.signal === undefined ? patience : AbortSignal.any([patience, bounds.signal]);
  try {
    const response = await fetch(url, { signal, redirect: 'manual', headers: { accept: bounds.accept } });
    if (response.status !== 200) {
      await response.body?.cancel();
      return { fault: text(`应答状态为 ${response.status}。`, `It answered with status ${response.status}.`) };
    }
    const body = await atMost(response, bounds.mostBytes);
    if (body === undefined) {
      return { fault: text(`答复超过 ${bounds.mostBytes} 字节。`, `The answer is over ${bounds.mostBytes} bytes.`) };
    }
    return { body };
  } catch (error) {
    if (patience.aborted) {
      return {
        fault: text(
          `${bounds.patienceMilliseconds} 毫秒内没有答完。`,
          `It did not finish its answer within ${bounds.patienceMilliseconds} milliseconds.`,
        ),
      };
    }
    const cause = error instanceof Error && error.cause instanceof Error ? error.cause.message : String(error);
    return { fault: text(`连接不成：${cause.slice(0, 300)}`, `No connection: ${cause.slice(0, 300)}`) };
  }
}

/** The body as text, unless it is longer: then the connection is dropped and nothing of it is kept. */
async function atMost(response: Response, limit: number): Promise<string | undefined> {
  const reader = response.body?.getReader();
  if (reader === undefined) return '';
  const chunks: Uint8Array[] = [];
  let size = 0;
  for (;;) {
    const { done, value } = (await reader.read()) as { done: boolean; value: Uint8Array | undefined };
    if (done || value === undefined) break;
    size += value.length;
    if (size > limit) {
      await reader.cancel();
      return undefined;
    }
    chunks.push(value);
  }
  return Buffer.concat(chunks).toString('utf8');
}
