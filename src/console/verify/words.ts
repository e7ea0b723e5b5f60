import { type StepCode, type TargetOutcome } from '../../protocol/evidence/verify.js';

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
  choose: words('选择或拖入证据文件、节录或本户证明', 'Choose or drop evidence, an extract or a target proof'),
  hint: words('文件名如 sortis-….json', 'A file like sortis-….json'),
  key: words('日志公钥（可以不填）', 'Key of the log (may be left empty)'),
  keyHint: words(
    '请填从本站以外得到的公钥，例如公报、公告或见证者处的。填写后，只相信用它签名的日志。',
    'One that you have from elsewhere than this site: a gazette, a notice, a witness. Only a log that it signed is believed then.',
  ),
  ask: words('按编号核验已公布的抽取', 'Check a published draw by its number'),
  number: words('抽取编号', 'Number of the draw'),
  target: words(
    '只核验本户：统一社会信用代码或对象编号（可以不填）',
    'Only for one target: its code (may be left empty)',
  ),
  targetHint: words(
    '填写后，取得本户证明：是否在名单里、是否被抽中。名单不公开的，只有抽中和候补的对象在这里查得到；其余各户请向抽取机关索取本户证明，再在上面选择文件。',
    'Then the proof of that target is fetched: whether it was in the pool, and drawn. Where the lists are not public, only those drawn or in the reserve are found here; every other target asks the agency for its proof and chooses the file above.',
  ),
  check: words('核验', 'Check'),
  itself: words(
    '下面是文件对自己的说法，没有得到证实。',
    'Below is what the file says of itself; nothing bears it out.',
  ),
  otherwise: words('不信任本页？换一种方式核验', 'You do not trust this page? Check in another way'),
  python: words(
    '本项目的源代码中有另一套独立编写的程序 verify.py，只需要 Python。请从源代码取得它；从本站取得的，请先与源代码的 README 所载的 SHA-256 比对：',
    "The project's source has another program, written independently: verify.py, which needs nothing but Python. Take it from the source. If you take it from this site, compare its SHA-256 with the one in the README of the source first:",
  ),
  limits: words(
    '文件无法证明的事：您看到的日志与别人看到的是同一份；承诺在随机数产生之前就已公开；这是唯一的一次抽取。请把上面的公钥和检查点与公布的、或与见证者保存的比对。',
    'What no file can show: that the log you see is the one that others see, that the commitment was public before the randomness came, and that there was no other draw. Compare the key and the checkpoint above with the published ones, or with those that a witness kept.',
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
  witness: words('见证', 'Witness'),
};

/** How a step is checked: what anybody would do who does it by hand. */
export const HOW = {
  canonical: words(
    '逐字节读过整个文件：成员的名称、次序和类型，每个数、日期和编号，都须是规定的样子，多一个或少一个都不行。',
    'The whole file was read byte by byte: the names, the order and the kinds of its members, every number, date and id have to be as prescribed; one too many or one too few is refused.',
  ),
  roots: words(
    '名单中每一行各算一个哈希，两两合并直到只剩一个（根）。改动任何一行，根就不同；把根与公告中的相比。',
    'Each line of a list is hashed, and the hashes are joined in pairs until one is left, the root. Whoever changes any line changes the root; it is compared with the announced one.',
  ),
  commitment: words(
    '对公告的规范字节取 SHA-256，应等于承诺码；记录也应指向同一个承诺码。',
    'The SHA-256 of the canonical bytes of the announcement has to be the commitment, and the record has to name the same one.',
  ),
  'log-inclusion': words(
    '这次抽取的公告、揭示和记录各是日志中的一条。从这一条的哈希出发，与给出的哈希逐层合并，应得到检查点的根；从公告时的日志到检查点另有延续证明。',
    'Announcement, reveal and record of this draw are an entry of the log each. From its hash upwards, joined with the hashes that are given, the root of the checkpoint has to come out; another proof shows that the log goes on from where it was at the announcement.',
  ),
  'checkpoint-signature': words(
    '用公钥核对检查点上的 Ed25519 签名。换一个字，签名就不成立。',
    'The Ed25519 signature on the checkpoint is checked with the key. With one other letter it does not hold.',
  ),
  'time-order': words(
    '把各个时刻按先后排列：名单先截止，再公告，随后才有随机数，最后是记录。',
    'The moments stand in their order: first the lists were closed, then it was announced, then came the randomness, and the record last.',
  ),
  entropy: words(
    '揭示的随机数应与公告中事先定下的来源相符：信标的签名、公布的号码、见证人或本机事先交出的哈希。',
    'What was revealed has to fit the source that was fixed beforehand: the signature of the beacon, the published figures, or the hashes that the witnesses or the machine handed in before.',
  ),
  seeds: words(
    '由随机数和承诺码用 HKDF 算出每一层和组队各自的种子；谁也不能另选。',
    'From the randomness and the commitment HKDF gives a seed to each stratum and one to the pairing; nobody can choose another.',
  ),
  sizes: words(
    '由名单数量和比例算出应抽数量：“至少”向上取整，“至多”向下取整；每个对象只属于一层。',
    'The size follows from the pool and the rate: a duty is rounded up, a limit down; every target belongs to one stratum alone.',
  ),
  selection: words(
    '对象按编号排列，编为 0 到 N−1。第 i 位与第 j 位交换，j = i + below(N − i)，below 由种子产生且每个数机会相等。应得到同样的对象和次序。',
    'The targets, in order of their ids, are numbered 0 to N−1. Place i is swapped with place j = i + below(N − i), where below comes from the seed and gives every number the same chance. The same targets have to come out, in the same order.',
  ),
  pairing: words(
    '用配对种子重新安排每个席位，先求人人有组可去，再求工作量最均，最后随机交换；应得到同样的检查组。',
    'With its own seed every place is filled again: first so that there is a team for everyone, then as evenly as can be, then with random trades. The same teams have to come out.',
  ),
  constraints: words(
    '逐组核对：席位的单位和资格、证件在整个检查时段内有效、回避、每人至多一席、工作量不超过上限。',
    'Team by team: agency and qualifications of each place, certificates valid through the whole window, recusals, nobody twice in a team, loads within the limit.',
  ),
  result: words(
    '对记录的规范字节取 SHA-256，应等于记录码。',
    'The SHA-256 of the canonical bytes of the record has to be its code.',
  ),
  relation: words(
    '公告说明它代替或接续哪次抽取，日志中须有两人署名的相应条目。',
    'The announcement says which draw this one stands in for, and the log has to have the entry for it that two people signed.',
  ),
  witness: words(
    '见证者自己的记录里，承诺在随机数可能得知之前就已出现。',
    'In the notes of the witness the commitment was there before its randomness could be known.',
  ),
} as const satisfies Readonly<Record<StepCode, Words>>;

export const VERDICTS = {
  holds: words('成立', 'It holds'),
  shown: words('所示内容成立', 'What is shown holds'),
  fails: words('不成立', 'It does not hold'),
  unusable: words('无法核验', 'It cannot be checked'),
} as const satisfies Readonly<Record<string, Words>>;

/** What became of the target of a proof that holds. */
export const OUTCOMES = {
  drawn: words('成立：本户被抽中', 'It holds: drawn'),
  reserve: words('成立：本户列入候补', 'It holds: in the reserve'),
  'not-drawn': words('成立：本户未被抽中', 'It holds: not drawn'),
  excluded: words('成立：本户未参加抽取', 'It holds: left out of the draw'),
  pending: words('成立：本户在名单内，尚未抽取', 'It holds: in the pool, not drawn yet'),
} as const satisfies Readonly<Record<TargetOutcome['kind'], Words>>;

export const REASONS = {
  fails: words('在标有 ✗ 的一步，文件与规则不符。', 'At the step marked ✗ the file and the rules part.'),
  broken: words('读取中断：', 'Reading broke off: '),
} as const;

export const SIGNS = {
  expected: words('应为', 'Expected'),
  found: words('实为', 'Found'),
  passed: words('通过', 'passed'),
  unchecked: words('未核对', 'not checked'),
  failed: words('不符', 'failed'),
  shown: words('（仅限所示内容）', '(only what is shown)'),
  how: words('我怎么知道？', 'How do I know?'),
  about: words('核验的是哪次抽取', 'Which draw this is about'),
  reading: words('正在读取', 'Reading'),
  draw: words('抽取', 'Draw'),
  chosen: words('所选的文件', 'The file that was chosen'),
  another: words(
    '取得的不是所问的抽取，而是另一次抽取的文件',
    'What came is not of the draw that was asked for, but of another',
  ),
  anotherTarget: words(
    '取得的不是所问的这一户，而是另一户的证明',
    'What came is not of the target that was asked for, but of another',
  ),
  noProof: words('无法取得本户证明', 'The proof of this target cannot be had'),
  noKey: words('所填的不是日志公钥', 'This is no key of a log'),
  notServed: words('无法取得这次抽取的证据', 'The evidence of this draw cannot be had'),
} as const satisfies Readonly<Record<string, Words>>;
