/**
 * A sheet as a grid: what each cell holds, without any idea what it is for. Rows and columns count from 0 inside the
 * code; `row + 1` and `columnLetter(column)` are what a person sees in the spreadsheet program.
 */
export type CellKind = 'text' | 'number' | 'date' | 'boolean' | 'error' | 'formula';

export interface Cell {
  readonly kind: CellKind;
  /** What a reader sees: the text as typed, a number in plain digits, a date as YYYY-MM-DD, a formula as `=…`. */
  readonly text: string;
  /** Only for `number`. */
  readonly number?: number;
  /** Only for `number`: the cell's format shows it as a percentage, so 0.03 reads "3 %". */
  readonly percent?: true;
}

/** A merged range, ends included. Its text stands in the first row and column. */
export interface Merge {
  readonly fromRow: number;
  readonly fromColumn: number;
  readonly toRow: number;
  readonly toColumn: number;
}

export interface Grid {
  readonly name: string;
  readonly hidden: boolean;
  /** Number of rows: one more than the last that holds anything. */
  readonly height: number;
  /** Number of columns: one more than the last that holds anything. */
  readonly width: number;
  /** Empty cells are absent. */
  readonly rows: readonly (readonly (Cell | undefined)[] | undefined)[];
  readonly merges: readonly Merge[];
}

export type SheetFormat = 'xlsx' | 'xls' | 'csv';

export interface Workbook {
  readonly format: SheetFormat;
  /** Only for csv: how the bytes were read. */
  readonly encoding?: 'utf-8' | 'utf-16le' | 'utf-16be' | 'gb18030';
  readonly sheets: readonly Grid[];
}

export interface SheetLimits {
  /** Bytes of the file as sent. */
  readonly maxBytes: number;
  /** Bytes of a zip's parts after unpacking, all together. */
  readonly maxUnpackedBytes: number;
  readonly maxRows: number;
  readonly maxColumns: number;
}

export const DEFAULT_LIMITS: SheetLimits = {
  maxBytes: 32 * 1024 * 1024,
  maxUnpackedBytes: 256 * 1024 * 1024,
  maxRows: 200_000,
  maxColumns: 256,
};

/** 0 → A, 25 → Z, 26 → AA. */
export function columnLetter(column: number): string {
  let letters = '';
  for (let rest = column + 1; rest > 0; rest = Math.floor((rest - 1) / 26)) {
    letters = String.fromCharCode(65 + ((rest - 1) % 26)) + letters;
  }
  return letters;
}

/** A → 0, AA → 26; undefined where it is no column letter. */
export function columnIndex(letters: string): number | undefined {
  if (!/^[A-Za-z]{1,3}$/u.test(letters)) return undefined;
  let index = 0;
  for (const letter of letters.toUpperCase()) index = index * 26 + letter.charCodeAt(0) - 64;
  return index - 1;
}

/** The text of a cell without the space around it; '' where the cell is empty. */
export function cellText(grid: Grid, row: number, column: number): string {
  return grid.rows[row]?.[column]?.text.trim() ?? '';
}

/**
 * Answers which merge, if any, covers a cell; constant time. Merges do not overlap in a sound file; of those that do, the
 * first counts, so that a file of a million merges over everything costs no more than one.
 */
export function mergeIndex(grid: Grid): (row: number, column: number) => Merge | undefined {
  const covered = new Map<number, Merge>();
  const stride = grid.width + 1;
  // Whole-column merges are declared down to row 1 048 576; only what lies on the grid matters.
  const clip = (merge: Merge): Merge => ({
    ...merge,
    toRow: Math.min(merge.toRow, grid.height - 1),
    toColumn: Math.min(merge.toColumn, grid.width - 1),
  });
  let budget = grid.height * grid.width;
  for (const merge of grid.merges) {
    const { fromRow, fromColumn, toRow, toColumn } = clip(merge);
    const area = (toRow - fromRow + 1) * (toColumn - fromColumn + 1);
    if (toRow < fromRow || toColumn < fromColumn || area > budget) continue;
    budget -= area;
    for (let row = fromRow; row <= toRow; row += 1) {
      for (let column = fromColumn; column <= toColumn; column += 1) {
        const at = row * stride + column;
        if (!covered.has(at)) covered.set(at, merge);
      }
    }
  }
  return (row, column) => covered.get(row * stride + column);
}
