import { beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { fromHex, utf8 } from '../bytes.js';
import { canonicalBytes } from '../json/canonical.js';
import { readJson } from '../json/json-value.js';
import { type Manifest } from '../pool/manifest.js';
import { concatenated, drawTask, type DrawnTask, smallTask } from '../vectors/small-draw.js';
import { verifyEvidence } from './verify.js';

type Tree = { [name: string]: Tree } & Tree[];

let drawn: DrawnTask;
let text: string;
beforeAll(async () => {
  drawn = await drawTask(smallTask());
  text = new TextDecoder().decode(drawn.evidence);
});

const verify = (bytes: Uint8Array | string) =>
  verifyEvidence([typeof bytes === 'string' ? new TextEncoder().encode(bytes) : bytes]);

/** Pointers of all values that are not containers. */
function leavesOf(value: unknown, path: (string | number)[] = []): (string | number)[][] {
  if (typeof value !== 'object' || value === null) return [path];
  return Object.entries(value).flatMap(([key, inner]) =>
    leavesOf(inner, [...path, Array.isArray(value) ? Number(key) : key]),
  );
}

function replaced(path: readonly (string | number)[], change: (value: unknown) => unknown): string {
  const copy = JSON.parse(text) as Tree;
  let at: Tree = copy;
  for (const key of path.slice(0, -1)) at = at[key as number]!;
  const last = path.at(-1) as number;
  at[last] = change(at[last]) as Tree;
  return JSON.stringify(copy);
}

/** Several other values for one: a near one, one of another kind, and null. */
function mutations(value: unknown): unknown[] {
  if (typeof value === 'string') {
    const flipped = value === '' ? 'x' : value.slice(0, -1) + (value.endsWith('0') ? '1' : '0');
    return [flipped, `${value}x`, '', null, 1, value.toUpperCase() === value ? `0${value}` : value.toUpperCase()];
  }
  if (typeof value === 'number') return [value + 1, value - 1, String(value), null, 0.5, -value - 1];
  if (typeof value === 'boolean') return [!value, null, 'true'];
  return ['', 0, false, {}, []];
}

describe('verifyEvidence', () => {
  it('passes the untouched file, and the same file indented or escaped otherwise', async () => {
    const names = [
      'canonical',
      'roots',
      'commitment',
      'log-inclusion',
      'checkpoint-signature',
      'time-order',
      'entropy',
      'seeds',
      'sizes',
      'selection',
      'pairing',
      'constraints',
      'result',
    ];
    const escaped = text.replace(/[\u4e00-\u9fff]/g, (letter) => `\\u${letter.charCodeAt(0).toString(16)}`);
    for (const form of [text, JSON.stringify(JSON.parse(text), null, 4) + '\n', escaped]) {
      const told: string[] = [];
      const answer = await verifyEvidence([new TextEncoder().encode(form)], (step) => told.push(step.step));
      expect(answer.steps.filter((step) => !step.ok)).toEqual([]);
      expect(answer.verdict).toBe('holds');
      expect(told).toEqual(names);
    }
  });

  it('says commitment and record whole: of eight digits anyone finds two announcements in a second', async () => {
    const { steps } = await verify(text);
    for (const [step, hash] of [
      ['commitment', drawn.commitment],
      ['result', drawn.recordHash],
    ] as const) {
      const { en, zh } = steps.find((one) => one.step === step)!;
      expect(zh).toContain(hash);
      expect(en).toContain(hash);
    }
  });

  it('refuses every change of any single value, and names the step', async () => {
    const paths = leavesOf(JSON.parse(text));
    const passed: string[] = [];
    const byStep = new Map<string, number>();
    let tried = 0;
    for (const path of paths) {
      const before = path.reduce<unknown>((at, key) => (at as Tree)[key as number], JSON.parse(text));
      for (const after of mutations(before)) {
        if (after === before) continue;
        tried++;
        const answer = await verify(replaced(path, () => after));
        const failed = answer.steps.filter((step) => !step.ok);
        if (answer.verdict !== 'fails' || failed.length !== 1)
          passed.push(`${path.join('/')} → ${String(after)}: ${answer.verdict}`);
        else byStep.set(failed[0]!.step, (byStep.get(failed[0]!.step) ?? 0) + 1);
      }
    }
    expect(passed).toEqual([]);
    expect(tried).toBeGreaterThan(2000);
    for (const step of ['canonical', 'roots', 'commitment', 'entropy', 'seeds', 'selection', 'pairing', 'result']) {
      expect(byStep.get(step) ?? 0).toBeGreaterThan(0);
    }
  });

  it.each([
    [['format'], 'sortis-evidence/2', 'canonical'],
    [['targets', 3, 'attributes', 'staff'], 999, 'roots'],
    [['inspectors', 0, 'name'], '别人', 'roots'],
    [['exclusions', 0, 'reason'], 'forgotten', 'roots'],
    [['commitment'], '0'.repeat(64), 'commitment'],
    [['manifest', 'visit', 'until'], '2026-03-21', 'commitment'],
    [['record', 'commitment'], '0'.repeat(64), 'commitment'],
    [['record', 'drawId'], 'D-2026-0002', 'commitment'],
    [['record', 'entropy', 'revealedAt'], '2026-03-02T00:59:59.999Z', 'time-order'],
    [['record', 'entropy', 'secret'], '1'.repeat(64), 'entropy'],
    [['record', 'seeds', 'pairing'], '2'.repeat(64), 'seeds'],
    [['record', 'selection', 0, 'targets', 0], 'T001', 'selection'],
    [['recordHash'], '3'.repeat(64), 'log-inclusion'],
    [['record', 'versions', 'sortis'], '9.9.9', 'result'],
    [['log', 'entries', 0, 'index'], 5, 'log-inclusion'],
    [['log', 'consistency', 0], '3'.repeat(64), 'log-inclusion'],
    [['log', 'entries', 2, 'entry', 'at'], '2026-03-02T01:00:01.251Z', 'log-inclusion'],
  ])('a change at %p is told by its step', async (path, value, step) => {
    const answer = await verify(replaced(path, () => value));
    expect(answer.steps.at(-1)).toMatchObject({ ok: false, step });
  });

  it('tells what it expected of a team and what it found', async () => {
    const swapped = replaced(['record', 'teams', 0, 'seats'], (seats) => {
      const [first] = seats as string[][];
      return [...(seats as string[][]).slice(0, -1), first!.slice().reverse()];
    });
    const answer = await verify(swapped);
    expect(answer.steps.at(-1)).toMatchObject({ step: 'pairing', ok: false });
    expect(answer.steps.at(-1)?.expected).not.toBe(answer.steps.at(-1)?.found);
  });

  it('refuses members and items that are missing, added or moved', async () => {
    const objects = (value: unknown, path: (string | number)[] = []): (string | number)[][] =>
      typeof value !== 'object' || value === null
        ? []
        : [
            path,
            ...Object.entries(value).flatMap(([key, inner]) =>
              objects(inner, [...path, Array.isArray(value) ? Number(key) : key]),
            ),
          ];
    const whole = JSON.parse(text) as Tree;
    for (const path of objects(whole)) {
      const edits: ((value: unknown) => unknown)[] = Array.isArray(
        path.reduce<unknown>((at, key) => (at as Tree)[key as number], whole),
      )
        ? [
            (list) => [...(list as unknown[]), 'T001'],
            (list) => ((list as unknown[]).length === 0 ? ['x'] : (list as unknown[]).slice(1)),
          ]
        : [
            (object) => ({ ...(object as object), zzz: 1 }),
            (object) => Object.fromEntries(Object.entries(object as object).slice(0, -1)),
            (object) =>
              Object.fromEntries(
                Object.entries(object as object).map(([key, value], i) => [
                  i === 0 ? `${key}0` : key,
                  value as unknown,
                ]),
              ),
          ];
      for (const edit of edits) {
        const changed = path.length === 0 ? JSON.stringify(edit(JSON.parse(text))) : replaced(path, edit);
        const answer = await verify(changed);
        expect([path.join('/'), answer.verdict]).not.toEqual([path.join('/'), 'holds']);
      }
    }
  });

  it('reads the same whatever the chunks are', async () => {
    const whole = await verify(text);
    const bytes = new TextEncoder().encode(text);
    await fc.assert(
      fc.asyncProperty(fc.array(fc.integer({ min: 0, max: bytes.length }), { maxLength: 40 }), async (cuts) => {
        const ends = [0, ...cuts.sort((a, b) => a - b), bytes.length];
        const chunks = ends.slice(1).map((end, i) => bytes.slice(ends[i], end));
        expect(await verifyEvidence(chunks)).toEqual(whole);
      }),
      { numRuns: 30 },
    );
    async function* single() {
      for (const byte of bytes) yield await Promise.resolve(Uint8Array.of(byte));
    }
    expect(await verifyEvidence(single())).toEqual(whole);
  });

  it('calls unusable what is not evidence at all', async () => {
    for (const input of [
      '',
      ' ',
      'null',
      '[]',
      '{}',
      '{"a":1}',
      '"x"',
      'PK\u0003\u0004',
      '{"commitment":',
      `${text}x`,
      `${text}{}`,
      text.slice(0, -1),
      '\ufeff' + text,
    ]) {
      const answer = await verify(input);
      expect([input.slice(0, 20), answer.verdict]).toEqual([input.slice(0, 20), 'unusable']);
      expect(answer.reason?.zh).toMatch(/\S/);
    }
    for (let cut = 1; cut < text.length; cut += 997)
      expect((await verify(text.slice(0, cut))).verdict).toBe('unusable');
    const bad = new TextEncoder().encode(text).slice();
    bad[bad.indexOf(0xe7)] = 0xff;
    expect((await verify(bad)).verdict).toBe('unusable');
  });

  it('survives hostile files in bounded time and memory', async () => {
    const start = `{"commitment":"${'0'.repeat(64)}","exclusions":`;
    const verdicts = async (input: Iterable<Uint8Array>) => (await verifyEvidence(input)).verdict;
    function* endless(lead: string, again: string, times: number) {
      yield utf8(lead);
      const block = utf8(again.repeat(1000));
      for (let i = 0; i < times; i++) yield block;
    }
    expect(await verdicts(endless(start, '[', 1000))).toBe('fails');
    expect(await verdicts(endless('', '[', 1000))).toBe('unusable');
    expect(await verdicts(endless(`${start}"`, 'aaaaaaaaaa', 2000))).toBe('fails');
    expect(await verdicts(endless(`${start}[{"id":"`, 'aaaaaaaaaa', 2000))).toBe('fails');
    expect(await verdicts(endless(start, '          ', 2000))).toBe('unusable');
    expect(await verdicts(endless(`${start}[`, '{},', 10))).toBe('fails');
    for (const wrong of ['1.5', '1e3', '-0', '01', '9007199254740993', '"\\ud800"', '"e\u0301"', '{"a":1,"a":2}']) {
      const answer = await verify(text.replace('"staff":0', `"staff":${wrong}`));
      expect([wrong, answer.verdict]).toEqual([wrong, wrong === '01' ? 'unusable' : 'fails']);
    }
    const proto = await verify(
      text.replace('"staff":0', '"staff":0,"__proto__":{"x":1}').replace('"staff":0,"__proto__"', '"__proto__"'),
    );
    expect(proto.verdict).toBe('fails');
  });

  it.each([
    [
      'sizes',
      'a size the rate does not give',
      (m: Manifest) => ({
        ...m,
        strata: m.strata.map((one, i) => (i === 0 ? { ...one, size: one.size + 1, reserve: 1 } : one)),
      }),
    ],
    [
      'roots',
      'a population the pool does not have',
      (m: Manifest) => ({
        ...m,
        strata: m.strata.map((one, i) => ({ ...one, population: one.population + 1 - 2 * i })),
      }),
    ],
    [
      'sizes',
      'a filter that the pool does not meet',
      (m: Manifest) => ({ ...m, filter: [{ field: 'region', in: ['990101'] }] }),
    ],
    ['time-order', 'randomness before the cut-off', (m: Manifest) => ({ ...m, cutoff: '2026-03-02T01:00:00.001Z' })],
    [
      'constraints',
      'a warning that is not true',
      (m: Manifest) => ({
        ...m,
        warnings: m.warnings.map((one) => ({ ...one, teams: 'teams' in one && one.teams === 9 ? 8 : 9 }) as typeof one),
      }),
    ],
    ['constraints', 'a warning that is missing', (m: Manifest) => ({ ...m, warnings: [] })],
  ] as const)('%s: refuses %s, though all was drawn and hashed accordingly', async (step, _name, adjust) => {
    const task = smallTask();
    const forged = await drawTask({ ...task, adjust: (manifest) => ({ ...adjust(manifest) }) });
    const answer = await verify(forged.evidence);
    expect(answer.steps.at(-1)).toMatchObject({ ok: false, step });
  });

  it('holds for a draw that found no pairing, and only with the right certificate', async () => {
    const task = smallTask();
    const forged = await drawTask({ ...task, maxLoad: 1 });
    expect(forged.pairing.kind).toBe('infeasible');
    const answer = await verify(forged.evidence);
    expect(answer.verdict).toBe('holds');
    const told = new TextDecoder()
      .decode(forged.evidence)
      .replace(/"needed":(\d+)/, (_, n) => `"needed":${Number(n) + 1}`);
    expect((await verify(told)).steps.at(-1)).toMatchObject({ ok: false, step: 'pairing' });
  });

  it('is bound to the manifest: a forged announcement with its own commitment fails later', async () => {
    const forged = readJson(drawn.evidence) as unknown as {
      manifest: { batch: { name: string } };
      commitment: string;
      record: { commitment: string };
    };
    forged.manifest.batch.name = '另一批';
    const { toHex } = await import('../bytes.js');
    const { DEFAULT_SUITE } = await import('../suite.js');
    forged.commitment = forged.record.commitment = toHex(DEFAULT_SUITE.hash(canonicalBytes(forged.manifest)));
    const answer = await verify(canonicalBytes(forged));
    expect(answer.steps.at(-1)).toMatchObject({ step: 'log-inclusion', ok: false });
    expect(fromHex(forged.commitment)).toHaveLength(32);
    expect(concatenated([])).toHaveLength(0);
  });
});
