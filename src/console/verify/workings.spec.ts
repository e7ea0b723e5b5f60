import { describe, expect, it } from '@jest/globals';

import { type StepCode, verifyEvidence } from '../../protocol/evidence/verify.js';
import { closedTask, drawTask, smallTask } from '../../protocol/vectors/small-draw.js';
import { type Stratum, sizeByRate } from '../../protocol/pool/sizes.js';
import { HOW, STEPS } from './words.js';
import { workingsOf, type Working } from './workings.js';

const chunked = async function* (bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += 1000) yield bytes.subarray(at, at + 1000);
};
const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);
const textOf = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);
const valueOf = (rows: readonly Working[] | undefined, en: string): string => {
  const found = rows?.find(({ label }) => label.en === en)?.value;
  return typeof found === 'string' ? found : (found?.en ?? `no ${en}`);
};

/** Ids of a stratum's targets in order, as the small draw has them. */
function stratumOf(strata: readonly Stratum[], id: string): string[] {
  const conditions = strata.find((one) => one.id === id)?.conditions ?? [];
  return smallTask()
    .targets.filter(({ attributes }) => conditions.every((one) => one.in.includes(attributes[one.field]!)))
    .map((target) => target.id)
    .sort();
}

/** Every step that a check told has words for how it is done, and lines of a computation. */
async function toldOf(
  bytes: Uint8Array,
): Promise<{ steps: StepCode[]; shown: Awaited<ReturnType<typeof workingsOf>> }> {
  const { steps } = await verifyEvidence(chunked(bytes));
  return { steps: steps.map(({ step }) => step), shown: await workingsOf(chunked(bytes)) };
}

describe('what the steps of a check compute', () => {
  it('is what the file says, where the file holds', async () => {
    const drawn = await drawTask(smallTask());
    const { steps, shown } = await toldOf(drawn.evidence);
    const { workings } = shown;
    for (const step of steps) expect([step, (workings[step] ?? []).length > 0]).toEqual([step, true]);
    expect(valueOf(workings.commitment, 'SHA-256, computed here')).toBe(drawn.commitment);
    expect(valueOf(workings.result, 'hash of the record, computed here')).toBe(drawn.recordHash);
    const [, sealed = ''] = (workings.entropy ?? []).map(({ value }) => value as string);
    expect(valueOf(workings.entropy, 'randomness R')).toBe(sealed);
    // what the seed points to is who was drawn there
    const { strata } = drawn.manifest;
    for (const [at, { id, rate, size }] of strata.entries()) {
      expect(valueOf(workings.sizes, `stratum ${id}`)).toContain(`draws ${size}`);
      if (rate.direction === 'at-least')
        expect(valueOf(workings.sizes, `stratum ${id}`)).toContain(`→ ${sizeByRate(rate, strata[at]!.population)}`);
      // the numbers that are shown, followed by hand through the stratum, lead to who was drawn
      const pool = stratumOf(drawn.manifest.strata, id);
      const shownPlaces = (workings.selection ?? []).filter(({ label }) => label.en.startsWith(`stratum ${id}, `));
      expect(shownPlaces).toHaveLength(Math.min(3, size));
      shownPlaces.forEach(({ value }, i) => {
        const [, j = '', who] = / = (\d+) → (.+)$/.exec(value as string) ?? [];
        const chosen = pool[Number(j)]!;
        pool[Number(j)] = pool[i]!;
        pool[i] = chosen;
        expect(who).toBe([...[...drawn.record.selection][at]!.targets][i]);
        expect(who).toBe(chosen);
      });
    }
    const moments = (workings['time-order'] ?? []).map(({ value }) => value as string);
    expect(moments).toEqual([...moments].sort());
    expect(moments.length).toBe(7);
    expect(shown.raw?.manifest).toBe(textOf(drawn.manifestBytes));
    expect(shown.raw?.checkpoint).toBe(drawn.log.checkpoint);
  });

  it('is told of an extract as well, and of the pools not more than it shows', async () => {
    const { extract } = await drawTask(closedTask());
    const { steps, shown } = await toldOf(extract);
    expect(steps).toContain('result');
    expect((shown.workings.roots ?? []).some(({ label }) => label.en.startsWith('computed'))).toBe(false);
  });

  it('shows nothing of what cannot be read, and nothing that the verifier has not: a changed byte shows in the numbers', async () => {
    const { evidence, commitment } = await drawTask(smallTask());
    for (const bytes of [evidence.slice(0, evidence.length / 2), bytesOf('{"commitment":1}'), bytesOf('no')])
      expect(await workingsOf(chunked(bytes))).toEqual({ workings: {}, raw: null });
    const changed = bytesOf(textOf(evidence).replace('2026年第一批', '2026年第二批'));
    const { workings } = await workingsOf(chunked(changed));
    expect(valueOf(workings.commitment, 'commitment in the file')).toBe(commitment);
    expect(valueOf(workings.commitment, 'SHA-256, computed here')).not.toBe(commitment);
  });

  it('has words for every step', () => {
    expect(Object.keys(HOW).sort()).toEqual(Object.keys(STEPS).sort());
    for (const { zh, en } of Object.values(HOW)) expect([zh.length > 10, en.length > 20]).toEqual([true, true]);
  });
});
