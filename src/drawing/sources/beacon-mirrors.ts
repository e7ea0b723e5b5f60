import { Injectable } from '@nestjs/common';

import { Config } from '../../platform/config/config.js';
import { Log } from '../../platform/log/log.js';
import { text, type Bilingual } from '../../platform/text.js';
import { ProtocolError, QUICKNET, readRoundFile, verifyRound } from '../../protocol/index.js';
import { wordsOf } from '../engine/unfit.js';

/** A round is some 200 bytes. */
const MOST_BYTES = 64 * 1024;
const PATIENCE_MILLISECONDS = 8000;

export type RoundAnswer = { readonly signature: string } | { readonly fault: Bilingual };

/** Judges a round's file whoever brought it: it is the round that was announced, signed by the beacon's key. */
export function judgeRound(file: string, round: number): RoundAnswer {
  let read: { readonly round: number; readonly signature: string };
  try {
    read = readRoundFile(file);
  } catch (error) {
    if (error instanceof ProtocolError) return { fault: wordsOf(error) };
    throw error;
  }
  if (read.round !== round) {
    return {
      fault: text(
        `给出的是第 ${read.round} 轮，公告的是第 ${round} 轮。`,
        `It is round ${read.round}; announced is round ${round}.`,
      ),
    };
  }
  if (!verifyRound(round, read.signature)) {
    return {
      fault: text(
        `签名不是信标第 ${round} 轮的签名（BLS 验证不通过）。`,
        `The signature is not the beacon's of round ${round} (BLS does not verify).`,
      ),
    };
  }
  return { signature: read.signature };
}

/** Asks the public mirrors for a round. None is trusted: what does not verify is as good as no answer. */
@Injectable()
export class BeaconMirrors {
  /** Shorter in tests. */
  patience = PATIENCE_MILLISECONDS;

  constructor(
    private readonly config: Config,
    private readonly log: Log,
  ) {}

  /** The round's signature by the first mirror that has it, or what each of them said. */
  async ask(
    round: number,
  ): Promise<
    { readonly signature: string } | { readonly answers: readonly (Bilingual & { readonly from: string })[] }
  > {
    const answers: (Bilingual & { readonly from: string })[] = [];
    for (const url of this.config.beaconUrls) {
      const answer = await this.askOne(url, round);
      if ('signature' in answer) return answer;
      this.log.warn({ mirror: url, round, fault: answer.fault.en }, 'no usable round from this mirror');
      answers.push({ from: url, ...answer.fault });
    }
    return { answers };
  }

  private async askOne(url: string, round: number): Promise<RoundAnswer> {
    const signal = AbortSignal.timeout(this.patience);
    try {
      const response = await fetch(`${url}/${QUICKNET.chain}/public/${round}`, {
        signal,
        redirect: 'manual',
        headers: { accept: 'application/json' },
      });
      if (response.status !== 200) {
        await response.body?.cancel();
        return { fault: text(`应答状态为 ${response.status}。`, `It answered with status ${response.status}.`) };
      }
      const file = await atMost(response, MOST_BYTES);
      if (file === undefined) {
        return { fault: text(`答复超过 ${MOST_BYTES} 字节。`, `The answer is over ${MOST_BYTES} bytes.`) };
      }
      return judgeRound(file, round);
    } catch (error) {
      if (signal.aborted) {
        return {
          fault: text(
            `${this.patience} 毫秒内没有答完。`,
            `It did not finish its answer within ${this.patience} milliseconds.`,
          ),
        };
      }
      const cause = error instanceof Error && error.cause instanceof Error ? error.cause.message : String(error);
      return { fault: text(`连接不成：${cause.slice(0, 300)}`, `No connection: ${cause.slice(0, 300)}`) };
    }
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
