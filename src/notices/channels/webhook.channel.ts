import { Injectable } from '@nestjs/common';
import { createHmac } from 'node:crypto';

import { Clock } from '../../platform/clock/clock.js';
import { Config } from '../../platform/config/config.js';
import { maskedUrl } from './addresses.js';
import { secretsOf } from './addresses.js';
import { answerOf, Channel, type Handed, type Parcel, type Receiver } from './channel.js';
import { postOutward, type OutwardAnswer } from './outward.js';

/** HMAC-SHA-256 over the seconds, a dot and the body, as hexadecimal digits. */
export const signatureOf = (secret: string, timestamp: string, body: string): string =>
  createHmac('sha256', secret).update(`${timestamp}.${body}`).digest('hex');

/**
 * A POST of JSON that says who sent it. The receiver computes `X-Sortis-Signature` over `X-Sortis-Timestamp`, a dot and the
 * bytes of the body, refuses what is older than some minutes, and takes the same `X-Sortis-Id` once.
 */
@Injectable()
export class WebhookChannel extends Channel {
  readonly kind = 'webhook';
  /** Shorter in tests. */
  patience = 10_000;

  constructor(
    private readonly config: Config,
    private readonly clock: Clock,
  ) {
    super();
  }

  shown(address: string): string {
    return maskedUrl(address);
  }

  async deliver(parcel: Parcel, { address, secret }: Receiver, signal: AbortSignal): Promise<Handed> {
    const { agency, at, body: words, id, kind, link, title } = parcel;
    const body = JSON.stringify({ id, kind, at: at.toISOString(), agency, title, body: words, link });
    const timestamp = String(Math.floor(this.clock.now().getTime() / 1000));
    const answer = await postOutward({
      url: new URL(address),
      body,
      headers: {
        'x-sortis-id': id,
        'x-sortis-kind': kind,
        'x-sortis-timestamp': timestamp,
        ...(secret === null ? {} : { 'x-sortis-signature': `v1=${signatureOf(secret, timestamp, body)}` }),
      },
      networks: this.config.noticeNetworks,
      signal,
      patienceMilliseconds: this.patience,
    });
    if (!('status' in answer)) return unheard(answer);
    const { status, text } = answer;
    const said = {
      of: 'server',
      code: String(status),
      answer: answerOf(text, [secret, ...secretsOf(address)]),
    } as const;
    if (status >= 200 && status < 300) return { outcome: 'sent', ...said };
    // 410 Gone is how a receiver takes its address back
    return { outcome: status === 410 ? 'never' : 'later', ...said };
  }
}

/** What there is to say where nothing was answered. */
export function unheard({ fault, why }: Exclude<OutwardAnswer, { status: number }>): Handed {
  const outcome = fault === 'address-refused' ? 'never' : 'later';
  return { outcome, of: 'server', code: fault, answer: answerOf(why) };
}
