import { type Choice, type Register } from './column.js';

const KINDS: readonly Choice[] = [
  {
    value: 'random',
    words: { zh: '随机抽查', en: 'random' },
    synonyms: ['随机检查', '双随机', '双随机抽查', '双随机检查', '双随机一公开', '抽查'],
  },
  { value: 'daily', words: { zh: '日常检查', en: 'daily' }, synonyms: ['日常', '日常巡查', '日常监管', '巡查'] },
  { value: 'special', words: { zh: '专项检查', en: 'special' }, synonyms: ['专项', '专项整治', '专项行动'] },
  {
    value: 'case',
    words: { zh: '个案检查', en: 'case' },
    synonyms: ['个案', '投诉举报检查', '举报核查', '案件核查', '触发式检查', '有因检查'],
  },
];

/** Inspections that took place, so that they count (检查记录). */
export const visits: Register<'visits'> = {
  name: 'visits',
  title: { zh: '检查记录', en: 'Visits' },
  identity: 'name',
  looseContinuation: false,
  columns: [
    {
      field: 'agency',
      heading: { zh: '检查单位', en: 'Agency' },
      synonyms: ['检查机关', '检查部门', '检查机构', '实施单位', '实施机关', '执法单位', '执法机关', '所属单位'],
      weak: ['单位', '部门'],
      required: false,
      type: { kind: 'name' },
      maxLength: 200,
      note: { zh: '实施检查的单位，名称或代码。', en: 'The agency that inspected, by name or code.' },
    },
    {
      field: 'name',
      heading: { zh: '检查对象名称', en: 'Name' },
      synonyms: [
        '名称',
        '企业名称',
        '单位名称',
        '对象名称',
        '机构名称',
        '组织名称',
        '社会组织名称',
        '被检查单位',
        '被检查单位名称',
        '被检查对象',
        '检查对象',
        '抽查对象',
        'target',
      ],
      required: true,
      type: { kind: 'name' },
      maxLength: 300,
      note: {
        zh: '名录库中的名称；填了信用代码或编号的，以代码为准。',
        en: 'As on the list of targets; where a credit code or a number is given, that decides.',
      },
    },
    {
      field: 'uscc',
      heading: { zh: '统一社会信用代码', en: 'Unified social credit code' },
      synonyms: ['信用代码', '社会信用代码', '统一信用代码', '统一代码', 'uscc', 'credit code'],
      required: false,
      type: { kind: 'uscc' },
      maxLength: 64,
      note: {
        zh: '18 位，最后一位是校验码（GB 32100-2015）。',
        en: '18 characters, the last a check character (GB 32100-2015).',
      },
    },
    {
      field: 'alias',
      heading: { zh: '对象编号', en: 'Number' },
      synonyms: ['检查对象编号', '对象代码', '内部编号', '登记证号', 'alias'],
      weak: ['编号'],
      required: false,
      type: { kind: 'code' },
      maxLength: 64,
      note: { zh: '没有信用代码的对象的编号。', en: 'The number of a target without a credit code.' },
    },
    {
      field: 'firstDay',
      heading: { zh: '检查日期', en: 'First day' },
      synonyms: ['检查时间', '检查开始日期', '检查起始日期', '实施日期', '入企日期', '日期', 'date'],
      required: true,
      type: { kind: 'date' },
      maxLength: 64,
      note: { zh: '检查的第一天，例如 2026-03-05。', en: 'The first day of the visit, for instance 2026-03-05.' },
    },
    {
      field: 'kind',
      heading: { zh: '检查类型', en: 'Kind' },
      synonyms: ['检查类别', '检查性质', '检查种类', '检查方式', '类型', '类别'],
      required: true,
      type: { kind: 'choice', choices: KINDS },
      maxLength: 64,
      note: {
        zh: '随机抽查、日常检查、专项检查或个案检查。',
        en: '随机抽查 (random), 日常检查 (daily), 专项检查 (special) or 个案检查 (case).',
      },
    },
    {
      field: 'note',
      heading: { zh: '备注', en: 'Note' },
      synonyms: ['说明', '检查事由', '事由', 'note', 'remarks'],
      required: false,
      type: { kind: 'name' },
      maxLength: 500,
      note: { zh: '例如文号、活动名称。', en: 'Such as the number of a document, or the name of a campaign.' },
    },
  ],
};
