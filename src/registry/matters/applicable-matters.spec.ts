import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { applicableMatters, kindKey, kindsInPool, namedKinds, PoolKinds } from './applicable-matters.js';

const KINDS = ['社会团体', '民办非企业单位', '基金会', '养老机构', 'NGO'];
const kind = fc.constantFrom(...KINDS);
const separator = fc.constantFrom('、', '，', ',', ';', '；', '/', '\n', '\r\n', ' 、 ', '\n\n');
const FREE = '县级以上民政部门登记的组织';

/** What the draw makes of a matter's text, in the steps in which it does so. */
const ofPool = (targetKind: string | null, pool: readonly string[]): { targetKinds: string[] | null } => {
  const named = namedKinds(targetKind);
  const seen = new PoolKinds(named);
  for (const each of pool) seen.see(each);
  return { targetKinds: kindsInPool(named, seen.found) };
};
const appliesTo = (targetKind: string | null, pool: readonly string[], to: string): boolean =>
  applicableMatters(to, [ofPool(targetKind, pool), { targetKinds: null }]).length === 2;

describe('the kinds that a matter names', () => {
  it.each<[string | null, string[]]>([
    [null, []],
    ['', []],
    [' 、\n', []],
    ['基金会', ['基金会']],
    ['基金会、社会团体', ['基金会', '社会团体']],
    [
      '基金会，社会团体,企业;个体；农民/工会\n学校\r\n医院',
      ['基金会', '社会团体', '企业', '个体', '农民', '工会', '学校', '医院'],
    ],
    ['基金会、 基金会 、', ['基金会']],
    ['社会服务机构（民办）', ['社会服务机构(民办)']],
  ])('%j', (text, pieces) => {
    expect(namedKinds(text).filter((name) => !/[、，,;；/\r\n]/.test(name) && !name.includes(' '))).toEqual(pieces);
  });

  it('are also the whole text: a kind may have a separator in its name', () => {
    expect(appliesTo('企业/个体工商户', ['企业/个体工商户', '学校'], '学校')).toBe(false);
    expect(appliesTo('企业/个体工商户', ['企业/个体工商户', '学校'], '企业/个体工商户')).toBe(true);
  });

  it('are the same however they are written', () => {
    expect(kindKey(' ＮＧＯ（甲）')).toBe(kindKey('ngo(甲)\n'));
    expect(kindKey('社会 团体')).not.toBe(kindKey('社会团体'));
  });
});

describe('a matter applies', () => {
  it('to the targets of the kinds it names, if the pool has one of them; else to every target', () => {
    fc.assert(
      fc.property(
        fc.array(kind, { minLength: 1, maxLength: 4 }),
        fc.array(separator, { minLength: 4, maxLength: 4 }),
        fc.array(kind, { minLength: 1 }),
        fc.boolean(),
        (named, separators, pool, withFreeText) => {
          const text = [...named, ...(withFreeText ? [FREE] : [])]
            .map((each, at) => (at === 0 ? '' : separators[at - 1]) + each)
            .join('');
          const known = named.some((each) => pool.includes(each));
          for (const to of pool) expect(appliesTo(text, pool, to)).toBe(known ? named.includes(to) : true);
        },
      ),
    );
  });

  it('to every target where it names no kind', () => {
    fc.assert(
      fc.property(fc.array(kind, { minLength: 1 }), fc.constantFrom(null, '', FREE, '、'), (pool, text) => {
        expect(ofPool(text, pool)).toEqual({ targetKinds: null });
      }),
    );
  });

  it('not to a kind that only contains or is part of the name', () => {
    const pool = ['基金会', '基金会分支机构', '会'];
    expect(pool.map((to) => appliesTo('基金会', pool, to))).toEqual([true, false, false]);
  });

  it('the same whatever order the pool is read in', () => {
    const shuffled = fc
      .array(kind, { minLength: 1, maxLength: 30 })
      .chain((pool) => fc.tuple(fc.constant(pool), fc.shuffledSubarray(pool, { minLength: pool.length })));
    fc.assert(
      fc.property(fc.subarray(KINDS), shuffled, (named, [pool, other]) => {
        const text = named.join('、');
        expect(ofPool(text, other)).toEqual(ofPool(text, pool));
      }),
    );
  });
});

describe('an inspection', () => {
  const texts = fc.array(
    fc.oneof(
      fc.constantFrom(null, FREE),
      fc.subarray(KINDS, { minLength: 1 }).map((kinds) => kinds.join('、')),
    ),
    { minLength: 1, maxLength: 6 },
  );
  const pool = fc.array(kind, { minLength: 1, maxLength: 12 });

  it('has always a matter, keeps their order, and one that names its kind is never lost', () => {
    fc.assert(
      fc.property(texts, pool, (given, held) => {
        const matters = given.map((text, at) => ({ at, text, ...ofPool(text, held) }));
        for (const to of held) {
          const mine = applicableMatters(to, matters);
          expect(mine.length).toBeGreaterThan(0);
          expect(mine.map(({ at }) => at)).toEqual([...mine.map(({ at }) => at)].sort((a, b) => a - b));
          const naming = matters.filter(({ text }) => text?.split('、').includes(to) === true);
          expect(mine).toEqual(expect.arrayContaining(naming));
        }
      }),
    );
  });

  it('is for all matters of the draw where each of them is for another kind', () => {
    const matters = ['基金会', '社会团体'].map((text) => ofPool(text, ['基金会', '社会团体', '界桩']));
    expect(applicableMatters('界桩', matters)).toEqual(matters);
    expect(applicableMatters('基金会', matters)).toEqual([{ targetKinds: ['基金会'] }]);
  });
});

it('looking for kinds keeps those that are sought, and takes nothing but texts', () => {
  const kinds = new PoolKinds(['基金会', '学校']);
  for (const each of ['社会团体', undefined, 7, null, '基金会', '基金会 ', '社会团体']) kinds.see(each);
  expect(kinds.found).toEqual(new Set(['基金会']));
});
