import { fromHex, toHex } from '../bytes.js';
import { ProtocolError } from '../errors.js';
import { type Check, hex64, instant, literal, members } from '../json/shape.js';
import { type Suite } from '../suite.js';
import { labelled } from './labelled.js';
import { broken } from './moments.js';

export interface SealedEvent {
  readonly hash: string;
  /** UTC instant before which the secret is not revealed. */
  readonly notBefore: string;
  readonly source: 'sealed';
}

export interface SealedReveal {
  readonly revealedAt: string;
  /** The 32 bytes, 64 hex digits. */
  readonly secret: string;
  readonly source: 'sealed';
}

/** H("sortis/1/sealed" || 0x00 || secret), hex: what the manifest says before the secret is shown. */
export function sealHash(suite: Suite, secret: Uint8Array): string {
  if (secret.length !== 32) {
    throw new ProtocolError(
      'form',
      '/secret',
      { zh: '密值必须是 32 字节', en: 'a secret is 32 bytes' },
      { found: String(secret.length) },
    );
  }
  return toHex(labelled(suite, 'sortis/1/sealed', secret));
}

export const readSealedEvent: Check<SealedEvent> = (value, path) => {
  const held = members(value, path, ['hash', 'notBefore', 'source']);
  return {
    hash: hex64(held.hash, `${path}/hash`),
    notBefore: instant(held.notBefore, `${path}/notBefore`),
    source: literal('sealed')(held.source, `${path}/source`),
  };
};

export const readSealedReveal: Check<SealedReveal> = (value, path) => {
  const held = members(value, path, ['revealedAt', 'secret', 'source']);
  return {
    revealedAt: instant(held.revealedAt, `${path}/revealedAt`),
    secret: hex64(held.secret, `${path}/secret`),
    source: literal('sealed')(held.source, `${path}/source`),
  };
};

/** R is the secret itself. Throws `rule` when it is not the one that was sealed. */
export function sealedRandomness(suite: Suite, event: SealedEvent, reveal: SealedReveal): Uint8Array {
  const secret = fromHex(reveal.secret);
  const hash = sealHash(suite, secret);
  if (hash !== event.hash)
    throw broken(
      '/entropy/secret',
      '揭示的随机数不是公告时封存的那一个',
      'the secret is not the one that was sealed',
      event.hash,
      hash,
    );
  return secret;
}
