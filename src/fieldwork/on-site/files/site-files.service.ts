import { Injectable } from '@nestjs/common';
import { createHash } from 'node:crypto';
import { type Readable } from 'node:stream';
import { DataSource, type EntityManager } from 'typeorm';

import { type Caller } from '../../../accounts/caller.js';
import { Clock } from '../../../platform/clock/clock.js';
import { Config } from '../../../platform/config/config.js';
import { isDuplicate, Transactions } from '../../../platform/database/transactions.js';
import { DomainError, notFound } from '../../../platform/errors/domain-error.js';
import { Log } from '../../../platform/log/log.js';
import { readIssuedDraw, type DrawFacts } from '../../inspections/draw-facts.js';
import { Inspection } from '../../inspections/inspection.entity.js';
import { InspectionsService } from '../../inspections/inspections.service.js';
import { requireOpenRecord } from '../act-scene.js';
import { fileKind } from './file-kind.js';
import { type StoredFileResponse } from './site-file.dto.js';
import { SiteFile } from './site-file.entity.js';
import {
  fileEmpty,
  fileTooLarge,
  hashMismatch,
  inspectionFull,
  SITE_FILE,
  tooManyUploads,
  unfitFile,
} from './site-files.errors.js';
import { drain, spool, type Spooled } from './spool.js';

/** Below what MySQL's `blob` takes. */
const PIECE_BYTES = 60_000;
/** In one statement: as text it is twice as long, and stays below a megabyte. */
const PIECES_AT_ONCE = 6;
/** Uploads of one process at a time, each with a file on the disk. */
const MOST_UPLOADS = 20;

/** Photos and papers of inspections, known by their hash, kept in pieces in the database. */
@Injectable()
export class SiteFiles {
  private uploads = 0;

  constructor(
    private readonly dataSource: DataSource,
    private readonly transactions: Transactions,
    private readonly inspections: InspectionsService,
    private readonly config: Config,
    private readonly clock: Clock,
    private readonly log: Log,
  ) {}

  /**
   * Takes a file. The same one sent again is there already, and nothing is kept of it.
   * @param length as the sender says, where he does
   */
  async put(
    caller: Caller,
    inspectionId: number,
    sha256: string,
    source: Readable,
    length: number | undefined,
  ): Promise<StoredFileResponse> {
    const seen = await this.inspections.open(caller, inspectionId);
    try {
      const known = await this.dataSource.manager.findOneBy(SiteFile, { inspectionId, sha256 });
      if (known !== null) {
        await drain(source);
        return stored(known, true);
      }
      requireOpenRecord(seen);
      const most = this.config.fileBytes;
      if (length !== undefined && length > most) throw fileTooLarge(most);
      if (this.uploads >= MOST_UPLOADS) throw tooManyUploads();
      this.uploads++;
      try {
        const spooled = await spool(source, most);
        try {
          return await this.keep(caller, inspectionId, sha256, spooled);
        } finally {
          spooled.close();
        }
      } finally {
        this.uploads--;
      }
    } catch (error) {
      if (error instanceof DomainError) {
        await drain(source);
        this.log.warn({ user: caller.username, inspection: inspectionId, sha256, code: error.code }, 'refused a file');
      }
      throw error;
    }
  }

  private async keep(
    caller: Caller,
    inspectionId: number,
    sha256: string,
    spooled: Spooled,
  ): Promise<StoredFileResponse> {
    if (spooled.length === 0) throw fileEmpty();
    if (spooled.sha256 !== sha256) throw hashMismatch(sha256, spooled.sha256);
    const { fault, kind } = fileKind(spooled);
    if (kind === undefined) throw unfitFile(fault.code, fault.message);
    try {
      return await this.transactions.run(async (manager) => {
        const mysql = manager.connection.options.type === 'mysql';
        const inspection = await manager.findOneOrFail(Inspection, {
          where: { id: inspectionId },
          // of two at once the second sees what the first has added
          ...(mysql ? { lock: { mode: 'pessimistic_write' as const } } : {}),
        });
        requireOpenRecord({ inspection, draw: await drawOf(manager, inspection), line: [] });
        const most = this.config.inspectionFileBytes;
        const before = (await manager.sum(SiteFile, 'bytes', { inspectionId })) ?? 0;
        if (Number(before) + spooled.length > most) throw inspectionFull(most);
        const row = {
          inspectionId,
          sha256,
          bytes: spooled.length,
          mediaType: kind.mediaType,
          userId: caller.userId,
          userName: caller.username,
          at: this.clock.now(),
        };
        const { identifiers } = await manager.insert(SiteFile, row);
        await writePieces(manager, (identifiers[0] as { id: number }).id, spooled);
        return stored(row, false);
      });
    } catch (error) {
      if (!isDuplicate(error)) throw error;
      return stored(await this.dataSource.manager.findOneByOrFail(SiteFile, { inspectionId, sha256 }), true);
    }
  }

  /** A file of an inspection that the caller may see. */
  async get(caller: Caller, inspectionId: number, sha256: string): Promise<SiteFile> {
    await this.inspections.visible(caller, inspectionId);
    const file = await this.dataSource.manager.findOneBy(SiteFile, { inspectionId, sha256 });
    if (file === null) throw notFound(SITE_FILE, sha256);
    return file;
  }

  /** Its bytes, a piece at a time. Throws at the end where they are not those that were brought. */
  async *bytes({ id, sha256 }: SiteFile): AsyncGenerator<Buffer> {
    const hash = createHash('sha256');
    for (let ordinal = 0; ; ordinal++) {
      const rows = await this.dataSource.manager.query<{ content: Buffer }[]>(
        'SELECT content AS content FROM site_file_pieces WHERE file_id = ? AND ordinal = ?',
        [id, ordinal],
      );
      const piece = rows[0]?.content;
      if (piece === undefined) break;
      hash.update(piece);
      yield piece;
    }
    if (hash.digest('hex') !== sha256) throw new Error(`file ${id} is not what it was`);
  }
}

const stored = (
  { bytes, mediaType, sha256 }: Pick<SiteFile, 'bytes' | 'mediaType' | 'sha256'>,
  before: boolean,
): StoredFileResponse => ({ sha256, bytes, mediaType, before });

async function drawOf(manager: EntityManager, { drawId }: Inspection): Promise<DrawFacts> {
  const draw = await readIssuedDraw(manager, drawId);
  if (draw === undefined) throw new Error('an inspection without its draw');
  return draw;
}

async function writePieces(manager: EntityManager, fileId: number, file: Spooled): Promise<void> {
  const count = Math.ceil(file.length / PIECE_BYTES);
  for (let first = 0; first < count; first += PIECES_AT_ONCE) {
    const values = Array.from({ length: Math.min(PIECES_AT_ONCE, count - first) }, (_, n) => {
      const ordinal = first + n;
      const start = ordinal * PIECE_BYTES;
      const bytes = file.at(start, PIECE_BYTES).subarray(0, Math.min(PIECE_BYTES, file.length - start));
      return [fileId, ordinal, Buffer.from(bytes)] as const;
    });
    await manager.query(
      `INSERT INTO site_file_pieces (file_id, ordinal, content) VALUES ${values.map(() => '(?, ?, ?)').join(', ')}`,
      values.flat(),
    );
  }
}
