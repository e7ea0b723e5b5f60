import { describe, expect, it } from '@jest/globals';

import { type DueOccurrence } from '../../planning/occurrences/due-occurrence.js';
import {
  commit,
  fromHex,
  type Manifest,
  MerkleAccumulator,
  ProtocolError,
  type Reason,
  toHex,
} from '../../protocol/index.js';
import { type DrawTerms, termsOfOccurrence } from './draw-terms.js';
import { buildManifest } from './manifest-of.js';
import { type SnapshotResult } from './tasks.js';
import { Unfit } from './unfit.js';

type DrawTeam = SnapshotResult['teams'][number];

const OCCURRENCE = {
  ordinal: 1,
  batch: {
    code: 'B01',
    name: '第一批',
    filter: [],
    rate: { direction: 'at-least', millionths: 30_000 },
    minimum: null,
    censusBelow: null,
    strata: [],
    team: { agencies: [] },
    teamReasons: [],
    assigned: null,
    participants: [],
    maxLoad: null,
    pools: 'open',
    matters: [{ id: 1, code: 'M01', name: '养老机构检查' }],
  },
  fullInspectors: [],
  visit: { from: '2026-03-09', until: '2026-03-20' },
  plan: { id: 7, version: 2, year: 2026 },
  agency: { id: 1, code: '990101', name: '示范县民政局' },
} as unknown as DueOccurrence;

const EMPTY = toHex(new MerkleAccumulator().root());

/** Over the roots of the strata stands that of the targets. */
function rootOver(roots: readonly string[]): string {
  const tree = new MerkleAccumulator();
  for (const root of roots) tree.push(fromHex(root));
  return toHex(tree.root());
}

/** The manifest of a pool of so many targets, whose root stands for them; it is what `commit` takes. */
function built(terms: Partial<DrawTerms> = {}, snapshot: Partial<SnapshotResult> = {}): Manifest {
  const roots = snapshot.roots ?? ['ab'.repeat(32)];
  const populations = snapshot.populations ?? [110];
  const taken: SnapshotResult = {
    takenAt: new Date('2026-03-01T16:00:00.000Z'),
    rotation: null,
    targets: { count: populations.reduce((sum, one) => sum + one, 0), root: rootOver(roots) },
    inspectors: { count: 0, root: EMPTY },
    exclusions: { count: 0, root: EMPTY },
    strata: terms.strata ?? termsOfOccurrence(OCCURRENCE).strata,
    populations,
    roots,
    teams: [{ conditions: [], seats: [{ agencies: ['990101'], count: 2, qualifications: ['养老', '消防'] }] }],
    warnings: [],
    reasons: [],
    impossible: { count: 0, first: [] },
    ...snapshot,
  };
  const manifest = buildManifest(OCCURRENCE, { ...termsOfOccurrence(OCCURRENCE), ...terms }, taken, {
    number: 'D-1',
    cutoffAt: taken.takenAt,
    drawAt: new Date('2026-03-02T01:00:00.000Z'),
    event: { hash: 'cd'.repeat(32), notBefore: '2026-03-02T01:00:00.000Z', source: 'sealed' },
    previous: { origin: 'test', root: EMPTY, size: 0 },
  });
  commit(manifest);
  return manifest;
}

const reason = (code: string): Reason => ({ code, words: { en: `${code} applies`, zh: `适用 ${code}` } });

describe('the reasons of a manifest', () => {
  it('are those of the rules, and after them those that only the pools can tell', () => {
    const { reasons } = built({ reasons: [reason('a'), reason('b')] }, { reasons: [reason('c')] });
    expect(reasons).toEqual([reason('a'), reason('b'), reason('c')]);
    expect(built({ reasons: [] }, { reasons: [reason('c')] }).reasons).toEqual([reason('c')]);
  });

  it('are those of the rules, and then what only the pools can tell', () => {
    expect(built({ reasons: [reason('a')] }, { reasons: [reason('b')] }).reasons).toEqual([reason('a'), reason('b')]);
  });

  it('have no place in it where there are none', () => {
    expect(Object.keys(built({ reasons: [] }))).not.toContain('reasons');
  });

  it('are refused where they are more than anyone reads', () => {
    const many = Array.from({ length: 201 }, (_, n) => reason(`r${n}`));
    expect(built({ reasons: many.slice(1) }).reasons).toHaveLength(200);
    expect(() => built({ reasons: many })).toThrow(ProtocolError);
    expect(() => built({ reasons: many.slice(1) }, { reasons: [reason('c')] })).toThrow(ProtocolError);
  });
});

describe('the teams of a manifest', () => {
  const seat = (count: number, expert: boolean): DrawTeam['seats'][number] => ({
    agencies: ['990101'],
    count,
    ...(expert ? { expert: true as const } : {}),
    qualifications: [],
  });
  const teams = (...seats: DrawTeam['seats']): Partial<SnapshotResult> => ({ teams: [{ conditions: [], seats }] });

  it('have two inspectors at least, to whom no expert counts', () => {
    expect(built({}, teams(seat(2, false), seat(1, true))).pairing.rules[0]?.seats).toHaveLength(2);
    expect(built({}, teams(seat(1, false), seat(1, false))).pairing.rules[0]?.seats).toHaveLength(2);
    expect(() => built({}, teams(seat(1, false), seat(5, true)))).toThrow(Unfit);
    expect(() => built({}, teams(seat(3, true)))).toThrow(Unfit);
  });

  it('may be one place where a seat is filled anew', () => {
    const relation: DrawTerms['relation'] = {
      commitment: 'ab'.repeat(32),
      draw: 'D-0',
      kind: 'replacement',
      ordinal: 1,
      reason: { en: 'ill', zh: '病假' },
      record: 'cd'.repeat(32),
      seats: [{ inspector: 'I1', target: 'T1' }],
    };
    expect(built({ relation }, teams(seat(1, true))).relation).toEqual(relation);
  });
});

describe('a total of a manifest', () => {
  const stratum = (id: string): DrawTerms['strata'][number] => ({
    id,
    conditions: [{ field: 'riskClass', in: [id] }],
    rate: { direction: 'share' },
    minimum: null,
    censusBelow: null,
    reserve: 2,
  });
  const roots = ['ab'.repeat(32), 'cd'.repeat(32), 'ef'.repeat(32)];
  const own = { ...stratum('C'), rate: { direction: 'at-least', millionths: 100_000 } } as const;

  it('is split over the strata that share it, which have their numbers from then on', () => {
    const manifest = built(
      { strata: [stratum('A'), own, stratum('B')], total: 7 },
      { roots, populations: [20, 31, 1] },
    );
    expect(manifest.selection).toEqual({ algorithm: 'fisher-yates/1', total: { number: 7, strata: ['A', 'B'] } });
    expect(manifest.strata.map(({ id, rate, size }) => [id, rate, size])).toEqual([
      ['A', { direction: 'number', number: 7 }, 7],
      ['C', own.rate, 4],
      ['B', { direction: 'number', number: 0 }, 0],
    ]);
  });

  it('is all that there are where targets have closed since the plan', () => {
    const { selection, strata } = built(
      { strata: [stratum('A')], total: 8 },
      { roots: roots.slice(0, 1), populations: [7] },
    );
    expect(selection.total).toEqual({ number: 7, strata: ['A'] });
    expect(strata.map(({ size }) => size)).toEqual([7]);
  });
});
