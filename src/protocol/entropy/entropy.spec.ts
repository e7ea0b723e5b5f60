import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { fromHex, toHex, utf8 } from '../bytes.js';
import { ProtocolError } from '../errors.js';
import { type Json } from '../json/canonical.js';
import { DEFAULT_SUITE } from '../suite.js';
import { QUICKNET, readRoundFile, roundAt, timeOfRound, verifyRound } from './beacon.js';
import { type CeremonyEvent, witnessHash } from './ceremony.js';
import { choose, type FigureEvent, type FiguresEvent, figuresKey, outcomesOf } from './figures.js';
import { isoMoment } from './moments.js';
import { sealHash } from './sealed.js';
import {
  assuranceOf,
  checkEventMoments,
  checkRevealMoment,
  ENTROPY_SOURCES,
  type EntropyEvent,
  type EntropyReveal,
  randomnessOf,
  readEvent,
  readReveal,
} from './source.js';

interface Round {
  readonly round: number;
  readonly signature: string;
  readonly randomness: string;
}

const known = JSON.parse(readFileSync(new URL('../vectors/known-answers.json', import.meta.url), 'utf8')) as {
  drand: { quicknet: { chain_hash: string; public_key: string; rounds: Round[]; must_fail: Round[] } };
  rfc3797: { key: string; pool: number; selected: number[] };
};
const { quicknet } = known.drand;
const R123 = quicknet.rounds[0]!;
const CUTOFF = '2023-08-23T15:00:00.000Z';

const sha = (...parts: Uint8Array[]): string => {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  return hash.digest('hex');
};
const faultOf = (work: () => unknown): string => {
  try {
    work();
  } catch (error) {
    if (error instanceof ProtocolError) return `${error.fault} ${error.path}`;
    throw error;
  }
  return 'nothing';
};

const LOTTO: FigureEvent = {
  at: '2023-08-23T15:30:00.000Z',
  groups: [{ count: 20, form: 'set', from: 1, to: 80 }],
  name: '快乐8',
  number: '2023225',
};
const COLOURS: FigureEvent = {
  at: '2023-08-23T15:40:00.000Z',
  groups: [
    { count: 6, form: 'set', from: 1, to: 33 },
    { count: 1, form: 'digits', from: 1, to: 16 },
  ],
  name: '双色球',
  number: '2023098',
};
const SECRETS = ['11'.repeat(32), '22'.repeat(32), '33'.repeat(32)];
const NAMES = ['张三', 'Li Si', '王五'];

const EXAMPLES: Readonly<Record<string, readonly [EntropyEvent, EntropyReveal, string]>> = {
  beacon: [
    { chain: QUICKNET.chain, notBefore: isoMoment(timeOfRound(123) - 2999), round: 123, source: 'beacon' },
    { revealedAt: isoMoment(timeOfRound(123)), signature: R123.signature, source: 'beacon' },
    R123.randomness,
  ],
  figures: [
    { events: [LOTTO, COLOURS], notBefore: '2023-08-23T15:40:00.000Z', source: 'figures' },
    {
      entered: ['甲', '乙'],
      figures: [
        [[1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 80]],
        [[2, 3, 5, 7, 11, 33], [16]],
      ],
      revealedAt: '2023-08-23T16:00:00.000Z',
      source: 'figures',
    },
    sha(
      utf8('sortis/1/figures'),
      Uint8Array.of(0),
      utf8('1.2.3.4.5.6.7.8.9.10.11.12.13.14.15.16.17.18.19.80./2.3.5.7.11.33./16./'),
    ),
  ],
  ceremony: [
    {
      notBefore: '2023-08-23T15:10:00.000Z',
      revealUntil: '2023-08-23T16:00:00.000Z',
      source: 'ceremony',
      witnesses: NAMES.map((name, i) => ({
        hash: sha(utf8(`sortis/1/ceremony\0D-1\0${name}\0`), fromHex(SECRETS[i]!)),
        name,
      })),
    },
    { revealedAt: '2023-08-23T15:20:00.000Z', secrets: SECRETS, source: 'ceremony' },
    sha(utf8('sortis/1/ceremony/all\0'), fromHex(SECRETS.join(''))),
  ],
  sealed: [
    {
      hash: sha(utf8('sortis/1/sealed\0'), fromHex(SECRETS[0]!)),
      notBefore: '2023-08-23T15:00:00.000Z',
      source: 'sealed',
    },
    { revealedAt: '2023-08-23T15:00:00.000Z', secret: SECRETS[0]!, source: 'sealed' },
    SECRETS[0]!,
  ],
};

const drawn = (event: EntropyEvent, reveal: EntropyReveal): string =>
  toHex(randomnessOf(DEFAULT_SUITE, event, reveal, 'D-1'));

describe('the four sources', () => {
  it.each(Object.entries(EXAMPLES))('%s: an example is read, in time, and gives its randomness', (source, example) => {
    const [event, reveal, randomness] = example;
    expect(readEvent(event as unknown as Json, '')).toEqual(event);
    expect(readReveal(reveal as unknown as Json, '')).toEqual(reveal);
    checkEventMoments(event, CUTOFF);
    checkRevealMoment(event, reveal);
    expect(drawn(event, reveal)).toBe(randomness);
    expect(assuranceOf(event.source).label).toBe(
      { beacon: 'public', figures: 'public', ceremony: 'witnessed', sealed: 'self-declared' }[source],
    );
  });

  it('a reveal of another source is refused', () => {
    for (const one of ENTROPY_SOURCES)
      for (const other of ENTROPY_SOURCES) {
        if (one === other) continue;
        expect(faultOf(() => drawn(EXAMPLES[one]![0], EXAMPLES[other]![1]))).toBe('rule /entropy/source');
      }
  });

  it('an unknown, missing or misplaced source is refused', () => {
    for (const value of [null, [], 'sealed', {}, { source: 'dice' }, { source: null }, { source: 'beacon', extra: 1 }])
      expect(faultOf(() => readEvent(value as Json, '/entropy'))).toMatch(/^shape \/entropy/);
  });

  it('a reveal before its time is refused', () => {
    for (const source of ENTROPY_SOURCES) {
      const [event, reveal] = EXAMPLES[source]!;
      const early = { ...reveal, revealedAt: '2023-08-23T14:59:59.999Z' } as EntropyReveal;
      expect(
        faultOf(() => {
          checkRevealMoment(event, early);
        }),
      ).toBe('rule /entropy/revealedAt');
      expect(
        faultOf(() => {
          checkEventMoments(event, '2023-08-24T00:00:00.000Z');
        }),
      ).toMatch(/^rule \/entropy/);
    }
  });
});

describe('beacon', () => {
  it('is pinned to quicknet', () => {
    expect([QUICKNET.chain, QUICKNET.publicKey]).toEqual([quicknet.chain_hash, quicknet.public_key]);
  });

  it('accepts the recorded rounds and no other', () => {
    for (const { round, signature } of quicknet.rounds) {
      expect(verifyRound(round, signature)).toBe(true);
      expect(verifyRound(round + 1, signature)).toBe(false);
    }
    for (const { round, signature } of quicknet.must_fail) expect(verifyRound(round, signature)).toBe(false);
  });

  it('refuses every signature with one bit changed, and never throws', () => {
    for (let bit = 0; bit < 384; bit += 7) {
      const bytes = fromHex(R123.signature);
      bytes[bit >> 3]! ^= 1 << (bit & 7);
      expect([bit, verifyRound(123, toHex(bytes))]).toEqual([bit, false]);
    }
  });

  it.each([
    ['infinity', `c0${'00'.repeat(47)}`],
    ['nothing', ''],
    ['zeros', '00'.repeat(48)],
    ['ones', 'ff'.repeat(48)],
    ['upper case', R123.signature.toUpperCase()],
    ['too short', R123.signature.slice(2)],
    ['too long', `${R123.signature}00`],
    // x = 4 is on the curve, but outside the group of prime order
    ['outside of the group', `80${'00'.repeat(46)}04`],
  ])('refuses %s', (_what, signature) => {
    expect(verifyRound(123, signature)).toBe(false);
  });

  it('refuses rounds that are none', () => {
    for (const round of [0, -1, 1.5, NaN, Infinity, 2 ** 53]) expect(verifyRound(round, R123.signature)).toBe(false);
  });

  it('takes the first round that does not come before the moment', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 10 ** 9 }), fc.integer({ min: -2999, max: 0 }), (round, before) => {
        expect(roundAt(timeOfRound(round) + before)).toBe(round);
        expect(roundAt(timeOfRound(round) + 1)).toBe(round + 1);
      }),
    );
    expect(roundAt(0)).toBe(1);
  });

  it('refuses another round than the rule gives, and a moment too near', () => {
    const [event, reveal] = EXAMPLES.beacon as [EntropyEvent & { source: 'beacon' }, EntropyReveal, string];
    expect(
      faultOf(() => {
        checkEventMoments({ ...event, round: 124 }, CUTOFF);
      }),
    ).toBe('rule /entropy/round');
    expect(
      faultOf(() => {
        checkEventMoments({ ...event, round: 122 }, CUTOFF);
      }),
    ).toBe('rule /entropy/round');
    const near = isoMoment(Date.parse(event.notBefore) - 599_999);
    expect(
      faultOf(() => {
        checkEventMoments(event, near);
      }),
    ).toBe('rule /entropy/notBefore');
    const early = { ...reveal, revealedAt: isoMoment(timeOfRound(123) - 1) } as EntropyReveal;
    expect(
      faultOf(() => {
        checkRevealMoment(event, early);
      }),
    ).toBe('rule /entropy/revealedAt');
    const other = { ...reveal, signature: quicknet.rounds[1]!.signature } as EntropyReveal;
    expect(faultOf(() => drawn(event, other))).toBe('rule /entropy/signature');
    expect(toHex(randomnessOf(DEFAULT_SUITE, event, other, 'D-1', { bls: false }))).toBe(
      quicknet.rounds[1]!.randomness,
    );
  });

  it('reads a round as drand writes it, and nothing else', () => {
    const file = { round: 123, randomness: R123.randomness, signature: R123.signature };
    expect(readRoundFile(JSON.stringify({ ...file, more: [1] }))).toEqual({ round: 123, signature: R123.signature });
    const bad = [
      '',
      'null',
      '[]',
      '<html>',
      JSON.stringify(file).slice(0, -3),
      JSON.stringify({ ...file, round: '123' }),
      JSON.stringify({ ...file, round: 1.5 }),
      JSON.stringify({ ...file, signature: 'x' }),
      JSON.stringify({ ...file, randomness: '00'.repeat(32) }),
      JSON.stringify({ ...file, more: 'x'.repeat(70_000) }),
      '['.repeat(60_000),
    ];
    for (const text of bad) expect(faultOf(() => readRoundFile(text))).toMatch(/^shape/);
  });
});

describe('figures', () => {
  it('counts outcomes exactly', () => {
    expect(outcomesOf([LOTTO])).toBe(3535316142212174320n);
    expect(outcomesOf([COLOURS])).toBe(1107568n * 16n);
    fc.assert(
      fc.property(fc.bigInt(1n, 60n), fc.bigInt(1n, 60n), (n, k) => {
        expect(choose(n + k, k)).toBe(choose(n + k - 1n, k - 1n) + choose(n + k - 1n, k));
      }),
    );
  });

  it("writes RFC 3797's key, from which its own selection follows", () => {
    const { key, pool, selected } = known.rfc3797;
    expect(figuresKey([[[9319]], [[2, 5, 8, 10, 12]], [[9, 18, 26, 34, 41, 45]]])).toBe(key);
    const left = Array.from({ length: pool }, (_, i) => i + 1);
    const found = selected.map((_, i) => {
      const index = new Uint8Array([i >> 8, i & 255]);
      const digest = createHash('md5').update(index).update(key).update(index).digest('hex');
      return left.splice(Number(BigInt(`0x${digest}`) % BigInt(left.length)), 1)[0];
    });
    expect(found).toEqual(selected);
  });

  it('needs 2^64 outcomes, all of them after the cut-off', () => {
    const event = EXAMPLES.figures![0] as EntropyEvent & { source: 'figures' };
    expect(
      faultOf(() => {
        checkEventMoments({ ...event, events: [LOTTO] }, CUTOFF);
      }),
    ).toBe('rule /entropy/events');
    expect(
      faultOf(() => {
        checkEventMoments({ ...event, notBefore: LOTTO.at }, CUTOFF);
      }),
    ).toBe('rule /entropy/notBefore');
    expect(
      faultOf(() => {
        checkEventMoments(event, '2023-08-23T15:20:00.001Z');
      }),
    ).toBe('rule /entropy/events/0/at');
  });

  it.each([
    ['one number more', [[[1, 2, 3, 5, 7, 11, 33], [16]]]],
    ['a group missing', [[[2, 3, 5, 7, 11, 33]]]],
    ['not ascending', [[[2, 5, 3, 7, 11, 33], [16]]]],
    ['twice', [[[2, 2, 5, 7, 11, 33], [16]]]],
    ['too large', [[[2, 3, 5, 7, 11, 34], [16]]]],
    ['too small', [[[2, 3, 5, 7, 11, 33], [0]]]],
  ])('refuses figures that the event cannot give: %s', (_what, second) => {
    const [event, reveal] = EXAMPLES.figures as [EntropyEvent, EntropyReveal & { source: 'figures' }, string];
    const figures = [reveal.figures[0]!, ...second];
    expect(faultOf(() => drawn(event, { ...reveal, figures }))).toMatch(/^rule \/entropy\/figures\/1/);
  });

  it('counts what comes out once only once: no event is named twice', () => {
    const [event] = EXAMPLES.figures as [FiguresEvent, EntropyReveal, string];
    const [first, second] = event.events as [FigureEvent, FigureEvent];
    const twice = { ...event, events: [first, second, { ...first, at: second.at, groups: second.groups }] };
    expect(faultOf(() => readEvent(twice as unknown as Json, ''))).toBe('shape /events/2');
    for (const other of [
      { ...first, name: `${first.name}x` },
      { ...first, number: `${first.number}x` },
    ])
      expect(readEvent({ ...event, events: [first, other] } as unknown as Json, '')).toMatchObject({
        events: [first, other],
      });
  });

  it('has two people enter them', () => {
    const reveal = { ...(EXAMPLES.figures![1] as object), entered: ['甲', '甲'] };
    expect(faultOf(() => readReveal(reveal as unknown as Json, ''))).toBe('shape /entered');
  });
});

/** The first and the last of each range of what a reader does not see. */
const HIDDEN = [
  ...['\u0000', '\u001f', '\u007f', '\u0085', '\u009f', '\u00ad', '\u200b', '\u200f'],
  ...['\u2028', '\u202e', '\u2060', '\u206f', '\ufeff'],
];
const SEEN = [' ', '~', '\u00a0', '\u00ac', '\u00ae', '\u200a', '\u2010', '\u2027', '\u202f', '\u205f', '\u2070'];

describe('names', () => {
  it.each(HIDDEN)('of events and people hide nothing: not %j', (hidden) => {
    const [event, reveal] = EXAMPLES.figures as [FiguresEvent, EntropyReveal & { source: 'figures' }, string];
    const [first, second] = event.events as [FigureEvent, FigureEvent];
    for (const [member, bent] of [
      ['name', { ...first, name: `${first.name}${hidden}` }],
      ['number', { ...first, number: `${hidden}${first.number}` }],
    ] as const)
      expect(faultOf(() => readEvent({ ...event, events: [second, bent] } as unknown as Json, ''))).toBe(
        `shape /events/1/${member}`,
      );
    const entered = ['甲', `甲${hidden}`];
    expect(faultOf(() => readReveal({ ...reveal, entered }, ''))).toBe('shape /entered/1');
  });

  it.each(SEEN)('may have what can be seen: %j', (seen) => {
    const [event] = EXAMPLES.figures as [FiguresEvent, EntropyReveal, string];
    const events = event.events.map((one) => ({ ...one, name: `a${seen}b` }));
    expect(readEvent({ ...event, events } as unknown as Json, '')).toMatchObject({ events });
  });
});

describe('ceremony', () => {
  const [event, reveal] = EXAMPLES.ceremony as [CeremonyEvent, EntropyReveal & { source: 'ceremony' }, string];

  it('takes from each witness what that witness had committed to, for this draw', () => {
    expect(witnessHash(DEFAULT_SUITE, 'D-1', NAMES[0]!, fromHex(SECRETS[0]!))).toBe(event.witnesses[0]!.hash);
    const exchanged = { ...reveal, secrets: [SECRETS[1]!, SECRETS[0]!, SECRETS[2]!] };
    expect(faultOf(() => drawn(event, exchanged))).toBe('rule /entropy/secrets/0');
    expect(faultOf(() => drawn(event, { ...reveal, secrets: SECRETS.slice(0, 2) }))).toBe('rule /entropy/secrets');
    expect(faultOf(() => randomnessOf(DEFAULT_SUITE, event, reveal, 'D-2'))).toBe('rule /entropy/secrets/0');
  });

  it("cannot be copied: another's hash under one's own name opens to nothing", () => {
    const witnesses = [event.witnesses[0]!, { ...event.witnesses[0]!, name: '李四' }];
    const copied = { ...reveal, secrets: [SECRETS[0]!, SECRETS[0]!] };
    expect(faultOf(() => drawn({ ...event, witnesses }, copied))).toBe('rule /entropy/secrets/1');
  });

  it('ends when its time is over', () => {
    const late = { ...reveal, revealedAt: '2023-08-23T16:00:00.001Z' };
    expect(
      faultOf(() => {
        checkRevealMoment(event, late);
      }),
    ).toBe('rule /entropy/revealedAt');
    expect(
      faultOf(() => {
        checkEventMoments({ ...event, revealUntil: '2023-08-23T14:00:00.000Z' }, CUTOFF);
      }),
    ).toBe('rule /entropy/revealUntil');
  });

  it('leaves ten minutes in which the witnesses can see what was committed to', () => {
    const [soon, enough] = ['2023-08-23T15:00:00.001Z', '2023-08-23T15:00:00.000Z'];
    checkEventMoments(event, enough);
    expect(
      faultOf(() => {
        checkEventMoments(event, soon);
      }),
    ).toBe('rule /entropy/notBefore');
  });

  it('needs two witnesses of different names', () => {
    for (const witnesses of [event.witnesses.slice(0, 1), [event.witnesses[0]!, event.witnesses[0]!]])
      expect(faultOf(() => readEvent({ ...event, witnesses } as unknown as Json, ''))).toBe('shape /witnesses');
  });

  it.each(HIDDEN)('needs names in which nothing hides: not %j', (hidden) => {
    const witnesses = [event.witnesses[0]!, { ...event.witnesses[0]!, name: event.witnesses[0]!.name + hidden }];
    expect(faultOf(() => readEvent({ ...event, witnesses } as unknown as Json, ''))).toBe('shape /witnesses/1/name');
  });
});

describe('sealed', () => {
  it('opens with the sealed secret only', () => {
    const [event, reveal] = EXAMPLES.sealed as [EntropyEvent, EntropyReveal & { source: 'sealed' }, string];
    expect(faultOf(() => drawn(event, { ...reveal, secret: SECRETS[1]! }))).toBe('rule /entropy/secret');
    expect(() => sealHash(DEFAULT_SUITE, new Uint8Array(31))).toThrow('32 bytes');
  });
});
