import {
  AlignmentType,
  BorderStyle,
  Document,
  Footer,
  HeadingLevel,
  ImageRun,
  Packer,
  PageBreak,
  PageNumber,
  Paragraph,
  Table,
  TableCell,
  TableLayoutType,
  TableRow,
  TextRun,
  WidthType,
} from 'docx';

import { codeWords, footLine, PAPER_WORDS, type Block, type DrawnName, type Paper, type Stamp } from '../paper.js';
import { FOUR, isWide, TWO } from './html.js';
import { qrGif } from './qr-code.js';
import { strokesPng } from './strokes.js';

/* A document to be edited in a word processor. Its fonts are those of the desk where it is opened. */

/** Twentieths of a point. */
const TWIPS_A_MILLIMETRE = 56.7;
const mm = (n: number): number => Math.round(n * TWIPS_A_MILLIMETRE);
/** Of A4 between the margins. */
const WIDTH = mm(166);
const FONT = { ascii: 'Times New Roman', hAnsi: 'Times New Roman', eastAsia: 'SimSun', cs: 'Times New Roman' };
/** Half points. */
const BODY = 23;
const SMALL = 20;

export async function docxOf(paper: Paper, stamp: Stamp): Promise<Uint8Array> {
  const document = new Document({
    title: paper.title,
    creator: 'Sortis',
    styles: { default: { document: { run: { font: FONT, size: BODY } } } },
    numbering: {
      config: [
        {
          reference: 'items',
          levels: [{ level: 0, format: 'decimal', text: '%1.', alignment: AlignmentType.LEFT }],
        },
      ],
    },
    sections: [
      {
        properties: {
          page: {
            size: { width: mm(210), height: mm(297) },
            margin: { top: mm(20), bottom: mm(22), left: mm(22), right: mm(22) },
          },
        },
        footers: { default: footOf(paper, stamp) },
        children: paper.blocks.flatMap((block, at) => shown(block, paper.blocks[at + 1], paper, stamp)),
      },
    ],
  });
  return Packer.toBuffer(document);
}

type Child = Paragraph | Table;

/** Lines of a text, as runs. */
function runs(text: string, more: { readonly bold?: boolean; readonly size?: number } = {}): TextRun[] {
  return text.split('\n').map((line, at) => new TextRun({ text: line, ...more, ...(at > 0 ? { break: 1 } : {}) }));
}

function shown(block: Block, next: Block | undefined, paper: Paper, stamp: Stamp): Child[] {
  const words = PAPER_WORDS[paper.language];
  switch (block.kind) {
    case 'heading':
      return [headingOf(block)];
    case 'paragraph':
      return [paragraphOf(block, next, paper)];
    case 'list':
      return block.items.map(
        (item) =>
          new Paragraph({
            children: runs(item),
            ...(block.numbered ? { numbering: { reference: 'items', level: 0 } } : { bullet: { level: 0 } }),
          }),
      );
    case 'fields':
      return [fieldsOf(block.rows), gap()];
    case 'table':
      return [tableOf(block), gap()];
    case 'signatures':
      return [signaturesOf(block.labels.map(words.label), words.date), gap()];
    case 'drawn':
      return [drawnOf(block.items), gap()];
    case 'lines':
      return Array.from({ length: block.count }, () => ruled());
    case 'code':
      return codeOf(paper, stamp);
    case 'page-break':
      return [new Paragraph({ children: [new PageBreak()] })];
  }
}

const gap = (): Paragraph => new Paragraph({ children: [], spacing: { after: 40 } });

const headingOf = ({ level, text }: Extract<Block, { kind: 'heading' }>): Paragraph =>
  new Paragraph({
    children: [new TextRun({ text, bold: true, color: '000000', font: FONT, size: level === 1 ? 38 : 25 })],
    heading: level === 1 ? HeadingLevel.HEADING_1 : HeadingLevel.HEADING_2,
    alignment: level === 1 ? AlignmentType.CENTER : AlignmentType.LEFT,
    spacing: { before: level === 1 ? 0 : 200, after: level === 1 ? 240 : 80 },
    keepNext: true,
  });

const ALIGNED = {
  body: AlignmentType.BOTH,
  left: AlignmentType.LEFT,
  center: AlignmentType.CENTER,
  right: AlignmentType.RIGHT,
} as const;

const paragraphOf = (
  { align, text }: Extract<Block, { kind: 'paragraph' }>,
  next: Block | undefined,
  { language }: Paper,
): Paragraph =>
  new Paragraph({
    // what announces a table stands with it
    keepNext: align === 'left' && next?.kind === 'table',
    children: runs(text),
    alignment: ALIGNED[align],
    spacing: { after: 80, line: 340 },
    ...(align === 'body' && language === 'zh' ? { indent: { firstLine: BODY * 20 } } : {}),
  });

const ruled = (): Paragraph =>
  new Paragraph({
    children: [],
    spacing: { before: 320 },
    border: { bottom: { style: BorderStyle.SINGLE, size: 4, color: '000000', space: 1 } },
  });

const cellOf = (text: string, width: number, bold = false, columnSpan = 1): TableCell =>
  new TableCell({
    children: [new Paragraph({ children: runs(text, { bold, size: SMALL }) })],
    width: { size: width, type: WidthType.DXA },
    columnSpan,
    margins: { top: 60, bottom: 60, left: 90, right: 90 },
  });

function tableFrom(widths: readonly number[], rows: readonly TableRow[]): Table {
  return new Table({
    rows: [...rows],
    columnWidths: [...widths],
    width: { size: WIDTH, type: WidthType.DXA },
    layout: TableLayoutType.FIXED,
  });
}

function fieldsOf(rows: readonly (readonly string[])[]): Table {
  const wide = isWide(rows);
  const widths = (wide ? FOUR : TWO).map((share) => Math.round((WIDTH * share) / 100));
  return tableFrom(
    widths,
    rows.map(([label = '', value = '', second, other = '']) => {
      const [first = 0, room = 0, third = 0, last = 0] = widths;
      const cells =
        second !== undefined
          ? [cellOf(label, first, true), cellOf(value, room), cellOf(second, third, true), cellOf(other, last)]
          : [cellOf(label, first, true), cellOf(value, WIDTH - first, false, wide ? 3 : 1)];
      return new TableRow({ children: cells, cantSplit: true });
    }),
  );
}

function tableOf({ head, rows, widths }: Extract<Block, { kind: 'table' }>): Table {
  const columns = Math.max(1, head.length, ...rows.map(({ length }) => length));
  const shares = Array.from({ length: columns }, (_, at) => widths[at] ?? 1);
  const total = shares.reduce((sum, share) => sum + share, 0);
  const sizes = shares.map((share) => Math.round((WIDTH * share) / total));
  const rowOf = (cells: readonly string[], isHead: boolean): TableRow =>
    new TableRow({
      children: sizes.map((size, at) => cellOf(cells[at] ?? '', size, isHead)),
      tableHeader: isHead,
    });
  const all = [...(head.length === 0 ? [] : [rowOf(head, true)]), ...rows.map((row) => rowOf(row, false))];
  return tableFrom(sizes, all.length === 0 ? [rowOf([], false)] : all);
}

const NONE = { style: BorderStyle.NONE, size: 0, color: 'auto' };
const BARE = { top: NONE, bottom: NONE, left: NONE, right: NONE, insideHorizontal: NONE, insideVertical: NONE };

function signaturesOf(labels: readonly string[], date: string): Table {
  const width = Math.round(WIDTH / Math.max(1, labels.length));
  return new Table({
    rows: [
      new TableRow({
        cantSplit: true,
        children: labels.map(
          (label) =>
            new TableCell({
              width: { size: width, type: WidthType.DXA },
              borders: BARE,
              children: [
                new Paragraph({ children: runs(label), spacing: { before: 300, after: 500 } }),
                new Paragraph({ children: runs(date) }),
              ],
            }),
        ),
      }),
    ],
    columnWidths: labels.map(() => width),
    width: { size: WIDTH, type: WidthType.DXA },
    borders: BARE,
  });
}

/** Of the place of a name, in pixels of 1/96 inch; the picture has three for each. */
const NAME = { width: 234, height: 76 };

/** Two beside each other. */
function drawnOf(items: readonly DrawnName[]): Table {
  const half = Math.round(WIDTH / 2);
  const cell = (name: DrawnName | undefined): TableCell =>
    new TableCell({
      width: { size: half, type: WidthType.DXA },
      borders: BARE,
      children:
        name === undefined
          ? [new Paragraph({ children: [] })]
          : [
              new Paragraph({
                children: [
                  new ImageRun({
                    type: 'png',
                    data: strokesPng(name.strokes, 3 * NAME.width, 3 * NAME.height),
                    transformation: NAME,
                  }),
                ],
                border: { bottom: { style: BorderStyle.SINGLE, size: 4, color: '000000', space: 1 } },
              }),
              new Paragraph({ children: runs(name.lines.join('\n'), { size: 18 }), spacing: { after: 120 } }),
            ],
    });
  return new Table({
    rows: Array.from(
      { length: Math.ceil(items.length / 2) },
      (_, at) => new TableRow({ cantSplit: true, children: [cell(items[2 * at]), cell(items[2 * at + 1])] }),
    ),
    columnWidths: [half, half],
    width: { size: WIDTH, type: WidthType.DXA },
    borders: BARE,
  });
}

/** @param side in pixels of 1/96 inch */
const picture = (address: string, side: number): ImageRun =>
  new ImageRun({ type: 'gif', data: qrGif(address), transformation: { width: side, height: side } });

function codeOf(paper: Paper, stamp: Stamp): Paragraph[] {
  const told = codeWords(paper, stamp);
  if (told === undefined) return [new Paragraph({ children: runs(PAPER_WORDS[paper.language].preview) })];
  const { address, code, words } = told;
  return [
    new Paragraph({ children: [picture(address, 113)], spacing: { before: 160 }, keepNext: true }),
    new Paragraph({ children: runs(code, { bold: true, size: 26 }), keepNext: true }),
    new Paragraph({ children: runs(`${words}\n${address}`, { size: 18 }) }),
  ];
}

function footOf(paper: Paper, stamp: Stamp): Footer {
  const [before = '', between = '', after = ''] = PAPER_WORDS[paper.language].page('\0', '\0').split('\0');
  return new Footer({
    children: [
      new Paragraph({
        children: [
          ...(stamp.address === null ? [] : [picture(stamp.address, 42)]),
          new TextRun({ text: `  ${footLine(paper, stamp)}    `, size: 17 }),
          new TextRun({ children: [before, PageNumber.CURRENT, between, PageNumber.TOTAL_PAGES, after], size: 17 }),
        ],
      }),
    ],
  });
}
