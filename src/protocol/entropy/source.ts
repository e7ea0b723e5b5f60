import { type Words } from '../errors.js';
import { type Json } from '../json/canonical.js';
import { type Check, literal, members, misshapen } from '../json/shape.js';
import { type Suite } from '../suite.js';
import {
  type BeaconEvent,
  beaconRandomness,
  type BeaconReveal,
  checkBeaconMoments,
  checkBeaconReveal,
  readBeaconEvent,
  readBeaconReveal,
} from './beacon.js';
import {
  type CeremonyEvent,
  ceremonyRandomness,
  type CeremonyReveal,
  checkCeremonyMoments,
  checkCeremonyReveal,
  readCeremonyEvent,
  readCeremonyReveal,
} from './ceremony.js';
import {
  checkFiguresMoments,
  type FiguresEvent,
  figuresRandomness,
  type FiguresReveal,
  readFiguresEvent,
  readFiguresReveal,
} from './figures.js';
import { broken } from './moments.js';
import { readSealedEvent, readSealedReveal, type SealedEvent, sealedRandomness, type SealedReveal } from './sealed.js';

/** Where the randomness comes from (README.md §7). */
export type EntropyEvent = BeaconEvent | FiguresEvent | CeremonyEvent | SealedEvent;
export type EntropyReveal = BeaconReveal | FiguresReveal | CeremonyReveal | SealedReveal;
export type EntropySource = EntropyEvent['source'];
export const ENTROPY_SOURCES = ['beacon', 'figures', 'ceremony', 'sealed'] as const;

const sourceName = literal(...ENTROPY_SOURCES);

function sourceOf(value: Json | undefined, path: string): EntropySource {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw misshapen(path, 'an object', value);
  // names the one that is missing where it is
  if (!Object.hasOwn(value, 'source')) members(value, path, ['source']);
  return sourceName((value as Readonly<Record<string, Json>>).source, `${path}/source`);
}

export const readEvent: Check<EntropyEvent> = (value, path) => {
  switch (sourceOf(value, path)) {
    case 'beacon':
      return readBeaconEvent(value, path);
    case 'figures':
      return readFiguresEvent(value, path);
    case 'ceremony':
      return readCeremonyEvent(value, path);
    case 'sealed':
      return readSealedEvent(value, path);
  }
};

export const readReveal: Check<EntropyReveal> = (value, path) => {
  switch (sourceOf(value, path)) {
    case 'beacon':
      return readBeaconReveal(value, path);
    case 'figures':
      return readFiguresReveal(value, path);
    case 'ceremony':
      return readCeremonyReveal(value, path);
    case 'sealed':
      return readSealedReveal(value, path);
  }
};

/** cutoff ≤ notBefore and what else the source says of its moments. Throws `rule`. */
export function checkEventMoments(event: EntropyEvent, cutoff: string): void {
  if (event.notBefore < cutoff)
    throw broken(
      '/entropy/notBefore',
      '随机数早于名单截止时间',
      'the randomness comes before the cut-off',
      `not before ${cutoff}`,
      event.notBefore,
    );
  if (event.source === 'beacon') checkBeaconMoments(event, cutoff);
  if (event.source === 'figures') checkFiguresMoments(event, cutoff);
  if (event.source === 'ceremony') checkCeremonyMoments(event, cutoff);
}

/** The reveal did not come before its time, or too late. Throws `rule`. */
export function checkRevealMoment(event: EntropyEvent, reveal: EntropyReveal): void {
  if (reveal.revealedAt < event.notBefore)
    throw broken(
      '/entropy/revealedAt',
      '随机数在公告的时间之前就已揭示',
      'the randomness was revealed before the announced moment',
      `not before ${event.notBefore}`,
      reveal.revealedAt,
    );
  if (event.source === 'beacon' && reveal.source === 'beacon') checkBeaconReveal(event, reveal);
  if (event.source === 'ceremony' && reveal.source === 'ceremony') checkCeremonyReveal(event, reveal);
}

/** R, 32 bytes. Throws `rule` where the reveal does not fit what was announced. */
export function randomnessOf(
  suite: Suite,
  event: EntropyEvent,
  reveal: EntropyReveal,
  drawId: string,
  options: { readonly bls?: boolean } = {},
): Uint8Array {
  if (event.source === 'beacon' && reveal.source === 'beacon')
    return beaconRandomness(event, reveal, options.bls ?? true);
  if (event.source === 'figures' && reveal.source === 'figures') return figuresRandomness(suite, event, reveal);
  if (event.source === 'ceremony' && reveal.source === 'ceremony')
    return ceremonyRandomness(suite, event, reveal, drawId);
  if (event.source === 'sealed' && reveal.source === 'sealed') return sealedRandomness(suite, event, reveal);
  throw broken(
    '/entropy/source',
    '揭示的来源不是公告的来源',
    'the reveal is of another source than was announced',
    event.source,
    reveal.source,
  );
}

export interface Assurance extends Words {
  readonly label: 'public' | 'witnessed' | 'self-declared';
}

const ASSURANCES: Readonly<Record<EntropySource, Assurance>> = {
  beacon: {
    label: 'public',
    zh: '随机数是公共信标的一轮，任何人可核验；只要承诺在这一轮之前已有他人见到，谁也不能左右。',
    en: 'The randomness is a round of a public beacon, which anyone can check; nobody could steer it if the commitment was seen by others before the round.',
  },
  figures: {
    label: 'public',
    zh: '随机数由两人录入的公开数字算出；数字是否确已如此公布，须与公布的数字对照。',
    en: 'The randomness follows from published figures that two people entered; whether they were published so, only a comparison shows.',
  },
  ceremony: {
    label: 'witnessed',
    zh: '随机数由各位见证人共同产生；只要有一位诚实，且揭示前见到了承诺，谁也不能选定结果，但最后揭示的人或收集者可以使抽取中止。',
    en: 'The randomness was made by several witnesses together; if one of them is honest and saw the commitment before revealing, nobody could choose it, but the last to reveal or whoever collects the secrets could break the draw off.',
  },
  sealed: {
    label: 'self-declared',
    zh: '随机数由本机自行产生并事先封存，未经第三方见证。',
    en: 'The randomness was made by the drawing machine itself and sealed beforehand; no third party witnessed it.',
  },
};

export function assuranceOf(source: EntropySource): Assurance {
  return ASSURANCES[source];
}
