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

withPython('a draw with closed pools', () => {
  onEachDatabase('a draw with closed pools', (database) => {
    let dataSource: DataSource;
    let house: DrawHouse;

    beforeAll(async () => {
      dataSource = await openDatabase(database.address(), ENTITIES);
      house = new DrawHouse(dataSource);
    });
    afterAll(() => dataSource.destroy());

    /** 40 targets and 3 that are closed, 6 inspectors. */
    async function due(): Promise<number> {
      const { agencyId, occurrenceId } = await house.due({ pools: 'closed', rate_number: 3 });
      const own = { agency_id: agencyId };
      await house.rows.add('targets', ...Array.from({ length: 40 }, () => own));
      await house.rows.add('targets', ...Array.from({ length: 3 }, () => ({ ...own, state: 'closed' })));
      await house.rows.add('inspectors', ...Array.from({ length: 6 }, () => own));
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
        const { agencyId, occurrenceId } = await house.due();
        const own = { agency_id: agencyId };
        await house.rows.add('targets', own, own, own);
        await house.rows.add('inspectors', own, own, own);
        expect(new Set(await saltsOf(await house.conduct(occurrenceId)))).toEqual(new Set([undefined]));
      });
    });
  });
});
