import { type AnyRegister, type Column } from './columns/column.js';
import { cellText, columnIndex, columnLetter, mergeIndex, type Grid } from './grid.js';
import { type SheetProblem } from './problems.js';
import { wordKey, wordKeyOutsideBrackets } from './wording.js';

export interface FoundColumn {
  readonly field: string;
  /** From 0. */
  readonly column: number;
  readonly heading: string;
}

export interface Headings {
  /** First and last row of the headings, from 0, both included. */
  readonly fromRow: number;
  readonly toRow: number;
  readonly columns: readonly FoundColumn[];
  readonly unread: readonly { readonly column: number; readonly heading: string }[];
  readonly problems: readonly SheetProblem[];
}

/** Headings stand near the top: titles, dates of issue and notes may come before. */
const ROWS_SEARCHED = 40;
const MOST_HEADING_ROWS = 3;

interface Leaf {
  readonly column: number;
  readonly text: string;
}

type MergeAt = ReturnType<typeof mergeIndex>;

/** Per column the lowest text of rows from…to. A cell that spans columns heads a group: its text belongs to none of them alone, except to the first. */
function leaves(grid: Grid, at: MergeAt, from: number, to: number): Leaf[] {
  const found: Leaf[] = [];
  for (let column = 0; column < grid.width; column += 1) {
    for (let row = to; row >= from; row -= 1) {
      const merge = at(row, column);
      const hidden = merge !== undefined && (merge.fromColumn !== column || merge.fromRow < from);
      const text = hidden ? '' : cellText(grid, merge?.fromRow ?? row, column);
      if (text === '') continue;
      found.push({ column, text });
      break;
    }
  }
  return found;
}

interface Matching {
  readonly columns: readonly FoundColumn[];
  readonly problems: readonly SheetProblem[];
}

/** Which columns a set of headings gives to which field: mapping first, then words that mean the field, then those that may. */
function match(register: AnyRegister, headings: readonly Leaf[], mapping: ReadonlyMap<string, string>): Matching {
  const problems: SheetProblem[] = [];
  const columns: FoundColumn[] = [];
  const taken = new Set<number>();
  const take = (field: string, leaf: Leaf): void => {
    columns.push({ field, column: leaf.column, heading: leaf.text });
    taken.add(leaf.column);
  };
  const mapped = new Set<string>();
  for (const [field, wanted] of mapping) {
    mapped.add(field);
    const leaf = mappedLeaf(headings, wanted);
    if (!leaf) {
      problems.push(mappingNotFound(field, wanted, headings));
    } else if (taken.has(leaf.column)) {
      problems.push({
        row: null,
        column: columnLetter(leaf.column),
        field,
        code: 'mapping_twice',
        severity: 'error',
        message: {
          zh: `对应关系把“${leaf.text}”一列给了两个字段，其一是 ${field}；一列只能对应一个字段。`,
          en: `The mapping gives the column "${leaf.text}" to two fields, one of them ${field}; a column holds one field.`,
        },
      });
    } else {
      take(field, leaf);
    }
  }
  for (const words of [strongWords, weakWords]) {
    // Fields choose among what was free when the tier began, so that their order does not matter.
    const free = headings.filter((leaf) => !taken.has(leaf.column));
    for (const column of register.columns) {
      if (mapped.has(column.field) || columns.some((found) => found.field === column.field)) continue;
      const keys = words(column);
      const hits = free.filter((leaf) => keys.has(wordKey(leaf.text)) || keys.has(wordKeyOutsideBrackets(leaf.text)));
      const open = hits.filter((leaf) => !taken.has(leaf.column));
      const [first] = open;
      if (first && open.length === 1) take(column.field, first);
      else if (first) {
        problems.push(ambiguous(column, open));
        // Both stay out of later tiers: the person decides.
        for (const leaf of open) taken.add(leaf.column);
        mapped.add(column.field);
      }
    }
  }
  return { columns, problems };
}

export function strongWords(column: Column): ReadonlySet<string> {
  return new Set([column.field, column.heading.zh, column.heading.en, ...column.synonyms].map(wordKey));
}

export function weakWords(column: Column): ReadonlySet<string> {
  return new Set((column.weak ?? []).map(wordKey));
}

function mappedLeaf(headings: readonly Leaf[], wanted: string): Leaf | undefined {
  const key = wordKey(wanted);
  const byText = headings.find((leaf) => leaf.text === wanted) ?? headings.find((leaf) => wordKey(leaf.text) === key);
  if (byText) return byText;
  const column = columnIndex(wanted.trim());
  return headings.find((leaf) => leaf.column === column);
}

const seen = (headings: readonly Leaf[]): string =>
  headings.map((leaf) => `${columnLetter(leaf.column)} “${shown(leaf.text)}”`).join('、') || '—';

const shown = (text: string): string => {
  const line = text.replace(/\s+/gu, ' ');
  return line.length > 30 ? `${line.slice(0, 30)}…` : line;
};

function mappingNotFound(field: string, wanted: string, headings: readonly Leaf[]): SheetProblem {
  return {
    row: null,
    column: null,
    field,
    code: 'mapping_not_found',
    severity: 'error',
    message: {
      zh: `对应关系中字段 ${field} 的“${shown(wanted)}”既不是表头也不是列号；表中有：${seen(headings)}。`,
      en: `The mapping gives "${shown(wanted)}" for ${field}, which is neither a heading nor a column letter here; the sheet has: ${seen(headings)}.`,
    },
  };
}

function ambiguous(column: Column, hits: readonly Leaf[]): SheetProblem {
  return {
    row: null,
    column: hits.map((leaf) => columnLetter(leaf.column)).join(', '),
    field: column.field,
    code: 'ambiguous_column',
    severity: 'error',
    message: {
      zh: `有 ${hits.length} 列都像“${column.heading.zh}”：${seen(hits)}；请在对应关系中指定 ${column.field}。`,
      en: `${hits.length} columns look like "${column.heading.en}": ${seen(hits)}; name one for ${column.field} in the mapping.`,
    },
  };
}

function missing(column: Column, headings: readonly Leaf[]): SheetProblem {
  const words = [column.heading.zh, ...column.synonyms].slice(0, 8).join('、');
  return {
    row: null,
    column: null,
    field: column.field,
    code: 'missing_column',
    severity: 'error',
    message: {
      zh: `缺少“${column.heading.zh}”一列；可用的表头有：${words}。表中看到：${seen(headings)}。`,
      en: `The column "${column.heading.en}" is missing; headings that mean it: ${words}. The sheet has: ${seen(headings)}.`,
    },
  };
}

function unknownFields(register: AnyRegister, mapping: ReadonlyMap<string, string>): SheetProblem[] {
  const known = register.columns.map((column) => column.field);
  return [...mapping.keys()]
    .filter((field) => !known.includes(field))
    .map((field) => ({
      row: null,
      column: null,
      field,
      code: 'mapping_unknown_field' as const,
      severity: 'error' as const,
      message: {
        zh: `对应关系中的字段 ${field} 不存在；可用的是：${known.join('、')}。`,
        en: `The mapping names a field ${field} that does not exist; there are: ${known.join(', ')}.`,
      },
    }));
}

/**
 * Finds where the headings are and what each column holds. The rows that give most fields win; of equals those that
 * end first (headings may come again further down), then the fewest.
 * @returns columns found, and problems: an `error` among them means the sheet cannot be read
 */
export function findHeadings(
  register: AnyRegister,
  grid: Grid,
  mappingByField: Readonly<Record<string, string>> = {},
): Headings {
  const mapping = new Map(Object.entries(mappingByField));
  const wrongFields = unknownFields(register, mapping);
  for (const { field } of wrongFields) if (field !== null) mapping.delete(field);
  const at = mergeIndex(grid);
  let best: (Matching & { from: number; to: number; headings: Leaf[]; fields: number }) | undefined;
  for (let to = 0; to < Math.min(grid.height, ROWS_SEARCHED); to += 1) {
    for (let from = to; from >= Math.max(0, to - MOST_HEADING_ROWS + 1); from -= 1) {
      const headings = leaves(grid, at, from, to);
      const found = match(register, headings, mapping);
      const fields = found.columns.length + found.problems.filter((one) => one.code === 'ambiguous_column').length;
      if (fields > (best?.fields ?? 0)) best = { ...found, from, to, headings, fields };
    }
  }
  if (!best) {
    return {
      fromRow: 0,
      toRow: 0,
      columns: [],
      unread: [],
      problems: [...wrongFields, noHeadings(register, grid, at)],
    };
  }
  const { columns, headings, from, to } = best;
  // Merged headings reach down as far as their merge does.
  const end = Math.max(
    to,
    ...columns.map((found) => Math.min(at(to, found.column)?.toRow ?? to, from + MOST_HEADING_ROWS)),
  );
  const ambiguousFields = new Set(best.problems.map((one) => one.field));
  const lacking = register.columns.filter(
    (column) =>
      column.required && !ambiguousFields.has(column.field) && !columns.some((found) => found.field === column.field),
  );
  const used = new Set(columns.map((found) => found.column));
  return {
    fromRow: from,
    toRow: end,
    columns,
    unread: headings
      .filter((leaf) => !used.has(leaf.column))
      .map((leaf) => ({ column: leaf.column, heading: leaf.text })),
    problems: [...wrongFields, ...best.problems, ...lacking.map((column) => missing(column, headings))],
  };
}

function noHeadings(register: AnyRegister, grid: Grid, at: MergeAt): SheetProblem {
  const first = grid.rows.findIndex((row) => row !== undefined);
  const headings = first < 0 ? [] : leaves(grid, at, first, first);
  const wanted = register.columns.filter((column) => column.required).map((column) => column.heading);
  return {
    row: null,
    column: null,
    field: null,
    code: 'no_headings',
    severity: 'error',
    message: {
      zh: `前 ${ROWS_SEARCHED} 行里没有找到表头；至少要有“${wanted.map((one) => one.zh).join('”“')}”。第一行是：${seen(headings)}。`,
      en: `No headings in the first ${ROWS_SEARCHED} rows; there must be at least "${wanted.map((one) => one.en).join('", "')}". The first row has: ${seen(headings)}.`,
    },
  };
}
