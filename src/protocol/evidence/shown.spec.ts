import { beforeAll, describe, expect, it } from '@jest/globals';
import { type Relation } from '../pool/relation.js';
import {
  closedTask,
  drawTask,
  following,
  type DrawTask,
  type DrawnTask,
  smallTask,
  TEST_KEY,
} from '../vectors/small-draw.js';
import { type EvidenceOptions, verifyEvidence } from './verify.js';

const decode = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);
const encode = (value: unknown): Uint8Array => new TextEncoder().encode(JSON.stringify(value));
const verify = (bytes: Uint8Array, options?: EvidenceOptions) => verifyEvidence([bytes], undefined, options);
const last = async (bytes: Uint8Array, options?: EvidenceOptions) => (await verify(bytes, options)).steps.at(-1);

type Path = readonly (string | number)[];
type Tree = Record<string | number, unknown>;

/** Pointers of all values that are not containers. */
function valuesOf(value: unknown, path: Path = []): Path[] {
  if (typeof value !== 'object' || value === null) return [path];
  return Object.entries(value).flatMap(([key, inner]) =>
    valuesOf(inner, [...path, Array.isArray(value) ? Number(key) : key]),
  );
}

function changed(file: Uint8Array, path: Path, change: (value: unknown) => unknown): Uint8Array {
  const copy = JSON.parse(decode(file)) as Tree;
  let at = copy;
  for (const key of path.slice(0, -1)) at = at[key] as Tree;
  const key = path.at(-1)!;
  at[key] = change(at[key]);
  return encode(copy);
}

function others(value: unknown): unknown[] {
  if (typeof value === 'string')
    return [value.slice(0, -1) + (value.endsWith('0') ? '1' : '0'), `${value}x`, '', null, 1];
  if (typeof value === 'number') return [value + 1, value - 1, String(value), null, 0.5];
  if (typeof value === 'boolean') return [!value, null, 'true'];
  return ['', 0, false, {}, []];
}

/** Changes that nothing contradicts, because nothing in the file is left that would. */
async function unnoticed(file: Uint8Array, skip: (path: string) => boolean = () => false): Promise<string[]> {
  const whole = JSON.parse(decode(file)) as Tree;
  const passed: string[] = [];
  for (const path of valuesOf(whole)) {
    const before = path.reduce<unknown>((at, key) => (at as Tree)[key], whole);
    for (const after of others(before)) {
      if (after === before || skip(path.join('/'))) continue;
      const { steps, verdict } = await verify(changed(file, path, () => after));
      const failed = steps.filter(({ ok }) => !ok);
      if (verdict !== 'fails' || failed.length !== 1) passed.push(`${path.join('/')} → ${String(after)}: ${verdict}`);
    }
  }
  return passed;
}

let open: DrawnTask;
let closed: DrawnTask;
beforeAll(async () => {
  open = await drawTask(smallTask());
  closed = await drawTask(closedTask());
});

describe('closed pools', () => {
  it('hold with a salt in every leaf', async () => {
    expect(await verify(closed.evidence)).toMatchObject({ verdict: 'holds', kind: 'evidence' });
  });

  it.each(['targets', 'inspectors', 'exclusions'] as const)(
    'want salts in %s, and open ones want none',
    async (list) => {
      const bare = changed(closed.evidence, [list, 1], (leaf) => ({ ...(leaf as object), salt: undefined }));
      expect(await last(bare)).toMatchObject({ step: 'roots', ok: false, found: `/${list}/1` });
      const salted = changed(open.evidence, [list, 1], (leaf) => ({ ...(leaf as object), salt: '0'.repeat(64) }));
      expect(await last(salted)).toMatchObject({ step: 'roots', ok: false, found: `/${list}/1` });
      const task = smallTask();
      await expect(drawTask({ ...task, pools: 'closed' })).rejects.toThrow(/salt/);
      await expect(drawTask({ ...closedTask(), pools: 'open' })).rejects.toThrow(/salt/);
    },
  );
});

describe('an extract', () => {
  it('holds, and says which steps were only checked for what is shown', async () => {
    const { kind, steps, verdict } = await verify(closed.extract);
    expect(steps.filter(({ ok }) => !ok)).toEqual([]);
    expect({ kind, verdict }).toEqual({ kind: 'extract', verdict: 'holds' });
    expect(steps.filter(({ scope }) => scope === 'shown').map(({ step }) => step)).toEqual([
      'roots',
      'sizes',
      'constraints',
    ]);
    expect(steps.filter(({ checked }) => checked === false).map(({ step }) => step)).toEqual(['pairing']);
    expect(steps.find(({ step }) => step === 'pairing')?.zh).toContain('未重新配对');
  });

  it('refuses every change of any single value, and names the step', async () => {
    expect(await unnoticed(closed.extract)).toEqual([]);
  });

  it('refuses items that are missing, repeated or moved', async () => {
    for (const list of ['inspectors', 'targets'] as const) {
      const { length } = (JSON.parse(decode(closed.extract)) as Record<string, unknown[]>)[list]!;
      for (let i = 0; i < length; i++) {
        const less = changed(closed.extract, [list], (all) => (all as unknown[]).filter((_, at) => at !== i));
        const twice = changed(closed.extract, [list], (all) =>
          (all as unknown[]).toSpliced(i, 0, (all as unknown[])[i]),
        );
        for (const file of [less, twice]) expect((await verify(file)).verdict).toBe('fails');
      }
    }
    const moved = changed(closed.extract, ['targets'], (all) => (all as unknown[]).toReversed());
    expect(await last(moved)).toMatchObject({ step: 'roots', ok: false });
    const more = changed(closed.extract, ['exclusions'], () => [{ id: 'T900', reason: 'retired' }]);
    expect(await last(more)).toMatchObject({ step: 'canonical', ok: false });
  });

  it('of a draw without a pairing holds, too', async () => {
    const infeasible = await drawTask({ ...closedTask(), maxLoad: 1 });
    expect(infeasible.pairing.kind).toBe('infeasible');
    expect((await verify(infeasible.extract)).verdict).toBe('holds');
  });
});

describe('a target proof', () => {
  it('tells every target of the pool what became of it', async () => {
    const kinds = new Map<string, number>();
    for (const { id } of closedTask().targets) {
      const { kind, outcome, steps, verdict } = await verify(closed.proofOf(id));
      expect([id, verdict, steps.at(-1)?.step]).toEqual([id, 'holds', 'result']);
      expect(kind).toBe('target-proof');
      const of = [...closed.record.selection].find(({ stratum }) => stratum === outcome?.stratum)!;
      const told = [...of.targets].includes(id) ? 'drawn' : [...of.reserve].includes(id) ? 'reserve' : 'not-drawn';
      expect([id, outcome?.kind]).toEqual([id, told]);
      if (told !== 'not-drawn') expect([...of.targets, ...of.reserve][outcome!.place!]).toBe(id);
      kinds.set(told, (kinds.get(told) ?? 0) + 1);
    }
    expect([...kinds.keys()].sort()).toEqual(['drawn', 'not-drawn', 'reserve']);
  });

  it('tells who was left out, and what is not revealed yet', async () => {
    expect((await verify(closed.proofOf('T102'))).outcome).toMatchObject({ kind: 'excluded', place: null });
    const before = await verify(closed.proofOf('T005', false));
    expect(before).toMatchObject({ verdict: 'holds', outcome: { kind: 'pending', place: null } });
    expect(before.steps.map(({ step }) => step)).not.toContain('entropy');
  });

  it.each(['T005', 'T102'])('refuses every change of any single value: %s', async (id) => {
    // the hash of a record that is not there may be any: the log's tree alone holds it
    expect(await unnoticed(closed.proofOf(id))).toEqual([]);
    expect(await unnoticed(closed.proofOf(id, false))).toEqual([]);
  });
});

describe('the key of the log', () => {
  it('must be one of those trusted, if any are named', async () => {
    const other = 'other.example+' + TEST_KEY.split('+').slice(1).join('+');
    for (const file of [closed.evidence, closed.extract, closed.proofOf('T005')]) {
      expect((await verify(file, { trusted: [other, TEST_KEY] })).verdict).toBe('holds');
      expect(await last(file, { trusted: [other] })).toMatchObject({ step: 'checkpoint-signature', ok: false });
    }
  });

  it('tells entries that come at the wrong moments, though the log holds them', async () => {
    for (const [at, entry] of [
      ['2026-03-01T15:59:59.999Z', 0],
      ['2026-03-02T01:00:00.001Z', 0],
      ['2026-03-02T01:00:00.249Z', 1],
      ['2026-03-02T01:00:00.249Z', 2],
    ] as const) {
      const forged = await drawTask({
        ...smallTask(),
        entries: (all) => all.map((one, i) => (i === entry ? { ...one, at } : one)),
      });
      expect(await last(forged.evidence)).toMatchObject({ step: 'time-order', ok: false });
    }
  });
});

describe('a draw that stands in for another', () => {
  const related = (more: object): Relation =>
    ({
      commitment: open.commitment,
      draw: open.manifest.drawId,
      ordinal: 1,
      reason: { en: 'a reason', zh: '理由' },
      record: open.recordHash,
      ...more,
    }) as Relation;
  const all = (): Pick<DrawTask, 'drawId' | 'exclusions' | 'log' | 'strata' | 'times'> => ({
    ...following(open),
    drawId: 'D-2026-0002',
    exclusions: [],
    strata: smallTask().strata.map((one) => ({
      ...one,
      minimum: null,
      rate: { direction: 'exactly', millionths: 1_000_000 },
      reserve: 0,
    })),
  });

  async function relation(task: DrawTask, earlier = open.evidence) {
    const drawn = await drawTask(task);
    const { steps } = await verify(drawn.evidence, { earlier: [earlier] });
    return steps.at(-1);
  }

  it('again: of the same batch and occurrence', async () => {
    const task = { ...smallTask(), ...following(open), drawId: 'D-2026-0002', relation: related({ kind: 'again' }) };
    expect(await relation(task)).toMatchObject({ step: 'relation', ok: true });
    expect(await relation(task, closed.evidence)).toMatchObject({ step: 'relation', ok: false });
    expect(
      await relation(
        task,
        changed(open.evidence, ['recordHash'], () => '0'.repeat(64)),
      ),
    ).toMatchObject({ step: 'relation', ok: false });
    expect(await relation({ ...smallTask(), drawId: 'D-2026-0002' })).toMatchObject({ step: 'relation', ok: false });
    for (const wrong of [{ record: null }, { commitment: '0'.repeat(64) }, { draw: 'D-1' }])
      expect(await relation({ ...task, relation: related({ kind: 'again', ...wrong }) })).toMatchObject({
        step: 'relation',
        ok: false,
      });
    const batch = { ...task, adjust: (m: DrawnTask['manifest']) => ({ ...m, batch: { ...m.batch, occurrence: 2 } }) };
    expect(await relation(batch)).toMatchObject({ step: 'relation', ok: false });
  });

  it('supplement: exactly the places that follow', async () => {
    const [care] = open.record.selection;
    const { size, reserve } = open.manifest.strata[0]!;
    const wanted = [...care!.reserve];
    const make = (ids: readonly string[], from = size, until = size + reserve): DrawTask => ({
      ...smallTask(),
      ...all(),
      relation: related({ kind: 'supplement', places: [{ from, stratum: 'care', until }] }),
      targets: smallTask().targets.filter(({ id }) => ids.includes(id)),
    });
    expect(await relation(make(wanted))).toMatchObject({ step: 'relation', ok: true });
    for (const wrong of [
      make(wanted.slice(1)),
      make([...wanted, 'T001']),
      make(wanted, size - 1),
      make(wanted, size, size + reserve + 1),
    ])
      expect(await relation(wrong)).toMatchObject({ step: 'relation', ok: false });
  });

  it('replacement: as many places as people leave, and nobody of the earlier team in them', async () => {
    const [team] = [...open.record.teams].filter(({ seats }) => seats.length === 1);
    const [out, stays] = team!.seats.flat();
    const recused = (ids: readonly string[]): DrawTask['inspectors'] =>
      smallTask().inspectors.map((one) =>
        ids.includes(one.id) ? { ...one, recusals: [...new Set([...one.recusals, team!.target])].sort() } : one,
      );
    const task: DrawTask = {
      ...smallTask(),
      ...all(),
      inspectors: recused([out!, stays!]),
      relation: related({ kind: 'replacement', seats: [{ inspector: out!, target: team!.target }] }),
      rules: [{ conditions: [], seats: [{ agencies: ['990101', '990102'], count: 1, qualifications: [] }] }],
      targets: smallTask().targets.filter(({ id }) => id === team!.target),
    };
    expect(await relation(task)).toMatchObject({ step: 'relation', ok: true });
    expect(await relation({ ...task, inspectors: recused([out!]) })).toMatchObject({ step: 'relation', ok: false });
    expect(await relation({ ...task, rules: smallTask().rules.slice(1) })).toMatchObject({
      step: 'relation',
      ok: false,
    });
    const stranger = smallTask().inspectors.find(({ id }) => id !== out && id !== stays)!.id;
    const seats = [{ inspector: stranger, target: team!.target }];
    expect(await relation({ ...task, relation: related({ kind: 'replacement', seats }) })).toMatchObject({
      step: 'relation',
      ok: false,
    });
  });
});
