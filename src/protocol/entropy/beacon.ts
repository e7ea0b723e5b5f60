import { bls12_381 } from '@noble/curves/bls12-381.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { fromHex, toHex } from '../bytes.js';
import { instantNumber } from '../ids.js';
import { type Json } from '../json/canonical.js';
import { type Check, instant, integer, literal, members, misshapen } from '../json/shape.js';
import { broken, isoMoment, TEN_MINUTES } from './moments.js';

/** The event: a round of a public beacon, fixed by rule before it exists. */
export interface BeaconEvent {
  /** Hash of the chain's parameters, which name the beacon. */
  readonly chain: string;
  /** UTC instant. The round is the first that does not come before it. */
  readonly notBefore: string;
  readonly round: number;
  readonly source: 'beacon';
}

export interface BeaconReveal {
  readonly revealedAt: string;
  /** 96 hex digits: a compressed point of G1. */
  readonly signature: string;
  readonly source: 'beacon';
}

/** drand quicknet, pinned: nothing that a server or a file says can put another key in its place. */
export const QUICKNET = {
  chain: '52db9ba70e0cc0f6eaf7803dd07447a1f5477735fd3f661792ba94600c84e971',
  /** Unix second of round 1. */
  genesis: 1_692_803_367,
  /** Seconds between two rounds. */
  period: 3,
  publicKey:
    '83cf0f2896adee7eb8b5f01fcad3912212c437e0073e911fb90022d3e760183c8c4b450b6a0a6c3ac6a5776a2d1064510d1fec758c921cc22b0e17e63aaf4bcb5ed66304de9cf809bd274ca73bab4af5a6e9c76a4bc09e76eae8991ef5ece45a',
} as const;

// minimal-signature-size: signatures in G1, the key in G2
const TAG = 'BLS_SIG_BLS12381G1_XMD:SHA-256_SSWU_RO_NUL_';
const SIGNATURE = /^[0-9a-f]{96}$/;

/** Unix milliseconds of a round. */
export function timeOfRound(round: number): number {
  return (QUICKNET.genesis + QUICKNET.period * (round - 1)) * 1000;
}

/** The first round that does not come before a moment (Unix milliseconds). */
export function roundAt(moment: number): number {
  return Math.max(1, Math.ceil((moment / 1000 - QUICKNET.genesis) / QUICKNET.period) + 1);
}

/** Whether this is the beacon's signature of that round. Never throws, whatever the text is. */
export function verifyRound(round: number, signature: string): boolean {
  if (!SIGNATURE.test(signature) || !Number.isSafeInteger(round) || round < 1) return false;
  const counter = new Uint8Array(8);
  new DataView(counter.buffer).setBigUint64(0, BigInt(round));
  const bls = bls12_381.shortSignatures;
  try {
    return bls.verify(fromHex(signature), bls.hash(sha256(counter), TAG), fromHex(QUICKNET.publicKey));
  } catch {
    // not a point of the curve or not in its group: the library throws
    return false;
  }
}

/** R of a round: SHA-256 of the signature, as drand itself defines it, whatever the draw's suite. */
export function randomnessOfRound(signature: string): Uint8Array {
  return sha256(fromHex(signature));
}

const MAX_ROUND_FILE = 64 * 1024;

/**
 * A round as drand's servers hand it out, `{round, randomness, signature}` and perhaps more. What it says is not yet
 * checked against the key (verifyRound). Throws ProtocolError on what is no such thing.
 */
export function readRoundFile(text: string): { readonly round: number; readonly signature: string } {
  if (text.length > MAX_ROUND_FILE) throw misshapen('', `at most ${MAX_ROUND_FILE} characters`, text.length);
  let value: Json;
  try {
    // not the protocol's own form: drand's members come in its own order
    value = JSON.parse(text) as Json;
  } catch {
    throw misshapen('', 'JSON', text);
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw misshapen('', 'an object {round, randomness, signature}', value);
  const held = value as Readonly<Record<string, Json | undefined>>;
  const round = integer(1, Number.MAX_SAFE_INTEGER)(held.round, '/round');
  const signature = signatureText(held.signature, '/signature');
  if (held.randomness !== undefined && held.randomness !== toHex(randomnessOfRound(signature)))
    throw misshapen('/randomness', 'SHA-256 of the signature', held.randomness);
  return { round, signature };
}

const signatureText: Check<string> = (value, path) => {
  if (typeof value !== 'string' || !SIGNATURE.test(value)) throw misshapen(path, '96 lower-case hex digits', value);
  return value;
};

export const readBeaconEvent: Check<BeaconEvent> = (value, path) => {
  const held = members(value, path, ['chain', 'notBefore', 'round', 'source']);
  return {
    chain: literal(QUICKNET.chain)(held.chain, `${path}/chain`),
    notBefore: instant(held.notBefore, `${path}/notBefore`),
    round: integer(1, Number.MAX_SAFE_INTEGER)(held.round, `${path}/round`),
    source: literal('beacon')(held.source, `${path}/source`),
  };
};

export const readBeaconReveal: Check<BeaconReveal> = (value, path) => {
  const held = members(value, path, ['revealedAt', 'signature', 'source']);
  return {
    revealedAt: instant(held.revealedAt, `${path}/revealedAt`),
    signature: signatureText(held.signature, `${path}/signature`),
    source: literal('beacon')(held.source, `${path}/source`),
  };
};

/** The round is the one that the rule gives, and lies at least ten minutes after the cut-off. */
export function checkBeaconMoments(event: BeaconEvent, cutoff: string): void {
  const notBefore = instantNumber(event.notBefore) ?? 0;
  if (notBefore - (instantNumber(cutoff) ?? 0) < TEN_MINUTES)
    throw broken(
      '/entropy/notBefore',
      '信标轮次距名单截止不足十分钟',
      'the round comes less than ten minutes after the cut-off',
      `at least 10 min after ${cutoff}`,
      event.notBefore,
    );
  const round = roundAt(notBefore);
  if (event.round !== round)
    throw broken(
      '/entropy/round',
      '轮次不是规定的那一轮',
      'the round is not the one that the rule gives',
      String(round),
      String(event.round),
    );
}

export function checkBeaconReveal(event: BeaconEvent, reveal: BeaconReveal): void {
  const time = timeOfRound(event.round);
  if ((instantNumber(reveal.revealedAt) ?? 0) < time)
    throw broken(
      '/entropy/revealedAt',
      '揭示时间早于信标轮次',
      'revealed before the round came',
      `not before ${isoMoment(time)}`,
      reveal.revealedAt,
    );
}

/** Throws `rule` unless the signature is that of the announced round. `bls: false` leaves the signature unchecked. */
export function beaconRandomness(event: BeaconEvent, reveal: BeaconReveal, bls = true): Uint8Array {
  if (bls && !verifyRound(event.round, reveal.signature))
    throw broken(
      '/entropy/signature',
      `不是信标第 ${event.round} 轮的签名`,
      `not the beacon's signature of round ${event.round}`,
      `the signature of round ${event.round}`,
      reveal.signature,
    );
  return randomnessOfRound(reveal.signature);
}
