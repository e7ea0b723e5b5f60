import { CsvError, parse } from 'csv-parse/sync';
import iconv from 'iconv-lite';
import { type Cell, type Grid, type SheetLimits, type Workbook } from './grid.js';
import { SheetRefusal } from './problems.js';
import { withoutGuard } from './formula-guard.js';

type Encoding = NonNullable<Workbook['encoding']>;

const notText = (): SheetRefusal =>
  new SheetRefusal('sheet_not_a_spreadsheet', {
    zh: '这不是表格文件；请上传 .xlsx、.xls 或 .csv。',
    en: 'This is not a spreadsheet; send .xlsx, .xls or .csv.',
  });

// eslint-disable-next-line no-control-regex -- control characters other than tab and line ends are what tells binary from text
const CONTROLS = /[\u0000-\u0008\u000b\u000e-\u001f]/u;

/** Web pages and XML saved under the name of a spreadsheet, as some systems export them. */
const MARKUP = /^\s*<(?:!doctype|\?xml|html|head|meta|table|style|script|svg)\b/iu;

/**
 * Bytes → text: a byte order mark decides, else UTF-8 where the bytes are valid UTF-8, else GB18030.
 * @throws SheetRefusal when it is no text, or in neither encoding
 */
export function decodeText(bytes: Buffer): { readonly text: string; readonly encoding: Encoding } {
  const decoded = decode(bytes);
  if (CONTROLS.test(decoded.text)) throw notText();
  if (MARKUP.test(decoded.text)) {
    throw new SheetRefusal('sheet_not_a_spreadsheet', {
      zh: '这是网页或 XML 文件，不是表格；请用表格软件打开后另存为 .xlsx。',
      en: 'This is a web page or XML, not a spreadsheet; open it in a spreadsheet program and save it as .xlsx.',
    });
  }
  return decoded;
}

function decode(bytes: Buffer): { readonly text: string; readonly encoding: Encoding } {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return { text: iconv.decode(bytes, 'utf-16le'), encoding: 'utf-16le' };
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return { text: iconv.decode(bytes, 'utf-16be'), encoding: 'utf-16be' };
  try {
    return { text: new TextDecoder('utf-8', { fatal: true }).decode(bytes), encoding: 'utf-8' };
  } catch {
    const text = iconv.decode(bytes, 'gb18030');
    if (CONTROLS.test(text)) throw notText();
    if (text.includes('\ufffd')) {
      throw new SheetRefusal('sheet_unknown_encoding', {
        zh: '文字编码既不是 UTF-8 也不是 GB18030；请另存为 UTF-8 的 CSV。',
        en: 'The text is neither UTF-8 nor GB18030; save it as CSV in UTF-8.',
      });
    }
    return { text, encoding: 'gb18030' };
  }
}

/** The delimiter that cuts most of the first lines into the same number of pieces; a comma where none does. */
function delimiterOf(text: string): string {
  // Quoted parts may hold any delimiter, and line breaks too.
  const lines = text
    .slice(0, 65_536)
    .replace(/"(?:[^"]|"")*"/gu, '')
    .split('\n', 50);
  let best = ',';
  let bestScore = 0;
  for (const delimiter of [',', '\t', ';']) {
    const tally = new Map<number, number>();
    for (const line of lines) {
      const count = line.split(delimiter).length - 1;
      if (count > 0) tally.set(count, (tally.get(count) ?? 0) + 1);
    }
    for (const [count, times] of tally) {
      const score = times * 1000 + count;
      if (score > bestScore) [best, bestScore] = [delimiter, score];
    }
  }
  return best;
}

function cell(text: string): Cell | undefined {
  if (text === '') return undefined;
  if (text.startsWith('=')) return { kind: 'formula', text };
  return { kind: 'text', text: withoutGuard(text) };
}

/**
 * CSV → a grid. Rows are counted as a spreadsheet program counts them: a record with line breaks is one row.
 * @throws SheetRefusal when the bytes are no text, the quotes do not close, or a limit is passed
 */
export function readDelimited(bytes: Buffer, limits: SheetLimits): Workbook {
  const { text, encoding } = decodeText(bytes);
  let body = text.replace(/^\ufeff/u, '').replace(/\r\n?/gu, '\n');
  // Excel's own hint line, which it does not show as a row.
  const hint = /^sep=(.)\n/u.exec(body);
  if (hint) body = body.slice(hint[0].length);
  const rows: (Cell | undefined)[][] = [];
  let width = 0;
  let height = 0;
  try {
    parse(body, {
      delimiter: hint?.[1] ?? delimiterOf(body),
      record_delimiter: '\n',
      relax_column_count: true,
      relax_quotes: true,
      skip_empty_lines: false,
      max_record_size: 1_000_000,
      on_record: (record: string[]) => {
        const cells = record.map(cell);
        const last = cells.findLastIndex((one) => one !== undefined);
        cells.length = last + 1;
        rows.push(cells);
        if (last >= 0) height = rows.length;
        width = Math.max(width, last + 1);
        if (width > limits.maxColumns) throw tooManyColumns(limits.maxColumns);
        if (height > limits.maxRows) throw tooManyRows(limits.maxRows);
        return null;
      },
    });
  } catch (error) {
    if (error instanceof SheetRefusal) throw error;
    if (!(error instanceof CsvError)) throw error;
    const line = typeof error.lines === 'number' ? error.lines : rows.length + 1;
    throw new SheetRefusal('sheet_malformed_csv', {
      zh: `CSV 第 ${line} 行附近的引号没有成对，或一条记录过长；请检查引号。`,
      en: `Near line ${line} of the CSV a quote is not closed, or one record is too long; check the quotes.`,
    });
  }
  rows.length = height;
  const grid: Grid = { name: 'CSV', hidden: false, height, width, rows, merges: [] };
  return { format: 'csv', encoding, sheets: [grid] };
}

export const tooManyRows = (limit: number): SheetRefusal =>
  new SheetRefusal('sheet_too_many_rows', {
    zh: `表格超过 ${limit} 行；请拆分成几个文件。`,
    en: `The sheet has more than ${limit} rows; split it into several files.`,
  });

export const tooManyColumns = (limit: number): SheetRefusal =>
  new SheetRefusal('sheet_too_many_columns', {
    zh: `表格超过 ${limit} 列；请只保留需要的列。`,
    en: `The sheet has more than ${limit} columns; keep only those that are needed.`,
  });
