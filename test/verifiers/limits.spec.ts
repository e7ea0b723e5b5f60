import { describe, expect, it } from '@jest/globals';

import { canonicalBytes, signerOf, verifierKey, type Json } from '../../src/protocol/index.js';
import { closedTask, drawTask, smallTask, type DrawTask } from '../../src/protocol/vectors/small-draw.js';
import { failsAt, parse, PATIENCE, saidByBoth } from './both.js';
import { Dice } from './dice.js';
import { replaced, type Path } from './mutations.js';
import { withPython } from './python.js';
import { sourceOf } from './random-sources.js';

type Of = 'evidence' | 'figures' | 'ceremony' | 'extract' | 'proof' | 'infeasible';

/** Where, a value of so many items or of so much, and the least and the most there may be; undefined: there is no such end. */
type Limit = readonly [Of, Path, (n: number) => Json, number | undefined, number | undefined];

const items =
  (item: (n: number) => Json) =>
  (n: number): Json =>
    Array.from({ length: n }, (_, i) => item(i));
const text = (n: number): Json => 'x'.repeat(n);
const itself = (n: number): Json => n;
const id = (n: number): string => `Z${String(n).padStart(6, '0')}`;
const hash = '0'.repeat(64);
const day = (n: number): string => new Date(Date.UTC(2030, 0, 1) + n * 86_400_000).toISOString().slice(0, 10);
const seat = { agencies: ['a'], count: 1, qualifications: [] };
const group = { count: 1, form: 'digits', from: 0, to: 9 };
const certificate = { number: 'x', validFrom: '2026-01-01', validUntil: '2026-12-31' };
const anyone = (more: object): Json => ({
  absences: [],
  agency: 'a',
  id: 'I1',
  name: 'x',
  qualifications: [],
  recusals: [],
  ...more,
});
const M = 'manifest';
const stratum = (more: object): Json => ({
  censusBelow: null,
  conditions: [],
  id: 'care',
  minimum: null,
  population: 0,
  rate: { direction: 'number', number: 0 },
  reserve: 0,
  root: hash,
  size: 0,
  ...more,
});

const LIMITS: readonly Limit[] = [
  ['evidence', ['inspectors', 0, 'absences'], items((n) => ({ from: day(n), until: day(n) })), 0, 1000],
  ['evidence', ['inspectors', 0, 'qualifications'], items(id), 0, 200],
  ['evidence', ['inspectors', 0, 'recusals'], items(id), 0, 10_000],
  ['evidence', ['inspectors', 0, 'name'], text, 1, 200],
  ['evidence', ['inspectors', 0, 'certificate', 'number'], text, 1, 100],
  ['evidence', ['inspectors', 0, 'expert'], (n) => n === 1, 1, 1],
  ['evidence', ['inspectors', 0], (n) => anyone(n === 1 ? { expert: true } : {}), 1, 1],
  [
    'evidence',
    ['inspectors', 0],
    (n) =>
      anyone(n === 1 ? { certificate } : { certificate: { ...certificate, validUntil: '2025-12-31' }, expert: true }),
    1,
    1,
  ],
  ['evidence', ['exclusions', 0, 'detail', 'en'], text, 1, 1000],
  [
    'evidence',
    ['targets', 0, 'attributes'],
    (n) => Object.fromEntries(Array.from({ length: n }, (_, i) => [id(i), i])),
    0,
    64,
  ],
  ['evidence', ['targets', 0, 'attributes', 'name'], text, 0, 2000],
  ['evidence', ['targets', 0, 'id'], text, 1, 64],
  ['evidence', [M, 'agency', 'name'], text, 1, 2000],
  ['evidence', [M, 'batch', 'name'], text, 1, 500],
  ['evidence', [M, 'batch', 'matters'], items((n) => ({ code: id(n), name: 'x' })), 1, 1000],
  ['evidence', [M, 'batch', 'occurrence'], itself, 1, 1_000_000],
  ['evidence', [M, 'plan', 'version'], itself, 1, 1_000_000],
  ['evidence', [M, 'plan', 'year'], itself, 1900, 9999],
  ['evidence', [M, 'filter'], items(() => ({ field: 'a', in: [1] })), 0, 32],
  ['evidence', [M, 'filter', 0, 'in'], items(itself), 1, 100_000],
  ['evidence', [M, 'filter', 0, 'field'], text, 1, 64],
  ['evidence', [M, 'strata'], items((n) => stratum({ id: id(n) })), 1, 10_000],
  ['evidence', [M, 'strata', 0, 'conditions'], items(() => ({ field: 'a', in: [1] })), 0, 32],
  ['evidence', [M, 'strata', 0, 'population'], itself, 0, 100_000_000],
  ['evidence', [M, 'strata', 0, 'minimum'], itself, 0, 100_000_000],
  ['evidence', [M, 'strata', 0, 'censusBelow'], itself, 0, 100_000_000],
  ['evidence', [M, 'strata', 0], (n) => stratum({ population: 100_000_000, size: n }), 0, 4_000_000 - 9],
  [
    'evidence',
    [M, 'strata', 0],
    (n) => stratum({ population: 100_000_000, size: 1_000_000, reserve: n }),
    0,
    3_000_000 - 9,
  ],
  ['evidence', [M, 'strata', 0, 'rate'], (n) => ({ direction: 'at-most', millionths: n }), 0, 1_000_000],
  ['evidence', [M, 'strata', 0, 'rate'], (n) => ({ direction: 'number', number: n }), 0, 100_000_000],
  ['evidence', [M, 'selection', 'total'], (n) => ({ number: n, strata: ['care'] }), 0, 100_000_000],
  ['evidence', [M, 'selection', 'total'], (n) => ({ number: 0, strata: items(id)(n) }), 1, 10_000],
  ['evidence', [M, 'targets', 'count'], itself, 0, 100_000_000],
  ['evidence', [M, 'pairing', 'maxLoad'], itself, 1, 1_000_000],
  ['evidence', [M, 'pairing', 'rules'], items(() => ({ conditions: [], seats: [seat] })), 1, 4096],
  ['evidence', [M, 'pairing', 'rules', 0, 'seats'], items(() => seat), 1, 8],
  ['evidence', [M, 'pairing', 'rules', 0, 'seats'], (n) => [{ ...seat, count: n }], 1, 20],
  [
    'evidence',
    [M, 'pairing', 'rules', 0, 'seats'],
    (n) => [
      { ...seat, count: n },
      { ...seat, count: 19 },
    ],
    1,
    1,
  ],
  ['evidence', [M, 'pairing', 'rules', 0, 'seats', 0, 'agencies'], items(id), 1, 1000],
  ['evidence', [M, 'pairing', 'rules', 0, 'seats', 0, 'qualifications'], items(id), 0, 200],
  ['evidence', [M, 'pairing', 'rules', 0, 'seats', 0, 'expert'], (n) => n === 1, 1, 1],
  ['evidence', [M, 'previous', 'size'], itself, 0, Number.MAX_SAFE_INTEGER],
  ['evidence', [M, 'previous', 'origin'], text, 1, 200],
  [
    'evidence',
    [M, 'warnings'],
    items((n) =>
      n < 4096 ? { code: 'small-pool', rule: n, targets: 1, teams: 1 } : { bits: 64, code: 'few-outcomes', needed: 65 },
    ),
    0,
    4097,
  ],
  ['evidence', [M, 'reasons'], items((n) => reason({ code: id(n) })), 1, 200],
  ['evidence', [M, 'reasons'], (n) => [reason({ code: text(n) })], 1, 64],
  ['evidence', [M, 'reasons'], (n) => [reason({ words: { en: text(n), zh: 'x' } })], 1, 2000],
  ['evidence', [M, 'reasons'], (n) => [reason({ words: { en: 'x', zh: text(n) } })], 1, 2000],
  ['evidence', [M, 'warnings', 0, 'rule'], itself, 0, 4095],
  ['evidence', [M, 'warnings', 0, 'teams'], itself, 0, 9],
  ['evidence', [M, 'warnings', 0], (n) => ({ bits: n, code: 'few-outcomes', needed: 64 }), 64, 4096],
  ['evidence', [M, 'warnings', 0], (n) => ({ bits: 64, code: 'few-outcomes', needed: n }), 64, 4096],
  [
    'evidence',
    [M, 'relation'],
    (n) => again({ kind: 'supplement', ordinal: n, places: [{ from: 0, stratum: 's', until: 1 }] }),
    1,
    1_000_000,
  ],
  ['evidence', [M, 'relation'], (n) => again({ reason: { en: text(n), zh: 'x' } }), 1, 1000],
  [
    'evidence',
    [M, 'relation'],
    (n) => again({ kind: 'supplement', places: items((i) => ({ from: 0, stratum: id(i), until: 1 }))(n) }),
    1,
    10_000,
  ],
  [
    'evidence',
    [M, 'relation'],
    (n) => again({ kind: 'supplement', places: [{ from: 0, stratum: 's', until: n }] }),
    1,
    100_000_000,
  ],
  [
    'evidence',
    [M, 'relation'],
    (n) => again({ kind: 'replacement', seats: items((i) => ({ inspector: 'i', target: id(i) }))(n) }),
    1,
    1000,
  ],
  ['evidence', ['log', 'consistency'], items(() => hash), 0, 128],
  ['evidence', ['log', 'entries', 0, 'path'], items(() => hash), 0, 64],
  ['evidence', ['log', 'entries', 0, 'index'], itself, 0, Number.MAX_SAFE_INTEGER],
  ['evidence', ['log', 'key'], (n) => verifierKey(signerOf('x'.repeat(n), '01'.repeat(32))), 1, 200],
  [
    'evidence',
    ['log', 'checkpoint'],
    (n) => `x\n1\n${'A'.repeat(43)}=\n${'y'.repeat(n - 64)}\n\n— x AAAAAAA=\n`,
    65,
    10_000,
  ],
  ['evidence', ['record', 'loads', 0, 'load'], itself, 0, 100_000_000],
  ['evidence', ['record', 'seeds', 'selection'], items((n) => ({ seed: hash, stratum: id(n) })), 1, 10_000],
  ['evidence', ['record', 'teams', 0, 'seats'], items(() => []), 0, 8],
  ['evidence', ['record', 'teams', 0, 'seats', 0], items(id), 0, 20],
  [
    'evidence',
    ['record', 'versions'],
    (n) => Object.fromEntries(Array.from({ length: n }, (_, i) => [id(i), 'x'])),
    0,
    32,
  ],
  ['evidence', ['record', 'versions', 'sortis'], text, 1, 100],
  ['infeasible', ['record', 'infeasible'], (n) => Array.from({ length: n }, () => cut({})), 1, 20],
  ['infeasible', ['record', 'infeasible', 0], (n) => cut({ inspectors: items(id)(n) }), 0, 20],
  ['infeasible', ['record', 'infeasible', 0], (n) => cut({ targets: items(id)(n) }), 1, 20],
  ['infeasible', ['record', 'infeasible', 0], (n) => cut({ needed: n }), 0, Number.MAX_SAFE_INTEGER],
  ['infeasible', ['record', 'infeasible', 0], (n) => cut({ words: { en: text(n), zh: 'x' } }), 1, 10_000],
  [
    'figures',
    [M, 'entropy', 'events'],
    items((n) => ({ at: '2026-03-02T00:00:00.000Z', groups: [group], name: 'x', number: `${n}` })),
    1,
    16,
  ],
  ['figures', [M, 'entropy', 'events', 0, 'groups'], items(() => group), 1, 8],
  ['figures', [M, 'entropy', 'events', 0, 'groups', 0], (n) => ({ ...group, count: n }), 1, 80],
  ['figures', [M, 'entropy', 'events', 0, 'groups', 0], (n) => ({ ...group, from: n, to: 999 }), 0, 999],
  ['figures', [M, 'entropy', 'events', 0, 'groups', 0], (n) => ({ ...group, to: n }), 0, 999],
  ['figures', [M, 'entropy', 'events', 0, 'name'], text, 1, 200],
  ['figures', [M, 'entropy', 'events', 0, 'number'], text, 1, 100],
  ['figures', ['record', 'entropy', 'figures'], items(() => [[1]]), 1, 16],
  ['figures', ['record', 'entropy', 'figures', 0], items(() => [1]), 1, 8],
  ['figures', ['record', 'entropy', 'figures', 0, 0], items(() => 1), 1, 80],
  ['figures', ['record', 'entropy', 'figures', 0, 0, 0], itself, 0, 999],
  ['figures', ['record', 'entropy', 'entered'], items(id), 2, 2],
  ['figures', ['record', 'entropy', 'entered', 0], text, 1, 200],
  ['ceremony', [M, 'entropy', 'witnesses'], items((n) => ({ hash, name: id(n) })), 2, 16],
  ['ceremony', [M, 'entropy', 'witnesses', 0, 'name'], text, 1, 200],
  ['ceremony', ['record', 'entropy', 'secrets'], items(() => hash), 2, 16],
  ['extract', ['inspectors', 0, 'path'], items(() => hash), 0, 64],
  ['extract', ['inspectors', 0, 'index'], itself, 0, Number.MAX_SAFE_INTEGER],
  ['extract', ['targets', 0, 'path'], items(() => hash), 0, 64],
  ['extract', ['targets', 0, 'index'], itself, 0, Number.MAX_SAFE_INTEGER],
  ['proof', ['path'], items(() => hash), 0, 64],
  ['proof', ['index'], itself, 0, Number.MAX_SAFE_INTEGER],
];

function reason(more: object): Json {
  return { code: 'x', words: { en: 'x', zh: 'x' }, ...more };
}

function again(more: object): Json {
  const reason = { en: 'x', zh: 'x' };
  return { commitment: hash, draw: 'd', kind: 'again', ordinal: 1, reason, record: null, ...more };
}

function cut(more: object): Json {
  const numbers = { capacity: 1, inspectorCount: 1, needed: 1, targetCount: 1 };
  return {
    ...numbers,
    inspectors: [],
    kind: 'seats',
    maxLoad: null,
    targets: ['T'],
    words: { en: 'x', zh: 'x' },
    ...more,
  };
}

withPython('the limits of README §1', () => {
  describe('both verifiers', () => {
    it(
      'take a value at its limit, and refuse one beyond it at the step canonical',
      async () => {
        const from = (source: 'figures' | 'ceremony'): DrawTask => {
          const { source: chance, times } = sourceOf[source](new Dice('limits'), 'D-2026-0001');
          return { ...smallTask(), source: chance!, times: times! };
        };
        const closed = await drawTask(closedTask());
        const files: Record<Of, Json> = {
          evidence: parse((await drawTask(smallTask())).evidence),
          figures: parse((await drawTask(from('figures'))).evidence),
          ceremony: parse((await drawTask(from('ceremony'))).evidence),
          infeasible: parse((await drawTask({ ...smallTask(), maxLoad: 1 })).evidence),
          extract: parse(closed.extract),
          proof: parse(closed.proofOf('T005')),
        };
        const asked = LIMITS.flatMap(([of, path, value, least, most]) =>
          (
            [
              [least, true],
              [most, true],
              [least === undefined || least === 0 ? undefined : least - 1, false],
              [most === undefined || most === Number.MAX_SAFE_INTEGER ? undefined : most + 1, false],
            ] as const
          ).flatMap(([n, inside]) =>
            n === undefined
              ? []
              : [
                  {
                    what: `${of} ${path.join('/')}: ${n}`,
                    evidence: canonicalBytes(replaced(files[of], path, value(n))),
                    inside,
                  },
                ],
          ),
        );
        const both = await saidByBoth(asked);
        const wrong = asked.filter(({ inside }, i) => (failsAt(both[i]!) !== 'canonical') !== inside);
        expect(wrong.map(({ inside, what }) => `${what}, ${inside ? 'refused' : 'taken'}`)).toEqual([]);
        expect(both.filter(({ verdict }) => verdict === 'unusable')).toEqual([]);
        expect(asked.length).toBeGreaterThan(200);
      },
      PATIENCE,
    );
  });
});
