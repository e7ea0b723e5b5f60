import { Injectable } from '@nestjs/common';

import { Config } from '../../platform/config/config.js';
import { askBounded } from '../../platform/http/bounded-answer.js';
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
    const answer = await askBounded(`${url}/${QUICKNET.chain}/public/${round}`, {
      patienceMilliseconds: this.patience,
      mostBytes: MOST_BYTES,
      accept: 'application/json',
    });
    return 'body' in answer ? judgeRound(answer.body, round) : answer;
  }
}
