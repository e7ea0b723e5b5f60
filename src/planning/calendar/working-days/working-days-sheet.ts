import { text, type Bilingual } from '../../../platform/text.js';
import { readSheet, type AnyRegister, type SheetProblem } from '../../../registry/sheets/index.js';
import { overrideFaults, type OverrideDay } from './override-checks.js';
import { yearOf } from './working-day-calendar.js';

/** A notice as a sheet: 日期, 类型 (休 or 班), 名称. */
const NOTICE: AnyRegister = {
  name: 'working-days',
  title: { zh: '放假调休安排', en: 'Holidays and days worked in exchange' },
  identity: 'day',
  looseContinuation: false,
  columns: [
    {
      field: 'day',
      heading: { zh: '日期', en: 'Date' },
      synonyms: ['day', '放假日期', '年月日'],
      required: true,
      type: { kind: 'date' },
      note: { zh: '一天一行，例如 2026-10-01。', en: 'A row for each day, such as 2026-10-01.' },
    },
    {
      field: 'kind',
      heading: { zh: '类型', en: 'Kind' },
      synonyms: ['休/班', '班休', '安排', 'type'],
      required: true,
      type: {
        kind: 'choice',
        choices: [
          { value: 'rest', words: { zh: '休', en: 'rest' }, synonyms: ['放假', '休息', '假', '节假日', 'off'] },
          { value: 'work', words: { zh: '班', en: 'work' }, synonyms: ['上班', '调休', '调休上班', '补班', 'working'] },
        ],
      },
      note: { zh: '休：放假；班：调休上班的周六、周日。', en: 'rest: a day off; work: a day worked in exchange.' },
    },
    {
      field: 'name',
      heading: { zh: '名称', en: 'Name' },
      synonyms: ['节日', '节假日', '节假日名称', 'holiday'],
      required: true,
      type: { kind: 'name' },
      maxLength: 100,
      note: { zh: '节日名称，例如 国庆节。', en: 'The holiday, such as National Day.' },
    },
  ],
};

export interface NoticeProblem {
  /** `A3`, or the sheet's name. */
  readonly place: string;
  readonly severity: 'error' | 'warning';
  readonly message: Bilingual;
}

export interface Notice {
  readonly sheet: string;
  readonly year: number | undefined;
  readonly days: readonly OverrideDay[];
  readonly problems: readonly NoticeProblem[];
}

/**
 * Bytes of an xlsx, xls or csv → the days of a notice, and everything that is wrong with them, row by row.
 * @param year the year that is wanted; else the one that its days lie in
 * @throws SheetRefusal when the file as a whole cannot be read
 */
export function readNotice(bytes: Uint8Array, year?: number): Notice {
  const { sheet, records, problems } = readSheet(NOTICE, bytes);
  const told = [...problems, ...records.flatMap((record) => record.problems)].map((problem) => atCell(sheet, problem));
  const sound = records.filter(({ values }) => values.day != null && values.kind != null && values.name != null);
  const days = sound.map(({ values }) => ({
    day: values.day as string,
    working: values.kind === 'work',
    name: values.name as string,
  }));
  const its = year ?? (days[0] === undefined ? undefined : yearOf(days[0].day));
  if (its === undefined) {
    told.push({ place: sheet, severity: 'error', message: text('没有任何日期。', 'There is no day in it.') });
  } else {
    for (const { pointer, message } of overrideFaults(its, days)) {
      const record = sound[Number(/^\/days\/(\d+)\//.exec(pointer)?.[1])];
      const place = record === undefined ? sheet : `${record.columns.day ?? ''}${record.row}`;
      told.push({ place, severity: 'error', message });
    }
  }
  return { sheet, year: its, days, problems: told };
}

function atCell(sheet: string, { row, column, severity, message }: SheetProblem): NoticeProblem {
  return { place: row === null ? sheet : `${column ?? ''}${row}`, severity, message };
}
