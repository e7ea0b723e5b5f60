import { promisify } from 'node:util';
import { deflateRaw, inflateRaw } from 'node:zlib';
import { type DataSource, type EntityManager, type QueryRunner } from 'typeorm';

/*
 * A draw's leaves and its record, kept in pieces. A piece holds about 44 kB of bytes, deflated, so that it fits MySQL's blob of
 * 65 535 bytes even where it does not shrink. Pieces of lists hold whole items, one a line; an item longer than a piece (an
 * inspector with thousands of recusals) goes on over several, of which the last counts it. Pieces of the record are cut anywhere.
 */

export type Part = 'targets' | 'inspectors' | 'exclusions' | 'record' | 'teams';

const PIECE_BYTES = 44 * 1024;
/** Pieces written in one transaction: about 40 ms on SQLite, where nobody else can write meanwhile. */
const PIECES_AT_ONCE = 20;

const deflate = promisify(deflateRaw);
const inflate = promisify(inflateRaw);

export interface Piece {
  /** Its number among the pieces of the part; of a list's piece that begins in the pieces before, that of the first of them. */
  readonly seq: number;
  readonly firstPosition: number;
  readonly itemCount: number;
  readonly bytes: Buffer;
}

/** Runs one short transaction, fenced if the caller's job needs it. */
export type Write = (work: (manager: EntityManager) => Promise<void>) => Promise<void>;

/** Takes the pieces of one part away that an attempt which died has left. The database refuses it for what is committed. */
export async function clearPart(manager: EntityManager, drawId: number, part: Part): Promise<void> {
  await manager.query('DELETE FROM draw_parts WHERE draw_id = ? AND part = ?', [drawId, part]);
}

/** Writes one part of one draw, item after item, with a few pieces in memory. */
export class PartWriter {
  private readonly lines: Uint8Array[] = [];
  private size = 0;
  private position = 0;
  private seq = 0;
  private pending: { seq: number; first: number; count: number; body: Promise<Buffer> }[] = [];

  constructor(
    private readonly drawId: number,
    private readonly part: Part,
    private readonly write: Write,
  ) {}

  /** One item, for a list. Must not contain a line feed; canonical JSON never does. */
  async item(bytes: Uint8Array): Promise<void> {
    if (this.size + bytes.length >= PIECE_BYTES && this.lines.length > 0) await this.closeList();
    let rest = bytes;
    for (; rest.length >= PIECE_BYTES; rest = rest.subarray(PIECE_BYTES)) {
      await this.add(Buffer.from(rest.subarray(0, PIECE_BYTES)), 0);
    }
    this.lines.push(rest);
    this.size += rest.length + 1;
  }

  /** A run of bytes, for the record. */
  async run(bytes: Uint8Array): Promise<void> {
    for (let start = 0; start < bytes.length; start += PIECE_BYTES) {
      await this.add(Buffer.from(bytes.subarray(start, start + PIECE_BYTES)), 0);
    }
  }

  async end(): Promise<void> {
    if (this.lines.length > 0) await this.closeList();
    await this.flush();
  }

  private async closeList(): Promise<void> {
    const count = this.lines.length;
    const bytes = Buffer.allocUnsafe(this.size);
    let at = 0;
    for (const line of this.lines) {
      bytes.set(line, at);
      at += line.length;
      bytes[at++] = 0x0a;
    }
    this.lines.length = 0;
    this.size = 0;
    await this.add(bytes, count);
  }

  private async add(bytes: Buffer, count: number): Promise<void> {
    this.pending.push({ seq: this.seq++, first: this.position, count, body: deflate(bytes, { level: 1 }) });
    this.position += count;
    if (this.pending.length >= PIECES_AT_ONCE) await this.flush();
  }

  private async flush(): Promise<void> {
    const pieces = this.pending;
    this.pending = [];
    if (pieces.length === 0) return;
    const bodies = await Promise.all(pieces.map((piece) => piece.body));
    await this.write(async (manager) => {
      await manager.query(
        `INSERT INTO draw_parts (draw_id, part, seq, first_position, item_count, body) VALUES ${pieces.map(() => '(?, ?, ?, ?, ?, ?)').join(', ')}`,
        pieces.flatMap((piece, at) => [this.drawId, this.part, piece.seq, piece.first, piece.count, bodies[at]]),
      );
    });
  }
}

interface PieceRow {
  readonly seq: number;
  readonly first_position: number;
  readonly item_count: number;
  readonly body: Buffer;
}

/** Pieces from ≤ seq < until. */
export interface PieceRange {
  readonly from: number;
  readonly until: number;
}

const ALL: PieceRange = { from: 0, until: 2_147_483_647 };

/** The pieces of one part in order, a few at a time. */
export async function* readPieces(
  source: DataSource | QueryRunner | EntityManager,
  drawId: number,
  part: Part,
  { from, until }: PieceRange = ALL,
): AsyncGenerator<Piece> {
  for (let after = from - 1; after < until - 1;) {
    const rows = (await source.query(
      'SELECT seq, first_position, item_count, body FROM draw_parts WHERE draw_id = ? AND part = ? AND seq > ? AND seq < ? ORDER BY seq LIMIT 16',
      [drawId, part, after, until],
    )) as PieceRow[];
    const bodies = await Promise.all(rows.map((row) => inflate(row.body)));
    for (const [at, row] of rows.entries()) {
      const bytes = bodies[at];
      if (bytes === undefined) throw new Error('piece without a body');
      if (row.seq !== after + 1) throw new Error(`draw ${drawId}: piece ${after + 1} of ${part} is missing`);
      after = row.seq;
      yield { seq: row.seq, firstPosition: row.first_position, itemCount: row.item_count, bytes };
    }
    if (rows.length === 0) return;
  }
}

/** The pieces of a list in order, each with the beginning of its first item where that stands in the pieces before. */
export async function* readList(
  source: DataSource | QueryRunner | EntityManager,
  drawId: number,
  part: Exclude<Part, 'record'>,
  range?: PieceRange,
): AsyncGenerator<Piece> {
  let begun: Buffer[] = [];
  let seq: number | undefined;
  for await (const piece of readPieces(source, drawId, part, range)) {
    begun.push(piece.bytes);
    seq ??= piece.seq;
    if (piece.itemCount === 0) continue;
    yield begun.length === 1 ? piece : { ...piece, seq, bytes: Buffer.concat(begun) };
    begun = [];
    seq = undefined;
  }
  if (begun.length > 0) throw new Error(`draw ${drawId}: the last item of ${part} has no end`);
}

/** The items of a piece of a list: views into its bytes, without the line feeds. */
export function* itemsOf(piece: Piece): Generator<Buffer> {
  let start = 0;
  for (let n = 0; n < piece.itemCount; n++) {
    const end = piece.bytes.indexOf(0x0a, start);
    if (end < 0) throw new Error('a piece ends in the middle of an item');
    yield piece.bytes.subarray(start, end);
    start = end + 1;
  }
}

/**
 * An item of `targets` and `inspectors` is the registry's row number, a tab, and the leaf's canonical bytes: the record
 * speaks of ids of the real world, and the inspections that follow need the rows.
 */
export function leafItem(rowId: number, leaf: Uint8Array): Uint8Array {
  const head = Buffer.from(`${rowId}\t`, 'latin1');
  return Buffer.concat([head, leaf]);
}

export function splitLeafItem(item: Buffer): { rowId: number; leaf: Buffer } {
  const tab = item.indexOf(0x09);
  if (tab <= 0) throw new Error('an item without a row number');
  return { rowId: Number(item.toString('latin1', 0, tab)), leaf: item.subarray(tab + 1) };
}
