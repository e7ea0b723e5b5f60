import { fromHex, toHex, utf8 } from '../bytes.js';
import { type Check, hex64, instant, list, literal, members, misshapen, plainName } from '../json/shape.js';
import { type Suite } from '../suite.js';
import { labelled } from './labelled.js';
import { instantNumber } from '../ids.js';
import { broken, TEN_MINUTES } from './moments.js';

export interface Witness {
  /** `witnessHash` of what this witness keeps until the reveal. */
  readonly hash: string;
  readonly name: string;
}

export interface CeremonyEvent {
  readonly notBefore: string;
  /** UTC instant by which all must have revealed; if one has not, the draw ends. */
  readonly revealUntil: string;
  readonly source: 'ceremony';
  readonly witnesses: readonly Witness[];
}

export interface CeremonyReveal {
  readonly revealedAt: string;
  /** In the order of the witnesses. */
  readonly secrets: readonly string[];
  readonly source: 'ceremony';
}

const ZERO = Uint8Array.of(0);

/**
 * What a witness hands in before the commitment. The draw and the name are in it, so that nobody can hand in a copy of
 * another's hash and later of his secret.
 */
export function witnessHash(suite: Suite, drawId: string, name: string, secret: Uint8Array): string {
  return toHex(labelled(suite, 'sortis/1/ceremony', utf8(drawId), ZERO, utf8(name), ZERO, secret));
}

const witness: Check<Witness> = (value, path) => {
  const held = members(value, path, ['hash', 'name']);
  return { hash: hex64(held.hash, `${path}/hash`), name: plainName(200)(held.name, `${path}/name`) };
};

export const readCeremonyEvent: Check<CeremonyEvent> = (value, path) => {
  const held = members(value, path, ['notBefore', 'revealUntil', 'source', 'witnesses']);
  const witnesses = list(witness, 2, 16)(held.witnesses, `${path}/witnesses`);
  if (new Set(witnesses.map(({ name }) => name)).size !== witnesses.length)
    throw misshapen(`${path}/witnesses`, 'each name once', held.witnesses);
  return {
    notBefore: instant(held.notBefore, `${path}/notBefore`),
    revealUntil: instant(held.revealUntil, `${path}/revealUntil`),
    source: literal('ceremony')(held.source, `${path}/source`),
    witnesses,
  };
};

export const readCeremonyReveal: Check<CeremonyReveal> = (value, path) => {
  const held = members(value, path, ['revealedAt', 'secrets', 'source']);
  return {
    revealedAt: instant(held.revealedAt, `${path}/revealedAt`),
    secrets: list(hex64, 2, 16)(held.secrets, `${path}/secrets`),
    source: literal('ceremony')(held.source, `${path}/source`),
  };
};

/** Ten minutes in which the witnesses can see what was committed to, and time to reveal in. */
export function checkCeremonyMoments(event: CeremonyEvent, cutoff: string): void {
  if ((instantNumber(event.notBefore) ?? 0) - (instantNumber(cutoff) ?? 0) < TEN_MINUTES)
    throw broken(
      '/entropy/notBefore',
      '揭示开始距名单截止不足十分钟',
      'the reveals begin less than ten minutes after the cut-off',
      `at least 10 min after ${cutoff}`,
      event.notBefore,
    );
  if (event.revealUntil < event.notBefore)
    throw broken(
      '/entropy/revealUntil',
      '揭示截止早于揭示开始',
      'the reveals end before they begin',
      `not before ${event.notBefore}`,
      event.revealUntil,
    );
}

export function checkCeremonyReveal(event: CeremonyEvent, reveal: CeremonyReveal): void {
  if (reveal.revealedAt > event.revealUntil)
    throw broken(
      '/entropy/revealedAt',
      '揭示晚于规定的截止时间',
      'revealed after the last moment for it',
      `not after ${event.revealUntil}`,
      reveal.revealedAt,
    );
}

/** R = D(all, secrets). Throws `rule` where a secret is not the one that its witness had committed to. */
export function ceremonyRandomness(
  suite: Suite,
  event: CeremonyEvent,
  reveal: CeremonyReveal,
  drawId: string,
): Uint8Array {
  const { witnesses } = event;
  if (reveal.secrets.length !== witnesses.length)
    throw broken(
      '/entropy/secrets',
      '见证人与揭示的数目不同',
      'there is not one secret for each witness',
      String(witnesses.length),
      String(reveal.secrets.length),
    );
  const secrets = reveal.secrets.map(fromHex);
  witnesses.forEach(({ hash, name }, index) => {
    const found = witnessHash(suite, drawId, name, secrets[index]!);
    if (found !== hash)
      throw broken(
        `/entropy/secrets/${index}`,
        `见证人 ${name} 揭示的不是事先承诺的随机数`,
        `what ${name} revealed is not what ${name} had committed to`,
        hash,
        found,
      );
  });
  return labelled(suite, 'sortis/1/ceremony/all', ...secrets);
}
