import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type DataSource } from 'typeorm';

import { type Draw } from '../../src/drawing/draws/draw.entity.js';
import { itemsOf, readList, splitLeafItem } from '../../src/drawing/draws/draw-parts.js';
import { ENTITIES } from '../../src/entities.js';
import { openDatabase } from '../../src/platform/database/open-database.js';
import { verifyEvidence, type Manifest } from '../../src/protocol/index.js';
import { onEachDatabase } from '../support/databases.js';
import { DrawHouse } from '../support/draw-house.js';
import { said, verifiedByPython, withPython } from './python.js';

type Row = Readonly<Record<string, unknown>>;

interface Leaf {
  readonly id: string;
  readonly salt?: string;
  readonly attributes: Readonly<Record<string, unknown>>;
  readonly recusals?: readonly string[];
}

interface Selected {
  readonly selection: readonly { readonly targets: readonly string[]; readonly reserve: readonly string[] }[];
  readonly teams: readonly { readonly seats: readonly (readonly string[])[] }[];
}

async function wholeOf(chunks: AsyncIterable<Uint8Array>): Promise<string> {
  const all: Uint8Array[] = [];
  for await (const chunk of chunks) all.push(chunk);
  return Buffer.concat(all).toString();
}

withPython('a draw with closed pools', () => {
  onEachDatabase('a draw with closed pools', (database) => {
    let dataSource: DataSource;
    let house: DrawHouse;

    beforeAll(async () => {
      dataSource = await openDatabase(database.address(), ENTITIES);
      house = new DrawHouse(dataSource);
    });
    afterAll(() => dataSource.destroy());

    let made = 0;
    /** As many targets, each with words that no other has, and 3 that are closed; 6 inspectors. */
    async function due(targets = 40, pools = 'closed'): Promise<number> {
      const { agencyId, occurrenceId } = await house.due({ pools, rate_number: 3 });
      const place = ++made;
      const target = (n: number, more: Row = {}): Row => {
        const own = `${place}-${String(n).padStart(5, '0')}`;
        return { agency_id: agencyId, code: `CODE-${own}`, name: `单位〔${own}〕`, ...more };
      };
      const rows = Array.from({ length: targets + 3 }, (_, n) =>
        target(n, n % 14 === 5 && n < 42 ? { state: 'closed' } : {}),
      );
      const targetIds: number[] = [];
      for (let start = 0; start < rows.length; start += 500)
        targetIds.push(...(await house.rows.add('targets', ...rows.slice(start, start + 500))));
      const people = Array.from({ length: 6 }, () => ({ agency_id: agencyId }));
      const [inspector_id = 0] = await house.rows.add('inspectors', ...people);
      const recusals = targetIds.slice(0, 3).map((target_id) => ({ inspector_id, target_id }));
      await house.rows.add('recusals', ...recusals);
      return occurrenceId;
    }

    async function saltsOf({ id }: Draw): Promise<(string | undefined)[]> {
      const salts: (string | undefined)[] = [];
      for (const part of ['targets', 'inspectors', 'exclusions'] as const) {
        for await (const piece of readList(dataSource, id, part)) {
          for (const item of itemsOf(piece))
            salts.push((JSON.parse(splitLeafItem(item).leaf.toString()) as { salt?: string }).salt);
        }
      }
      return salts;
    }

    /** Both verifiers must say the same of the file; returns it. */
    async function judged(file: string): Promise<string> {
      const ours = await verifyEvidence([Buffer.from(file)]);
      expect(await verifiedByPython([file])).toEqual([said(ours)]);
      return ours.verdict;
    }

    describe('its leaves', () => {
      it('each have 32 secret bytes of their own, and the whole evidence holds', async () => {
        const draw = await house.conduct(await due());
        expect(draw.failure).toBeNull();
        expect(JSON.parse(draw.manifest ?? '') as Manifest).toMatchObject({ pools: 'closed', targets: { count: 40 } });
        const salts = await saltsOf(draw);
        expect(salts).toHaveLength(40 + 3 + 6);
        for (const salt of salts) expect(salt).toMatch(/^[0-9a-f]{64}$/);
        expect(new Set(salts).size).toBe(salts.length);
        expect(await judged(await house.evidence(draw))).toBe('holds');
      });

      it('keep their salts where the draw goes on after a crash', async () => {
        const occurrenceId = await due();
        house.beforeTask = ({ kind }) => {
          if (kind === 'lottery') throw new Error('the power is gone');
        };
        await expect(house.conduct(occurrenceId)).rejects.toThrow('power');
        const before = await saltsOf(await house.drawOf(occurrenceId));
        house.beforeTask = () => undefined;
        const draw = await house.conduct(occurrenceId);
        expect(draw.phase).toBe('drawn');
        expect(await saltsOf(draw)).toEqual(before);
        expect(await judged(await house.evidence(draw))).toBe('holds');
      });

      it('have none where the pools are open', async () => {
        expect(new Set(await saltsOf(await house.conduct(await due(25, 'open'))))).toEqual(new Set([undefined]));
      });
    });

    describe.each(['closed', 'open'])('what is shown of it piece by piece, its pools being %s', (pools) => {
      let draw: Draw;
      let evidence: { targets: Leaf[]; exclusions: Leaf[]; inspectors: Leaf[]; record: Selected };
      let drawn: string[];

      beforeAll(async () => {
        // more than one piece, and more than one block of the tree
        draw = await house.conduct(await due(500, pools));
        evidence = JSON.parse(await house.evidence(draw)) as typeof evidence;
        drawn = evidence.record.selection.flatMap((one) => [...one.targets, ...one.reserve]);
      });

      /** Whatever tells one target from all others. */
      const wordsOf = ({ attributes, id, salt }: Leaf): string[] =>
        [id, String(attributes.name), salt].filter((word) => word !== undefined);

      /** `named`: those of whom the id alone is told, and nothing else. */
      const nobodyBut = (file: string, allowed: readonly string[], named: readonly string[] = []): void => {
        const wrong: unknown[] = [];
        for (const leaf of [...evidence.targets, ...evidence.exclusions]) {
          const [id = '', ...words] = wordsOf(leaf);
          const told = words.filter((word) => file.includes(word));
          const whole = allowed.includes(id);
          if (told.length !== (whole ? words.length : 0)) wrong.push([id, told]);
          if (file.includes(id) !== (whole || named.includes(id))) wrong.push(id);
        }
        expect(wrong).toEqual([]);
      };

      it('is an extract with those drawn and those who go, and about no other target a word', async () => {
        const file = await wholeOf((await house.shown.extractOf(draw)).bytes);
        const { inspectors, targets } = JSON.parse(file) as { inspectors: { leaf: Leaf }[]; targets: { leaf: Leaf }[] };
        expect(targets.map(({ leaf }) => leaf)).toEqual(evidence.targets.filter(({ id }) => drawn.includes(id)));
        const seated = evidence.record.teams.flatMap(({ seats }) => seats.flat());
        expect(inspectors.map(({ leaf }) => leaf)).toEqual(evidence.inspectors.filter(({ id }) => seated.includes(id)));
        // six places for six people: whoever is recused sits in a team, too, and his leaf says from whom he is recused
        const recused = inspectors.flatMap(({ leaf }) => leaf.recusals ?? []);
        expect(recused).toHaveLength(3);
        nobodyBut(file, drawn, recused);
        expect(await judged(file)).toBe('holds');
      });

      it('is a proof for every target of the pool and for who was left out, with nobody else in it', async () => {
        const files: string[] = [];
        const kinds = new Map<string | undefined, number>();
        const some = evidence.targets.filter(({ id }, n) => n % 9 === 0 || drawn.includes(id));
        for (const { id } of [...some, ...evidence.targets.slice(-2), ...evidence.exclusions]) {
          const revealed = drawn.includes(id) || files.length % 3 !== 0;
          const proof = await house.shown.proofOf(draw, id, { revealed, shownOnly: false });
          const file = Buffer.from(proof?.bytes ?? []).toString();
          nobodyBut(file, [id]);
          const { outcome, verdict } = await verifyEvidence([Buffer.from(file)]);
          expect([id, verdict, outcome?.target]).toEqual([id, 'holds', id]);
          kinds.set(outcome?.kind, (kinds.get(outcome?.kind) ?? 0) + 1);
          files.push(file);
        }
        expect([...kinds.keys()].sort()).toEqual(['drawn', 'excluded', 'not-drawn', 'pending', 'reserve']);
        const asked = files.filter((_, n) => n % 9 === 0 || n >= files.length - 3);
        const ours = await Promise.all(asked.map(async (file) => said(await verifyEvidence([Buffer.from(file)]))));
        expect(await verifiedByPython(asked)).toEqual(ours);
      });

      it('is nothing for an id that is in no list, or is none', async () => {
        for (const id of ['CODE', 'AAA', 'zzz', '对象', '', 'a/b', 'x'.repeat(65)])
          expect(await house.shown.proofOf(draw, id, { revealed: true, shownOnly: false })).toBeUndefined();
      });
    });

    it('is proved to its targets before the randomness is there, and is no extract then', async () => {
      const occurrenceId = await due();
      house.beforeTask = ({ kind }) => {
        if (kind === 'lottery') throw new Error('the power is gone');
      };
      await expect(house.conduct(occurrenceId)).rejects.toThrow('power');
      house.beforeTask = () => undefined;
      const seeded = await house.drawOf(occurrenceId);
      await expect(house.shown.extractOf(seeded)).rejects.toMatchObject({ code: 'not_drawn_yet' });
      const proofOf = async (draw: Draw): Promise<string> => {
        const proof = await house.shown.proofOf(draw, `CODE-${made}-00000`, { revealed: true, shownOnly: false });
        return Buffer.from(proof?.bytes ?? []).toString();
      };
      // as it was a moment before the reveal
      const committed = await proofOf({ ...seeded, phase: 'committed', entropy: null });
      expect(JSON.parse(committed)).toMatchObject({ entropy: null, log: { entries: [{ entry: { kind: 'commit' } }] } });
      expect((await verifyEvidence([Buffer.from(committed)])).outcome?.kind).toBe('pending');
      expect(JSON.parse(await proofOf(seeded))).toMatchObject({ log: { entries: [{}, {}] } });
      expect(await judged(committed)).toBe('holds');
      expect(await judged(await proofOf(seeded))).toBe('holds');
    });

    it('is not shown where its kept leaves were changed', async () => {
      const draw = await house.conduct(await due());
      const manifest = (draw.manifest ?? '').replace(
        /("inspectors":\{"count":6,"root":")(..)/,
        (_, before: string, first: string) => before + (first === '00' ? '01' : '00'),
      );
      await expect(house.shown.extractOf({ ...draw, manifest })).rejects.toThrow('do not hash');
    });
  });
});
