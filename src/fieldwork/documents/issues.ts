import { type EntityManager } from 'typeorm';
import { deflateRawSync, inflateRawSync } from 'node:zlib';

import { type Language } from '../../platform/text.js';
import { type Paper } from './paper.js';

/** Bytes of a piece: MySQL's blob ends at 65 535. */
const PIECE = 60_000;
/** No document that was issued is larger (template.ts). */
const MOST_BYTES = 64 * 1024 * 1024;

type Papers = Readonly<Record<Language, Paper>>;

/** A table of pieces: of documents of inspections, or of papers of draws. */
type Pieces = new () => { issueId: number; seq: number; body: Uint8Array };

/** Keeps what a document says, in both languages. */
export async function writePieces(
  manager: EntityManager,
  table: Pieces,
  issueId: number,
  papers: Papers,
): Promise<void> {
  const bytes = deflateRawSync(JSON.stringify(papers));
  for (let start = 0, seq = 0; start < bytes.length; start += PIECE, seq++) {
    await manager.insert(table, { issueId, seq, body: bytes.subarray(start, start + PIECE) });
  }
}

export async function readPieces(manager: EntityManager, table: Pieces, issueId: number): Promise<Papers> {
  const pieces = await manager.find(table, { where: { issueId }, order: { seq: 'ASC' } });
  const bytes = inflateRawSync(Buffer.concat(pieces.map(({ body }) => body)), { maxOutputLength: MOST_BYTES });
  return JSON.parse(bytes.toString()) as Papers;
}
