import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { closedTask, drawTask, smallTask, type DrawnTask } from '../../../../protocol/vectors/small-draw.js';
import { compareDraws, MOST, type DrawFacts } from './differences.js';
import { factsOf } from './facts.js';

const chunked = async function* (bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += 777) yield bytes.subarray(at, at + 777);
};
const factsIn = async (drawn: DrawnTask): Promise<DrawFacts> => (await factsOf(chunked(drawn.evidence)))!;

const base = drawTask(smallTask()).then(factsIn);

const ids = fc.uniqueArray(fc.stringMatching(/^t[0-9]{1,4}$/), { maxLength: 40 });
const mapOf = (list: readonly string[]): Map<string, string> => new Map(list.map((id) => [id, `name of ${id}`]));

describe('two draws', () => {
  it('are the same as themselves in everything', async () => {
    const facts = await factsIn(await drawTask(smallTask()));
    const { drawn, people, pool, rows, strata, loads } = compareDraws(facts, facts);
    expect([...rows, ...strata].filter(({ same }) => !same)).toEqual([]);
    for (const { entered, left } of [pool, people, drawn]) expect([entered.count, left.count]).toEqual([0, 0]);
    expect(pool.stayed.count).toBe(facts.manifest.targets.count);
    expect(people.stayed.count).toBe(facts.manifest.inspectors.count);
    expect(drawn.stayed.count).toBe(facts.manifest.strata.reduce((sum, { size }) => sum + size, 0));
    expect(loads.shown.every(({ left, right }) => left === right && left !== null)).toBe(true);
  });

  it('differ in what was changed between them, and in that alone', async () => {
    const first = smallTask();
    const facts = await factsIn(await drawTask(first));
    const gone = first.targets[0]!.id;
    const other = await factsIn(await drawTask({ ...first, targets: first.targets.slice(1), maxLoad: 7 }));
    const { pool, rows } = compareDraws(facts, other);
    expect(pool.left).toEqual({ count: 1, shown: [{ id: gone, name: facts.targets.get(gone) }] });
    expect(pool.entered.count).toBe(0);
    const differing = rows.filter(({ same }) => !same).map(({ name }) => name);
    expect(differing).toContain('pool');
    expect(differing).toContain('maxLoad');
    expect(differing).not.toContain('agency');
    expect(differing).not.toContain('matters');
    // the other way round who left has entered
    expect(compareDraws(other, facts).pool.entered).toEqual(pool.left);
  });

  it('count every one once, whoever was in either', async () => {
    await fc.assert(
      fc.asyncProperty(ids, ids, async (left, right) => {
        const { manifest } = await base;
        const side = (list: readonly string[]): DrawFacts => ({
          manifest,
          targets: mapOf(list),
          inspectors: mapOf(list),
          drawn: list,
          loads: new Map(list.map((id, n) => [id, n])),
          whole: true,
        });
        const { pool, drawn, loads } = compareDraws(side(left), side(right));
        for (const { entered, left: gone, stayed } of [pool, drawn]) {
          expect(entered.count + stayed.count).toBe(right.length);
          expect(gone.count + stayed.count).toBe(left.length);
          expect(entered.shown.every(({ id }) => right.includes(id) && !left.includes(id))).toBe(true);
          expect(gone.shown.every(({ id }) => left.includes(id) && !right.includes(id))).toBe(true);
        }
        expect(loads.count).toBe(new Set([...left, ...right]).size);
        for (const row of loads.shown)
          expect([row.left === null, row.right === null]).toEqual([!left.includes(row.id), !right.includes(row.id)]);
      }),
    );
    const many = mapOf(Array.from({ length: MOST + 50 }, (_, n) => `t${n}`));
    const facts = await base;
    const { entered } = compareDraws({ ...facts, targets: new Map() }, { ...facts, targets: many }).pool;
    expect([entered.count, entered.shown.length]).toEqual([MOST + 50, MOST]);
  });

  it('are told apart where only a part of a pool is shown, and a target proof is no draw', async () => {
    const closed = await drawTask(closedTask());
    const extract = (await factsOf(chunked(closed.extract)))!;
    expect(extract.whole).toBe(false);
    expect(compareDraws(extract, await base).whole).toBe(false);
    const id = closed.manifest.strata.length > 0 ? (await factsOf(chunked(closed.evidence)))!.drawn[0]! : '';
    expect(await factsOf(chunked(closed.proofOf(id)))).toBeUndefined();
  });
});
