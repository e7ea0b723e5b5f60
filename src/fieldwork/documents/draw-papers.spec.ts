import { afterAll, beforeAll, beforeEach, expect, it } from '@jest/globals';
import { type DataSource } from 'typeorm';

import { onEachDatabase } from '../../../test/support/databases.js';
import { DrawHouse } from '../../../test/support/draw-house.js';
import { type Caller } from '../../accounts/caller.js';
import { type Draw } from '../../drawing/draws/draw.entity.js';
import { DrawnLists } from '../../drawing/shown/drawn-lists.service.js';
import { ENTITIES } from '../../entities.js';
import { StandingClock } from '../../platform/clock/clock.js';
import { openDatabase } from '../../platform/database/open-database.js';
import { type Language } from '../../platform/text.js';
import { shortCode } from '../../protocol/index.js';
import { AgencyScope } from '../../registry/agencies/agency-scope.js';
import { DrawDocuments } from './draw-documents.service.js';
import { type Block, type Paper } from './paper.js';
import { Papers } from './papers.service.js';
import { htmlOf } from './renderers/html.js';
import { Templates } from './templates.service.js';

onEachDatabase('the list of a draw as paper', (database) => {
  let dataSource: DataSource;
  let house: DrawHouse;
  let documents: DrawDocuments;
  let templates: Templates;
  let papers: Papers;

  beforeAll(async () => {
    dataSource = await openDatabase(database.address(), ENTITIES);
    house = new DrawHouse(dataSource);
    house.hurried = true;
    const agencies = new AgencyScope(dataSource, house.listening);
    templates = new Templates(dataSource, house.transactions, agencies, house.clock);
    papers = new Papers(
      dataSource,
      templates,
      house.draws,
      agencies,
      undefined as never,
      undefined as never,
      house.clock,
    );
    documents = new DrawDocuments(
      dataSource,
      house.transactions,
      house.draws,
      new DrawnLists(dataSource, house.draws, house.log, house.clock),
      agencies,
      papers,
      house.clock,
    );
  });
  afterAll(() => dataSource.destroy());
  beforeEach(() => {
    house.beforeTask = () => undefined;
  });

  const person = (userId: number, more: Partial<Caller> = {}): Caller => ({
    userId,
    username: `user${userId}`,
    role: 'planner',
    agencyId: null,
    inspectorId: null,
    ...more,
  });
  const [first, second] = [person(1), person(2)];
  const auditor = person(3, { role: 'auditor' });
  const reason = { zh: '名单有误', en: 'the list was wrong' };

  const due = async (batch: object, targets = 12, inspectors = 8): Promise<number> => {
    const { agencyId, occurrenceId } = await house.due({ rate_number: 4, ...batch });
    const own = { agency_id: agencyId };
    await house.rows.add('targets', ...Array.from({ length: targets }, () => own));
    await house.rows.add('inspectors', ...Array.from({ length: inspectors }, () => own));
    return occurrenceId;
  };
  const voided = async (draw: Draw, more: object = {}): Promise<void> => {
    const { id } = await house.amendments.propose(first, draw.id, { kind: 'void', newDraw: null, reason, ...more });
    await house.amendments.approve(second, id, {}, undefined);
  };
  const issued = async ({ id }: Draw, language: Language = 'zh'): Promise<{ paper: Paper; page: string }> => {
    await documents.issue(first, id, 'drawn-list');
    const { paper, stamp } = await documents.issued(first, id, 'drawn-list', { edition: undefined, language, origin: 'https://sortis.example.gov.cn' }); // prettier-ignore
    return { paper, page: htmlOf(paper, stamp) };
  };
  const table = ({ blocks }: Paper, column: string): readonly (readonly string[])[] =>
    blocks.flatMap((block) => (block.kind === 'table' && block.head.includes(column) ? block.rows : []));
  const texts = ({ blocks }: Paper): string[] =>
    blocks.flatMap((block: Block) => ('text' in block ? [block.text] : block.kind === 'list' ? block.items : []));
  const recordOf = async (draw: Draw) =>
    (JSON.parse(await house.evidence(draw)) as { record: { selection: { targets: string[]; reserve: string[] }[]; teams: { seats: string[][] }[] } }).record; // prettier-ignore

  it('is not issued of a draw that is voided meanwhile, and nothing of it is kept', async () => {
    const draw = await house.issue((await house.conduct(await due({}))).id);
    const written = papers.written.bind(papers);
    papers.written = async (...all) => {
      const made = await written(...all);
      await voided(draw);
      return made;
    };
    try {
      await expect(documents.issue(first, draw.id, 'drawn-list')).rejects.toMatchObject({ code: 'changed_meanwhile' });
    } finally {
      papers.written = written;
    }
    expect((await documents.list(first, draw.id)).flatMap(({ issues }) => issues)).toEqual([]);
  });

  it('says who was drawn, in their order, with their teams, and by what it is proven', async () => {
    const draw = await house.issue((await house.conduct(await due({}))).id);
    const { selection, teams } = await recordOf(draw);
    const { paper, page } = await issued(draw);
    const drawn = table(paper, '检查组（姓名、证号）');
    expect(drawn.map((row) => row[2])).toEqual(selection.flatMap(({ targets }) => targets));
    expect(drawn.map((row) => row[0])).toEqual(['1', '2', '3', '4']);
    for (const [at, row] of drawn.entries()) {
      expect(row[1]).not.toBe('');
      expect(row[4]?.split('\n')).toHaveLength(teams[at]?.seats.flat().length ?? 0);
    }
    // the same chance for each, and the next ones in their order
    expect(table(paper, '机会')).toEqual([[expect.any(String), '12', '4', '8', '1/3', expect.stringContaining('12 户中抽取 4 户')]]); // prettier-ignore
    expect(table(paper, '顺序').filter((row) => row.length === 4).map((row) => row[3])).toEqual(selection.flatMap(({ reserve }) => reserve)); // prettier-ignore
    for (const said of [draw.recordHash ?? '', draw.commitment ?? '', shortCode(draw.recordHash ?? '')]) {
      expect(page).toContain(said);
    }
    const entries = await house.log.entriesOf(draw.number);
    expect(table(paper, '日志位置').map((row) => row.slice(0, 2))).toEqual(
      entries.map(({ index }, at) => [String(index), ['承诺', '随机数揭示', '抽取记录'][at]]),
    );
    expect(page).toContain(`https://sortis.example.gov.cn/verify/?draw=${draw.number}`);
    expect(page).toContain(`抽取记录 ${shortCode(draw.recordHash ?? '')}    第 1 次制作`);
    expect(page).not.toMatch(/核验码|样稿|作废|没有结果/);
    const english = await issued(draw, 'en');
    expect(table(english.paper, 'Team (name, certificate)').map((row) => row[2])).toEqual(drawn.map((row) => row[2]));
    expect(english.page).not.toMatch(/VOID|NO RESULT/);
  });

  it('is one edition while nothing changes; a void draw says so first, and the old edition stays as it was', async () => {
    const draw = await house.issue((await house.conduct(await due({}))).id);
    await issued(draw);
    await issued(draw);
    const [list] = await documents.list(auditor, draw.id);
    expect(list).toMatchObject({ kind: 'drawn-list', possible: true, mine: false, issues: [{ edition: 1, superseded: false }] }); // prettier-ignore
    await voided(draw);
    const { paper, page } = await issued(draw);
    expect(texts(paper).slice(0, 3)).toEqual([
      '随机抽取结果单',
      '【已作废】',
      expect.stringMatching(
        /^本次抽取已于 [\d-]+ [\d:]+ 作废（user1、user2）：名单有误。以下内容仅供存档，不得据此检查。$/,
      ),
    ]);
    expect(table(paper, '日志位置').at(-1)?.[1]).toBe('作废');
    expect(page).toContain('第 2 次制作');
    // who was drawn stays in sight
    expect(table(paper, '检查组（姓名、证号）')).toHaveLength(4);
    const before = await documents.issued(first, draw.id, 'drawn-list', {
      edition: 1,
      language: 'zh',
      origin: 'https://sortis.example.gov.cn',
    });
    expect(texts(before.paper)).not.toContain('【已作废】');
    expect((await documents.list(first, draw.id))[0]?.issues.map(({ superseded }) => superseded)).toEqual([true, false]); // prettier-ignore
    expect((await issued(draw, 'en')).page).toMatch(/\[VOID\].*user1, user2/s);
  });

  it('says plainly that no teams could be formed, and why', async () => {
    const draw = await house.conduct(await due({ rate_number: 3, max_load: 1 }, 3, 2));
    expect(draw.phase).toBe('infeasible');
    const { paper } = await issued(draw);
    expect(texts(paper).slice(1, 3)).toEqual([
      '【没有结果】',
      '未能组成检查组：对象已经抽出，但没有可行的检查组，这次抽取没有结果。',
    ]);
    const drawn = table(paper, '检查组（姓名、证号）');
    expect(drawn.map((row) => row[4])).toEqual(['', '', '']);
    expect(texts(paper)).toContain('组不成检查组的原因：');
    const cuts = paper.blocks.flatMap((block) => (block.kind === 'list' ? block.items : []));
    expect(cuts.join()).toMatch(/\p{sc=Han}.*\d/u);
    await voided(draw);
    const after = (await issued(draw)).paper;
    expect(texts(after).filter((said) => said.startsWith('【'))).toEqual(['【已作废】', '【没有结果】']);
  });

  it('of a draw that was voided before it was drawn says that nobody is, and that there is no record', async () => {
    const occurrenceId = await due({});
    house.beforeTask = ({ kind }) => {
      if (kind === 'lottery') throw new Error('the power is gone');
    };
    await house.conduct(occurrenceId).catch(() => undefined);
    const draw = await house.drawOf(occurrenceId);
    expect(['committed', 'seeded']).toContain(draw.phase);
    await expect(documents.issue(first, draw.id, 'drawn-list')).rejects.toMatchObject({ code: 'document_not_now' });
    expect((await documents.list(first, draw.id))[0]).toMatchObject({ possible: false, why: { zh: '抽取尚未完成。' } });
    await voided(draw);
    const { paper, page } = await issued(draw);
    expect(texts(paper)).toContain('作废时尚未抽取，没有结果。');
    expect(texts(paper)).toContain('没有抽出检查对象。');
    expect(page).toContain('没有抽取记录');
    expect(page).not.toContain('抽取记录 ');
    expect(page).toContain(draw.commitment ?? '-');
  });

  it('does not tell the reserve while nobody may know it', async () => {
    const draw = await house.conduct(await due({}));
    const lists = new DrawnLists(dataSource, house.draws, house.log, new StandingClock(new Date(0)));
    const { published, strata } = await lists.of(first, draw.id);
    expect([published, strata.map(({ drawn, reserve }) => [drawn.length, reserve.length])]).toEqual([false, [[4, 0]]]);
    const open = new DrawnLists(
      dataSource,
      house.draws,
      house.log,
      new StandingClock(new Date('9999-01-01T00:00:00Z')),
    );
    expect((await open.of(first, draw.id)).strata[0]?.reserve).toHaveLength(8);
  });

  it('is issued by those who plan for the agency, and seen by those who see the draw', async () => {
    const draw = await house.conduct(await due({}));
    const stranger = person(9, { agencyId: draw.agencyId + 1_000_000 });
    await expect(documents.issue(auditor, draw.id, 'drawn-list')).rejects.toMatchObject({
      code: 'document_of_another',
    });
    for (const work of [documents.list(stranger, draw.id), documents.issue(stranger, draw.id, 'drawn-list')]) {
      await expect(work).rejects.toMatchObject({ kind: 'not-found' });
    }
    await expect(
      documents.issued(auditor, draw.id, 'drawn-list', {
        edition: undefined,
        language: 'zh',
        origin: 'https://sortis.example.gov.cn',
      }),
    ).rejects.toMatchObject({ code: 'document_not_issued' });
    await issued(draw);
    const told = await documents.issued(auditor, draw.id, 'drawn-list', {
      edition: 1,
      language: 'en',
      origin: 'https://sortis.example.gov.cn',
    });
    expect(told.stamp).toMatchObject({ of: 'draw', drawNumber: draw.number });
    await expect(documents.issued(stranger, draw.id, 'drawn-list', { edition: 1, language: 'en', origin: 'https://sortis.example.gov.cn' })).rejects.toMatchObject({ kind: 'not-found' }); // prettier-ignore
  });

  it("is made from an agency's own text, which names what a draw has and nothing of an inspection", async () => {
    const draw = await house.conduct(await due({}));
    const put = (body: string): Promise<unknown> =>
      templates.put(first, 'drawn-list', { agencyId: draw.agencyId, language: 'zh', body }, undefined);
    await expect(put('{{target.legalRepresentative}}')).rejects.toMatchObject({ code: 'unknown_placeholder' });
    await expect(put('{{#each signatures}}\n@drawn\n{{/each}}')).rejects.toMatchObject({ code: 'unknown_list' });
    await put('# 本局抽取单\n{{#each targets}}\n- {{target.code}}\n{{/each}}\n@code');
    const { paper } = await issued(draw);
    const { selection } = await recordOf(draw);
    expect(texts(paper)).toEqual(['本局抽取单', ...selection.flatMap(({ targets }) => targets)]);
    expect((await issued(draw, 'en')).paper.blocks[0]).toMatchObject({ text: 'Result of a random draw' });
  });

  it('is not what the database holds where somebody has changed the record', async () => {
    const draw = await house.conduct(await due({}));
    const lists = new DrawnLists(dataSource, house.draws, house.log, house.clock);
    house.draws.visible = () => Promise.resolve({ ...draw, recordHash: 'ab'.repeat(32) });
    try {
      await expect(lists.of(first, draw.id)).rejects.toThrow('not the one that was published');
    } finally {
      delete (house.draws as Partial<typeof house.draws>).visible;
    }
  });
});
