import { type Fault } from '../../platform/errors/domain-error.js';
import { text, type Bilingual } from '../../platform/text.js';

/*
 * The language of the templates. A line is one block, told by how it begins:
 *
 *   # 标题   ## 小标题   > 右对齐   ^ 居中   - 条目   + 编号条目   : 名称 | 内容 | 名称 | 内容   |! 表头 :2 | 表头 :5   | 单元格 | 单元格
 *   @sign 检查人员 | 被检查单位      @lines 4      @code      @page      ~ 不缩进的段落      其余：段落
 *   @drawn 说明 | 说明   （只在手写签名的重复之内：所画的字，旁边是说明）
 *
 * `{{target.name}}` stands for what it names, and is never read as part of the template. `{{#each matters}}` … `{{/each}}`
 * repeats what is between; `{{#if cap}}` … `{{else}}` … `{{/if}}` takes one of two. These stand on lines of their own. A
 * backslash at the beginning of a line takes what follows as it is. There is nothing else: no code, no markup.
 * What a template makes of facts is written in blocks.ts.
 */

/** Code units. */
export const MOST_TEMPLATE = 20_000;
const MOST_LINES = 1000;
const MOST_LINE = 2000;
const MOST_DEPTH = 8;
const MOST_CELLS = 8;
const MOST_FAULTS = 50;

export interface RepeatedList {
  readonly item: string;
  readonly fields: ReadonlySet<string>;
  /** Its items were drawn by hand. */
  readonly drawn: boolean;
}

/** What a kind of template may name. */
export interface Vocabulary {
  readonly values: ReadonlySet<string>;
  /** Lists to be repeated over, with what each item is called and has. */
  readonly lists: ReadonlyMap<string, RepeatedList>;
}

type Piece = string | { readonly name: string };
export type Text = readonly Piece[];

export type Line =
  | { readonly kind: 'heading'; readonly level: 1 | 2; readonly text: Text }
  | { readonly kind: 'paragraph'; readonly align: 'body' | 'left' | 'center' | 'right'; readonly text: Text }
  | { readonly kind: 'item'; readonly numbered: boolean; readonly text: Text }
  | { readonly kind: 'field'; readonly cells: readonly Text[] }
  | { readonly kind: 'head'; readonly cells: readonly Text[]; readonly widths: readonly number[] }
  | { readonly kind: 'row'; readonly cells: readonly Text[] }
  | { readonly kind: 'signatures'; readonly cells: readonly Text[] }
  | { readonly kind: 'drawn'; readonly cells: readonly Text[] }
  | { readonly kind: 'lines'; readonly count: number }
  | { readonly kind: 'code' }
  | { readonly kind: 'page-break' };

export type Node =
  | { readonly line: Line }
  | { readonly each: string; readonly item: string; readonly nodes: readonly Node[] }
  | { readonly condition: string; readonly then: readonly Node[]; readonly otherwise: readonly Node[] };

/** A template that was read. */
export interface Template {
  readonly nodes: readonly Node[];
}

export type ReadTemplate =
  { readonly template: Template; readonly faults: readonly [] } | { readonly faults: readonly Fault[] };

const NAME = /^[a-z][A-Za-z0-9]*(?:\.[a-z][A-Za-z0-9]*)*$/;

/** Reads a template, or says what is wrong with it, line by line. Never throws. */
export function readTemplate(source: string, vocabulary: Vocabulary): ReadTemplate {
  if (source.length > MOST_TEMPLATE) {
    return {
      faults: [
        fault(
          undefined,
          'template_too_long',
          `模板有 ${source.length} 个字符，上限 ${MOST_TEMPLATE}。`,
          `The template has ${source.length} characters, of at most ${MOST_TEMPLATE}.`,
        ),
      ],
    };
  }
  const reader = new Reader(vocabulary);
  const lines = source.split(/\r\n|\r|\n/);
  if (lines.length > MOST_LINES) {
    return {
      faults: [
        fault(
          undefined,
          'template_too_long',
          `模板有 ${lines.length} 行，上限 ${MOST_LINES}。`,
          `The template has ${lines.length} lines, of at most ${MOST_LINES}.`,
        ),
      ],
    };
  }
  for (const [at, line] of lines.entries()) reader.take(line, at + 1);
  const nodes = reader.end();
  const { faults } = reader;
  if (nodes.length === 0 && faults.length === 0) {
    faults.push(fault(undefined, 'template_empty', '模板是空的。', 'There is nothing in the template.'));
  }
  return faults.length === 0 ? { template: { nodes }, faults: [] } : { faults: faults.slice(0, MOST_FAULTS) };
}

const fault = (line: number | undefined, code: string, zh: string, en: string): Fault => ({
  pointer: '/body',
  code,
  message: line === undefined ? text(zh, en) : text(`第 ${line} 行：${zh}`, `Line ${line}: ${en}`),
});

/** A part of the template that waits for its end. */
interface Open {
  readonly word: 'each' | 'if';
  readonly name: string;
  readonly item: string;
  readonly line: number;
  nodes: Node[];
  then: Node[] | undefined;
}

class Reader {
  readonly faults: Fault[] = [];
  private readonly open: Open[] = [];
  private nodes: Node[] = [];

  constructor(private readonly vocabulary: Vocabulary) {}

  take(source: string, line: number): void {
    if (source.length > MOST_LINE) {
      this.wrong(line, 'line_too_long', `这一行超过 ${MOST_LINE} 个字符。`, `It is over ${MOST_LINE} characters.`);
      return;
    }
    // eslint-disable-next-line no-control-regex -- a template is what people type
    if (/[\u0000-\u0008\u000b-\u001f\u007f]/.test(source)) {
      this.wrong(line, 'control_character', '含有不可见的控制字符。', 'It has a control character.');
      return;
    }
    const trimmed = source.trim();
    const control = /^\{\{\s*([#/][a-z]*|else)(?:\s+([^{}]*?))?\s*\}\}$/.exec(trimmed);
    if (control !== null) this.control(control[1] ?? '', control[2] ?? '', line);
    else if (trimmed !== '') {
      const read = this.line(trimmed, line);
      if (read !== undefined) this.nodes.push({ line: read });
    }
  }

  end(): readonly Node[] {
    for (const { line, name, word } of this.open) {
      this.wrong(
        line,
        'unclosed',
        `“{{#${word} ${name}}}”没有结束，应有“{{/${word}}}”。`,
        `"{{#${word} ${name}}}" is never closed by "{{/${word}}}".`,
      );
    }
    return this.nodes;
  }

  private control(word: string, name: string, line: number): void {
    if (word === '#each' || word === '#if') this.begin(word === '#each' ? 'each' : 'if', name, line);
    else if (word === 'else') this.otherwise(line);
    else if (word === '/each' || word === '/if') this.close(word === '/each' ? 'each' : 'if', line);
    else {
      this.wrong(
        line,
        'unknown_control',
        `没有“{{${word}}}”。可用：#each、/each、#if、else、/if。`,
        `There is no "{{${word}}}". There are #each, /each, #if, else and /if.`,
      );
    }
  }

  private begin(word: 'each' | 'if', name: string, line: number): void {
    const list = this.vocabulary.lists.get(name);
    if (word === 'each' && list === undefined) {
      const names = [...this.vocabulary.lists.keys()];
      this.wrong(
        line,
        'unknown_list',
        `不能对“${shown(name)}”重复。可以：${names.join('、')}。`,
        `Nothing can be repeated over "${shown(name)}". There are ${names.join(', ')}.`,
      );
    } else if (word === 'each' && this.open.some((one) => one.word === 'each')) {
      this.wrong(line, 'nested_each', '重复之内不能再重复。', 'A repeat cannot stand inside another.');
    } else if (word === 'if' && list === undefined && !this.knows(name)) this.unknown(name, line);
    if (this.open.length >= MOST_DEPTH) {
      this.wrong(line, 'nested_too_deep', `嵌套超过 ${MOST_DEPTH} 层。`, `It is nested deeper than ${MOST_DEPTH}.`);
    }
    this.open.push({ word, name, item: list?.item ?? '', line, nodes: this.nodes, then: undefined });
    this.nodes = [];
  }

  private otherwise(line: number): void {
    const open = this.open.at(-1);
    if (open?.word !== 'if' || open.then !== undefined) {
      this.wrong(
        line,
        'stray_else',
        '“{{else}}”之前没有“{{#if …}}”。',
        'There is no "{{#if …}}" before this "{{else}}".',
      );
      return;
    }
    open.then = this.nodes;
    this.nodes = [];
  }

  private close(word: 'each' | 'if', line: number): void {
    const open = this.open.at(-1);
    if (open?.word !== word) {
      this.wrong(
        line,
        'stray_end',
        `“{{/${word}}}”之前没有与之相配的“{{#${word} …}}”。`,
        `No "{{#${word} …}}" belongs to this "{{/${word}}}".`,
      );
      return;
    }
    this.open.pop();
    const { item, name, nodes, then } = open;
    nodes.push(
      word === 'each'
        ? { each: name, item, nodes: this.nodes }
        : { condition: name, then: then ?? this.nodes, otherwise: then === undefined ? [] : this.nodes },
    );
    this.nodes = nodes;
  }

  private line(source: string, line: number): Line | undefined {
    const of = (sign: string): Text => this.pieces(source.slice(sign.length).trim(), line);
    if (source.startsWith('\\')) return { kind: 'paragraph', align: 'body', text: of('\\') };
    if (source.startsWith('## ')) return { kind: 'heading', level: 2, text: of('## ') };
    if (source.startsWith('# ')) return { kind: 'heading', level: 1, text: of('# ') };
    if (source.startsWith('> ')) return { kind: 'paragraph', align: 'right', text: of('> ') };
    if (source.startsWith('^ ')) return { kind: 'paragraph', align: 'center', text: of('^ ') };
    if (source.startsWith('~ ')) return { kind: 'paragraph', align: 'left', text: of('~ ') };
    if (source.startsWith('- ')) return { kind: 'item', numbered: false, text: of('- ') };
    if (source.startsWith('+ ')) return { kind: 'item', numbered: true, text: of('+ ') };
    if (source.startsWith(': ')) return this.field(source.slice(2), line);
    if (source.startsWith('|! ')) return this.head(source.slice(3), line);
    if (source.startsWith('| ')) return { kind: 'row', cells: this.cells(source.slice(2), line) };
    if (source.startsWith('@')) return this.special(source, line);
    return { kind: 'paragraph', align: 'body', text: of('') };
  }

  private field(source: string, line: number): Line {
    // an empty cell at the end is one to write in
    const cells = source.split('|').map((cell) => this.pieces(cell.trim(), line));
    if (cells.length !== 2 && cells.length !== 4) {
      this.wrong(
        line,
        'field_cells',
        `应为“: 名称 | 内容”，或两组并列，共 2 或 4 格；这里是 ${cells.length} 格。`,
        `It takes 2 or 4 cells, ": label | value", once or twice; here are ${cells.length}.`,
      );
    }
    return { kind: 'field', cells };
  }

  private head(source: string, line: number): Line {
    const parts = splitCells(source).map((cell) => /^(.*?)(?:\s+:(\d{1,2}))?$/s.exec(cell));
    const cells = parts.map((part) => this.pieces(part?.[1] ?? '', line));
    this.countCells(cells, line);
    return { kind: 'head', cells, widths: parts.map((part) => Math.max(1, Number(part?.[2] ?? 1))) };
  }

  private special(source: string, line: number): Line | undefined {
    const [, word = '', rest = ''] = /^@(\S*)\s*(.*)$/s.exec(source) ?? [];
    if (word === 'code') return { kind: 'code' };
    if (word === 'page') return { kind: 'page-break' };
    if (word === 'sign') return { kind: 'signatures', cells: this.cells(rest, line) };
    if (word === 'drawn') return this.drawn(rest, line);
    if (word === 'lines' && /^([1-9]|[1-3]\d)$/.test(rest)) return { kind: 'lines', count: Number(rest) };
    this.wrong(
      line,
      'unknown_block',
      `没有“@${shown(word)}”这样的写法。可用：@sign 签名处 | 签名处、@drawn 说明、@lines 行数（1 至 39）、@code、@page。`,
      `There is no "@${shown(word)}". There are "@sign who | who", "@drawn words", "@lines count" (1 to 39), "@code" and "@page".`,
    );
    return undefined;
  }

  private drawn(rest: string, line: number): Line {
    const list = this.open.findLast(({ word }) => word === 'each');
    if (this.vocabulary.lists.get(list?.name ?? '')?.drawn !== true) {
      const names = [...this.vocabulary.lists].flatMap(([name, { drawn }]) => (drawn ? [name] : []));
      this.wrong(
        line,
        'nothing_drawn',
        `“@drawn”只能写在手写签名的重复之内：${names.map((name) => `{{#each ${name}}}`).join('、') || '此类文书没有'}。`,
        `"@drawn" stands only inside a repeat over what was drawn by hand: ${names.map((name) => `{{#each ${name}}}`).join(', ') || 'there is none in this kind of document'}.`,
      );
    }
    return { kind: 'drawn', cells: this.cells(rest, line) };
  }

  private cells(source: string, line: number): Text[] {
    const cells = splitCells(source).map((cell) => this.pieces(cell, line));
    this.countCells(cells, line);
    return cells;
  }

  private countCells(cells: readonly Text[], line: number): void {
    if (cells.length <= MOST_CELLS) return;
    this.wrong(
      line,
      'too_many_cells',
      `一行最多 ${MOST_CELLS} 格，这里是 ${cells.length} 格。`,
      `A row has at most ${MOST_CELLS} cells; here are ${cells.length}.`,
    );
  }

  private pieces(source: string, line: number): Text {
    const pieces: Piece[] = [];
    let rest = source;
    for (;;) {
      const start = rest.indexOf('{{');
      if (start < 0) break;
      const end = rest.indexOf('}}', start);
      if (start > 0) pieces.push(rest.slice(0, start));
      if (end < 0) {
        this.wrong(line, 'unclosed_name', '“{{”没有对应的“}}”。', 'A "{{" has no "}}".');
        return pieces;
      }
      const name = rest.slice(start + 2, end).trim();
      if (name.startsWith('#') || name.startsWith('/') || name === 'else') {
        this.wrong(
          line,
          'control_inside_line',
          `“{{${shown(name)}}}”应独占一行。`,
          `"{{${shown(name)}}}" stands on a line of its own.`,
        );
      } else if (this.knows(name)) pieces.push({ name });
      else this.unknown(name, line);
      rest = rest.slice(end + 2);
    }
    if (rest !== '') pieces.push(rest);
    return pieces;
  }

  private knows(name: string): boolean {
    if (this.vocabulary.values.has(name)) return true;
    const list = this.open.findLast(({ word }) => word === 'each');
    const fields = list === undefined ? undefined : this.vocabulary.lists.get(list.name)?.fields;
    return (
      list !== undefined && name.startsWith(`${list.item}.`) && fields?.has(name.slice(list.item.length + 1)) === true
    );
  }

  private unknown(name: string, line: number): void {
    const [head = ''] = name.split('.');
    const list = [...this.vocabulary.lists].find(([, { item }]) => item === head);
    const near = [...this.vocabulary.values].filter((one) => one.startsWith(`${head}.`));
    const hint: Bilingual =
      list !== undefined
        ? text(
            `只在“{{#each ${list[0]}}}”之内可用：${[...list[1].fields].map((field) => `${head}.${field}`).join('、')}。`,
            `Inside "{{#each ${list[0]}}}" there are ${[...list[1].fields].map((field) => `${head}.${field}`).join(', ')}.`,
          )
        : near.length > 0
          ? text(`可用：${near.join('、')}。`, `There are ${near.join(', ')}.`)
          : text('可用的名称见 GET /document-templates。', 'GET /document-templates lists the names.');
    this.wrong(
      line,
      NAME.test(name) ? 'unknown_placeholder' : 'malformed_placeholder',
      `没有“{{${shown(name)}}}”。${hint.zh}`,
      `There is no "{{${shown(name)}}}". ${hint.en}`,
    );
  }

  private wrong(line: number, code: string, zh: string, en: string): void {
    if (this.faults.length < MOST_FAULTS) this.faults.push(fault(line, code, zh, en));
  }
}

const splitCells = (source: string): string[] => {
  // `| 一 | 二 |` and `| 一 | 二` are the same
  const cells = source.split('|').map((cell) => cell.trim());
  if (cells.length > 1 && cells.at(-1) === '') cells.pop();
  return cells;
};

const shown = (name: string): string => [...name].slice(0, 40).join('');
