import { type InspectorLeaf } from '../../src/protocol/pool/leaves.js';
import { type TeamRule } from '../../src/protocol/pool/manifest.js';
import { CERTIFICATE, type Instance } from './instance.js';

function staff(agencies: string, change: (index: number) => Partial<InspectorLeaf> = () => ({})): InspectorLeaf[] {
  return Array.from(agencies, (agency, i) => ({
    absences: [],
    agency,
    certificate: CERTIFICATE,
    id: `I${String(i).padStart(2, '0')}`,
    name: 'x',
    qualifications: [],
    recusals: [],
    ...change(i),
  }));
}

/** `seat(2, 'AB', 'p')`: two from agencies A or B who hold p. */
function seat(count: number, agencies: string, qualifications = ''): TeamRule['seats'][number] {
  return { agencies: [...agencies], count, qualifications: [...qualifications] };
}

const rule = (...seats: TeamRule['seats']): TeamRule => ({ conditions: [], seats });
const targets = (count: number, ofRule = 0): number[] => new Array<number>(count).fill(ofRule);
const recusing =
  (...lists: number[][]): ((i: number) => Partial<InspectorLeaf>) =>
  (i) => ({
    recusals: (lists[i] ?? []).map((t) => `T${t}`),
  });
const holding =
  (...lists: string[]): ((i: number) => Partial<InspectorLeaf>) =>
  (i) => ({
    qualifications: [...(lists[i] ?? '')],
  });

/** Each inspector may visit its own target and the one before, in a ring; `beside` more who are tempted by target 0. */
function ring(size: number, beside: number): Instance {
  const all = Array.from({ length: size + beside }, (_, t) => t);
  const may = (i: number): number[] => (i < size ? [i, (i + size - 1) % size] : [0, i]);
  return {
    inspectors: staff('A'.repeat(size + beside), (i) =>
      recusing(...all.map((j) => all.filter((t) => !may(j).includes(t))))(i),
    ),
    rules: [rule(seat(1, 'A'))],
    ruleOf: targets(size + beside),
    maxLoad: null,
  };
}

const away = (from: string, until: string): Partial<InspectorLeaf> => ({ absences: [{ from, until }] });

/** Small enough that every permissible optimal pairing can be listed (2 to some hundreds). */
export const NAMED: readonly (readonly [string, Instance])[] = [
  [
    'full: 3 targets × 2, 4 inspectors',
    { inspectors: staff('AAAA'), rules: [rule(seat(2, 'A'))], ruleOf: targets(3), maxLoad: null },
  ],
  [
    'recusals',
    {
      inspectors: staff('AAAA', recusing([0], [1], [1, 2])),
      rules: [rule(seat(2, 'A'))],
      ruleOf: targets(3),
      maxLoad: null,
    },
  ],
  [
    'tight: every place needed',
    {
      inspectors: staff('AAAA', recusing([0, 3], [1], [2, 3], [])),
      rules: [rule(seat(2, 'A'))],
      ruleOf: targets(4),
      maxLoad: 2,
    },
  ],
  [
    'star: 1 target × 2, 5 inspectors',
    { inspectors: staff('AAAAA'), rules: [rule(seat(2, 'A'))], ruleOf: targets(1), maxLoad: null },
  ],
  [
    'two agencies, one a neighbour',
    { inspectors: staff('AABBB'), rules: [rule(seat(1, 'A'), seat(1, 'AB'))], ruleOf: targets(3), maxLoad: null },
  ],
  [
    'unequal windows',
    {
      inspectors: staff(
        'AAAAAA',
        (i) =>
          [
            away('2026-03-01', '2026-03-12'),
            away('2026-03-09', '2026-03-13'),
            { certificate: { ...CERTIFICATE, validUntil: '2026-03-12' } },
            { recusals: ['T0', 'T1'] },
            { recusals: ['T3'] },
            {},
          ][i]!,
      ),
      rules: [rule(seat(1, 'A'))],
      ruleOf: targets(5),
      maxLoad: null,
    },
  ],
  [
    'three seats that share people',
    {
      inspectors: staff('AAAAA', holding('p', 'pq', 'q', 'r', 'qr')),
      rules: [rule(seat(1, 'A', 'p'), seat(1, 'A', 'q'), seat(1, 'A', 'r'))],
      ruleOf: targets(2),
      maxLoad: null,
    },
  ],
  [
    'load cap of one',
    {
      inspectors: staff('AAAAA', recusing([0], [0, 1], [2])),
      rules: [rule(seat(1, 'A'))],
      ruleOf: targets(4),
      maxLoad: 1,
    },
  ],
  [
    'chain: each shares one with the next',
    {
      inspectors: staff('AAAAA', recusing([1, 2, 3], [2, 3], [0, 3], [0, 1], [0, 1, 2])),
      rules: [rule(seat(1, 'A'))],
      ruleOf: targets(4),
      maxLoad: null,
    },
  ],
  [
    'two components',
    {
      inspectors: staff('AAABBB', recusing([0], [], [], [3])),
      rules: [rule(seat(2, 'A')), rule(seat(1, 'B'))],
      ruleOf: [0, 0, 1, 1],
      maxLoad: null,
    },
  ],
  [
    'experts who also do plain work',
    {
      inspectors: staff('AAAAA', holding('p', 'p', '', '', '')),
      rules: [rule(seat(1, 'A', 'p'), seat(1, 'A')), rule(seat(1, 'A'))],
      ruleOf: [0, 1, 0, 1],
      maxLoad: null,
    },
  ],
  [
    'uneven loads: one agency overworked',
    {
      inspectors: staff('AABBB'),
      rules: [rule(seat(1, 'A')), rule(seat(1, 'AB'))],
      ruleOf: [0, 0, 0, 1, 1],
      maxLoad: null,
    },
  ],
  ['ring of four', ring(4, 0)],
  ['ring of four beside a temptation', ring(4, 1)],
  ['ring of eight beside two temptations', ring(8, 2)],
];
