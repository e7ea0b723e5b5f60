import { text, type Bilingual } from '../../platform/text.js';

/* What the templates of a draw's papers may name. A test makes sure that the facts have exactly these. */

export const DRAW_VALUES = {
  'agency.name': text('组织抽取的单位', 'The agency that drew'),
  'agency.code': text('其代码', 'Its code'),
  'plan.title': text('年度计划名称', "The plan's title"),
  'plan.year': text('年度', 'The year'),
  'batch.name': text('批次名称', 'The batch'),
  'draw.number': text('抽取编号', 'Number of the draw'),
  'draw.kind': text('抽取、补抽或更换', 'A draw, a supplement or a replacement'),
  'draw.relation': text(
    '由哪次抽取而来、为什么，没有则为空',
    'The draw that it goes on from, and why; empty of one of its own',
  ),
  'draw.void': text('已作废时：何时、何人、为何，否则为空', 'Where it was voided: when, by whom and why; else empty'),
  'draw.failure': text('没有结果时：为什么，否则为空', 'Where it came to nothing: why; else empty'),
  'draw.successors': text('其后的抽取，没有则为空', 'The draws that came after it; empty where there are none'),
  'draw.cutoff': text('名单截止时间', 'The moment at which the pools were closed'),
  'draw.committedAt': text('承诺公开时间', 'When it was promised'),
  'draw.planned': text('公告的抽取时间', 'The moment that was announced'),
  'draw.at': text('抽取完成时间，没有完成则为空', 'When it was drawn; empty where it was not'),
  'draw.notPublic': text(
    '结果尚未公布时：何时公布，否则为空',
    'Where the result is not public yet: from when; else empty',
  ),
  'draw.population': text('名单总数', 'So many were in the pool'),
  'draw.excluded': text('排除在名单之外的对象数', 'So many were left out of it'),
  'draw.size': text('抽取数量', 'So many were drawn'),
  'draw.source': text('随机数来源', 'Where the randomness comes from'),
  'draw.assurance': text('这个来源能保证什么', 'What that source assures'),
  'draw.assignedByName': text(
    '人员为指定时为“指定人员，非随机”，否则为空',
    'Says so where the people were named; else empty',
  ),
  'draw.commitment': text('承诺码', 'The commitment'),
  'draw.recordHash': text(
    '抽取记录的完整哈希，没有记录则为空',
    "Whole hash of the draw's record; empty where there is none",
  ),
  'draw.shortCode': text('其前 8 位', 'Its first eight digits'),
  'draw.log': text('公开日志的名称', 'What the public log calls itself'),
  'visit.from': text('检查期限首日', 'First day of the visits'),
  'visit.until': text('检查期限末日', 'Last day of the visits'),
  'reserve.hidden': text(
    '备选顺序尚不能列出时说明，否则为空',
    'Says so where the reserve may not be told yet; else empty',
  ),
  'reserve.left': text('未列出的备选数，全部列出则为空', 'How many of the reserve are not listed; empty where all are'),
  'document.on': text('制作日期', 'The day on which this is issued'),
} as const satisfies Record<string, Bilingual>;
export type DrawValueName = keyof typeof DRAW_VALUES;

export const DRAW_LISTS = {
  matters: {
    item: 'matter',
    name: text('抽查事项', 'The matters'),
    fields: { number: text('序号', 'Its place'), code: text('编码', 'Its code'), name: text('名称', 'Its name') },
  },
  strata: {
    item: 'stratum',
    name: text('名单的分层', 'The strata of the pool'),
    fields: {
      number: text('序号', 'Its place'),
      id: text('名称', 'Its name'),
      population: text('对象数', 'So many are in it'),
      size: text('抽取数', 'So many are drawn'),
      reserve: text('备选数', 'So many stand in the reserve'),
      chance: text('每个对象的机会', 'The chance of each'),
      words: text('怎样算出，一句话', 'How it comes about, in a sentence'),
    },
  },
  reasons: {
    item: 'reason',
    name: text('名单和比例的由来', 'Why pool and rates are what they are'),
    fields: { words: text('一句话', 'In a sentence') },
  },
  targets: {
    item: 'target',
    name: text('抽中的对象，按抽取顺序', 'Who was drawn, in drawn order'),
    fields: {
      number: text('抽取顺序', 'Place in the order of the draw'),
      code: text('统一社会信用代码或编号', 'Its code'),
      name: text('名称（截止时）', 'Its name, as it was in the pool'),
      kind: text('类别', 'Its kind'),
      stratum: text('分层', 'Its stratum'),
      team: text('检查组姓名及证号，没有检查组则为空', 'Its team with certificate numbers; empty where there is none'),
    },
  },
  reserve: {
    item: 'reserve',
    name: text('备选，按顺序', 'The reserve, in its order'),
    fields: {
      number: text('在分层中的顺序', 'Place in the stratum'),
      stratum: text('分层', 'Its stratum'),
      code: text('编号', 'Its code'),
      name: text('名称（截止时）', 'Its name, as it was in the pool'),
    },
  },
  cuts: {
    item: 'cut',
    name: text('为什么组不成检查组', 'Why no teams could be formed'),
    fields: { words: text('一句话', 'In a sentence') },
  },
  log: {
    item: 'entry',
    name: text('公开日志中的条目', 'Entries in the public log'),
    fields: {
      position: text('位置', 'Its number'),
      kind: text('内容', 'What it is'),
      at: text('时间', 'When'),
    },
  },
} as const;
export type DrawListName = keyof typeof DRAW_LISTS;
export type DrawListFacts = {
  readonly [N in DrawListName]: readonly Record<keyof (typeof DRAW_LISTS)[N]['fields'], string>[];
};
