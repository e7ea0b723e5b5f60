import { type DataSource, type EntityManager, type QueryRunner } from 'typeorm';

import { type PairingCut, type Team } from '../../protocol/index.js';
import { readPieces } from './draw-parts.js';

/** What is read back of a draw's record. */
export interface KeptRecord {
  readonly infeasible: readonly PairingCut[] | null;
  /** Ids in drawn order. */
  readonly selection: readonly {
    readonly reserve: readonly string[];
    readonly stratum: string;
    readonly targets: readonly string[];
  }[];
  readonly teams: readonly Team[];
}

/** The whole record in memory: it grows with the sample, not with the pool. */
export async function keptRecord(
  source: DataSource | QueryRunner | EntityManager,
  drawId: number,
): Promise<KeptRecord> {
  const pieces: Buffer[] = [];
  for await (const { bytes } of readPieces(source, drawId, 'record')) pieces.push(bytes);
  return JSON.parse(Buffer.concat(pieces).toString()) as KeptRecord;
}
