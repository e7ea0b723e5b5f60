import { type Language } from '../../platform/text.js';

/*
 * A document as a list of blocks. Templates make them (template.ts), and three renderers show them alike: HTML to print, PDF,
 * and DOCX where people expect to edit. Texts are plain: there is no markup in them, and a line feed is a new line.
 */

/** A line of a pen: x, y, x, y … on a board of any size. */
export type Stroke = readonly number[];

export interface DrawnName {
  readonly strokes: readonly Stroke[];
  readonly lines: readonly string[];
}

export type Block =
  /** Of level 1: the title. */
  | { readonly kind: 'heading'; readonly level: 1 | 2; readonly text: string }
  | { readonly kind: 'paragraph'; readonly align: 'body' | 'left' | 'center' | 'right'; readonly text: string }
  /** Rows of two or four cells: a label, what it is, and so again. */
  | { readonly kind: 'fields'; readonly rows: readonly (readonly string[])[] }
  | { readonly kind: 'list'; readonly numbered: boolean; readonly items: readonly string[] }
  /** `head` may be empty; `widths`: of the columns, in any unit. */
  | {
      readonly kind: 'table';
      readonly head: readonly string[];
      readonly widths: readonly number[];
      readonly rows: readonly (readonly string[])[];
    }
  /** Places to sign, side by side. */
  | { readonly kind: 'signatures'; readonly labels: readonly string[] }
  /** Names as they were signed by hand, with what is said of each. */
  | { readonly kind: 'drawn'; readonly items: readonly DrawnName[] }
  /** Ruled lines to write on. */
  | { readonly kind: 'lines'; readonly count: number }
  | { readonly kind: 'code' }
  | { readonly kind: 'page-break' };

/** What one issue of a document says in one language. Kept as it is for ever. */
export interface Paper {
  readonly language: Language;
  readonly title: string;
  readonly blocks: readonly Block[];
}

/** What stands at the foot of each page, and in the place of a `code` block. */
export interface Stamp {
  /** Of what the QR tells, and `nothing`: of a sample. */
  readonly of: 'inspection' | 'draw' | 'nothing';
  /** Of an inspection's paper: in groups, as people read it. */
  readonly code: string | null;
  /** Where the QR leads. */
  readonly address: string | null;
  /** Of the draw's record, as people read it. */
  readonly shortCode: string | null;
  readonly drawNumber: string;
  readonly edition: number | null;
  /** The moment of the issue. */
  readonly issuedAt: Date;
}

/** The words of the renderers themselves. */
export const PAPER_WORDS = {
  zh: {
    record: '抽取记录',
    draw: '抽取编号',
    code: '核验码',
    edition: (n: number) => `第 ${n} 次制作`,
    page: (n: string, of: string) => `第 ${n} 页 共 ${of} 页`,
    scan: '扫码核验：真 / 已过期 / 假',
    scanDraw: '扫码查看并自行核验这次抽取，不需要账号',
    preview: '样稿，不是文书',
    date: '日期：　　　　年　　月　　日',
    label: (who: string) => `${who}：`,
  },
  en: {
    record: 'Record',
    draw: 'Draw',
    code: 'Code',
    edition: (n: number) => `edition ${n}`,
    page: (n: string, of: string) => `Page ${n} of ${of}`,
    scan: 'Scan to check: real / expired / fake',
    scanDraw: 'Scan to see this draw and check it yourself; no account is needed',
    preview: 'Sample, not a document',
    date: 'Date:',
    label: (who: string) => `${who}:`,
  },
} as const;

/** The line at the foot of each page, without the page's number. */
export function footLine({ language }: Paper, { code, drawNumber, edition, of, shortCode }: Stamp): string {
  const words = PAPER_WORDS[language];
  return [
    `${words.draw} ${drawNumber}`,
    ...(shortCode === null ? [] : [`${words.record} ${shortCode}`]),
    ...(of === 'nothing' ? [words.preview] : []),
    ...(code === null ? [] : [`${words.code} ${code}`]),
    ...(edition === null ? [] : [words.edition(edition)]),
  ].join('    ');
}

/** What stands beside the QR in the place of a `code` block; nothing on a sample. */
export function codeWords(
  { language }: Paper,
  stamp: Stamp,
): { code: string; words: string; address: string } | undefined {
  const { address, code, drawNumber, of, shortCode } = stamp;
  const words = PAPER_WORDS[language];
  if (address === null || of === 'nothing') return undefined;
  if (of === 'inspection') return { code: code ?? '', words: words.scan, address };
  return { code: shortCode ?? drawNumber, words: words.scanDraw, address };
}
