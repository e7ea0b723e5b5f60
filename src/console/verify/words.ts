/** Every text of the page, Chinese first. */
export interface Words {
  readonly zh: string;
  readonly en: string;
}

const words = (zh: string, en: string): Words => ({ zh, en });

export const PAGE = {
  title: words('核验一次抽取', 'Check a draw'),
  intro: words(
    '本页在您自己的浏览器里，用公开的规则重做整个抽取，逐步比对。文件不会上传。',
    'This page does the whole draw again in your own browser, by the published rules, and compares step by step. The file is not uploaded.',
  ),
  choose: words('选择或拖入证据文件', 'Choose or drop an evidence file'),
  hint: words('抽取的证据，文件名如 sortis-….json', 'The evidence of a draw, a file like sortis-….json'),
  otherwise: words('不信任本页？换一种方式核验', 'You do not trust this page? Check in another way'),
  python: words(
    '另一套独立编写的程序，只需要 Python：',
    'Another program, written independently, needs nothing but Python:',
  ),
  command: words('或用本系统的命令行：', 'Or with the command of this system:'),
  limits: words(
    '文件无法证明的一点：您看到的日志与别人看到的是同一份。请把检查点与公布的检查点比对。',
    'One thing no file can show: that the log you see is the one that others see. Compare its checkpoint with the published one.',
  ),
} as const satisfies Readonly<Record<string, Words>>;

export const STEPS: Readonly<Record<string, Words>> = {
  canonical: words('格式', 'Form'),
  roots: words('名单', 'Lists'),
  commitment: words('承诺', 'Commitment'),
  'log-inclusion': words('日志收录', 'In the log'),
  'checkpoint-signature': words('检查点签名', 'Checkpoint signature'),
  'time-order': words('时间先后', 'Order in time'),
  entropy: words('随机数', 'Randomness'),
  seeds: words('种子', 'Seeds'),
  sizes: words('抽取数量', 'Sizes'),
  selection: words('抽取对象', 'Selection'),
  pairing: words('组队', 'Teams'),
  constraints: words('规则', 'Rules'),
  result: words('结果', 'Result'),
  relation: words('与前次抽取的关系', 'Relation to an earlier draw'),
};

export const VERDICTS = {
  holds: words('成立', 'It holds'),
  fails: words('不成立', 'It does not hold'),
  unusable: words('无法核验', 'It cannot be checked'),
} as const satisfies Readonly<Record<string, Words>>;

export const REASONS = {
  holds: words('结果与证据一致，任何人都能得到同样的结论。', 'The result is what the evidence leads to, for everyone.'),
  fails: words('在标有 ✗ 的一步，文件与规则不符。', 'At the step marked ✗ the file and the rules part.'),
  broken: words('读取中断：', 'Reading broke off: '),
} as const;

export const SIGNS = {
  expected: words('应为', 'Expected'),
  found: words('实为', 'Found'),
  passed: words('通过', 'passed'),
  unchecked: words('未核对', 'not checked'),
  failed: words('不符', 'failed'),
  reading: words('正在读取', 'Reading'),
  draw: words('抽取', 'Draw'),
  notServed: words('无法取得这次抽取的证据', 'The evidence of this draw cannot be had'),
} as const satisfies Readonly<Record<string, Words>>;
