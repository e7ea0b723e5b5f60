import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';

import { type DueOccurrence } from '../../planning/occurrences/due-occurrence.js';
import { secretBytes } from '../../platform/secrets/secrets.js';
import { text, type Bilingual } from '../../platform/text.js';
import {
  type CeremonyEvent,
  type EntropyEvent,
  type EntropyReveal,
  QUICKNET,
  roundAt,
  sealSecret,
  timeOfRound,
} from '../../protocol/index.js';
import { type Draw } from '../draws/draw.entity.js';
import { BeaconMirrors } from './beacon-mirrors.js';
import { DrawStatement } from './draw-statement.entity.js';
import { eventsOf, figuresState, hashesOf, secretsOf } from './statements.js';
import { type Waiting } from './waiting.js';

const MINUTE = 60_000;
/** What the commitment must be seen before is this far ahead of it (README of the protocol, §7 and §14). */
export const LEAD = 10 * MINUTE;
/** From the making of the manifest to its commitment. */
const MARGIN = { sealed: 1_000, ceremony: 30_000, beacon: 30_000, figures: 30_000 } as const;
/** How long the witnesses have to reveal. */
const REVEAL_TIME = 24 * 60 * MINUTE;
/** How often a draw that waits looks again. */
const LOOK_AGAIN = 10_000;

/** Before the commitment: the event as the manifest has it, or what is still missing. */
export type Announced =
  | {
      readonly event: EntropyEvent;
      /** Not before this moment can the reveal be there. */
      readonly drawAt: Date;
      /** The commitment stands by then, or it is made anew; null where nobody else's moment is waited for. */
      readonly commitBy: Date | null;
      /** What is kept of the event until the reveal. */
      readonly secret: string | null;
    }
  | Waits;

/** Waits for something that others bring, and looks again then. */
export interface Waits {
  readonly waiting: Omit<Waiting, 'since'>;
  readonly again: Date;
}

/** After the commitment: what came out, or the wait for it, or the end of it all. */
export type Trial = { readonly reveal: EntropyReveal } | Waits | { readonly end: Bilingual };

/** The four sources of a draw's randomness: what each fixes before the commitment, and how each is revealed. */
@Injectable()
export class Sources {
  constructor(
    private readonly dataSource: DataSource,
    private readonly mirrors: BeaconMirrors,
  ) {}

  /**
   * What is fixed before the commitment.
   * @param earliest nothing may be announced for a moment before this one (now, the log's head, the plan)
   */
  async announce(draw: Draw, occurrence: DueOccurrence, now: Date, earliest: Date): Promise<Announced> {
    const source = draw.entropySource;
    const lead = source === 'sealed' ? 0 : LEAD;
    const soonest = earliest.getTime() + lead + MARGIN[source];
    const notBefore = new Date(Math.max(soonest, occurrence.dueAt.getTime()));
    const iso = notBefore.toISOString();
    const commitBy = new Date(notBefore.getTime() - lead);
    switch (source) {
      case 'sealed': {
        const secret = secretBytes(32);
        const event = { hash: sealSecret(secret), notBefore: iso, source } as const;
        return { event, drawAt: notBefore, commitBy, secret: Buffer.from(secret).toString('hex') };
      }
      case 'beacon': {
        const round = roundAt(notBefore.getTime());
        const event = { chain: QUICKNET.chain, notBefore: iso, round, source } as const;
        return { event, drawAt: new Date(timeOfRound(round)), commitBy, secret: null };
      }
      case 'figures': {
        const events = eventsOf(await this.statements(draw.id));
        const first = Math.min(...(events ?? []).map(({ at }) => Date.parse(at)));
        if (events === undefined || first < soonest) {
          return waits(
            now,
            events === undefined
              ? text(
                  '等待写明以哪些公开数字为准（事件、期号、时间）。',
                  'Waits to be told by which published figures it is drawn (events, their numbers and times).',
                )
              : text(
                  '写明的事件距现在已不足十分钟，请改用以后的事件。',
                  'The events that were named come in less than ten minutes; name later ones.',
                ),
          );
        }
        const last = Math.max(notBefore.getTime(), ...events.map(({ at }) => Date.parse(at)));
        const event = { events, notBefore: new Date(last).toISOString(), source } as const;
        return { event, drawAt: new Date(last), commitBy: new Date(first - LEAD), secret: null };
      }
      case 'ceremony': {
        const names = occurrence.batch.witnesses;
        const hashes = hashesOf(await this.statements(draw.id), names);
        const witnesses = names.flatMap((name, n) => (hashes[n] === undefined ? [] : [{ hash: hashes[n], name }]));
        if (witnesses.length < names.length) {
          const missing = names.filter((_, n) => hashes[n] === undefined);
          return waits(
            now,
            text(
              `等待见证人交来随机数的哈希：${missing.join('、')}。`,
              `Waits for the hashes of the witnesses: ${missing.join(', ')}.`,
            ),
          );
        }
        const revealUntil = new Date(notBefore.getTime() + REVEAL_TIME).toISOString();
        return { event: { notBefore: iso, revealUntil, source, witnesses }, drawAt: notBefore, commitBy, secret: null };
      }
    }
  }

  /** @param now not before the draw's moment; the reveal's `revealedAt` */
  async reveal(draw: Draw, event: EntropyEvent, now: Date): Promise<Trial> {
    const revealedAt = now.toISOString();
    switch (event.source) {
      case 'sealed':
        return { reveal: { revealedAt, secret: draw.sealedSecret ?? '', source: 'sealed' } };
      case 'beacon': {
        const carried = (await this.statements(draw.id)).find(({ kind }) => kind === 'round');
        const answer =
          carried === undefined ? await this.mirrors.ask(event.round) : (carried.body as { signature: string });
        if ('signature' in answer) return { reveal: { revealedAt, signature: answer.signature, source: 'beacon' } };
        return waits(
          now,
          text(
            `等待公共信标第 ${event.round} 轮；绝不改用其他轮次。`,
            `Waits for round ${event.round} of the public beacon; no other round is ever taken.`,
          ),
          answer.answers,
        );
      }
      case 'figures': {
        const { agreed, entered } = figuresState(await this.statements(draw.id));
        if (agreed !== undefined) return { reveal: { revealedAt, ...agreed, source: 'figures' } };
        return waits(now, figuresWaiting(entered));
      }
      case 'ceremony':
        return this.ceremony(event, secretsOf(await this.statements(draw.id), event), now);
    }
  }

  private ceremony(event: CeremonyEvent, secrets: readonly (string | undefined)[], now: Date): Trial {
    const given = secrets.filter((secret) => secret !== undefined);
    const missing = event.witnesses.filter((_, n) => secrets[n] === undefined).map(({ name }) => name);
    const late = now.toISOString() > event.revealUntil;
    if (missing.length === 0 && !late) {
      return { reveal: { revealedAt: now.toISOString(), secrets: given, source: 'ceremony' } };
    }
    const names = text(missing.join('、'), missing.join(', '));
    if (late) {
      return {
        end: text(
          `见证人未在 ${event.revealUntil} 前全部揭示（缺：${names.zh === '' ? '无' : names.zh}），抽取终止。`,
          `Not all witnesses had revealed by ${event.revealUntil} (missing: ${names.en === '' ? 'none' : names.en}); the draw has ended.`,
        ),
      };
    }
    return waits(
      now,
      text(
        `等待见证人揭示：${names.zh}（截止 ${event.revealUntil}）。`,
        `Waits for the witnesses to reveal: ${names.en} (until ${event.revealUntil}).`,
      ),
    );
  }

  async statements(drawId: number): Promise<DrawStatement[]> {
    return this.dataSource.manager.find(DrawStatement, { where: { drawId }, order: { id: 'ASC' } });
  }
}

/** What a draw by figures waits for, from who has entered figures so far. */
export function figuresWaiting(entered: readonly string[]): Bilingual {
  if (entered.length === 0)
    return text('等待两人各自录入公布的数字。', 'Waits for two people to enter the published figures.');
  if (entered.length === 1)
    return text(
      `${entered[0]} 已录入，等待另一人独立录入。`,
      `${entered[0]} has entered the figures; waits for a second person to enter them independently.`,
    );
  return text(
    `${entered.join('、')} 录入的数字互不相同。请与公布的数字核对，录错的人重新录入。`,
    `What ${entered.join(', ')} entered differs. Compare it with what was published; whoever mistyped enters again.`,
  );
}

function waits(now: Date, words: Bilingual, answers: Waiting['answers'] = []): Waits {
  return { waiting: { ...words, answers }, again: new Date(now.getTime() + LOOK_AGAIN) };
}
