import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { type DataSource } from 'typeorm';

import { onEachDatabase } from '../../../test/support/databases.js';
import { DrawHouse } from '../../../test/support/draw-house.js';
import { type Caller } from '../../accounts/caller.js';
import { ENTITIES } from '../../entities.js';
import { openDatabase } from '../../platform/database/open-database.js';
import { verifyEvidence } from '../../protocol/index.js';
import { type Draw } from '../draws/draw.entity.js';
import { type FairnessService } from '../fairness/fairness.service.js';
import { type PublishedService } from './published.service.js';

onEachDatabase('what everyone may read of draws', (database) => {
  let dataSource: DataSource;
  let house: DrawHouse;
  let fairness: FairnessService;
  let published: PublishedService;
  let drawn: Draw;

  beforeAll(async () => {
    dataSource = await openDatabase(database.address(), ENTITIES);
    house = new DrawHouse(dataSource);
    ({ fairness, published } = house);
    drawn = await house.conduct(await due(26, 5, { rate_number: 2 }, 2));
  });
  afterAll(() => dataSource.destroy());
  beforeEach(() => {
    house.beforeTask = () => undefined;
    house.clock.offset = 0;
  });

  /** An occurrence with as many targets, of which some are closed, and inspectors, of whom the first is recused for all. */
  async function due(targets: number, inspectors: number, batch: object, closed = 0): Promise<number> {
    const { agencyId, occurrenceId } = await house.due({ ...batch });
    const own = { agency_id: agencyId };
    const ids = await house.rows.add('targets', ...Array.from({ length: targets }, () => own));
    if (closed > 0)
      await house.rows.add('targets', ...Array.from({ length: closed }, () => ({ ...own, state: 'closed' })));
    const [first = 0] = await house.rows.add('inspectors', ...Array.from({ length: inspectors }, () => own));
    if (targets > 20) await house.rows.add('recusals', ...ids.map((target_id) => ({ inspector_id: first, target_id })));
    return occurrenceId;
  }

  const auditor: Caller = { userId: 1, username: 'someone', role: 'auditor', agencyId: null, inspectorId: null };

  describe('a fairness sheet', () => {
    it('tells the chance of each target, who was left out, and how the teams fell', async () => {
      const { sheet } = await published.fairnessSheet(drawn.number);
      expect(sheet.strata).toMatchObject([{ population: 26, size: 2, chance: { words: '1/13' } }]);
      expect(sheet.excluded).toMatchObject([{ reason: 'state-closed', targets: 2, chance: { words: '0' } }]);
      // six pairs among the four who are not recused
      expect(sheet.warnings).toMatchObject([{ code: 'small-pool' }]);
      expect(sheet.entropy).toMatchObject({ sourceBits: 256, outcomes: { bits: 8, exact: true } });
      const [recused, ...others] = sheet.inspectors ?? [];
      expect(recused).toMatchObject({ load: 0, couldGo: 0, teams: null });
      expect(others).toHaveLength(4);
      for (const one of others) expect(one).toMatchObject({ load: 1, couldGo: 2, teams: { fewest: 6, most: 6 } });
      expect(sheet.spread).toMatchObject({ inspectors: 4, most: 1, least: 1, forced: true });
      expect(sheet.infeasible).toBeNull();
      expect(await fairness.forCaller(auditor, drawn.id)).toEqual(sheet);
    });

    it('is there before the draw, without what only the draw decides', async () => {
      const occurrenceId = await due(9, 3, { rate_number: 3 });
      house.beforeTask = ({ kind }) => {
        if (kind === 'lottery') throw new Error('the power is gone');
      };
      await house.conduct(occurrenceId).catch(() => undefined);
      const committed = await house.drawOf(occurrenceId);
      const before = await fairness.forCaller(auditor, committed.id);
      expect(before).toMatchObject({ inspectors: null, spread: null, infeasible: null });
      expect(before.strata[0]?.chance?.words).toBe('1/3');
      await expect(published.fairnessSheet(committed.number)).rejects.toMatchObject({ code: 'not_public_yet' });
      await expect(published.evidence(committed.number)).rejects.toMatchObject({ code: 'not_public_yet' });
      expect(await published.get(committed.number)).toMatchObject({ published: false, links: { evidence: null } });

      house.beforeTask = () => undefined;
      await house.conduct(occurrenceId);
      const after = await fairness.forCaller(auditor, committed.id);
      expect(after.inspectors).toHaveLength(3);
    });

    it('says why there are no teams', async () => {
      const draw = await house.conduct(await due(3, 2, { rate_number: 3, max_load: 1 }));
      const { sheet } = await published.fairnessSheet(draw.number);
      expect(sheet.infeasible?.[0]?.zh).toContain('3 个席位只能由 1 名人员');
      expect(sheet).toMatchObject({
        spread: null,
        inspectors: [1, 2].map(() => ({ load: 0, couldGo: 3, teams: { fewest: 1, most: 1 } })),
      });
    });
  });

  it('is the commitment at once and the evidence from its moment on', async () => {
    const { items } = await published.list({});
    const told = items.find(({ number }) => number === drawn.number);
    expect(told).toMatchObject({ published: true, pools: 'open', recordHash: drawn.recordHash });
    const { bytes, tag } = await published.evidence(drawn.number);
    expect(tag).toContain(drawn.recordHash);
    const chunks: Uint8Array[] = [];
    for await (const chunk of bytes) chunks.push(Buffer.from(chunk));
    expect(await verifyEvidence(chunks)).toMatchObject({ verdict: 'holds' });

    house.clock.offset = -86_400_000;
    expect(await published.get(drawn.number)).toMatchObject({ published: false });
    await expect(published.evidence(drawn.number)).rejects.toMatchObject({ code: 'not_public_yet' });
    await expect(published.fairnessSheet(drawn.number)).rejects.toMatchObject({ code: 'not_public_yet' });
    await expect(published.get('no-such')).rejects.toMatchObject({ kind: 'not-found' });
  });

  describe('of closed pools', () => {
    let closed: Draw;
    let ids: string[];
    let shown: string[];

    beforeAll(async () => {
      house.clock.offset = 0;
      // 30 targets of which 22 are drawn or in the reserve, 2 that are left out, 5 inspectors of whom 4 may go
      closed = await house.conduct(await due(30, 5, { rate_number: 2, pools: 'closed' }, 2));
      const { exclusions, targets, record } = JSON.parse(await house.evidence(closed)) as {
        exclusions: { id: string }[];
        targets: { id: string }[];
        record: { selection: { targets: string[]; reserve: string[] }[] };
      };
      ids = [...targets, ...exclusions].map(({ id }) => id);
      shown = record.selection.flatMap((one) => [...one.targets, ...one.reserve]);
    });

    const answerTo = async (target: string): Promise<unknown> =>
      published.targetProof(closed.number, target).then(
        ({ bytes }) => verifyEvidence([bytes]).then(({ outcome }) => outcome?.kind),
        (error: unknown) => JSON.parse(JSON.stringify(error).replaceAll(target, '…')) as unknown,
      );

    it('is the extract, not the evidence', async () => {
      await expect(published.evidence(closed.number)).rejects.toMatchObject({ code: 'closed_pools' });
      await expect(published.evidence(closed.number)).rejects.toThrow(`/api/v1/public/draws/${closed.number}/extract`);
      expect(await published.get(closed.number)).toMatchObject({
        pools: 'closed',
        links: { evidence: null, extract: `/api/v1/public/draws/${closed.number}/extract` },
      });
      const { bytes, tag } = await published.extract(closed.number);
      expect(tag).toContain(closed.recordHash);
      expect(await verifyEvidence(bytes)).toMatchObject({ verdict: 'holds', kind: 'extract' });
    });

    it('is the proof of what the extract shows; whoever else is in the pool is not told from who is not', async () => {
      house.warned.length = 0;
      expect(shown).toHaveLength(22);
      const unknown = await answerTo('T-not-there');
      expect(unknown).toMatchObject({ kind: 'not-found', code: 'not_found' });
      let refused = 1;
      for (const id of ids) {
        if (shown.includes(id)) expect(['drawn', 'reserve']).toContain(await answerTo(id));
        else {
          expect([id, await answerTo(id)]).toEqual([id, unknown]);
          refused++;
        }
      }
      expect(await answerTo('../../etc')).toEqual(unknown);
      expect(refused).toBe(ids.length - 22 + 1);
      expect(house.warned).toHaveLength(refused + 1);
      expect(house.warned).toContainEqual({ draw: closed.number, sought: 'T-not-there' });
    });

    it('is nothing before its moment, for any id', async () => {
      house.clock.offset = -86_400_000;
      for (const id of [shown[0] ?? '', 'T-not-there'])
        await expect(published.targetProof(closed.number, id)).rejects.toMatchObject({ code: 'not_public_yet' });
      await expect(published.extract(closed.number)).rejects.toMatchObject({ code: 'not_public_yet' });
      expect(await published.get(closed.number)).toMatchObject({ links: { extract: null, targetProof: null } });
    });

    it('shows in its fairness sheet who was sent, and of the others nothing', async () => {
      const { sheet } = await published.fairnessSheet(closed.number);
      expect(sheet.inspectors?.map(({ load }) => load)).toEqual([1, 1, 1, 1]);
      const all = await fairness.forCaller(auditor, closed.id);
      expect(all.inspectors).toHaveLength(5);
      const text = JSON.stringify(sheet);
      for (const id of ids) expect(text).not.toContain(`"${id}"`);
      expect(text).not.toMatch(/对象 \d/);
      const idle = all.inspectors?.find(({ load }) => load === 0);
      expect(text).not.toContain(`"${idle?.inspector ?? 'nobody'}"`);
    });
  });

  it('is the proof of any target of open pools: from the commitment on, and what came out from its moment on', async () => {
    const all = JSON.parse(await house.evidence(drawn)) as { exclusions: { id: string }[]; targets: { id: string }[] };
    const kinds = async (offset: number): Promise<Set<string | undefined>> => {
      house.clock.offset = offset;
      const told = new Set<string | undefined>();
      for (const { id } of [...all.targets, ...all.exclusions]) {
        const { bytes, tag } = await published.targetProof(drawn.number, id);
        expect(tag !== undefined).toBe(offset === 0);
        const { outcome, verdict } = await verifyEvidence([bytes]);
        expect([id, verdict]).toEqual([id, 'holds']);
        told.add(outcome?.kind);
      }
      return told;
    };
    expect(await kinds(-86_400_000)).toEqual(new Set(['pending', 'excluded']));
    expect(await kinds(0)).toEqual(new Set(['drawn', 'reserve', 'not-drawn', 'excluded']));
    house.warned.length = 0;
    await expect(published.targetProof(drawn.number, 'T-not-there')).rejects.toMatchObject({ kind: 'not-found' });
    expect(house.warned).toEqual([]);
  });
});
