import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { fromHex, toHex, utf8 } from '../bytes.js';
import { canonicalBytes } from '../json/canonical.js';
import { Generator } from './generator.js';
import { inclusionPath, leafHash, MerkleAccumulator, verifyInclusion } from '../merkle.js';
import { sealHash } from '../entropy/sealed.js';
import { seed } from './seeds.js';
import { permute, placeOf } from './selection.js';
import { DEFAULT_SUITE, suiteOf } from '../suite.js';

interface KnownAnswers {
  seedrandom: { seed: string; uint32?: number[] }[];
  rfc6962: { leaves_hex: string[]; root_by_size: Record<string, string> };
  drand: { quicknet: { rounds: { round: number; signature: string; randomness: string }[] } };
  small_draw: {
    pool_root: string;
    manifest: string;
    commitment: string;
    hkdf_info: string;
    seed: string;
    sample_of_3: string[];
  };
}

const known = JSON.parse(
  readFileSync(new URL('../vectors/known-answers.json', import.meta.url), 'utf8'),
) as KnownAnswers;
const SEED = '2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824';

describe('Generator', () => {
  it('gives the known words', () => {
    const row = known.seedrandom.find((one) => one.seed === SEED)!;
    const generator = new Generator(SEED);
    expect(row.uint32!.map(() => generator.uint32())).toEqual(row.uint32);
  });

  it('takes nothing but 64 lower-case hex characters', () => {
    for (const wrong of [
      '',
      SEED.toUpperCase(),
      SEED.slice(1),
      `${SEED}0`,
      `${SEED.slice(1)}g`,
      `${SEED}\n`,
      null,
      undefined,
      {},
      [SEED],
    ]) {
      expect(() => new Generator(wrong as string)).toThrow(/64 lower-case hex/);
    }
  });

  it('throws away the words above the largest multiple', () => {
    const n = 3_000_000_000;
    const words = new Generator(SEED);
    const expected: number[] = [];
    while (expected.length < 50) {
      const word = words.uint32();
      if (word < n) expected.push(word);
    }
    const generator = new Generator(SEED);
    expect(expected.map(() => generator.below(n))).toEqual(expected);
    for (const wrong of [0, -1, 1.5, 2 ** 32 + 1, NaN]) expect(() => generator.below(wrong)).toThrow(RangeError);
    expect(generator.below(2 ** 32)).toBeGreaterThanOrEqual(0);
  });

  it('reads a word even where there is nothing to choose', () => {
    const [a, b] = [new Generator(SEED), new Generator(SEED)];
    a.below(1);
    b.uint32();
    expect(a.uint32()).toBe(b.uint32());
  });
});

describe('permute', () => {
  it('draws the known small draw from leaves to sample', () => {
    const ids = Array.from({ length: 10 }, (_, i) => `T${String(i + 1).padStart(3, '0')}`);
    const tree = new MerkleAccumulator();
    for (const id of ids) tree.push(canonicalBytes({ id }));
    const { commitment, hkdf_info, manifest, pool_root, sample_of_3, seed: expected } = known.small_draw;
    expect(toHex(tree.root())).toBe(pool_root);
    expect(toHex(DEFAULT_SUITE.hash(utf8(manifest)))).toBe(commitment);
    const randomness = fromHex(known.drand.quicknet.rounds.find((one) => one.round === 123)!.randomness);
    expect(seed(DEFAULT_SUITE, randomness, commitment, hkdf_info)).toBe(expected);
    const drawn = Array.from(permute(new Generator(expected), 10, 3), (i) => ids[i]!);
    expect(drawn.sort()).toEqual(sample_of_3.slice().sort());
  });

  it('is a permutation whose beginning does not depend on how far it goes, dense or sparse', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 400 }), fc.nat(400), fc.nat(400), fc.nat(1000), (population, a, b, n) => {
        const seedHex = n.toString(16).padStart(64, '0');
        const whole = permute(new Generator(seedHex), population, population);
        expect(Array.from(whole).sort((x, y) => x - y)).toEqual(Array.from({ length: population }, (_, i) => i));
        for (const places of [a % (population + 1), b % (population + 1), Math.floor(population / 17)]) {
          expect(permute(new Generator(seedHex), population, places)).toEqual(whole.slice(0, places));
        }
      }),
      { numRuns: 200 },
    );
    expect(() => permute(new Generator(SEED), 3, 4)).toThrow(RangeError);
  });

  it('draws every subset equally often', () => {
    const counts = new Map<string, number>();
    const runs = 12_000;
    for (let n = 0; n < runs; n++) {
      const key = Array.from(permute(new Generator(n.toString(16).padStart(64, '0')), 5, 2))
        .sort()
        .join();
      counts.set(key, (counts.get(key) ?? 0) + 1);
    }
    expect(counts.size).toBe(10);
    const chi = [...counts.values()].reduce((sum, count) => sum + (count - runs / 10) ** 2 / (runs / 10), 0);
    // Chi-square with 9 degrees of freedom lies in [1.15, 27.9] with probability 0.998.
    expect(chi).toBeGreaterThan(1.15);
    expect(chi).toBeLessThan(27.9);
  });

  it('draws 50 000 of 1 000 000 in the memory of one array', () => {
    const before = process.memoryUsage().arrayBuffers;
    const drawn = permute(new Generator(SEED), 1_000_000, 50_000);
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(6_000_000);
    expect(new Set(drawn).size).toBe(50_000);
    expect(drawn.every((rank) => rank < 1_000_000)).toBe(true);
  });
});

describe('placeOf', () => {
  it('says of every number where the permutation has it', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 60 }), fc.nat(1000), (population, n) => {
        const seedHex = n.toString(16).padStart(64, '0');
        const places = Array.from({ length: population }, (_, number) =>
          placeOf(new Generator(seedHex), population, number),
        );
        const whole = permute(new Generator(seedHex), population, population);
        expect(places.map((place) => whole[place])).toEqual(places.map((_, number) => number));
      }),
      { numRuns: 200 },
    );
    expect(() => placeOf(new Generator(SEED), 3, 3)).toThrow(RangeError);
  });

  it('keeps nothing of the numbers it passes, up to the largest population', () => {
    const before = process.memoryUsage().arrayBuffers;
    const population = 100_000_000;
    let asked = 0;
    let held = 0;
    // every place but the last keeps its number, as a generator that always says 0 has it
    const generator = Object.assign(Object.create(Generator.prototype) as Generator, {
      below: () => {
        if (++asked === population) held = process.memoryUsage().arrayBuffers - before;
        return 0;
      },
    });
    expect(placeOf(generator, population, population - 1)).toBe(population - 1);
    expect(asked).toBe(population);
    expect(held).toBeLessThan(1_000_000);
  });
});

describe('merkle', () => {
  const { leaves_hex, root_by_size } = known.rfc6962;
  const leaves = leaves_hex.map(fromHex);

  it('gives the known roots', () => {
    for (let size = 0; size <= leaves.length; size++) {
      const tree = new MerkleAccumulator();
      for (const leaf of leaves.slice(0, size)) tree.push(leaf);
      expect(toHex(tree.root())).toBe(root_by_size[String(size)]);
      expect(toHex(tree.root())).toBe(root_by_size[String(size)]);
      expect(tree.count).toBe(size);
    }
  });

  it('proves each leaf at its place and nowhere else', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 70 }), fc.nat(), fc.nat(), (count, pick, other) => {
        const all = Array.from({ length: count }, (_, i) => utf8(`leaf ${i}`));
        const hashes = all.map((leaf) => leafHash(leaf));
        const tree = new MerkleAccumulator();
        for (const hash of hashes) tree.pushHash(hash);
        const root = tree.root();
        const index = pick % count;
        const path = inclusionPath(hashes, index);
        const proof = { leaf: all[index]!, index, count, path, root };
        expect(verifyInclusion(proof)).toBe(true);
        expect(verifyInclusion({ ...proof, leaf: utf8('another') })).toBe(false);
        expect(verifyInclusion({ ...proof, path: [...path, root] })).toBe(false);
        expect(verifyInclusion({ ...proof, path: path.slice(1) })).toBe(count === 1);
        expect(verifyInclusion({ ...proof, root: leafHash(root) })).toBe(false);
        const wrong = other % count;
        if (wrong !== index) expect(verifyInclusion({ ...proof, index: wrong })).toBe(false);
        expect(verifyInclusion({ ...proof, index: count })).toBe(false);
        expect(verifyInclusion({ ...proof, index: -1 })).toBe(false);
        if (path.length > 0) {
          const bent = path.map((step, i) => (i === other % path.length ? leafHash(step) : step));
          expect(verifyInclusion({ ...proof, path: bent })).toBe(false);
        }
      }),
      { numRuns: 200 },
    );
  });
});

describe('seeds and suite', () => {
  it('derives by RFC 5869: test case 1, cut to 32 bytes', () => {
    const okm = DEFAULT_SUITE.derive(
      new Uint8Array(22).fill(0x0b),
      fromHex('000102030405060708090a0b0c'),
      fromHex('f0f1f2f3f4f5f6f7f8f9'),
      32,
    );
    expect(toHex(okm)).toBe('3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf');
  });

  it('names an unknown suite', () => {
    expect(() => suiteOf('md5')).toThrow(/unknown suite/);
    expect(() => suiteOf('toString')).toThrow(/unknown suite/);
  });

  it('seals with a domain of its own', () => {
    const secret = new Uint8Array(32).fill(7);
    const bytes = Uint8Array.from([...utf8('sortis/1/sealed'), 0, ...secret]);
    expect(sealHash(DEFAULT_SUITE, secret)).toBe(toHex(DEFAULT_SUITE.hash(bytes)));
    expect(() => sealHash(DEFAULT_SUITE, new Uint8Array(31))).toThrow(/32 bytes/);
  });
});
