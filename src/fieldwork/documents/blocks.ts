import { type Block, type DrawnName, type Stroke } from './paper.js';
import { type Line, type Node, type Template, type Text } from './template.js';

/* What a template makes of facts: blocks, in bounded number and length. */

/** Blocks and rows of one document: 1000 matters, ten lines each. */
export const MOST_BLOCKS = 10_000;
/** Code units of one document. */
export const MOST_PAPER = 2_000_000;

/** What the names stand for. Whatever is missing is empty. */
export interface Facts {
  readonly values: Readonly<Record<string, string>>;
  readonly lists: Readonly<Record<string, readonly Readonly<Record<string, string>>[]>>;
  /** Of the lists that were drawn by hand: the strokes of each item. */
  readonly strokes?: Readonly<Record<string, readonly (readonly Stroke[])[]>>;
}

/** The document has more in it than a document may have. */
export class PaperTooLong extends Error {}

/** What a template makes of facts. @throws PaperTooLong */
export function blocksOf({ nodes }: Template, facts: Facts): Block[] {
  const writer = new Writer();
  writeAll(nodes, facts, { values: {}, strokes: [] }, writer);
  return writer.blocks();
}

/** What is repeated just now. */
interface Item {
  readonly values: Readonly<Record<string, string>>;
  readonly strokes: readonly Stroke[];
}

function writeAll(nodes: readonly Node[], facts: Facts, item: Item, writer: Writer): void {
  const valueOf = (name: string): string => own(item.values, name) ?? own(facts.values, name) ?? '';
  for (const node of nodes) {
    if ('line' in node) writer.write(node.line, valueOf, item.strokes);
    else if ('each' in node) {
      for (const [at, one] of listOf(facts, node.each).entries()) {
        const values = Object.fromEntries(Object.entries(one).map(([name, value]) => [`${node.item}.${name}`, value]));
        writeAll(node.nodes, facts, { values, strokes: facts.strokes?.[node.each]?.[at] ?? [] }, writer);
      }
    } else {
      const holds = valueOf(node.condition).trim() !== '' || listOf(facts, node.condition).length > 0;
      writeAll(holds ? node.then : node.otherwise, facts, item, writer);
    }
  }
}

const own = (of: Readonly<Record<string, string>>, name: string): string | undefined =>
  Object.hasOwn(of, name) ? of[name] : undefined;

const listOf = ({ lists }: Facts, name: string): readonly Readonly<Record<string, string>>[] =>
  (Object.hasOwn(lists, name) ? lists[name] : undefined) ?? [];

type ValueOf = (name: string) => string;

/** Puts lines together to blocks: rows that follow one another are one table, also where they come from a repeat. */
class Writer {
  private readonly written: Block[] = [];
  private count = 0;
  private length = 0;

  blocks(): Block[] {
    return this.written;
  }

  write(line: Line, valueOf: ValueOf, strokes: readonly Stroke[]): void {
    const told = (pieces: Text): string => this.told(pieces, valueOf);
    if (++this.count > MOST_BLOCKS) throw new PaperTooLong();
    const last = this.written.at(-1);
    switch (line.kind) {
      case 'heading':
        return this.put({ kind: 'heading', level: line.level, text: told(line.text) });
      case 'paragraph':
        return this.put({ kind: 'paragraph', align: line.align, text: told(line.text) });
      case 'item': {
        if (last?.kind === 'list' && last.numbered === line.numbered) (last.items as string[]).push(told(line.text));
        else this.put({ kind: 'list', numbered: line.numbered, items: [told(line.text)] });
        return;
      }
      case 'field': {
        const cells = line.cells.map(told);
        if (last?.kind === 'fields') (last.rows as string[][]).push(cells);
        else this.put({ kind: 'fields', rows: [cells] });
        return;
      }
      case 'head':
        return this.put({ kind: 'table', head: line.cells.map(told), widths: line.widths, rows: [] });
      case 'row': {
        const cells = line.cells.map(told);
        if (last?.kind === 'table') (last.rows as string[][]).push(cells);
        else this.put({ kind: 'table', head: [], widths: cells.map(() => 1), rows: [cells] });
        return;
      }
      case 'signatures':
        return this.put({ kind: 'signatures', labels: line.cells.map(told) });
      case 'drawn': {
        // who said nothing about it has an empty line less
        const name = { strokes, lines: line.cells.map(told).filter((each) => each.trim() !== '') };
        if (last?.kind === 'drawn') (last.items as DrawnName[]).push(name);
        else this.put({ kind: 'drawn', items: [name] });
        return;
      }
      default:
        return this.put(line);
    }
  }

  private told(pieces: Text, valueOf: ValueOf): string {
    const told = pieces
      .map((piece) => (typeof piece === 'string' ? piece : plain(valueOf(piece.name))))
      .join('')
      .trim();
    this.length += told.length;
    if (this.length > MOST_PAPER) throw new PaperTooLong();
    return told;
  }

  private put(block: Block): void {
    this.written.push(block);
  }
}

/** Without what cannot be seen, or turns the direction of what follows. Line feeds stay. */
const plain = (value: string): string =>
  value
    .replace(/\r\n?/g, '\n')
    // eslint-disable-next-line no-control-regex -- these are what is taken out
    .replace(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u00ad\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]/g, '')
    .toWellFormed();
