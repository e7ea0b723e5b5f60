import { Markup, markup, policyFor } from '../../../platform/http/plain-page.js';
import { codeWords, footLine, PAPER_WORDS, type Block, type Paper, type Stamp, type Stroke } from '../paper.js';
import { qrRuns } from './qr-code.js';
import { fitted, type Point } from './strokes.js';

/* A document as a page that prints as the PDF does. Fonts are those of whoever looks: every desk in China has them. */

const STYLE = `@page{size:A4;margin:22mm 22mm 26mm;@bottom-right{content:counter(page) " / " counter(pages);font:9pt serif}}
*{box-sizing:border-box}
body{margin:0 auto;max-width:178mm;padding:10mm 6mm;background:#fff;color:#000;font:11.5pt/1.75 "Noto Serif SC","Source Han Serif SC","Songti SC",SimSun,NSimSun,serif;line-break:strict;overflow-wrap:anywhere}
h1{margin:0 0 6mm;text-align:center;font-size:19pt;line-height:1.4;letter-spacing:.08em}
h2{margin:5mm 0 1.5mm;font-size:12.5pt;break-after:avoid}
p{margin:0 0 1.5mm;white-space:pre-line}
p.body{text-indent:2em;text-align:justify}
[lang=en] p.body{text-indent:0}
p.left:has(+table){break-after:avoid}
.fields th{font-size:9.5pt}
p.center{text-align:center}
p.right{text-align:right}
table{width:100%;margin:0 0 3mm;border-collapse:collapse;table-layout:fixed;font-size:10.5pt;line-height:1.5}
th,td{padding:1.4mm 2mm;border:.3mm solid #000;text-align:left;vertical-align:top;white-space:pre-line}
thead{display:table-header-group}
tr{break-inside:avoid}
th{font-weight:700}
thead th{text-align:center}
ol,ul{margin:0 0 2mm;padding-left:2.2em}
.sign{display:flex;gap:12mm;margin:8mm 0 4mm;break-inside:avoid}
.sign div{flex:1}
.drawn{display:flex;flex-wrap:wrap;gap:3mm 8mm;margin:3mm 0}
.drawn div{flex:0 0 calc(50% - 4mm);break-inside:avoid;font-size:9.5pt;line-height:1.5;white-space:pre-line}
.drawn svg{display:block;width:62mm;height:20mm;margin-bottom:1mm;border-bottom:.2mm solid #000}
.rule{height:9mm;border-bottom:.2mm solid #000}
.code{display:flex;gap:5mm;align-items:center;margin:5mm 0;break-inside:avoid}
.code svg{flex:none;width:30mm;height:30mm}
.code b{font:700 13pt/1.4 ui-monospace,Consolas,monospace}
.code span{display:block;font-size:9.5pt;line-height:1.5}
footer{margin-top:8mm;padding-top:1.5mm;border-top:.2mm solid #000;display:flex;gap:4mm;align-items:center;font-size:8.5pt;white-space:pre-wrap}
footer svg{flex:none;width:11mm;height:11mm}
.new{break-before:page}
@media print{body{padding:0;max-width:none}footer{position:fixed;bottom:-22mm;left:0;right:20mm;margin:0}}`;

export const PAPER_POLICY = policyFor(STYLE);

export function htmlOf(paper: Paper, stamp: Stamp): string {
  const language = paper.language === 'zh' ? 'zh-CN' : 'en';
  return markup`<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1">
<meta name="robots" content="noindex,nofollow">
<title>${paper.title}</title>
<style>${new Markup(STYLE)}</style>
</head>
<body>
${paper.blocks.map((block) => shown(block, paper, stamp))}
<footer>${stamp.address === null ? null : qrOf(stamp.address)}<span>${footLine(paper, stamp)}</span></footer>
</body>
</html>
`.text;
}

function shown(block: Block, paper: Paper, stamp: Stamp): Markup {
  switch (block.kind) {
    case 'heading':
      return block.level === 1 ? markup`<h1>${block.text}</h1>` : markup`<h2>${block.text}</h2>`;
    case 'paragraph':
      return markup`<p class="${block.align}">${block.text}</p>`;
    case 'list': {
      const items = block.items.map((item) => markup`<li>${item}</li>`);
      return block.numbered ? markup`<ol>${items}</ol>` : markup`<ul>${items}</ul>`;
    }
    case 'fields':
      return markup`<table class="fields"><colgroup>${fieldColumns(block.rows)}</colgroup>${block.rows.map((row) => fieldRow(row, block.rows))}</table>`;
    case 'table':
      return tableOf(block);
    case 'signatures':
      return markup`<div class="sign">${block.labels.map((label) => markup`<div>${PAPER_WORDS[paper.language].label(label)}<br><br>${PAPER_WORDS[paper.language].date}</div>`)}</div>`;
    case 'drawn':
      return markup`<div class="drawn">${block.items.map(({ lines, strokes }) => markup`<div>${drawnOf(strokes)}${lines.join('\n')}</div>`)}</div>`;
    case 'lines':
      return markup`${Array.from({ length: block.count }, () => markup`<div class="rule"></div>`)}`;
    case 'code':
      return codeOf(paper, stamp);
    case 'page-break':
      return markup`<div class="new"></div>`;
  }
}

/** Whether labels and what they stand for come twice in a row. */
export const isWide = (rows: readonly (readonly string[])[]): boolean => rows.some(({ length }) => length > 2);

/** Hundredths of the width: of a label and what it stands for, twice and once in a row. */
export const FOUR = [19, 35, 19, 27] as const;
export const TWO = [19, 81] as const;

function fieldColumns(rows: readonly (readonly string[])[]): Markup {
  // a style in the page would need another policy: the width of columns is an attribute all the same
  return markup`${(isWide(rows) ? FOUR : TWO).map((share) => markup`<col width="${share}%">`)}`;
}

function fieldRow(row: readonly string[], rows: readonly (readonly string[])[]): Markup {
  const [label = '', value = '', second, other = ''] = row;
  if (second !== undefined) {
    return markup`<tr><th>${label}</th><td>${value}</td><th>${second}</th><td>${other}</td></tr>`;
  }
  return isWide(rows)
    ? markup`<tr><th>${label}</th><td colspan="3">${value}</td></tr>`
    : markup`<tr><th>${label}</th><td>${value}</td></tr>`;
}

function tableOf({ head, rows, widths }: Extract<Block, { kind: 'table' }>): Markup {
  const total = widths.reduce((sum, width) => sum + width, 0);
  const columns = Math.max(head.length, ...rows.map(({ length }) => length));
  const cells = (row: readonly string[], cell: (text: string) => Markup): Markup[] =>
    Array.from({ length: columns }, (_, at) => cell(row[at] ?? ''));
  return markup`<table><colgroup>${widths.map((width) => markup`<col width="${Math.round((100 * width) / total)}%">`)}</colgroup>
${head.length === 0 ? null : markup`<thead><tr>${cells(head, (cell) => markup`<th>${cell}</th>`)}</tr></thead>`}
<tbody>${rows.map((row) => markup`<tr>${cells(row, (cell) => markup`<td>${cell}</td>`)}</tr>`)}</tbody></table>`;
}

function codeOf(paper: Paper, stamp: Stamp): Markup {
  const told = codeWords(paper, stamp);
  if (told === undefined) return markup`<p class="center">${PAPER_WORDS[paper.language].preview}</p>`;
  const { address, code, words } = told;
  return markup`<div class="code">${qrOf(address)}<div><b>${code}</b><span>${words}</span><span>${address}</span></div></div>`;
}

const WIDE = 620;
const HIGH = 200;

function drawnOf(strokes: readonly Stroke[]): Markup {
  const { lines, pen } = fitted(strokes, WIDE, HIGH);
  const at = ({ x, y }: Point): string => `${x.toFixed(1)} ${y.toFixed(1)}`;
  // a dot is a line to where it begins
  const path = lines.flatMap((line) => (line[0] === undefined ? [] : [`M${at(line[0])}L${line.map(at).join(' ')}`]));
  return markup`<svg viewBox="0 0 ${WIDE} ${HIGH}" fill="none" stroke="#000" stroke-width="${pen.toFixed(1)}" stroke-linecap="round" stroke-linejoin="round" role="img" aria-label="✍"><path d="${path.join('')}"/></svg>`;
}

function qrOf(said: string): Markup {
  const { runs, size } = qrRuns(said);
  const path = runs.map(({ length, x, y }) => `M${x} ${y}h${length}v1h-${length}z`).join('');
  return markup`<svg viewBox="0 0 ${size} ${size}" shape-rendering="crispEdges" role="img" aria-label="QR"><path d="${path}"/></svg>`;
}
