import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { Readable } from 'node:stream';
import { type DataSource } from 'typeorm';

import { onEachDatabase } from '../../../test/support/databases.js';
import { PaperHouse } from '../../../test/support/paper-house.js';
import { jpeg, png, sha256 } from '../../../test/support/site-files.js';
import { SITE_ENTITIES, SITE_NOW, type Phone } from '../../../test/support/site-house.js';
import { openDatabase } from '../../platform/database/open-database.js';
import { shortCode } from '../../protocol/index.js';
import { type ActRequest } from '../on-site/sync/sync.dto.js';
import { type Block, type Paper } from './paper.js';
import { htmlOf } from './renderers/html.js';

const MINUTE = 60_000;
const HERE = { longitude: 116_000_000, latitude: 40_001_000, accuracy: 10 };
const STROKES = [
  [100, 100, 300, 700, 500, 200],
  [800, 800],
];

onEachDatabase('the record of a visit as paper', (database) => {
  let dataSource: DataSource;
  let house: PaperHouse;
  let version: number;
  let one: Phone;
  let other: Phone;

  beforeAll(async () => {
    dataSource = await openDatabase(database.address(), SITE_ENTITIES);
    house = new PaperHouse(dataSource);
    await house.build();
    await house.rows.add(
      'users',
      { id: 101, username: 'i1', role: 'inspector', agency_id: 2, inspector_id: 1 },
      { id: 102, username: 'i2', role: 'inspector', agency_id: 2, inspector_id: 2 },
    );
    const questions = [
      { key: 'licence', text: '证书是否悬挂', kind: 'yes-no' as const, required: true },
      { key: 'beds', text: '床位', kind: 'number' as const, unit: '张' },
      { key: 'kitchen', text: '食堂', kind: 'choice' as const, required: true, options: [{ code: 'own', text: '自营' }, { code: 'let', text: '承包' }] }, // prettier-ignore
    ];
    ({ version } = await house.questions.change(house.admin, 1, { questions }, undefined));
    [one, other] = [house.phone(1), house.phone(2)];
    await house.put(1, 'visited', ", visited_on = '2026-03-20'");
  });
  afterAll(() => dataSource.destroy());

  const later = (minutes: number): void => house.clock.set(new Date(SITE_NOW.getTime() + minutes * MINUTE));
  const answer = (phone: Phone, question: string, value: string, note?: string): ActRequest =>
    phone.act('answer', 1, { matterId: 1, version, question, value, ...(note === undefined ? {} : { note }) });
  const sign = (phone: Phone, recordHash: string, content: object): ActRequest =>
    phone.act('signature', 1, { recordHash, strokes: STROKES, ...content });
  const hashNow = async (): Promise<string> => (await house.records.of(house.planner, 1)).recordHash;
  const bring = (bytes: Buffer): Promise<unknown> =>
    house.files.put(house.inspector(1), 1, sha256(bytes), Readable.from([bytes]), bytes.length);
  const table = ({ blocks }: Paper, column: string): readonly (readonly string[])[] =>
    blocks.find((block) => block.kind === 'table' && block.head.includes(column)) === undefined
      ? []
      : (blocks.find((block): block is Extract<Block, { kind: 'table' }> => block.kind === 'table' && block.head.includes(column))?.rows ?? []); // prettier-ignore
  const drawn = ({ blocks }: Paper): Extract<Block, { kind: 'drawn' }>['items'] =>
    blocks.flatMap((block) => (block.kind === 'drawn' ? block.items : []));
  const words = ({ blocks }: Paper): string => JSON.stringify(blocks);

  it('has places to write and to sign while nothing was recorded', async () => {
    const { paper } = await house.issued('record');
    expect(words(paper)).toContain('检查地点');
    expect(words(paper)).not.toMatch(/首次签到|照片与附件|签署|未作答/);
    expect(paper.blocks.filter(({ kind }) => kind === 'signatures')).toHaveLength(2);
    expect(drawn(paper)).toEqual([]);
    // what has to be asked stands there, to be answered by hand
    expect(table(paper, '问题').map((row) => row.slice(2, 4))).toEqual([
      ['证书是否悬挂', ''],
      ['食堂', ''],
    ]);
  });

  it('says who came when and where, what was asked and answered, and what was brought', async () => {
    const code = await house.code(1);
    await one.send(one.act('check-in', 1, { code, place: HERE }));
    later(5);
    await one.send(answer(one, 'licence', 'yes'), answer(one, 'beds', '36', '含3张备用'));
    const photo = jpeg({ width: 4, height: 4 });
    const wrong = png();
    for (const bytes of [photo, wrong]) await bring(bytes);
    await one.send(
      one.act('file', 1, { sha256: sha256(photo), caption: '大门', matterId: 1 }),
      one.act('remove-file', 1, { sha256: sha256(wrong), reason: '拍错' }),
    );
    const { paper } = await house.issued('record');
    expect(table(paper, '地点')).toEqual([
      ['王芳', '2026-03-20 10:00', '116.000000, 40.001000 ±10 m（距检查对象 111 米）', ''],
    ]);
    expect(table(paper, '问题')).toEqual([
      ['1', '事项 1', '证书是否悬挂', '是', '', '王芳 2026-03-20 10:05'],
      ['2', '事项 1', '床位', '36 张', '含3张备用', '王芳 2026-03-20 10:05'],
      ['3', '事项 1', '食堂', '未作答', '', ''],
    ]);
    expect(table(paper, '文件哈希')).toEqual([
      ['1', '大门', '照片 1 KB', shortCode(sha256(photo)), '王芳 2026-03-20 10:05', ''],
      ['2', '图片', '图片 1 KB', shortCode(sha256(wrong)), '王芳 2026-03-20 10:05', '拍错'],
    ]);
    // nobody has signed, and there are places for it
    expect(paper.blocks.filter(({ kind }) => kind === 'signatures')).toHaveLength(2);
    const english = await house.issued('record', 'en');
    expect(table(english.paper, 'Question')[0]).toEqual(['1', '事项 1', '证书是否悬挂', 'yes', '', '王芳 2026-03-20 10:05']); // prettier-ignore
  });

  it('shows each signature as it was drawn, over which version, and asks nobody who has signed', async () => {
    later(10);
    const signed = await hashNow();
    expect(await one.told(sign(one, signed, { signer: 'inspector', name: '王芳' }), sign(one, signed, { signer: 'target', name: '张三' }))).toEqual(['taken', 'taken']); // prettier-ignore
    const { paper, stamp } = await house.issued('record');
    expect(drawn(paper)).toEqual(
      [
        ['检查人员', '王芳'],
        ['被检查单位', '张三'],
      ].map(([role, name]) => ({
        strokes: STROKES,
        lines: [
          `${role}：${name}`,
          `2026-03-20 10:10，所签版本 ${shortCode(signed)}`,
          '签署的即为本笔录所载的回答与附件',
        ],
      })),
    );
    expect(words(paper)).toContain(`不含“检查结果”一节。现在这一版的哈希：${signed}`);
    expect(words(paper)).toContain('尚未签署现在这一版的：李强。');
    expect(htmlOf(paper, stamp)).toMatch(/stroke="#000"[^>]*><path d="M[\d. ]+L[\d. ]+M[\d. ]+L[\d. ]+"/);
    await other.send(sign(other, signed, { signer: 'inspector', name: '李强' }));
    const whole = (await house.issued('record')).paper;
    expect(words(whole)).not.toMatch(/尚未签署|与实际情况相符/);
    expect(whole.blocks.some(({ kind }) => kind === 'signatures')).toBe(false);
    expect(table(whole, '签署时')).toEqual([]);
  });

  it('says what was changed since, item by item, and who has not signed that', async () => {
    const signed = await hashNow();
    later(20);
    const late = png(3, 3);
    await bring(late);
    await other.send(answer(other, 'licence', 'no'), answer(other, 'kitchen', 'let'));
    const { paper } = await house.issued('record');
    expect(table(paper, '签署时')).toEqual([
      [shortCode(signed), '证书是否悬挂', '是', '否', '李强 2026-03-20 10:20'],
      [shortCode(signed), '食堂', '未作答', '承包', '李强 2026-03-20 10:20'],
      [shortCode(signed), `图片 ${shortCode(sha256(late))}`, '无', '有', '王芳 2026-03-20 10:20'],
    ]);
    expect(drawn(paper).map(({ lines }) => lines[2])).toEqual(Array(3).fill('签署之后有改动，见“签署之后的改动”'));
    expect(words(paper)).toContain('尚未签署现在这一版的：王芳；李强；被检查单位。');
    // two of the team differ, and both stand there
    expect(table(paper, '问题')[0]?.slice(3, 5)).toEqual(['否', '王芳于 2026-03-20 10:05 的回答不同：是']);
  });

  it('says that a target refused, and that a version was signed which the server never had', async () => {
    later(30);
    const present = await hashNow();
    const unknown = 'ef'.repeat(32);
    await one.send(
      sign(one, present, { signer: 'witness', name: '周证', refusal: '对结果有异议' }),
      sign(one, unknown, { signer: 'inspector', name: '王芳' }),
    );
    const { paper } = await house.issued('record');
    expect(
      drawn(paper)
        .slice(3)
        .map(({ lines }) => lines),
    ).toEqual([
      ['见证人（被检查单位拒签）：周证', `2026-03-20 10:30，所签版本 ${shortCode(present)}`, '签署的即为本笔录所载的回答与附件', '对结果有异议'], // prettier-ignore
      ['检查人员：王芳', `2026-03-20 10:30，所签版本 ${shortCode(unknown)}`, '签署的版本服务器未曾收到过，与本笔录有何不同无法逐项说明'], // prettier-ignore
    ]);
    expect(words(paper)).toContain('尚未签署现在这一版的：王芳；李强。');
    // of the version that nobody has, nothing is made up
    expect(table(paper, '签署时').every(([of]) => of !== shortCode(unknown))).toBe(true);
  });

  it('is another edition whenever something is recorded, and each stays as it was', async () => {
    const issues = async (): Promise<number> =>
      (await house.documents.list(house.planner, 1)).find(({ kind }) => kind === 'record')?.issues.length ?? 0;
    const before = await issues();
    await house.issued('record');
    expect(await issues()).toBe(before);
    await one.send(answer(one, 'beds', '40'));
    await house.issued('record');
    expect(await issues()).toBe(before + 1);
    const first = await house.documents.issued(house.planner, 1, 'record', { edition: 1, language: 'zh', origin: '' });
    expect(drawn(first.paper)).toEqual([]);
  });

  it('is not issued where something arrives at the same moment', async () => {
    const source = house.papers.source.bind(house.papers);
    const meanwhile = async (...seen: Parameters<typeof source>): ReturnType<typeof source> => {
      const read = await source(...seen);
      await one.send(answer(one, 'beds', '41'));
      return read;
    };
    house.papers.source = meanwhile;
    try {
      await expect(house.documents.issue(house.planner, 1, 'record')).rejects.toMatchObject({
        code: 'changed_meanwhile',
      });
    } finally {
      house.papers.source = source;
    }
    await house.issued('record');
  });
});
