/** How many bits a number of outcomes has: ⌊log₂⌋, exact, or an estimate beyond what is worth computing. */
export interface Bits {
  readonly bits: number;
  readonly exact: boolean;
}

/** Beyond this many bits a count is estimated: C(10^7, 3·10^5) alone would have two million. */
export const EXACT_BITS = 4096;

const ONE = 1n;
const CAP = ONE << BigInt(EXACT_BITS);

/** ⌊log₂ n⌋ for n ≥ 1. */
export function floorLog2(n: bigint): number {
  return n.toString(2).length - 1;
}

/**
 * ∏ C(population, size): in how many ways the strata can be drawn, the order not counting; undefined from 2^EXACT_BITS on.
 * At most that many multiplications, for each doubles the count at least.
 */
export function samplesOf(
  strata: readonly { readonly population: number; readonly size: number }[],
): bigint | undefined {
  let product = ONE;
  for (const { population, size } of strata) {
    const fewer = Math.min(size, population - size);
    // C(N, i) grows up to i = N/2, so once it passes the cap it stays beyond it
    let ways = ONE;
    for (let i = 0; i < fewer; i++) {
      ways = (ways * BigInt(population - i)) / BigInt(i + 1);
      if (ways >= CAP) return undefined;
    }
    product *= ways;
    if (product >= CAP) return undefined;
  }
  return product;
}

export function bitsOfSelection(strata: readonly { readonly population: number; readonly size: number }[]): Bits {
  const samples = samplesOf(strata);
  return samples === undefined ? estimate(strata) : { bits: floorLog2(samples), exact: true };
}

function estimate(strata: readonly { readonly population: number; readonly size: number }[]): Bits {
  let nats = 0;
  for (const { population, size } of strata)
    nats += logFactorial(population) - logFactorial(size) - logFactorial(population - size);
  return { bits: Math.floor(nats / Math.LN2), exact: false };
}

/** ln n!, by Stirling's series beyond a few terms (relative error below 10^-12). */
function logFactorial(n: number): number {
  let shift = 0;
  let x = n + 1;
  for (; x < 16; x++) shift += Math.log(x);
  const square = 1 / (x * x);
  const series = (1 / 12 - square * (1 / 360 - square / 1260)) / x;
  return (x - 0.5) * Math.log(x) - x + 0.5 * Math.log(2 * Math.PI) + series - shift;
}
