import { text, type Bilingual } from '../../platform/text.js';
import { type RegisterName, type RegisterSheet } from '../sheets/index.js';
import { type ImportReport, type ImportRow, type Outcome, type Severity } from './import.dto.js';

/** One thing to say about a row. */
export interface RowNote {
  readonly row: number | null;
  readonly column: string | null;
  readonly code: string;
  readonly severity: Severity;
  readonly message: Bilingual;
}

/** What becomes of one record of the sheet. */
export interface RowFate {
  readonly row: number;
  readonly name: string | null;
  /** The stored record that the row means. */
  readonly id: number | null;
  readonly outcome: Outcome;
  /** Headings of the columns that bring something new. */
  readonly changed: readonly Bilingual[];
  readonly notes: readonly RowNote[];
}

export interface ReportOptions {
  readonly dryRun: boolean;
  readonly mostRows: number;
  readonly agenciesCreated: readonly string[];
}

/**
 * The fate of every row. The counts are exact. `rows` has, for each record in the order of the sheet, what is wrong with it and
 * then its outcome; where that is more than `mostRows`, errors go before warnings and warnings before the rest, so that no
 * error is left out for the sake of a row that is well.
 */
export function importReport(
  register: RegisterName,
  sheet: Omit<RegisterSheet<RegisterName>, 'records'>,
  fates: readonly RowFate[],
  options: ReportOptions,
): ImportReport {
  const rows: ImportRow[] = [
    ...sheet.problems.map((note) => entry(note, null, null)),
    ...(fates.length === 0 ? [entry(noRows(), null, null)] : []),
    ...sheet.skipped.map(({ row, why, text: words }) => entry(skipped(row, why, words), null, null)),
  ];
  for (const fate of fates) {
    for (const note of fate.notes) rows.push(entry(note, fate, null));
    if (fate.outcome !== 'rejected') rows.push(entry(outcomeNote(fate, options.dryRun), fate, fate.id));
  }
  const shown = inSheetOrder(mostUrgent(rows, options.mostRows));
  const count = (outcome: Outcome): number => fates.filter((fate) => fate.outcome === outcome).length;
  return {
    dryRun: options.dryRun,
    register,
    format: sheet.format,
    sheet: sheet.sheet,
    columns: { ...sheet.columns },
    unread: [...sheet.unread],
    created: count('created'),
    updated: count('updated'),
    unchanged: count('unchanged'),
    rejected: count('rejected'),
    skipped: sheet.skipped.length,
    agenciesCreated: [...options.agenciesCreated],
    rows: shown,
    rowsLeftOut: rows.length - shown.length,
  };
}

function entry(note: RowNote, fate: RowFate | null, id: number | null): ImportRow {
  const { row, column, code, severity, message } = note;
  return { row, column, code, severity, message, outcome: fate?.outcome ?? null, name: fate?.name ?? null, id };
}

const URGENCY: Readonly<Record<Severity, number>> = { error: 0, warning: 1, info: 2 };

function mostUrgent(rows: readonly ImportRow[], most: number): readonly ImportRow[] {
  if (rows.length <= most) return rows;
  return [...rows].sort((one, other) => URGENCY[one.severity] - URGENCY[other.severity]).slice(0, most);
}

/** Stable, so that what belongs to one row stays in its order. */
function inSheetOrder(rows: readonly ImportRow[]): ImportRow[] {
  return [...rows].sort((one, other) => (one.row ?? 0) - (other.row ?? 0));
}

function outcomeNote(fate: RowFate, dryRun: boolean): RowNote {
  const place = { row: fate.row, column: null, severity: 'info' as const };
  const list = (language: keyof Bilingual): string => fate.changed.map((heading) => heading[language]).join('、');
  switch (fate.outcome) {
    case 'created':
      return {
        ...place,
        code: 'created',
        message: dryRun ? text('将新增。', 'Would be created.') : text('已新增。', 'Created.'),
      };
    case 'updated':
      return {
        ...place,
        code: 'updated',
        message: dryRun
          ? text(`将更新：${list('zh')}。`, `Would be updated: ${list('en')}.`)
          : text(`已更新：${list('zh')}。`, `Updated: ${list('en')}.`),
      };
    case 'unchanged':
      return { ...place, code: 'unchanged', message: text('没有变化。', 'Unchanged.') };
    case 'rejected':
      return { ...place, code: 'rejected', message: text('未通过。', 'Rejected.') };
  }
}

function noRows(): RowNote {
  return {
    row: null,
    column: null,
    code: 'no_rows',
    severity: 'warning',
    message: text('表头之下没有可以读取的行。', 'There are no rows to read under the headings.'),
  };
}

const WHY: Readonly<Record<string, Bilingual>> = {
  note: text('注释', 'a note'),
  repeated_headings: text('重复的表头', 'the headings again'),
  section: text('分节标题', 'a heading of a section'),
  total: text('合计', 'a total'),
};

function skipped(row: number, why: string, words: string): RowNote {
  const short = words.length > 60 ? `${words.slice(0, 60)}…` : words;
  const reason = WHY[why] ?? text(why, why);
  return {
    row,
    column: null,
    code: 'skipped',
    severity: 'info',
    message: text(`不是记录，已跳过（${reason.zh}）：${short}`, `No record, passed over (${reason.en}): ${short}`),
  };
}
