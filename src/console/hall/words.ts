import { type Words } from '../../protocol/errors.js';
import { type Moment } from './story.js';

/** Every text of the page, Chinese first. */
const words = (zh: string, en: string): Words => ({ zh, en });

export const MOMENT_NAMES: Readonly<Record<Moment, Words>> = {
  announce: words('公告', 'Notice'),
  wait: words('等待', 'Wait'),
  reveal: words('开奖', 'Chance'),
  select: words('抽取', 'Draw'),
  pair: words('配对', 'Teams'),
  seal: words('封存', 'Seal'),
};

export const SAY = {
  title: words('开放大屏', 'Draw hall'),
  house: words('公签', 'Sortis'),
  draw: words('抽取', 'Draw'),
  matters: words('抽查事项', 'Matters'),
  pool: words('检查对象名单', 'Pool of targets'),
  cutoff: words('名单截止', 'Lists closed'),
  seats: words('每组人员', 'A team'),
  source: words('随机数来源', 'Source of chance'),
  moment: words('抽取时刻', 'Moment of the draw'),
  code: words('承诺码', 'Code of the commitment'),
  recordCode: words('记录码', 'Code of the record'),
  checkpoint: words('检查点', 'Checkpoint'),
  fixed: words('从此刻起，以上内容都不能再改。', 'From here on, nothing of this can change.'),
  scan: words('扫码可在手机上观看、核验', 'Scan to watch and check'),
  everyone: words('全部', 'all'),
  exclusions: words('未参加', 'Left out'),
  remaining: words('距抽取时刻', 'Until the moment of the draw'),
  anyMoment: words('时刻已到，正在等待随机数', 'The moment has come; waiting for the randomness'),
  unknown: words('现在还没有人知道结果，原因是：', 'Nobody knows the result yet, and here is why:'),
  hidden: words('结果尚未揭示，情况如下：', 'The result has not been revealed; this is how it stands:'),
  watching: words('见证', 'Who watches'),
  anyone: words(
    '公告已记入公开日志；任何人记下旁边的承诺码，事后即可比对。',
    'The announcement stands in the public log; whoever notes the code beside it can compare afterwards.',
  ),
  signature: words('签名', 'Signature'),
  signatureHolds: words('本页已验证签名有效', 'this page has checked it: it is right'),
  signatureUnchecked: words('证据公布后由本页验证', 'checked by this page once the evidence is public'),
  statedFigures: words(
    '两人分别录入；请与发布机构公布的号码核对。',
    'Entered by two people independently; compare with the publication.',
  ),
  allWitnesses: words(
    '随机数由以上各份秘密合成；每份都与公告时各自的承诺一致，缺一份就算不出结果。',
    'The randomness is made of all these secrets; each agrees with what its witness committed to at the announcement, and without any one of them there is no result.',
  ),
  sealedHonest: words(
    '随机数由本机自行产生并事先封存，未经第三方见证。',
    'The randomness was made by the drawing machine itself and sealed beforehand; no third party witnessed it.',
  ),
  revealedAt: words('揭示时刻', 'Revealed'),
  secret: words('揭示的随机数', 'The randomness, revealed'),
  notPublic: words('结果已记录，尚未到公布时刻', 'The result is recorded; its moment of publication has not come'),
  publicFrom: words('公布时刻', 'Public from'),
  computing: words('本页正在用证据重做抽取', 'This page is doing the draw again from the evidence'),
  reserve: words('候补顺序', 'Reserve order'),
  folded: words('已确定，未展开', 'is fixed, and stays folded'),
  recused: words('回避', 'Recused'),
  loads: words('每人任务数', 'Visits for each'),
  noTeams: words('无法组队', 'No teams are possible'),
  assigned: words(
    '已抽取的对象仍记录在案，须由他人决定如何继续。',
    'What was drawn stays on record; people decide how to go on.',
  ),
  holds: words('本页已独立重算，结果一致', 'This page has computed it again: it agrees'),
  sealName: words('证', 'TRUE'),
  shownHolds: words(
    '公开的部分经本页重算一致；组队未重算',
    'What is public agrees with what this page computed; the teams were not paired again',
  ),
  disagrees: words('不一致：证据与规则不符', 'It does not agree: evidence and rules part'),
  unusable: words('无法核验', 'It cannot be checked'),
  namesHeld: words('因此本页不展示任何结果。', 'So this page shows no result.'),
  verifySelf: words('自己核验', 'Verify it yourself'),
  byPage: words('在网页上', 'In a page'),
  byCommand: words('用一条命令', 'With one command'),
  byPython: words('用一个 Python 文件', 'With one Python file'),
  ended: words('本次抽取没有结果', 'This draw has no result'),
  voided: words('本次抽取已作废', 'This draw is void'),
  reason: words('理由', 'Reason'),
  by: words('决定人', 'Decided by'),
  instead: words('接替的抽取', 'In its place'),
  relation: words('本次抽取是前次的延续', 'This draw goes on from an earlier one'),
  none: words('没有这次抽取的公告', 'There is no announcement of this draw'),
  noneWhy: words(
    '可能尚未公告，也可能错过了时刻而没有抽取（那样就没有结果，也没有编号）。公告一出，本页即开始。',
    'It may not be announced yet; or its time was missed and no draw took place, so that there is none to tell. This page begins as soon as it is announced.',
  ),
  choose: words(
    '选择或拖入证据文件，离线重演',
    'Choose or drop an evidence file, and see it told again without a network',
  ),
  number: words('或输入抽取编号', 'or type the number of a draw'),
  go: words('观看', 'Watch'),
  online: words('与服务器相连', 'connected'),
  offline: words(
    '网络中断：按已有内容继续，恢复后自动接上',
    'The network is gone: going on with what is here, and back when it is',
  ),
  fromFile: words('按文件重演，不用网络', 'told from a file, without a network'),
  paused: words('已暂停', 'paused'),
  keys: words(
    '空格 暂停 · ←→ 前后 · End 本段全部列出 · R 重演 · F 全屏 · L 语言',
    'Space pause · ←→ back and on · End all of this moment · R again · F full screen · L language',
  ),
  pause: words('暂停', 'Pause'),
  goOn: words('继续', 'Go on'),
  back: words('后退', 'Back'),
  on: words('前进', 'On'),
  whole: words('全部列出', 'All of it'),
  again: words('重演', 'Again'),
  full: words('全屏', 'Full screen'),
  language: words('English', '中文'),
} as const satisfies Readonly<Record<string, Words>>;

export const SOURCE_NAMES = {
  beacon: words('公共随机信标 drand', 'the public beacon drand'),
  figures: words('公开发布的号码', 'published figures'),
  ceremony: words('见证人共同产生', 'witnesses together'),
  sealed: words('本机封存', 'sealed by the machine'),
} as const;

/** Why nobody knows the result while a draw waits. */
export const WHY_UNKNOWN = {
  beacon: words(
    '随机数来自公共信标将来的一轮，由全球多家机构共同产生，任何一家都无法预知。',
    'the randomness comes from a future round of a public beacon that many organisations make together; none of them can know it.',
  ),
  figures: words(
    '随机数取自将来开出的公开号码，开出之前不存在。',
    'the randomness is taken from figures that others will publish, and which do not exist yet.',
  ),
  ceremony: words(
    '每位见证人各持一份秘密；只要有一位不说，谁也算不出结果。',
    'each witness holds a secret; while one of them keeps it, nobody can compute the result.',
  ),
  sealed: words(
    '随机数已封存在本机内，到时才揭示。机器的管理者理应不知，但未经第三方见证。',
    'the randomness is sealed inside the machine until the moment. Its keeper ought not to know it, but no third party witnesses that.',
  ),
} as const;

export const roundOf = (round: number): Words => words(`第 ${round} 轮`, `round ${round}`);
export const countOf = (count: number): Words => words(`${count} 个`, String(count));
export const peopleOf = (count: number): Words => words(`${count} 人`, count === 1 ? '1 person' : `${count} people`);
export const loadOf = (visits: number, people: number): Words =>
  words(`${visits} 次：${people} 人`, `${visits} visits: ${people} ${people === 1 ? 'person' : 'people'}`);
export const chanceOf = (size: number, population: number): Words =>
  size === population
    ? words(`${population} 个全部抽取`, `all ${population}`)
    : words(
        `${population} 个中抽 ${size} 个，每个的机会是 ${size}/${population}`,
        `${size} of ${population}: a chance of ${size}/${population} for each`,
      );
export const turnedUp = (shown: number, all: number): Words =>
  words(`已抽出 ${shown} / ${all}`, `${shown} of ${all} drawn`);
export const formed = (shown: number, all: number): Words =>
  words(`已组成 ${shown} / ${all} 组`, `${shown} of ${all} teams`);
