import { type AnyRegister } from './columns/column.js';
import { columnLetter } from './grid.js';
import { type SheetProblem } from './problems.js';
import { type TableRecord } from './table.js';
import { choices, readValue, type Value } from './values.js';
import { asName } from './wording.js';

export interface ParsedRecord {
  /** By the type of each column. */
  readonly values: Readonly<Record<string, Value>>;
  readonly problems: readonly SheetProblem[];
}

/** A record's cells → its typed values, with everything that is wrong with them. Values with an `error` are null or []. */
export function parseRecord(register: AnyRegister, record: TableRecord): ParsedRecord {
  const problems: SheetProblem[] = [...record.problems];
  const values: Record<string, Value> = {};
  for (const column of register.columns) {
    const found = record.columns.get(column.field);
    if (!found) continue;
    const pieces = record.pieces.get(column.field) ?? [];
    const read = readValue(column, found, pieces);
    values[column.field] = read.value;
    problems.push(...read.problems);
    const blank = read.value === null && !read.problems.some((one) => one.severity === 'error');
    if (column.required && blank) problems.push(required(record, column.field, column.heading.zh, column.heading.en));
    if (column.field === 'methods' && column.type.kind === 'choices') {
      const words = [...new Set(pieces.filter((one) => one.cell.kind === 'text').map((one) => asName(one.cell.text)))];
      values.methodText = words.join('、') || null;
      const { unknown } = choices(words.join('、'), column.type.choices);
      if (unknown.length > 0)
        problems.push(
          unknownMethod(
            record,
            unknown,
            column.type.choices.map((one) => one.words.zh),
          ),
        );
    }
  }
  problems.push(...acrossFields(register.name, record, values, problems));
  return { values: values, problems };
}

function place(record: TableRecord, field: string): Pick<SheetProblem, 'row' | 'column' | 'field'> {
  const found = record.columns.get(field);
  const row = record.pieces.get(field)?.[0]?.row ?? record.rows[0] ?? null;
  return { row, column: found ? columnLetter(found.column) : null, field };
}

function required(record: TableRecord, field: string, zh: string, en: string): SheetProblem {
  return {
    ...place(record, field),
    code: 'required',
    severity: 'error',
    message: { zh: `“${zh}”不能为空。`, en: `${en} must not be blank.` },
  };
}

function unknownMethod(record: TableRecord, unknown: readonly string[], known: readonly string[]): SheetProblem {
  return {
    ...place(record, 'methods'),
    code: 'unknown_method',
    severity: 'warning',
    message: {
      zh: `检查方式“${unknown.join('、')}”不在已知的方式（${known.join('、')}）之中，原文已保留。`,
      en: `The method "${unknown.join('、')}" is none of the known ones (${known.join('、')}); the words are kept as written.`,
    },
  };
}

function acrossFields(
  name: string,
  record: TableRecord,
  values: Readonly<Record<string, Value>>,
  before: readonly SheetProblem[],
): SheetProblem[] {
  const sound = (field: string): boolean => !before.some((one) => one.field === field && one.severity === 'error');
  const found: SheetProblem[] = [];
  if (name === 'matters') {
    const shared = record.pieces.get('targetKind')?.[0];
    if (values.targetKind === null && sound('targetKind')) {
      found.push({
        ...place(record, 'targetKind'),
        code: 'missing_target_kind',
        severity: 'warning',
        message: {
          zh: '没有填写检查对象；事项可以导入，抽查前须补上。',
          en: 'No kind of target is given; the matter comes in, and needs one before it is drawn for.',
        },
      });
    } else if (shared && shared.row < (record.rows[0] ?? 0)) {
      // Whom a matter is for is what it is drawn by: a merge that was dragged too far must not pass unseen.
      found.push({
        ...place(record, 'targetKind'),
        row: record.rows[0] ?? null,
        code: 'missing_target_kind',
        severity: 'warning',
        message: {
          zh: `本行没有自己的检查对象，取自与第 ${shared.row} 行合并的单元格：“${asName(shared.cell.text)}”；请核对。`,
          en: `The row has no kind of target of its own; the cell merged with row ${shared.row} gave "${asName(shared.cell.text)}". See that it is right.`,
        },
      });
    }
    if (values.legalBasis === null && sound('legalBasis')) {
      found.push({
        ...place(record, 'legalBasis'),
        code: 'missing_legal_basis',
        severity: 'warning',
        message: {
          zh: '没有填写检查依据；没有依据的事项不得抽查。',
          en: 'No legal basis is given; a matter without one may not be inspected.',
        },
      });
    }
  }
  const from = values.validFrom;
  const until = values.validUntil;
  if (name === 'inspectors' && typeof from === 'string' && typeof until === 'string' && until < from) {
    found.push({
      ...place(record, 'validUntil'),
      code: 'ends_before_begins',
      severity: 'error',
      message: {
        zh: `证件在 ${until} 到期，却在 ${from} 才生效；到期日不能早于生效日。`,
        en: `The certificate ends on ${until} but begins on ${from}; it cannot end before it begins.`,
      },
    });
  }
  return found;
}
