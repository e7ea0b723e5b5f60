import { toHex, utf8 } from '../../src/protocol/bytes.js';
import { Generator } from '../../src/protocol/chance/generator.js';
import { seedsOf } from '../../src/protocol/chance/seeds.js';
import { permute } from '../../src/protocol/chance/selection.js';
import { DEFAULT_SUITE } from '../../src/protocol/suite.js';
import { type Finding, figure, P_BOUND, P_CAUGHT, plausible, type Question } from './findings.js';
import { numberedSeeds } from './numbered-seeds.js';
import { chiSquare, inclusion } from './statistics.js';

/** Draws `places` of `population`, in order. */
type Sampler = (seed: string, population: number, places: number) => ArrayLike<number>;

const honest: Sampler = (seed, population, places) => permute(new Generator(seed), population, places);

/** Fisher–Yates with another choice of the place to swap with. */
function shuffling(choose: (generator: Generator, i: number, population: number) => number): Sampler {
  return (seed, population, places) => {
    const generator = new Generator(seed);
    const order = Array.from({ length: population }, (_, i) => i);
    for (let i = 0; i < places; i++) {
      const j = choose(generator, i, population);
      [order[i], order[j]] = [order[j]!, order[i]!];
    }
    return order.slice(0, places);
  };
}

/** Four bits show in thousands of draws what a remainder of 32 bits would show in 10^14. */
const FOUR_BITS = 16;

const BIASED: readonly [string, Sampler][] = [
  ['% of a word', shuffling((generator, i, n) => i + ((generator.uint32() % FOUR_BITS) % (n - i)))],
  [
    'scaled word',
    shuffling((generator, i, n) => i + Math.floor(((generator.uint32() % FOUR_BITS) * (n - i)) / FOUR_BITS)),
  ],
  ['j = below(n)', shuffling((generator, _i, n) => generator.below(n))],
  ['j never i', shuffling((generator, i, n) => (i === n - 1 ? i : i + 1 + generator.below(n - i - 1)))],
  ['last never first', shuffling((generator, i, n) => i + generator.below(i === 0 ? n - 1 : n - i))],
];

function everyPrefix(population: number, places: number): string[] {
  if (places === 0) return [''];
  return everyPrefix(population, places - 1).flatMap((head) => {
    const used = head === '' ? [] : head.split(',');
    return Array.from({ length: population }, (_, i) => String(i))
      .filter((one) => !used.includes(one))
      .map((one) => (head === '' ? one : `${head},${one}`));
  });
}

const asSubset = (prefix: string): string =>
  prefix
    .split(',')
    .sort((a, b) => Number(a) - Number(b))
    .join(',');

/** Frequencies of all ordered prefixes, and of all subsets, over the numbered seeds of a question. */
function tallies(
  sampler: Sampler,
  question: string,
  [population, places]: readonly [number, number],
  draws: number,
): { prefixes: number[]; subsets: number[] } {
  const prefixes = new Map(everyPrefix(population, places).map((prefix) => [prefix, 0]));
  const subsets = new Map([...prefixes.keys()].map((prefix) => [asSubset(prefix), 0]));
  const seedOf = numberedSeeds(question);
  for (let n = 0; n < draws; n++) {
    const drawn = Array.from(sampler(seedOf(n), population, places)).join(',');
    const subset = asSubset(drawn);
    prefixes.set(drawn, prefixes.get(drawn)! + 1);
    subsets.set(subset, subsets.get(subset)! + 1);
  }
  return { prefixes: [...prefixes.values()], subsets: [...subsets.values()] };
}

/** The last two are small enough shares to take the path that keeps a map instead of the whole permutation. */
const POOLS: readonly (readonly [number, number])[] = [
  [5, 2],
  [6, 3],
  [7, 3],
  [5, 5],
  [12, 2],
  [17, 1],
  [34, 2],
];

export function subsetsStudy(drawsPerPrefix: number): Question {
  const findings = POOLS.map(([population, places]): Finding => {
    const cells = everyPrefix(population, places).length;
    const draws = Math.max(2000, cells * drawsPerPrefix);
    const { prefixes, subsets } = tallies(honest, `subsets ${population} ${places}`, [population, places], draws);
    const [order, set] = [chiSquare(prefixes), subsets.length > 1 ? chiSquare(subsets) : undefined];
    return {
      what: `${places} of ${population}`,
      figures: [
        String(draws),
        String(subsets.length),
        set === undefined ? '-' : figure(set.p),
        String(cells),
        figure(order.p),
      ],
      bound: P_BOUND,
      holds: plausible(order.p) && (set === undefined || plausible(set.p)),
    };
  });
  return {
    title: 'Is every subset drawn as often as the next, and in every order?',
    meaning: 'Pools small enough to count every outcome. p: how often even chances would be off by more than this.',
    columns: ['draws', 'subsets', 'p', 'orders', 'p'],
    findings,
  };
}

/** The same statistics, pointed at samplers that are wrong on purpose: a test that cannot fail proves nothing. */
export function biasedStudy(draws: number): Question {
  const findings = BIASED.map(([what, sampler]): Finding => {
    const { prefixes, subsets } = tallies(sampler, 'biased', [6, 3], draws);
    const [order, set] = [chiSquare(prefixes).p, chiSquare(subsets).p];
    return {
      what,
      figures: [String(draws), figure(set), figure(order)],
      bound: `a p < ${P_CAUGHT}`,
      holds: Math.min(order, set) < P_CAUGHT,
    };
  });
  return {
    title: 'Are wrong samplers caught?',
    meaning: '3 of 6 as above, drawn wrongly: remainder or scaling of a short word, wrong shuffles.',
    columns: ['draws', 'subsets p', 'orders p'],
    findings,
  };
}

/** n = 3·2^30: of a naive remainder the lowest third of the numbers comes twice as often. */
export function moduloStudy(draws: number): Question {
  const third = 2 ** 30;
  const seedOf = numberedSeeds('modulo');
  const tally = (choose: (generator: Generator) => number): number[] => {
    const counts = [0, 0, 0];
    for (let n = 0; n < draws / 100; n++) {
      const generator = new Generator(seedOf(n));
      for (let k = 0; k < 100; k++) counts[Math.floor(choose(generator) / third)]!++;
    }
    return counts;
  };
  const even = chiSquare(tally((generator) => generator.below(3 * third)));
  const naive = chiSquare(tally((generator) => generator.uint32() % (3 * third)));
  return {
    title: 'Is a number below n free of the bias of remainders?',
    meaning: 'n = 3·2^30, where the remainder of a 32-bit word would be worst; thirds of the range counted.',
    columns: ['draws', 'p'],
    findings: [
      { what: 'below(n)', figures: [String(draws), figure(even.p)], bound: P_BOUND, holds: plausible(even.p) },
      {
        what: 'word % n (wrong on purpose)',
        figures: [String(draws), figure(naive.p)],
        bound: `p < ${P_CAUGHT}`,
        holds: naive.p < P_CAUGHT,
      },
    ],
  };
}

/** Two strata of one draw have a seed each, so what one draws must say nothing of the other. */
export function strataStudy(draws: number): Question {
  const side = 8;
  const joint = (second: number): number[] => {
    const counts = new Array<number>(side * side).fill(0);
    for (let n = 0; n < draws; n++) {
      const commitment = toHex(DEFAULT_SUITE.hash(utf8(`manifest ${n}`)));
      const { selection } = seedsOf(DEFAULT_SUITE, DEFAULT_SUITE.hash(utf8(`secret ${n}`)), commitment, ['a', 'b']);
      const [a, b] = [0, second].map((s) => honest(selection[s]!.seed, side, 1)[0]!);
      counts[a! * side + b!]!++;
    }
    return counts;
  };
  const apart = chiSquare(joint(1));
  const shared = chiSquare(joint(0));
  return {
    title: 'Are the strata of one draw independent?',
    meaning: `The first of ${side} in two strata: all ${side * side} pairs counted.`,
    columns: ['draws', 'p'],
    findings: [
      { what: 'a seed each', figures: [String(draws), figure(apart.p)], bound: P_BOUND, holds: plausible(apart.p) },
      {
        what: 'one seed for both (wrong on purpose)',
        figures: [String(draws), figure(shared.p)],
        bound: `p < ${P_CAUGHT}`,
        holds: shared.p < P_CAUGHT,
      },
    ],
  };
}

/**
 * Of 10 000 normal deviations the largest is between 3.2 and 5.6 in all but one of a thousand series. Where targets are
 * expected fewer than about 200 times, counts are too skewed for the upper end.
 */
const LARGEST = [3.2, 5.6] as const;

function counted(sampler: Sampler, question: string, population: number, places: number, draws: number): Uint32Array {
  const counts = new Uint32Array(population);
  const seedOf = numberedSeeds(question);
  for (let n = 0; n < draws; n++) {
    for (const one of Array.from(sampler(seedOf(n), population, places))) counts[one]!++;
  }
  return counts;
}

/** One of 10 000 has twice the chance; and, seen in so many draws only, a tenth of the pool a twentieth more. */
const FAVOURED: readonly [string, number, Sampler][] = [
  [
    'one favoured twofold (wrong on purpose)',
    2000,
    (seed, population, places) => {
      const drawn = Uint32Array.from(honest(seed, population, places));
      const again = Uint32Array.from(honest(seed.split('').reverse().join(''), population, places));
      if (again.includes(7) && !drawn.includes(7)) drawn[0] = 7;
      return drawn;
    },
  ],
  [
    'a tenth favoured by a twentieth (wrong on purpose)',
    20_000,
    (seed, population, places) =>
      // 50 more tickets, each standing for 20 of the first 1000 targets in turn.
      Uint32Array.from(honest(seed, population + 50, places), (drawn) =>
        drawn < population ? drawn : (drawn - population) * 20 + (parseInt(seed.slice(0, 8), 16) % 20),
      ),
  ],
];

export function inclusionStudy(draws: number, denseDraws: number): Question {
  const population = 10_000;
  const row = (what: string, sampler: Sampler, places: number, times: number): [Finding, number, number] => {
    const counts = counted(sampler, `inclusion ${places}`, population, places, times);
    const { largest, p } = inclusion(counts, places, times);
    const figures = [String(times), figure(p), figure(largest, 2)];
    const holds = plausible(p) && largest >= LARGEST[0] && largest <= LARGEST[1];
    const bound = `${P_BOUND}, largest in [${LARGEST.join(', ')}]`;
    return [{ what, figures, bound, holds }, p, largest];
  };
  const findings = [
    row('500 of 10 000', honest, 500, draws)[0],
    row('1 000 of 10 000', honest, 1000, denseDraws)[0],
    ...FAVOURED.filter(([, needed]) => draws >= needed).map(([what, needed, sampler]): Finding => {
      const [{ figures }, p, largest] = row(what, sampler, 500, needed);
      return { what, figures, bound: `p < ${P_CAUGHT} or largest > 6`, holds: p < P_CAUGHT || largest > 6 };
    }),
  ];
  return {
    title: 'In a pool of 10 000, is everybody drawn equally often?',
    meaning:
      'How often each target was in the sample; largest: the farthest from its expectation, in standard deviations.',
    columns: ['draws', 'p', 'largest'],
    findings,
  };
}
