import { type AnyRegister } from './columns/column.js';
import { cellText, columnLetter, mergeIndex, type Cell, type Grid, type Merge } from './grid.js';
import { type FoundColumn, type Headings } from './headings.js';
import { type SheetProblem } from './problems.js';
import { wordKey } from './wording.js';

/** One cell that a record takes a value from. */
export interface Piece {
  readonly cell: Cell;
  /** Row of the sheet the cell stands in, from 1. */
  readonly row: number;
}

/** The rows of one record, gathered: per field its cells in the order of the sheet. */
export interface TableRecord {
  /** Rows of the sheet, from 1. */
  readonly rows: readonly number[];
  readonly pieces: ReadonlyMap<string, readonly Piece[]>;
  readonly columns: ReadonlyMap<string, FoundColumn>;
  readonly problems: readonly SheetProblem[];
}

export interface SkippedRow {
  readonly row: number;
  readonly why: 'note' | 'repeated_headings' | 'section' | 'total';
  readonly text: string;
}

export interface Table {
  readonly records: readonly TableRecord[];
  readonly skipped: readonly SkippedRow[];
  readonly problems: readonly SheetProblem[];
}

const NOTE =
  /^(?:注|备注|附注|说明|填表说明|填报说明|填表人|填报人|制表人?|制表单位|经办人|审核人?|复核人?|负责人签字|联系人|填表日期|填报日期|制表日期|note|notes|remark|remarks)\s*\d*\s*[:：]/iu;
const TOTAL = /^(?:合计|总计|小计|共计|total)(?:[\s:：\d]|$)/iu;

interface Draft {
  readonly rows: number[];
  readonly pieces: Map<string, Piece[]>;
  readonly problems: SheetProblem[];
}

/** Cuts the rows under the headings into records. Every row that holds a text ends up in a record or in `skipped`, or is named in a problem. */
export function readTable(register: AnyRegister, grid: Grid, headings: Headings): Table {
  return new RowReader(register, grid, headings).read();
}

class RowReader {
  private readonly at: (row: number, column: number) => Merge | undefined;
  private readonly fields: ReadonlyMap<string, FoundColumn>;
  private readonly identity: FoundColumn | undefined;
  private readonly continuing: ReadonlySet<string>;
  private readonly carriedLevel: ReadonlyMap<string, number>;
  private readonly carried = new Map<string, Piece>();
  private readonly records: Draft[] = [];
  private readonly skipped: SkippedRow[] = [];
  private readonly problems: SheetProblem[] = [];
  /** Column of the note that is being read: its further lines stand in the same column. */
  private noteColumn: number | undefined;

  constructor(
    private readonly register: AnyRegister,
    private readonly grid: Grid,
    private readonly headings: Headings,
  ) {
    this.at = mergeIndex(grid);
    this.fields = new Map(headings.columns.map((found) => [found.field, found]));
    this.identity = this.fields.get(register.identity);
    this.continuing = new Set(register.columns.filter((column) => column.continues).map((column) => column.field));
    this.carriedLevel = new Map(
      register.columns.flatMap((column) => (column.carried === undefined ? [] : [[column.field, column.carried]])),
    );
  }

  read(): Table {
    for (let row = this.headings.toRow + 1; row < this.grid.height; row += 1) this.row(row);
    const records = this.records.map((draft) => ({ ...draft, columns: this.fields }));
    return { records, skipped: this.skipped, problems: this.problems };
  }

  private row(row: number): void {
    const filled = this.filledColumns(row);
    const [first] = filled;
    if (first === undefined) return;
    if (this.repeatsHeadings(row, filled)) return this.skip(row, 'repeated_headings', first);
    const why = this.remark(row, filled);
    if (why) return this.skip(row, why, first);
    const own = this.ownPieces(row);
    if (own.size === 0) return this.outside(row, filled);
    this.noteColumn = undefined;
    const identity = own.get(this.register.identity);
    if (identity) return this.begin(row, own);
    if (this.onlyCarried(own)) {
      this.carry(own);
      return this.skip(row, 'section', first);
    }
    const last = this.records.at(-1);
    if (last && this.inMergeOf(last, row)) return this.goOn(last, row, own, true);
    const onlyText = [...own.keys()].every((field) => this.continuing.has(field));
    const ownGroup = [...own.keys()].some((field) => this.carriedLevel.has(field));
    if (last && onlyText) return this.goOn(last, row, own, true);
    if (last && this.register.looseContinuation && !ownGroup) return this.goOn(last, row, own, false);
    this.begin(row, own);
  }

  /** Columns with a text of their own; the rest of a merge is empty in the file, but some writers repeat the text there. */
  private filledColumns(row: number): number[] {
    const found: number[] = [];
    this.grid.rows[row]?.forEach((cell, column) => {
      if (!cell?.text.trim()) return;
      const merge = this.at(row, column);
      if (merge && (merge.fromRow !== row || merge.fromColumn !== column)) return;
      found.push(column);
    });
    return found;
  }

  private ownPieces(row: number): Map<string, Piece> {
    const own = new Map<string, Piece>();
    const filled = new Set(this.filledColumns(row));
    for (const { field, column } of this.fields.values()) {
      const cell = filled.has(column) ? this.grid.rows[row]?.[column] : undefined;
      if (cell) own.set(field, { cell, row: row + 1 });
    }
    return own;
  }

  /** The value a vertical merge brings down from above, for a record that begins inside it. */
  private filledDown(row: number, column: number): Piece | undefined {
    const merge = this.at(row, column);
    if (merge?.fromColumn !== column || merge.fromRow >= row || merge.fromRow <= this.headings.toRow) {
      return undefined;
    }
    const cell = this.grid.rows[merge.fromRow]?.[column];
    return cell?.text.trim() ? { cell, row: merge.fromRow + 1 } : undefined;
  }

  private begin(row: number, own: ReadonlyMap<string, Piece>): void {
    const pieces = new Map<string, Piece[]>();
    for (const { field, column } of this.fields.values()) {
      const piece = own.get(field) ?? this.filledDown(row, column);
      if (piece) pieces.set(field, [piece]);
    }
    const group = new Map(
      [...pieces].flatMap(([field, [piece]]) => (piece && this.carriedLevel.has(field) ? [[field, piece]] : [])),
    );
    this.carry(group);
    // A group of one level is carried as a whole: a new category without a number does not inherit the old number,
    // while a list that numbers every row still inherits its category.
    for (const [field, piece] of this.carried) if (!pieces.has(field)) pieces.set(field, [piece]);
    this.records.push({ rows: [row + 1], pieces, problems: [] });
  }

  private carry(group: ReadonlyMap<string, Piece>): void {
    for (const [field, piece] of group) {
      const level = this.carriedLevel.get(field) ?? 0;
      const before = this.carried.get(field);
      // The same text again (a merge filled down, a name repeated in each row) opens no new group.
      const changed = before?.cell.text.trim() !== piece.cell.text.trim();
      if (!changed) continue;
      for (const [other, otherLevel] of this.carriedLevel) {
        if (otherLevel > level && !group.has(other)) this.carried.delete(other);
      }
      if (field === 'category' && !group.has('code')) this.carried.delete('code');
      this.carried.set(field, piece);
    }
  }

  private goOn(record: Draft, row: number, own: ReadonlyMap<string, Piece>, certain: boolean): void {
    record.rows.push(row + 1);
    for (const [field, piece] of own) {
      const pieces = record.pieces.get(field) ?? [];
      pieces.push(piece);
      record.pieces.set(field, pieces);
    }
    if (certain) return;
    const heading = this.identity?.heading ?? this.register.identity;
    record.problems.push({
      row: row + 1,
      column: this.identity ? columnLetter(this.identity.column) : null,
      field: this.register.identity,
      code: 'continuation_assumed',
      severity: 'warning',
      message: {
        zh: `第 ${row + 1} 行没有“${heading}”，按第 ${record.rows[0]} 行的续行读取；若是另一条记录，请补上“${heading}”。`,
        en: `Row ${row + 1} has no "${heading}" and was read as going on with row ${record.rows[0]}; if it is a record of its own, fill in "${heading}".`,
      },
    });
  }

  private inMergeOf(record: Draft, row: number): boolean {
    const merge = this.identity && this.at(row, this.identity.column);
    return merge !== undefined && merge.fromRow < row && record.rows.some((own) => own - 1 >= merge.fromRow);
  }

  private onlyCarried(own: ReadonlyMap<string, Piece>): boolean {
    return [...own.keys()].every((field) => this.carriedLevel.has(field));
  }

  private repeatsHeadings(row: number, filled: readonly number[]): boolean {
    const { fromRow, toRow } = this.headings;
    const same = (column: number): boolean => {
      const key = wordKey(cellText(this.grid, row, column));
      for (let heading = fromRow; key !== '' && heading <= toRow; heading += 1) {
        if (key === wordKey(cellText(this.grid, heading, column))) return true;
      }
      return false;
    };
    const [first = 0] = filled;
    // One cell alone may be a name that happens to be the heading's word, unless it heads a group of columns.
    return (filled.length > 1 || this.fields.size === 1 || this.spans(row, first)) && filled.every(same);
  }

  private spans(row: number, column: number): boolean {
    const merge = this.at(row, column);
    return merge !== undefined && merge.toColumn > merge.fromColumn;
  }

  /** Notes, signatures, totals and titles of sections: rows that are for the reader, not for the register. */
  private remark(row: number, filled: readonly number[]): SkippedRow['why'] | undefined {
    const [first = 0] = filled;
    const text = cellText(this.grid, row, first);
    const alone = filled.length === 1;
    const identityElsewhere = filled.some((column) => column !== first && column === this.identity?.column);
    if (NOTE.test(text) && !identityElsewhere) {
      this.noteColumn = first;
      return 'note';
    }
    // 填表人, 审核人 and 填表日期 side by side in one row.
    if (filled.every((column) => NOTE.test(cellText(this.grid, row, column)))) return 'note';
    if (TOTAL.test(text) && !identityElsewhere && filled.length <= 3) return 'total';
    if (alone && this.noteColumn === first && !this.continuesAt(first)) return 'note';
    const merge = this.at(row, first);
    // A text across most of the table: 一、教育领域. Across the first two columns alone it may be a record.
    if (alone && merge && merge.toColumn - merge.fromColumn + 1 >= Math.max(3, this.fields.size / 2)) return 'section';
    return undefined;
  }

  private continuesAt(column: number): boolean {
    return [...this.fields.values()].some((found) => found.column === column && this.continuing.has(found.field));
  }

  private skip(row: number, why: SkippedRow['why'], column: number): void {
    const text = cellText(this.grid, row, column).replace(/\s+/gu, ' ');
    this.skipped.push({ row: row + 1, why, text: text.length > 200 ? `${text.slice(0, 200)}…` : text });
  }

  /** A row with a text only where the register reads nothing. */
  private outside(row: number, filled: readonly number[]): void {
    const [first = 0] = filled;
    this.problems.push({
      row: row + 1,
      column: columnLetter(first),
      field: null,
      code: 'text_outside_columns',
      severity: 'warning',
      message: {
        zh: `第 ${row + 1} 行只在不读取的列里有文字，已略过。`,
        en: `Row ${row + 1} has text only in columns that are not read; it was passed over.`,
      },
    });
  }
}
