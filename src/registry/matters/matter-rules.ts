import { type Fault } from '../../platform/errors/domain-error.js';
import { text, type Bilingual } from '../../platform/text.js';
import { type Importance, type Method, type RateDirection } from './matter.entity.js';

/** A share of the pool: 3 % is 30 000 millionths. */
export interface Rate {
  readonly direction: RateDirection;
  readonly millionths: number;
}

/** What a matter says, apart from whose it is and which code it has. */
export interface MatterFields {
  readonly number: string | null;
  readonly category: string | null;
  readonly name: string;
  readonly content: string | null;
  readonly targetKind: string | null;
  readonly importance: Importance | null;
  readonly methods: readonly Method[];
  readonly methodText: string | null;
  readonly level: string | null;
  readonly legalBasis: string | null;
  readonly rate: Rate | null;
  readonly frequency: string | null;
  /** Days of the year, `03-01`; a window may run over the turn of the year. */
  readonly windowFrom: string | null;
  readonly windowUntil: string | null;
  readonly qualifications: readonly string[];
}

export const EMPTY_MATTER: Omit<MatterFields, 'name'> = {
  number: null,
  category: null,
  content: null,
  targetKind: null,
  importance: null,
  methods: [],
  methodText: null,
  level: null,
  legalBasis: null,
  rate: null,
  frequency: null,
  windowFrom: null,
  windowUntil: null,
  qualifications: [],
};

/**
 * Bytes that all of a matter may take as JSON in UTF-8, where a Chinese character takes 3. The history keeps a whole matter
 * in one column, and MySQL's `text` ends at 65 535 bytes.
 */
export const LONGEST_MATTER = 60_000;

/** `02-29` is a day of the year too. */
export function isMonthDay(words: string): boolean {
  const match = /^(\d{2})-(\d{2})$/.exec(words);
  if (match === null) return false;
  const [month, day] = [Number(match[1]), Number(match[2])];
  return month >= 1 && month <= 12 && day >= 1 && day <= new Date(Date.UTC(2024, month, 0)).getUTCDate();
}

/** What is wrong with a matter beyond the form of its single fields. A request and a row of a sheet meet the same rules. */
export function faultsOfMatter(matter: MatterFields): Fault[] {
  const faults: Fault[] = [];
  const fault = (pointer: string, code: string, message: Bilingual): void => {
    faults.push({ pointer, code, message });
  };
  const bytes = Buffer.byteLength(JSON.stringify(matter));
  if (bytes > LONGEST_MATTER) {
    const field = (matter.legalBasis ?? '').length >= (matter.content ?? '').length ? 'legalBasis' : 'content';
    fault(
      `/${field}`,
      'text_too_long',
      text(
        `事项的文字合计 ${bytes} 字节，上限 ${LONGEST_MATTER}（约 ${LONGEST_MATTER / 3} 个汉字）；请缩短。`,
        `The texts of the matter take ${bytes} bytes together; the limit is ${LONGEST_MATTER}.`,
      ),
    );
  }
  for (const field of ['windowFrom', 'windowUntil'] as const) {
    const words = matter[field];
    if (words !== null && !isMonthDay(words)) {
      fault(`/${field}`, 'month_day', text('应为月-日，例如 03-01。', 'Should be month-day, such as 03-01.'));
    }
  }
  if ((matter.windowFrom === null) !== (matter.windowUntil === null)) {
    const missing = matter.windowFrom === null ? 'windowFrom' : 'windowUntil';
    fault(
      `/${missing}`,
      'window_incomplete',
      text('检查窗口的开始和结束须同时填写。', 'A window has both a beginning and an end.'),
    );
  }
  if (matter.rate !== null && (matter.rate.millionths < 1 || matter.rate.millionths > 1_000_000)) {
    fault(
      '/rate/millionths',
      'rate_out_of_range',
      text('比例应大于 0，不超过 100%。', 'A rate is above 0 and at most 100 %.'),
    );
  }
  return faults;
}
