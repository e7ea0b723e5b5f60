import { text, type Bilingual } from '../../platform/text.js';
import { isOfDraw, type TemplateKind } from './document-kinds.js';
import { DRAW_LISTS, DRAW_VALUES } from './draw-vocabulary.js';
import { type Vocabulary } from './template.js';

/* What templates may name. A test makes sure that the facts have exactly these. */

export const VALUES = {
  'agency.name': text('检查机关名称', 'The agency'),
  'agency.code': text('检查机关代码', 'Its code'),
  'target.name': text('检查对象名称（抽取时）', 'The target, as it was drawn'),
  'target.code': text('统一社会信用代码或编号', 'Its code'),
  'target.kind': text('检查对象类别', 'Its kind'),
  'target.address': text('住所（登记簿现况）', 'Its address, as the register has it'),
  'target.legalRepresentative': text('法定代表人或负责人', 'Its legal representative'),
  'target.phone': text('联系电话', 'Its telephone'),
  'target.stateMet': text('检查时对象状态，正常时为空', 'In what state it was met; empty where active'),
  'inspection.number': text('检查任务编号', 'Number of the inspection'),
  'visit.from': text('检查期限首日', 'First day of the visits'),
  'visit.until': text('检查期限末日', 'Last day of the visits'),
  'visit.planned': text('计划检查日期', 'The day it is planned for'),
  'visit.on': text('实际检查日期', 'The day of the visit'),
  'visit.present': text('到场检查人员', 'Who was there'),
  'plan.title': text('年度计划名称', "The plan's title"),
  'plan.year': text('年度', 'The year'),
  'batch.name': text('批次名称', 'The batch'),
  'draw.number': text('抽取编号', 'Number of the draw'),
  'draw.on': text('抽取日期', 'The day of the draw'),
  'draw.chance': text('被抽中的概率，如 3/97；补抽为空', 'The chance, as 3/97; empty of a supplement'),
  'draw.chanceWords': text(
    '为什么抽中：概率、全部检查或补抽，一句话',
    'Why this target: the chance, all of them, or a supplement, in a sentence',
  ),
  'draw.population': text('名单总数', 'So many were in the pool'),
  'draw.size': text('抽取数量', 'So many were drawn'),
  'draw.recordHash': text('抽取记录哈希', "Hash of the draw's record"),
  'draw.assignedByName': text(
    '人员为指定时为“指定人员，非随机”，否则为空',
    'Says so where the people were named; else empty',
  ),
  'cap.count': text('该类对象年度检查次数上限，未设则为空', 'Most visits a year; empty where there is no cap'),
  'cap.visits': text('本年度已完成检查次数', 'Visits of this year so far'),
  'team.list': text('检查组全体及证号', 'The team with certificate numbers, in one line'),
  'matters.list': text('全部事项名称', 'The names of all matters, in one line'),
  'approval.by': text('审批人', 'Who approved'),
  'approval.on': text('审批日期', 'The day of the approval'),
  'approval.note': text('审批意见', 'What was noted with it'),
  'approval.unannounced': text('批准不事先通知时为“不事先通知”', 'Says so where they come unannounced'),
  'notice.on': text('送达日期', 'The day on which the notice was served'),
  'notice.how': text('送达方式', 'How it was served'),
  'result.words': text('检查结果', 'What was found'),
  'result.remarks': text('检查备注', 'Remarks on the visit'),
  'result.problem': text('有问题时为“有”', 'Not empty where a problem was found'),
  'review.by': text('复核人', 'Who looked it over'),
  'review.on': text('复核日期', 'The day of the review'),
  'publication.on': text('公示日期，未公示为空', 'The day of the publication'),
  'site.hash': text(
    '现场记录（回答与附件）的完整哈希，没有现场记录则为空',
    'Whole hash of what was recorded on site; empty where nothing was',
  ),
  'site.shortHash': text('其前 8 位', 'Its first eight digits'),
  'site.from': text('首次签到时间', 'When the first checked in'),
  'site.until': text('最后一次现场记录的时间', 'When the last thing was recorded on site'),
  'signed.unsigned': text(
    '还有谁没有签署现在这一版，都签了则为空',
    'Who has not signed the present version; empty where all have',
  ),
  'document.on': text('制作日期', 'The day on which this is issued'),
} as const satisfies Record<string, Bilingual>;
export type ValueName = keyof typeof VALUES;

export const LISTS = {
  matters: {
    item: 'matter',
    name: text('检查事项', 'The matters'),
    fields: {
      number: text('序号', 'Its place'),
      code: text('编码', 'Its code'),
      name: text('名称', 'Its name'),
      content: text('检查内容', 'What is looked at'),
      legalBasis: text('法律依据', 'Its legal basis'),
      result: text('该事项的检查结果', 'What was found of it'),
    },
  },
  team: {
    item: 'member',
    name: text('检查组', 'The team'),
    fields: {
      number: text('序号', 'Place'),
      name: text('姓名', 'Name'),
      certificateNumber: text('执法证号', 'Number of the certificate'),
      validUntil: text('证件有效期至', 'Until when it is valid'),
      agency: text('所属单位', 'Agency'),
      role: text('身份：执法人员或专家', 'Inspector or expert'),
    },
  },
  findings: {
    item: 'finding',
    name: text('检查结果', 'The findings'),
    fields: {
      number: text('序号', 'Place'),
      name: text('结果', 'What was found'),
      matter: text('所涉事项，空为整体', 'The matter; empty of the whole'),
      note: text('说明', 'Note'),
    },
  },
  checkIns: {
    item: 'checkIn',
    name: text('现场签到', 'Who checked in on site'),
    fields: {
      number: text('序号', 'Place'),
      name: text('姓名', 'Name'),
      at: text('时间', 'When'),
      place: text('地点：经纬度及与检查对象的距离', 'Where, and how far from the target'),
      note: text('距离过远的原因、手机时间有误等', 'Why it was far away, a wrong clock'),
    },
  },
  answers: {
    item: 'answer',
    name: text(
      '现场问答，未答的必答题也在内',
      'Questions and answers, with those that had to be answered and were not',
    ),
    fields: {
      number: text('序号', 'Place'),
      matter: text('所属事项', 'The matter'),
      question: text('问题', 'What was asked'),
      answer: text('回答', 'What was answered'),
      note: text('说明，以及两人回答不一致之处', 'Note, and where two of the team differ'),
      by: text('回答人', 'By whom'),
      at: text('时间', 'When'),
    },
  },
  files: {
    item: 'file',
    name: text('照片与附件', 'Photos and papers'),
    fields: {
      number: text('序号', 'Place'),
      name: text('说明；没有则为种类', 'What it shows, or its kind'),
      matter: text('所涉事项', 'The matter'),
      size: text('种类与大小', 'Kind and size'),
      shortHash: text('文件哈希的前 8 位', "First eight digits of the file's hash"),
      hash: text('文件的完整哈希', "The file's whole hash"),
      by: text('上传人', 'By whom'),
      at: text('时间', 'When'),
      removed: text('作废原因，未作废则为空', 'Why it does not count any more; empty where it does'),
    },
  },
  signatures: {
    item: 'signature',
    name: text('现场手写签名（@drawn 画出）', 'Names signed by hand on site; @drawn draws them'),
    fields: {
      number: text('序号', 'Place'),
      role: text('检查人员、被检查单位或见证人', 'Inspector, target or witness'),
      name: text('姓名', 'Name'),
      at: text('时间', 'When'),
      refusal: text('拒签原因，未拒签则为空', 'Why the target did not sign; empty where it did'),
      shortHash: text('所签现场记录哈希的前 8 位', 'First eight digits of the hash that was signed'),
      hash: text('所签现场记录的完整哈希', 'The hash that was signed'),
      standing: text('所签的是否现在这一版', 'Whether it is of the present version'),
    },
  },
  changes: {
    item: 'change',
    name: text('签名之后的改动', 'What was changed after a signature'),
    fields: {
      number: text('序号', 'Place'),
      shortHash: text('所签版本哈希的前 8 位', 'First eight digits of the hash that was signed'),
      what: text('改了什么', 'What was changed'),
      before: text('签名时', 'As it was signed'),
      now: text('现在', 'As it is now'),
      by: text('何人何时改动', 'By whom and when'),
    },
  },
  problems: {
    item: 'problem',
    name: text('需要整改的问题', 'What must be mended'),
    fields: {
      number: text('序号', 'Place'),
      name: text('问题', 'The problem'),
      matter: text('所涉事项', 'The matter'),
      note: text('说明', 'Note'),
      legalBasis: text('法律依据', 'The legal basis of the matter'),
      deadline: text('整改期限，未定为空', 'By when; empty where it is not set'),
    },
  },
} as const;
export type ListName = keyof typeof LISTS;
/** What the lists hold. */
export type ListFacts = { readonly [N in ListName]: readonly Record<keyof (typeof LISTS)[N]['fields'], string>[] };

/** The list whose items were drawn by hand. */
const DRAWN: ListName = 'signatures';

/** Names with what each stands for. */
export interface Names {
  readonly values: Readonly<Record<string, Bilingual>>;
  readonly lists: Readonly<
    Record<
      string,
      { readonly item: string; readonly name: Bilingual; readonly fields: Readonly<Record<string, Bilingual>> }
    >
  >;
}

const OF_INSPECTIONS: Names = { values: VALUES, lists: LISTS };
const OF_DRAWS: Names = { values: DRAW_VALUES, lists: DRAW_LISTS };

/** What the templates of a kind may name, with what it stands for. */
export const namesOf = (kind: TemplateKind): Names => (isOfDraw(kind) ? OF_DRAWS : OF_INSPECTIONS);

const vocabulary = ({ lists, values }: Names): Vocabulary => ({
  values: new Set(Object.keys(values)),
  lists: new Map(
    Object.entries(lists).map(([name, { fields, item }]) => [
      name,
      { item, fields: new Set(Object.keys(fields)), drawn: name === DRAWN },
    ]),
  ),
});

export const VOCABULARY = vocabulary(OF_INSPECTIONS);
const DRAW_VOCABULARY = vocabulary(OF_DRAWS);

export const vocabularyOf = (kind: TemplateKind): Vocabulary => (isOfDraw(kind) ? DRAW_VOCABULARY : VOCABULARY);
