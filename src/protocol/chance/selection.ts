import { type Generator } from './generator.js';

/**
 * The first `places` of a seeded permutation of 0 … population−1 (Fisher–Yates, j = i + below(population − i)). More
 * places never change the earlier ones, so a supplement goes on where the sample ended.
 * Memory: 4 bytes a target, or a map of the places alone where they are few; the result is the same.
 */
export function permute(generator: Generator, population: number, places: number): Uint32Array {
  if (!Number.isInteger(places) || places < 0 || places > population)
    throw new RangeError(`${places} places of ${population}`);
  return places > population >> 4
    ? permuteDense(generator, population, places)
    : permuteSparse(generator, population, places);
}

function permuteDense(generator: Generator, population: number, places: number): Uint32Array {
  const order = new Uint32Array(population);
  for (let i = 0; i < population; i++) order[i] = i;
  for (let i = 0; i < places; i++) {
    const j = i + generator.below(population - i);
    const drawn = order[j]!;
    order[j] = order[i]!;
    order[i] = drawn;
  }
  return order.slice(0, places);
}

function permuteSparse(generator: Generator, population: number, places: number): Uint32Array {
  const drawn = new Uint32Array(places);
  const moved = new Map<number, number>();
  for (let i = 0; i < places; i++) {
    const j = i + generator.below(population - i);
    drawn[i] = moved.get(j) ?? j;
    moved.set(j, moved.get(i) ?? i);
    moved.delete(i);
  }
  return drawn;
}

/** The place of one number in the whole permutation. Memory: none, whatever the population. */
export function placeOf(generator: Generator, population: number, number: number): number {
  let at = number;
  for (let i = 0; i < population; i++) {
    const j = i + generator.below(population - i);
    if (at === j) return i;
    if (at === i) at = j;
  }
  throw new RangeError(`number ${number} of ${population}`);
}
