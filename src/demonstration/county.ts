import { usccCheckCharacter, type Method } from '../registry/sheets/index.js';

/*
 * A county that does not exist: 示范县民政局 with eight inspectors, 154 targets and twelve matters. Names are put together
 * from lists in a fixed order; nothing here is left to chance; what is drawn of it is. The rates are those
 * that real bureaus published; legal bases are named without articles.
 */

export const AGENCIES = [
  { code: 'SFS-MZJ', name: '示范市民政局', level: 'city', regionCode: '990100', parent: null },
  { code: 'SFX-MZJ', name: '示范县民政局', level: 'county', regionCode: '990101', parent: 'SFS-MZJ' },
] as const;

export const COUNTY = 'SFX-MZJ';
const REGION = '990101';

export interface DemoInspector {
  readonly name: string;
  readonly certificateNumber: string;
  readonly position: string;
  readonly qualifications: readonly string[];
}

export const INSPECTORS: readonly DemoInspector[] = [
  ['陈思远', '社会组织管理股股长', ['社会组织']],
  ['林慧敏', '社会组织管理股科员', ['社会组织', '财务']],
  ['赵国强', '养老服务股股长', ['养老服务']],
  ['孙晓梅', '养老服务股科员', ['养老服务', '消防']],
  ['周立新', '社会事务股股长', ['殡葬管理']],
  ['吴雅琴', '社会事务股科员', ['殡葬管理', '财务']],
  ['郑海波', '区划地名股科员', ['区划地名']],
  ['黄美玲', '慈善社工股科员', ['社会组织', '慈善']],
].map(([name, position, qualifications], at) => ({
  name: name as string,
  certificateNumber: `SFX${String(2023001 + at)}`,
  position: position as string,
  qualifications: qualifications as string[],
}));

export interface DemoMatter {
  readonly number: string;
  readonly category: string;
  readonly name: string;
  readonly content: string;
  readonly targetKind: string;
  readonly importance: 'general' | 'key';
  readonly methods: readonly Method[];
  readonly legalBasis: string;
  readonly millionths: number;
}

const matter = (
  number: string,
  category: string,
  name: string,
  content: string,
  targetKind: string,
  importance: 'general' | 'key',
  methods: readonly Method[],
  legalBasis: string,
  millionths: number,
): DemoMatter => ({ number, category, name, content, targetKind, importance, methods, legalBasis, millionths });

export const MATTERS: readonly DemoMatter[] = [
  matter(
    '01',
    '社会组织',
    '社会团体检查',
    '章程执行、内部治理、财务收支、年度报告',
    '社会团体',
    'general',
    ['on-site', 'paper'],
    '《社会团体登记管理条例》《社会组织抽查暂行办法》',
    30_000,
  ),
  matter(
    '02',
    '社会组织',
    '民办非企业单位检查',
    '章程执行、内部治理、财务收支、年度报告',
    '民办非企业单位',
    'general',
    ['on-site', 'paper'],
    '《民办非企业单位登记管理暂行条例》《社会组织抽查暂行办法》',
    30_000,
  ),
  matter(
    '03',
    '社会组织',
    '基金会检查',
    '公益支出、信息公开、内部治理',
    '基金会',
    'general',
    ['on-site', 'paper'],
    '《基金会管理条例》《社会组织抽查暂行办法》',
    30_000,
  ),
  matter(
    '04',
    '慈善',
    '慈善组织检查',
    '慈善财产管理使用、信息公开',
    '慈善组织',
    'key',
    ['on-site', 'paper'],
    '《慈善法》',
    1_000_000,
  ),
  matter(
    '05',
    '慈善',
    '公开募捐活动检查',
    '募捐方案备案、募得款物使用',
    '慈善组织',
    'general',
    ['paper', 'online'],
    '《慈善法》',
    50_000,
  ),
  matter(
    '06',
    '养老服务',
    '养老机构检查',
    '服务安全、质量、收费公示',
    '养老机构',
    'key',
    ['on-site'],
    '《养老机构管理办法》',
    300_000,
  ),
  matter(
    '07',
    '殡葬',
    '殡仪馆检查',
    '收费公示、设施安全、服务规范',
    '殡仪馆',
    'key',
    ['on-site'],
    '《殡葬管理条例》',
    400_000,
  ),
  matter(
    '08',
    '殡葬',
    '公墓检查',
    '墓穴面积、价格公示、生态安葬',
    '公墓',
    'key',
    ['on-site'],
    '《殡葬管理条例》',
    1_000_000,
  ),
  matter(
    '09',
    '殡葬',
    '殡葬用品经营检查',
    '禁止销售的用品、明码标价',
    '殡葬用品店',
    'general',
    ['on-site'],
    '《殡葬管理条例》',
    50_000,
  ),
  matter(
    '10',
    '志愿服务',
    '志愿服务组织检查',
    '志愿者权益保障、服务记录',
    '志愿服务组织',
    'general',
    ['on-site', 'paper'],
    '《志愿服务条例》',
    200_000,
  ),
  matter(
    '11',
    '区划地名',
    '界桩检查',
    '界桩完好、标注清晰',
    '界桩',
    'general',
    ['on-site'],
    '《行政区域界线管理条例》',
    200_000,
  ),
  matter(
    '12',
    '儿童福利',
    '儿童福利机构检查',
    '养育安全、设施与人员配备',
    '儿童福利机构',
    'key',
    ['on-site'],
    '《儿童福利机构管理办法》',
    1_000_000,
  ),
];

export interface DemoTarget {
  readonly name: string;
  readonly kind: string;
  readonly uscc?: string;
  readonly alias?: string;
  readonly regionCode: string;
  readonly riskClass: 'A' | 'B' | 'C' | 'D';
  readonly address: string;
  readonly state?: 'closed' | 'deregistered';
}

const TOWNS = ['城关镇', '东河镇', '西岭镇', '南塘乡', '北桥镇', '青石乡', '白水镇', '红枫乡'] as const;
const TRADES = [
  '餐饮',
  '茶叶',
  '书法',
  '太极拳',
  '摄影',
  '物流',
  '建材',
  '果蔬',
  '汽车维修',
  '家政',
  '电子商务',
  '中医药',
  '羽毛球',
  '老年体育',
  '民间文艺',
] as const;
const FORMS = ['协会', '商会', '研究会'] as const;
const SCHOOLS = ['晨光', '育英', '启明', '博雅', '新蕾', '向日葵', '蓝天', '小太阳', '求知', '明德'] as const;
const HOMES = ['安康', '福寿', '夕阳红', '颐和', '松鹤', '长青', '康乐', '寿春', '和谐', '桑榆', '怡养'] as const;

const pick = <T>(list: readonly T[], at: number): T => {
  const found = list[at % list.length];
  if (found === undefined) throw new Error('an empty list');
  return found;
};

function usccOf(body: string): string {
  const check = usccCheckCharacter(body);
  if (check === undefined) throw new Error(`${body} cannot begin a unified social credit code`);
  return body + check;
}

/** How many of each kind, the first two characters of their codes (登记管理部门、机构类别), and how they are called. */
const KINDS: readonly { kind: string; count: number; prefix: string; named: (at: number) => string }[] = [
  {
    kind: '社会团体',
    count: 45,
    prefix: '51',
    named: (at) => `示范县${pick(TRADES, at)}${pick(FORMS, Math.floor(at / 15))}`,
  },
  {
    kind: '民办非企业单位',
    count: 40,
    prefix: '52',
    named: (at) =>
      `示范县${pick(TOWNS, Math.floor(at / 10) * 2)}${pick(SCHOOLS, at)}${at < 20 ? '幼儿园' : '培训中心'}`,
  },
  {
    kind: '基金会',
    count: 4,
    prefix: '53',
    named: (at) => `示范县${pick(['教育', '济困', '环保', '医疗救助'], at)}基金会`,
  },
  {
    kind: '慈善组织',
    count: 6,
    prefix: '51',
    named: (at) =>
      `示范县${pick(['慈善总会', '爱心助学会', '扶老助残会', '救灾互助会', '暖冬行动会', '大病帮扶会'], at)}`,
  },
  {
    kind: '养老机构',
    count: 22,
    prefix: '52',
    named: (at) => `示范县${pick(TOWNS, at)}${pick(HOMES, at)}${at < 11 ? '养老院' : '敬老院'}`,
  },
  {
    kind: '公墓',
    count: 9,
    prefix: '12',
    named: (at) => `示范县${pick(TOWNS, at)}${pick(['永安', '福泽', '松山'], at)}公墓`,
  },
  { kind: '殡仪馆', count: 1, prefix: '12', named: () => '示范县殡仪馆' },
  { kind: '殡葬用品店', count: 8, prefix: '92', named: (at) => `示范县${pick(TOWNS, at)}殡葬用品店` },
  {
    kind: '假肢矫形器企业',
    count: 2,
    prefix: '91',
    named: (at) => `示范县${pick(['康复', '助行'], at)}假肢矫形器有限公司`,
  },
  {
    kind: '志愿服务组织',
    count: 4,
    prefix: '51',
    named: (at) => `示范县${pick(['蓝马甲', '春雨', '红烛', '同心'], at)}志愿服务队`,
  },
  { kind: '儿童福利机构', count: 1, prefix: '12', named: () => '示范县儿童福利院' },
];

export const BOUNDARY_MARKERS = 12;

export function targets(): DemoTarget[] {
  const all: DemoTarget[] = [];
  for (const { kind, count, prefix, named } of KINDS) {
    for (let at = 0; at < count; at++) {
      const serial = all.length + 1;
      all.push({
        name: named(at),
        kind,
        uscc: usccOf(`${prefix}${REGION}MJX${String(100000 + serial)}`),
        regionCode: REGION,
        riskClass: pick(['A', 'B', 'A', 'C', 'B', 'A', 'B', 'A', 'D', 'B'], serial),
        address: `示范县${pick(TOWNS, serial)}${serial}号`,
        ...(kind === '社会团体' && at === 44 ? { state: 'deregistered' as const } : {}),
      });
    }
  }
  for (let at = 0; at < BOUNDARY_MARKERS; at++) {
    all.push({
      name: `示范县与邻县界线第${at + 1}号界桩`,
      kind: '界桩',
      alias: `JZ-${String(at + 1).padStart(3, '0')}`,
      regionCode: REGION,
      riskClass: 'A',
      address: `示范县${pick(TOWNS, at)}界线`,
    });
  }
  return all;
}

export interface DemoBatch {
  readonly name: string;
  readonly matters: readonly string[];
  readonly kinds: readonly string[];
  readonly millionths: number;
  /** Where there are fewer: all of them. */
  readonly censusBelow?: number;
  /** When it is drawn: at once, a minute after the start, or at this share of what is left of the year. */
  readonly when: 'at once' | 'in a minute' | number;
}

const CIVIL = ['社会团体', '民办非企业单位', '基金会'];

export const BATCHES: readonly DemoBatch[] = [
  { name: '社会组织年度抽查', matters: ['01', '02', '03'], kinds: CIVIL, millionths: 30_000, when: 'at once' },
  { name: '慈善组织全覆盖检查', matters: ['04'], kinds: ['慈善组织'], millionths: 1_000_000, when: 'at once' },
  { name: '公墓全覆盖检查', matters: ['08'], kinds: ['公墓'], millionths: 1_000_000, when: 'at once' },
  { name: '养老机构抽查', matters: ['06'], kinds: ['养老机构'], millionths: 300_000, when: 'in a minute' },
  { name: '殡仪馆检查', matters: ['07'], kinds: ['殡仪馆'], millionths: 400_000, when: 0.2 },
  { name: '殡葬用品经营抽查', matters: ['09'], kinds: ['殡葬用品店'], millionths: 50_000, when: 0.3 },
  {
    name: '志愿服务组织抽查',
    matters: ['10'],
    kinds: ['志愿服务组织'],
    millionths: 200_000,
    censusBelow: 5,
    when: 0.4,
  },
  { name: '界桩抽查', matters: ['11'], kinds: ['界桩'], millionths: 200_000, when: 0.5 },
  { name: '公开募捐活动抽查', matters: ['05'], kinds: ['慈善组织'], millionths: 50_000, when: 0.6 },
];
