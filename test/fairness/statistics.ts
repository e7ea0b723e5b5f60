import { type Generator } from '../../src/protocol/chance/generator.js';

/** Natural logarithm of the gamma function, x > 0: Stirling's series from 15 up, where its error is below 1e-13. */
function logGamma(x: number): number {
  if (x < 15) return logGamma(x + 1) - Math.log(x);
  const r = 1 / (x * x);
  return (
    (x - 0.5) * Math.log(x) - x + Math.log(2 * Math.PI) / 2 + (1 / 12 - r * (1 / 360 - r * (1 / 1260 - r / 1680))) / x
  );
}

/** Chance that a chi-square variable is at least `statistic`: the regularised upper incomplete gamma function. */
export function chiSquareTail(statistic: number, degrees: number): number {
  const a = degrees / 2;
  const x = statistic / 2;
  if (x <= 0) return 1;
  const front = Math.exp(a * Math.log(x) - x - logGamma(a));
  if (x < a + 1) {
    let term = 1 / a;
    let sum = term;
    for (let n = 1; term > sum * 1e-15; n++) {
      term *= x / (a + n);
      sum += term;
    }
    return 1 - front * sum;
  }
  // Continued fraction (modified Lentz), which converges where the series is slow.
  let b = x + 1 - a;
  let c = 1e300;
  let d = 1 / b;
  let h = d;
  for (let n = 1; n < 100_000; n++) {
    const step = n * (a - n);
    b += 2;
    d = 1 / (b + step * d);
    c = b + step / c;
    h *= c * d;
    if (Math.abs(c * d - 1) < 1e-14) break;
  }
  return front * h;
}

export interface ChiSquare {
  readonly statistic: number;
  readonly degrees: number;
  readonly p: number;
}

/** Against equal chances for all cells. */
export function chiSquare(counts: readonly number[]): ChiSquare {
  const expected = counts.reduce((sum, count) => sum + count, 0) / counts.length;
  const statistic = counts.reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0);
  const degrees = counts.length - 1;
  return { statistic, degrees, p: chiSquareTail(statistic, degrees) };
}

/**
 * How often each of N was among n of N, over many draws. Counts of one draw hang together (they sum to n), so the sum of
 * squares is divided by draws · f(1 − f) · N/(N − 1), f = n/N; it then is a chi-square with N − 1 degrees of freedom.
 */
export function inclusion(
  counts: ArrayLike<number>,
  places: number,
  draws: number,
): ChiSquare & { readonly largest: number } {
  const population = counts.length;
  const share = places / population;
  const variance = draws * share * (1 - share);
  let squares = 0;
  let largest = 0;
  for (let i = 0; i < population; i++) {
    const off = counts[i]! - draws * share;
    squares += off * off;
    largest = Math.max(largest, Math.abs(off) / Math.sqrt(variance));
  }
  const statistic = (squares * (population - 1)) / (population * variance);
  return { statistic, degrees: population - 1, p: chiSquareTail(statistic, population - 1), largest };
}

/** Half the sum of the distances of all frequencies from 1/cells: 0 is exactly even, 1 is one outcome always. */
export function totalVariation(counts: readonly number[]): number {
  const total = counts.reduce((sum, count) => sum + count, 0);
  return counts.reduce((sum, count) => sum + Math.abs(count / total - 1 / counts.length), 0) / 2;
}

export interface Noise {
  readonly mean: number;
  /** Of a thousand even samples one is farther off than this. */
  readonly rare: number;
}

/** Total variation that perfectly even draws of this number show, from `samples` simulated series. */
export function noiseOf(generator: Generator, cells: number, draws: number, samples: number): Noise {
  const found = Array.from({ length: samples }, () => {
    const counts = new Array<number>(cells).fill(0);
    for (let n = 0; n < draws; n++) counts[generator.below(cells)]!++;
    return totalVariation(counts);
  }).sort((a, b) => a - b);
  return {
    mean: found.reduce((sum, one) => sum + one, 0) / samples,
    rare: found[Math.min(samples - 1, Math.ceil(samples * 0.999) - 1)]!,
  };
}
