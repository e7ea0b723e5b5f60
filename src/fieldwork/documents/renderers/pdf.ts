import pdfmake, { type Content, type DocumentDefinition } from 'pdfmake';

import {
  codeWords,
  footLine,
  PAPER_WORDS,
  type Block,
  type DrawnName,
  type Paper,
  type Stamp,
  type Stroke,
} from '../paper.js';
import { FONT_FILES, withShapes } from './fonts.js';
import { FOUR, isWide, TWO } from './html.js';
import { qrRuns } from './qr-code.js';
import { fitted } from './strokes.js';

/* A document as PDF: A4, black and white, and at the foot of each page what it belongs to. Lines break as Unicode has it (UAX 14):
 * no full stop begins one. */

const MILLIMETRE = 72 / 25.4;
/** Of A4, without the margins. */
const WIDTH = 595.28 - 44 * MILLIMETRE;
const BODY = 11;
const THIN = 0.6;
const CELL = 10;
/** Eight Han letters stand in a line. */
const LABEL = 9.5;
const LINE = BODY * 1.85;
/** Where the foot of a page begins, in points from its top, and what is above it. */
const BOTTOM = 841.89 - 26 * MILLIMETRE;
const ROOM = BOTTOM - 20 * MILLIMETRE;

pdfmake.setFonts({ Paper: { ...FONT_FILES, italics: FONT_FILES.normal, bolditalics: FONT_FILES.bold } });
// what a document says never names a file or an address that is fetched
pdfmake.setLocalAccessPolicy((path: string) => Object.values(FONT_FILES).some((file) => file === path));
pdfmake.setUrlAccessPolicy(() => false);

export async function pdfOf(paper: Paper, stamp: Stamp): Promise<Uint8Array> {
  return pdfmake.createPdf(definitionOf(paper, stamp)).getBuffer();
}

function definitionOf(paper: Paper, stamp: Stamp): DocumentDefinition {
  const foot = withShapes(footLine(paper, stamp));
  const words = PAPER_WORDS[paper.language];
  return {
    pageSize: 'A4',
    pageMargins: [22 * MILLIMETRE, 20 * MILLIMETRE, 22 * MILLIMETRE, 26 * MILLIMETRE],
    info: { title: paper.title, creationDate: stamp.issuedAt, producer: 'Sortis', creator: 'Sortis' },
    defaultStyle: { font: 'Paper', fontSize: BODY, lineHeight: 1.25 },
    content: paper.blocks.map((block, at) => shown(block, paper.blocks[at + 1], paper, stamp)),
    footer: (page, pages) => ({
      margin: [22 * MILLIMETRE, 5 * MILLIMETRE, 22 * MILLIMETRE, 0],
      columns: [
        ...(stamp.address === null ? [] : [{ width: 14 * MILLIMETRE, ...qrOf(stamp.address, 11 * MILLIMETRE) }]),
        { width: '*', text: foot, fontSize: 8, margin: [0, 3 * MILLIMETRE, 0, 0] },
        {
          width: 'auto',
          text: words.page(String(page), String(pages)),
          fontSize: 8,
          margin: [0, 3 * MILLIMETRE, 0, 0],
        },
      ],
    }),
    // pdfmake hands a node its level and its place: the level of a heading is the room that it needs
    pageBreakBefore: ({ headlineLevel, startPosition }) =>
      headlineLevel !== undefined && startPosition.top + headlineLevel > BOTTOM,
  };
}

/** How much room a heading needs for what follows it, in points; as good as one can tell before it is laid out. */
function roomFor(next: Block | undefined): number {
  const heading = 12 * 1.4 + 14;
  const beginning =
    next?.kind === 'table'
      ? rowHeight(next.head, next.widths) + rowHeight(next.rows[0] ?? [], next.widths)
      : next?.kind === 'fields'
        ? rowHeight(next.rows[0] ?? [], [1, 2, 1, 2])
        : 2 * LINE;
  return Math.min(heading + beginning, ROOM / 2);
}

/** Of a row of a table. A Han character is as wide as it is high. */
function rowHeight(cells: readonly string[], widths: readonly number[]): number {
  const total = widths.reduce((sum, width) => sum + width, 0);
  const lines = cells.map((text, at) => {
    const letters = Math.max(1, Math.floor(((WIDTH * (widths[at] ?? 1)) / total - 10) / CELL));
    return text.split('\n').reduce((sum, line) => sum + Math.max(1, Math.ceil(line.length / letters)), 0);
  });
  return Math.max(1, ...lines) * CELL * 1.85 + 8;
}

function shown(block: Block, next: Block | undefined, paper: Paper, stamp: Stamp): Content {
  switch (block.kind) {
    case 'heading':
      return block.level === 1
        ? { text: withShapes(block.text), bold: true, fontSize: 18, alignment: 'center', margin: [0, 0, 0, 12] }
        : {
            text: withShapes(block.text),
            bold: true,
            fontSize: 12,
            headlineLevel: roomFor(next),
            margin: [0, 10, 0, 4],
          };
    case 'paragraph':
      return paragraph(block, next, paper);
    case 'list':
      return {
        [block.numbered ? 'ol' : 'ul']: block.items.map((item) => withShapes(item)),
        margin: [0, 0, 0, 6],
      };
    case 'fields':
      return fieldsOf(block.rows);
    case 'table':
      return tableOf(block);
    case 'signatures':
      return {
        margin: [0, 18, 0, 8],
        unbreakable: true,
        columnGap: 24,
        columns: block.labels.map((label) => ({
          stack: [
            { text: withShapes(PAPER_WORDS[paper.language].label(label)), margin: [0, 0, 0, 26] },
            { text: PAPER_WORDS[paper.language].date, preserveLeadingSpaces: true },
          ],
        })),
      };
    case 'drawn':
      return drawnOf(block.items);
    case 'lines':
      return { stack: Array.from({ length: block.count }, () => rule()), margin: [0, 0, 0, 8] };
    case 'code':
      return codeOf(paper, stamp);
    case 'page-break':
      return { text: '', pageBreak: 'after' };
  }
}

function paragraph(
  { align, text }: Extract<Block, { kind: 'paragraph' }>,
  next: Block | undefined,
  { language }: Paper,
): Content {
  const indented = align === 'body' && language === 'zh';
  return {
    text: withShapes(text),
    alignment: align === 'center' || align === 'right' ? align : 'left',
    ...(indented ? { leadingIndent: 2 * BODY } : {}),
    // what announces a table stands with it
    ...(align === 'left' && next?.kind === 'table' ? { headlineLevel: roomFor(next) } : {}),
    margin: [0, 0, 0, 5],
  };
}

/** Of the place of a name. */
const NAME = { width: 62 * MILLIMETRE, height: 20 * MILLIMETRE };

/** Two beside each other. */
function drawnOf(items: readonly DrawnName[]): Content {
  const rows = Array.from({ length: Math.ceil(items.length / 2) }, (_, at) => items.slice(2 * at, 2 * at + 2));
  return {
    stack: rows.map((row) => ({
      unbreakable: true,
      margin: [0, 4, 0, 6],
      columnGap: 20,
      columns: [0, 1].map((at) => {
        const name = row[at];
        return { width: '*', stack: name === undefined ? [] : [nameOf(name.strokes), ...name.lines.map(small)] };
      }),
    })),
    margin: [0, 0, 0, 4],
  };
}

const small = (text: string): Content => ({ text: withShapes(text), fontSize: 9 });

function nameOf(strokes: readonly Stroke[]): Content {
  const { lines, pen } = fitted(strokes, NAME.width, NAME.height);
  return {
    canvas: [
      ...lines.map((line) => ({
        type: 'polyline',
        // a dot is a line to where it begins; pdfmake moves each point where it stands
        points: (line.length === 1 ? [...line, ...line] : line).map((point) => ({ ...point })),
        lineWidth: pen,
        lineCap: 'round',
        lineJoin: 'round',
      })),
      { type: 'line', x1: 0, y1: NAME.height, x2: NAME.width, y2: NAME.height, lineWidth: THIN / 2 },
    ],
    margin: [0, 0, 0, 3],
  };
}

const rule = (): Content => ({
  canvas: [{ type: 'line', x1: 0, y1: 22, x2: WIDTH, y2: 22, lineWidth: THIN / 2 }],
  margin: [0, 0, 0, 2],
});

const LAYOUT = {
  hLineWidth: () => THIN,
  vLineWidth: () => THIN,
  paddingTop: () => 3.5,
  paddingBottom: () => 3.5,
  paddingLeft: () => 5,
  paddingRight: () => 5,
};

const cell = (text: string, more: object = {}): Content => ({ text: withShapes(text), fontSize: CELL, ...more });
const label = (text: string): Content => cell(text, { bold: true, fontSize: LABEL });

function fieldsOf(rows: readonly (readonly string[])[]): Content {
  const wide = isWide(rows);
  const body = rows.map(([name = '', value = '', second, other = '']): Content[] => {
    if (!wide) return [label(name), cell(value)];
    if (second !== undefined) return [label(name), cell(value), label(second), cell(other)];
    return [label(name), cell(value, { colSpan: 3 }), {}, {}];
  });
  return {
    table: { widths: (wide ? FOUR : TWO).map((share) => `${share}%`), body, dontBreakRows: fits(rows) },
    layout: LAYOUT,
    margin: [0, 0, 0, 8],
  };
}

function tableOf({ head, rows, widths }: Extract<Block, { kind: 'table' }>): Content {
  const columns = Math.max(1, head.length, ...rows.map(({ length }) => length));
  const shares = Array.from({ length: columns }, (_, at) => widths[at] ?? 1);
  const total = shares.reduce((sum, share) => sum + share, 0);
  const filled = (row: readonly string[], of: (text: string) => Content): Content[] =>
    Array.from({ length: columns }, (_, at) => of(row[at] ?? ''));
  const body = [
    ...(head.length === 0 ? [] : [filled(head, (text) => cell(text, { bold: true, alignment: 'center' }))]),
    ...rows.map((row) => filled(row, cell)),
  ];
  if (body.length === 0) return { text: '' };
  return {
    table: {
      headerRows: head.length === 0 ? 0 : 1,
      keepWithHeaderRows: head.length === 0 ? 0 : 1,
      widths: shares.map((share) => `${(100 * share) / total}%`),
      body,
      dontBreakRows: fits(rows),
    },
    layout: LAYOUT,
    margin: [0, 0, 0, 8],
  };
}

/** Whether every row has room on a page of its own: one that has not must break. */
const fits = (rows: readonly (readonly string[])[]): boolean =>
  rows.every((row) => row.every((one) => one.length < 400));

function codeOf(paper: Paper, stamp: Stamp): Content {
  const told = codeWords(paper, stamp);
  if (told === undefined) {
    return { text: PAPER_WORDS[paper.language].preview, alignment: 'center', margin: [0, 8, 0, 8] };
  }
  const { address, code, words } = told;
  return {
    unbreakable: true,
    margin: [0, 8, 0, 8],
    columnGap: 12,
    columns: [
      { width: 30 * MILLIMETRE, ...qrOf(address, 30 * MILLIMETRE) },
      {
        width: '*',
        stack: [
          { text: code, bold: true, fontSize: 13, characterSpacing: 1 },
          { text: words, fontSize: 9 },
          { text: withShapes(address), fontSize: 9 },
        ],
        margin: [0, 6 * MILLIMETRE, 0, 0],
      },
    ],
  };
}

function qrOf(said: string, side: number): { canvas: object[] } {
  const { runs, size } = qrRuns(said);
  const square = side / size;
  return {
    canvas: runs.map(({ length, x, y }) => ({
      type: 'rect',
      x: x * square,
      y: y * square,
      w: length * square,
      // a hair more, so that no light line stands between two rows
      h: square * 1.02,
      color: 'black',
      lineWidth: 0,
    })),
  };
}
