import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { type Manifest } from '../../protocol/pool/manifest.js';
import { closedTask, drawTask } from '../../protocol/vectors/small-draw.js';
import {
  BEGINNING,
  carried,
  fullest,
  type Known,
  later,
  leap,
  MOMENTS,
  pageOf,
  paceOf,
  type Place,
  storyOf,
} from './story.js';
import { tell, type Told } from './told.js';

const named = (prefix: string, count: number): { id: string; name: string }[] =>
  Array.from({ length: count }, (_, n) => ({ id: `${prefix}${n}`, name: `名${n}` }));

const toldOf = (sizes: readonly number[], feasible = true): Told => {
  const strata = sizes.map((size, at) => ({ id: `s${at}`, drawn: named(`t${at}-`, size), reserve: [] }));
  const teams = feasible
    ? strata.flatMap(({ drawn }) => drawn.map((target) => ({ target, members: [], recused: [] })))
    : [];
  return { strata, teams, loads: [], infeasible: feasible ? null : [{ zh: '无', en: 'none' }] } as unknown as Told;
};
const announced: Known = {
  manifest: {} as Manifest,
  commitment: 'c',
  committedAt: null,
  drawAt: '2026-01-01T00:00:00.000Z',
  reveal: null,
  recordHash: null,
  told: null,
  stopped: null,
};
const reveal = { source: 'sealed' } as Known['reveal'];
const stopped = { how: 'ended', reason: { zh: '无', en: 'none' }, by: [], at: null, next: null } as const;
const moments = (known: Known): string[] => storyOf(known).map(({ moment }) => moment);
const sizes = fc.array(fc.oneof(fc.nat(30), fc.nat(50_000)), { minLength: 1, maxLength: 6 });

describe('the story of a draw', () => {
  it('goes as far as is known, and waits there', () => {
    expect(moments(announced)).toEqual(['announce', 'wait']);
    expect(moments({ ...announced, reveal })).toEqual(['announce', 'wait', 'reveal', 'reveal']);
    expect(moments({ ...announced, reveal, recordHash: 'r' })).toEqual(['announce', 'wait', 'reveal', 'select']);
    for (const known of [announced, { ...announced, reveal }, { ...announced, reveal, recordHash: 'r' }])
      expect(storyOf(known).map(({ lasts }) => lasts === null)).toEqual(
        [...storyOf(known)].map((_, at, all) => at === all.length - 1),
      );
  });

  it('of one that came to nothing, or was voided, is told to its end', () => {
    expect(moments({ ...announced, stopped })).toEqual(['announce', 'wait', 'seal']);
    expect(moments({ ...announced, stopped: { ...stopped, how: 'voided' } })).toEqual(['announce', 'seal']);
    // the names of a void draw stay public, and so does the reason
    expect(moments({ ...announced, told: toldOf([2]), stopped: { ...stopped, how: 'voided' } })).toContain('select');
    expect(moments({ ...announced, told: toldOf([2], false) }).filter((one) => one === 'pair')).toHaveLength(1);
  });

  it('shows every name once, stratum by stratum, in a bounded number of pictures and minutes', () => {
    fc.assert(
      fc.property(sizes, (all) => {
        const beats = storyOf({ ...announced, reveal, told: toldOf(all) });
        expect(beats.length).toBeLessThan(250);
        const order = beats.map(({ moment }) => MOMENTS.indexOf(moment));
        expect(order).toEqual([...order].sort((a, b) => a - b));
        for (const moment of ['select', 'pair'] as const) {
          const shown = beats.filter((beat) => beat.moment === moment).map((beat) => beat.shown);
          expect(shown).toEqual([...shown].sort((a, b) => a - b));
          expect(shown.at(-1)).toBe(all.reduce((sum, size) => sum + size, 0));
        }
        let before = 0;
        all.forEach((size, stratum) => {
          const here = beats.filter((beat) => beat.moment === 'select' && beat.stratum === stratum);
          expect(here.at(-1)?.shown).toBe((before += size));
        });
        const lasts = beats.reduce((sum, beat) => sum + (beat.lasts ?? 0), 0);
        expect(lasts).toBeLessThan(5 * 60_000);
      }),
    );
    expect(paceOf(7)).toEqual({ step: 1, lasts: 1300 });
  });

  it('passes in its own time, whatever pieces the time comes in', () => {
    fc.assert(
      fc.property(sizes, fc.array(fc.nat(20_000), { maxLength: 30 }), (all, pieces) => {
        const beats = storyOf({ ...announced, told: toldOf(all) });
        const bit = pieces.reduce((at, piece) => later(at, beats, piece), BEGINNING);
        const once = later(
          BEGINNING,
          beats,
          pieces.reduce((sum, piece) => sum + piece, 0),
        );
        expect(bit.beat).toBe(once.beat);
        expect(later({ ...bit, paused: true }, beats, 1e9)).toEqual({ ...bit, paused: true });
        expect(later(bit, beats, 1e9).beat).toBe(beats.length - 1);
      }),
    );
  });

  it('can be leafed through from any place, and never out of it', () => {
    fc.assert(
      fc.property(sizes, fc.array(fc.constantFrom(1 as const, -1 as const)), fc.nat(200), (all, leaps, start) => {
        const beats = storyOf({ ...announced, told: toldOf(all) });
        let at: Place = { ...BEGINNING, beat: start % beats.length };
        for (const by of leaps) {
          const next = leap(at, beats, by);
          expect(beats[next.beat]).toBeDefined();
          expect((next.beat - at.beat) * by).toBeGreaterThanOrEqual(0);
          at = next;
        }
        for (let n = 0; n < 12; n++) at = leap(at, beats, -1);
        expect(at.beat).toBe(0);
      }),
    );
  });

  it('shows a whole moment at once, every name of it', () => {
    fc.assert(
      fc.property(sizes, fc.nat(200), (all, start) => {
        const beats = storyOf({ ...announced, told: toldOf(all) });
        const before = { ...BEGINNING, beat: start % beats.length };
        const after = fullest(before, beats);
        const { moment, shown } = beats[after.beat]!;
        expect(moment).toBe(beats[before.beat]!.moment);
        expect(beats[after.beat + 1]?.moment).not.toBe(moment);
        if (moment === 'select' || moment === 'pair') expect(shown).toBe(all.reduce((sum, one) => sum + one, 0));
      }),
    );
  });

  it('goes on when more is known; whoever looks back stays there', () => {
    const before = storyOf(announced);
    const after = storyOf({ ...announced, reveal });
    expect(after[carried({ ...BEGINNING, beat: 1 }, before, after).beat]?.moment).toBe('reveal');
    expect(carried(BEGINNING, before, after).beat).toBe(0);
    expect(carried({ ...BEGINNING, beat: 1, paused: true }, before, after).beat).toBe(1);
    const held = storyOf({ ...announced, reveal, recordHash: 'r' });
    const whole = storyOf({ ...announced, reveal, recordHash: 'r', told: toldOf([3]) });
    expect(whole[carried({ ...BEGINNING, beat: 3 }, held, whole).beat]?.moment).toBe('select');
  });

  it('has pages on which the newest stands', () => {
    fc.assert(
      fc.property(fc.nat(100_000), fc.integer({ min: 1, max: 30 }), (shown, size) => {
        const { from, until } = pageOf(shown, size);
        expect(until - from).toBeLessThanOrEqual(size);
        expect(until).toBe(Math.max(shown, from));
        if (shown > 0) expect(until).toBeGreaterThan(from);
      }),
    );
  });
});

describe('what is told of a file', () => {
  it('is who was drawn, with their teams, of evidence and of an extract alike', async () => {
    const drawn = await drawTask(closedTask());
    const [whole, shown] = [await tell([drawn.evidence]), await tell([drawn.extract])];
    expect(whole.strata.map((one) => one.drawn.map(({ id }) => id))).toEqual(
      drawn.record.selection.map(({ targets }) => [...targets]),
    );
    expect({ ...shown, loads: [], whole: true }).toEqual({ ...whole, loads: [] });
    expect([whole.whole, shown.whole]).toEqual([true, false]);
    expect(whole.teams).toHaveLength(whole.strata.flatMap((one) => one.drawn).length);
    const [someone] = whole.strata.flatMap((one) => one.drawn);
    await expect(tell([drawn.proofOf(someone!.id)])).rejects.toThrow('target proof');
  });
});
