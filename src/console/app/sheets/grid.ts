/*
 * A spreadsheet as somebody sees it, so that what is wrong with a row can be shown in its cell. Read in the browser, from the
 * file that was chosen; what counts is what the server read.
 */

/** Rows from 1, as spreadsheets count them; each a list of cells from column A. */
export type Grid = readonly (readonly string[])[];

/** Larger files are not shown: what is wrong with them is told all the same. */
const MOST_BYTES = 6 * 1024 * 1024;
const MOST_ROWS = 20_000;

/** 0 → A, 25 → Z, 26 → AA */
export function letterOf(column: number): string {
  const letter = String.fromCharCode(65 + (column % 26));
  return column < 26 ? letter : letterOf(Math.floor(column / 26) - 1) + letter;
}

/** A → 0 */
export function columnOf(letters: string): number {
  return [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1;
}

/**
 * The sheet of the file, or undefined where it cannot be shown.
 * @param sheet its name, as the server says which one it read
 */
export async function gridOf(file: File, sheet: string): Promise<Grid | undefined> {
  if (file.size > MOST_BYTES) return undefined;
  const bytes = new Uint8Array(await file.arrayBuffer());
  const { read, utils } = await import('@e965/xlsx');
  try {
    const packed = (bytes[0] === 0x50 && bytes[1] === 0x4b) || (bytes[0] === 0xd0 && bytes[1] === 0xcf);
    const options = { sheetRows: MOST_ROWS, raw: true, cellHTML: false, cellFormula: false } as const;
    const book = packed
      ? read(bytes, { ...options, type: 'array', raw: false })
      : read(textOf(bytes), { ...options, type: 'string' });
    const found = book.Sheets[sheet] ?? book.Sheets[book.SheetNames[0] ?? ''];
    if (found?.['!ref'] === undefined) return undefined;
    const { e } = utils.decode_range(found['!ref']);
    const rows = utils.sheet_to_json<readonly unknown[]>(found, {
      header: 1,
      raw: false,
      blankrows: true,
      defval: '',
      range: { s: { r: 0, c: 0 }, e },
    });
    return rows.map((row) => row.map((cell) => (typeof cell === 'string' ? cell : '')));
  } catch {
    return undefined;
  }
}

/** Text of a file from China: UTF-8, and where it is not, GB 18030, which holds GBK and GB 2312. */
export function textOf(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('gb18030').decode(bytes);
  }
}
