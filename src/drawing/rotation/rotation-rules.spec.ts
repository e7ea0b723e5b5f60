import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { sizeByRate, type StratumRule } from '../../protocol/index.js';
import { cyclesOf } from './rotation-cycles.js';
import {
  chancesOfRound,
  nextRound,
  rotationReasons,
  roundsToGo,
  roundWords,
  rulesOfRound,
  sizeOfRound,
  wantedOf,
  type LastRound,
  type Round,
} from './rotation-rules.js';

const rule = (more: Partial<StratumRule> = {}): StratumRule => ({
  id: 'all',
  conditions: [],
  rate: { direction: 'at-least', millionths: 30_000 },
  minimum: null,
  censusBelow: null,
  reserve: 0,
  ...more,
});

/** Draws round after round from a stratum of `whole` targets, by a lot that the caller brings; who was drawn in each. */
function simulated(
  whole: number,
  rate: StratumRule['rate'],
  rounds: number,
  lot: (left: number[]) => number[],
): { round: Round; drawn: number[] }[] {
  const told: { round: Round; drawn: number[] }[] = [];
  let last: LastRound | undefined;
  let turned = new Set<number>();
  for (let n = 0; n < rounds; n++) {
    const [wanted = 0] = wantedOf([rule({ rate })], [whole], null);
    const round = nextRound('all', last, { whole, turned: turned.size, held: 0, heldOfAll: 0 }, wanted);
    if (last !== undefined && round.cycle > last.cycle) turned = new Set();
    const left = Array.from({ length: whole }, (_, at) => at).filter((at) => !turned.has(at));
    const drawn = lot(left).slice(0, sizeOfRound(round));
    for (const one of drawn) turned.add(one);
    told.push({ round, drawn });
    last = round;
  }
  return told;
}

/** Any order of those who are left will do for the lot. */
const shuffledBy =
  (seed: number) =>
  (left: number[]): number[] =>
    left
      .map((one) => [Math.imul(one + 1, seed | 1) >>> 3, one] as const)
      .sort(([a], [b]) => a - b)
      .map(([, one]) => one);

describe('a rotation', () => {
  it('brings everyone’s turn exactly once a cycle, in ⌈1/rate⌉ rounds at most where at least so many are drawn', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 300 }),
        fc.integer({ min: 1, max: 1_000_000 }),
        fc.integer(),
        (whole, millionths, seed) => {
          const size = sizeByRate({ direction: 'at-least', millionths }, whole);
          const cycle = Math.ceil(whole / size);
          expect(cycle).toBeLessThanOrEqual(Math.ceil(1_000_000 / millionths));
          const told = simulated(whole, { direction: 'at-least', millionths }, cycle * 2, shuffledBy(seed));
          for (const part of [told.slice(0, cycle), told.slice(cycle)]) {
            expect(part.flatMap(({ drawn }) => drawn).sort((a, b) => a - b)).toEqual(
              Array.from({ length: whole }, (_, at) => at),
            );
          }
          expect(told.map(({ round }) => [round.cycle, round.round])).toEqual(
            told.map((_, at) => [1 + Math.floor(at / cycle), 1 + (at % cycle)]),
          );
          // what it says of the rounds to go is what comes
          expect(told.map(({ round }) => roundsToGo(round))).toEqual(told.map((_, at) => cycle - (at % cycle)));
        },
      ),
      { numRuns: 200 },
    );
  });

  it('raises the chance of who is left from round to round, up to certainty, and says so exactly', () => {
    const told = simulated(110, { direction: 'at-least', millionths: 30_000 }, 28, shuffledBy(7));
    const chances = told.map(({ round }) => chancesOfRound(round));
    expect(chances.slice(0, 3).map(({ chance, flat }) => [chance?.words, flat?.words])).toEqual([
      ['2/55', '2/55'],
      ['2/53', '2/55'],
      ['2/51', '2/55'],
    ]);
    expect(chances.map(({ foreseeable }) => foreseeable)).toEqual([...Array.from({ length: 27 }, () => false), true]);
    expect(chances.at(-1)?.chance?.words).toBe('1');
    expect(roundWords(told[1]!.round)).toEqual({
      zh: '第 1 周期第 2 轮：共 110 户，本周期已轮到 4 户，可抽 106 户，按 110 户计每轮应抽 4 户；每户机会 2/53（不轮查则为 2/55）；含本轮还需 27 轮轮完。',
      en: "cycle 1, round 2: of 110 the turn of 4 has come in this cycle, 106 can be drawn, and the rule asks for 4 of 110 a round; the chance of each is 2/53 (without the rotation 2/55); 27 more round(s), this one included, and everyone's turn has come.",
    });
    expect(roundWords(told[27]!.round).zh).toContain('本轮抽取余下的全部 2 户，是谁在抽取之前就可以推知');
  });

  it('goes on while anybody is left who can be drawn, and does not wait for those who are held back', () => {
    const last = { cycle: 3, round: 5 };
    const one = nextRound('a', last, { whole: 10, turned: 7, held: 2, heldOfAll: 2 }, 4);
    expect(one).toMatchObject({ cycle: 3, round: 6, turned: 7, available: 1 });
    expect([sizeOfRound(one), roundWords(one).zh]).toEqual([
      1,
      expect.stringContaining('另有 2 户受频次上限或冷却期限制'),
    ]);
    // who is visited again and again would else keep everyone from ever being drawn again
    const anew = nextRound('a', last, { whole: 10, turned: 8, held: 2, heldOfAll: 3 }, 4);
    expect(anew).toEqual({ stratum: 'a', cycle: 4, round: 1, whole: 10, turned: 0, available: 7, wanted: 4 });
    const nobody = nextRound('a', last, { whole: 10, turned: 8, held: 2, heldOfAll: 10 }, 4);
    expect([sizeOfRound(nobody), roundWords(nobody).zh]).toEqual([0, expect.stringContaining('本轮无对象可抽')]);
    // an empty stratum is not over, it is empty
    expect(nextRound('a', last, { whole: 0, turned: 0, held: 0, heldOfAll: 0 }, 0)).toMatchObject({
      cycle: 3,
      round: 6,
    });
  });

  it('takes in who is new within the cycle, and lets go of who has closed', () => {
    const first = nextRound('a', undefined, { whole: 4, turned: 0, held: 0, heldOfAll: 0 }, 2);
    const grown = nextRound('a', first, { whole: 7, turned: 2, held: 0, heldOfAll: 0 }, 4);
    expect([grown.cycle, sizeOfRound(grown), roundsToGo(grown)]).toEqual([1, 4, 2]);
    const shrunk = nextRound('a', grown, { whole: 5, turned: 5, held: 0, heldOfAll: 0 }, 3);
    expect([shrunk.cycle, shrunk.round]).toEqual([2, 1]);
  });

  it('asks of each round the same share of the whole, by rate, minimum, census or a split total', () => {
    const strata = [
      rule({ id: 'a', rate: { direction: 'at-most', millionths: 100_000 } }),
      rule({ id: 'b', minimum: 9 }),
      rule({ id: 'c', censusBelow: 5 }),
    ];
    expect(wantedOf(strata, [39, 100, 4], null)).toEqual([3, 9, 4]);
    const shared = [rule({ id: 'a', rate: { direction: 'share' } }), rule({ id: 'b', rate: { direction: 'share' } })];
    expect(wantedOf(shared, [30, 10], 8)).toEqual([6, 2]);
    // never more than there are
    expect(wantedOf(shared, [3, 1], 8)).toEqual([3, 1]);
    const rounds = [nextRound('a', undefined, { whole: 30, turned: 28, held: 0, heldOfAll: 0 }, 6)];
    expect(rulesOfRound([shared[0]!], rounds)[0]).toMatchObject({
      rate: { direction: 'number', number: 2 },
      minimum: null,
    });
  });

  it('says in few texts what it does, however many strata there are', () => {
    const rounds = Array.from({ length: 50 }, (_, at) =>
      nextRound(
        `${'s'.repeat(60)}${at}`,
        undefined,
        { whole: 99_999_999, turned: 88_888_888, held: 11, heldOfAll: 11 },
        7,
      ),
    );
    const reasons = rotationReasons('r'.repeat(40), rounds);
    expect(reasons).toHaveLength(11);
    for (const { words } of reasons) expect(Math.max(words.zh.length, words.en.length)).toBeLessThan(2000);
    expect(Buffer.byteLength(JSON.stringify(reasons))).toBeLessThan(16_000);
    expect(reasons[0]?.words.zh).toContain('另有 40 个分层见公平性说明');
    const [rule, alone] = rotationReasons('R1', rounds.slice(0, 1));
    expect([rule?.words.zh, alone?.words.zh, alone?.words.en]).toEqual([
      expect.not.stringContaining('另有'),
      expect.stringMatching(/^第 1 周期第 1 轮/),
      expect.stringMatching(/^Cycle 1, round 1/),
    ]);
  });
});

describe('the cycles of a rotation', () => {
  const row = (drawId: number, stratum: string, cycle: number, round: number, phase = 'issued') =>
    ({ drawId, number: `D${drawId}`, phase, kind: 'draw', stratum, cycle, round }) as Parameters<
      typeof cyclesOf
    >[0][number];

  it('are told by the draws that were issued, each stratum by its own', () => {
    const cycles = cyclesOf([
      row(1, 'a', 1, 1),
      row(1, 'b', 1, 1),
      row(2, 'a', 2, 1),
      row(2, 'b', 1, 2),
      row(3, 'a', 2, 2, 'voided'),
      row(3, 'b', 1, 3, 'voided'),
    ]);
    expect([cycles.last('a'), cycles.last('b'), cycles.last('c')]).toEqual([
      { cycle: 2, round: 1 },
      { cycle: 1, round: 2 },
      undefined,
    ]);
    expect([cycles.all, [...cycles.current]]).toEqual([
      [1, 2],
      [1, 2],
    ]);
    const named = (stratum: string, draws: number[]): string | undefined => {
      const turn = cycles.turnOf(stratum, draws);
      return turn === undefined ? undefined : cycles.numberOf(turn);
    };
    // of the cycle before, voided, and of another stratum's round
    expect([named('a', [1]), named('a', [3]), named('a', [1, 2]), named('b', [1]), named('c', [1, 2])]).toEqual([
      undefined,
      undefined,
      'D2',
      'D1',
      undefined,
    ]);
  });
});
