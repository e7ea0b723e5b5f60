import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { DataSource, In, IsNull, Not, Repository, type EntityManager } from 'typeorm';

import { type Caller } from '../../accounts/caller.js';
import { dayAt } from '../../planning/calendar/time-zone.js';
import { CHINA } from '../../planning/calendar/working-days/working-days.service.js';
import { Clock } from '../../platform/clock/clock.js';
import { holdRows } from '../../platform/database/row-lock.js';
import { DomainError, notFound } from '../../platform/errors/domain-error.js';
import { History } from '../../platform/history/history.service.js';
import { listPage, type ListQuery, type Page } from '../../platform/http/paging.js';
import { text } from '../../platform/text.js';
import {
  evidenceChunks,
  readManifest,
  type InspectorLeaf,
  type Json,
  type LogKind,
  type LogProof,
  type Manifest,
} from '../../protocol/index.js';
import { AgencyScope } from '../../registry/agencies/agency-scope.js';
import { type Assignment, type IssuableDraw } from './assignments.js';
import {
  toCommitmentResponse,
  toDrawDetailResponse,
  toDrawResponse,
  type CommitmentResponse,
  type DrawDetailResponse,
  type DrawQuery,
  type DrawResponse,
} from './draw.dto.js';
import { type DrawFile } from './draw-file.js';
import { readDrawMatters } from './draw-matters.js';
import { itemsOf, readList, readPieces, splitLeafItem, type Part } from './draw-parts.js';
import { Draw, type DrawPhase } from './draw.entity.js';
import { TransparencyLog } from '../log/transparency-log.service.js';

const DRAW = text('抽取', 'draw');

/** Reading draws. There is nothing here that changes one: only its own steps do (engine/draw-conductor.ts). */
@Injectable()
export class DrawsService {
  constructor(
    @InjectRepository(Draw) private readonly draws: Repository<Draw>,
    private readonly dataSource: DataSource,
    private readonly agencies: AgencyScope,
    private readonly log: TransparencyLog,
    private readonly history: History,
    private readonly clock: Clock,
  ) {}

  async list(caller: Caller, query: DrawQuery): Promise<Page<DrawResponse>> {
    const visible = await this.agencies.visibleIds(caller);
    const rows = this.draws.createQueryBuilder('draw');
    if (visible !== 'all') rows.andWhere('draw.agencyId IN (:...visible)', { visible: [...visible, 0] });
    for (const field of ['agencyId', 'batchId', 'occurrenceId', 'phase'] as const) {
      if (query[field] !== undefined) rows.andWhere(`draw.${field} = :${field}`, { [field]: query[field] });
    }
    const sortable = { number: 'draw.number', drawAt: 'draw.drawAt', announcedAt: 'draw.announcedAt', id: 'draw.id' };
    return listPage(rows, query, sortable, 'draw.id', toDrawResponse);
  }

  async get(caller: Caller, id: number): Promise<DrawDetailResponse> {
    return toDrawDetailResponse(await this.visible(caller, id));
  }

  /** The commitments of all draws, newest first: public, so that anyone can keep a copy before the seed is known. */
  async commitments(query: ListQuery): Promise<Page<CommitmentResponse>> {
    const rows = this.draws.createQueryBuilder('draw').where('draw.commitment IS NOT NULL');
    const sortable = { number: 'draw.number', committedAt: 'draw.committedAt' };
    return listPage(rows, { sort: '-committedAt', ...query }, sortable, 'draw.id', toCommitmentResponse);
  }

  async commitment(number: string): Promise<CommitmentResponse> {
    const draw = await this.draws.findOneBy({ number, commitment: Not(IsNull()) });
    if (draw === null) throw notFound(DRAW, number);
    return toCommitmentResponse(draw);
  }

  /** The evidence file as a stream of bytes, with the name it should have. */
  async evidence(caller: Caller, id: number): Promise<DrawFile> {
    return this.evidenceOf(await this.visible(caller, id));
  }

  /** The evidence of a draw by its number or row; for the command line, which sees everything. */
  async evidenceByNumber(number: string): Promise<DrawFile> {
    return this.evidenceOf(await this.byNumber(number));
  }

  /** A draw by its number or row; for the command line, which sees everything. */
  async byNumber(number: string): Promise<Draw> {
    const draw = await this.draws.findOneBy(/^\d+$/.test(number) ? { id: Number(number) } : { number });
    if (draw === null) throw notFound(DRAW, number);
    return draw;
  }

  /** Nothing where the draw was voided meanwhile. */
  async issuable(drawId: number): Promise<IssuableDraw | undefined> {
    const draw = await this.draws.findOneBy({ id: drawId, phase: In(['drawn', 'issued', 'voided']) });
    if (draw?.manifest == null) throw notFound(DRAW, drawId);
    if (draw.phase === 'voided') return undefined;
    const manifest = readManifest(JSON.parse(draw.manifest) as Json);
    return {
      id: draw.id,
      number: draw.number,
      batchId: draw.batchId,
      agencyId: draw.agencyId,
      visit: manifest.visit,
      drawnOn: dayAt(draw.drawnAt ?? draw.drawAt, CHINA),
      absences: await this.absences(drawId, manifest.visit),
      sampleSize: draw.sampleSize ?? 0,
      replacement: draw.kind === 'replacement',
      issued: draw.phase === 'issued',
      matters: await readDrawMatters(this.dataSource, drawId),
    };
  }

  /** As they stood in the pool of the draw, which is what its teams were put together from. */
  private async absences(drawId: number, { from, until }: Manifest['visit']): Promise<IssuableDraw['absences']> {
    const found: (readonly [number, InspectorLeaf['absences']])[] = [];
    for await (const piece of readList(this.dataSource, drawId, 'inspectors')) {
      for (const item of itemsOf(piece)) {
        const { leaf, rowId } = splitLeafItem(item);
        const { absences } = JSON.parse(leaf.toString()) as InspectorLeaf;
        const concerned = absences.filter((one) => one.from <= until && one.until >= from);
        if (concerned.length > 0) found.push([rowId, concerned]);
      }
    }
    return found;
  }

  /** The drawn targets with their teams in drawn order, at most 500 at a time. */
  async *assignments(drawId: number): AsyncGenerator<readonly Assignment[]> {
    for await (const piece of readList(this.dataSource, drawId, 'teams')) {
      const all = [...itemsOf(piece)].map((item) => JSON.parse(item.toString()) as Assignment);
      for (let start = 0; start < all.length; start += 500) yield all.slice(start, start + 500);
    }
  }

  /** Its phase, in which it stays until the transaction ends: nobody can void it meanwhile. */
  async heldPhase(manager: EntityManager, drawId: number): Promise<DrawPhase | undefined> {
    await holdRows(manager, 'draws', 'id', drawId);
    const rows = await manager.query<{ phase: DrawPhase }[]>('SELECT phase AS phase FROM draws WHERE id = ?', [drawId]);
    return rows[0]?.phase;
  }

  /** Whether the draw may still be issued; until the transaction ends nobody can void it. */
  async holdsIssuable(manager: EntityManager, drawId: number): Promise<boolean> {
    const phase = await this.heldPhase(manager, drawId);
    return phase === 'drawn' || phase === 'issued';
  }

  /** The last step: every inspection is there. Done twice it changes nothing. */
  async markIssued(manager: EntityManager, drawId: number): Promise<void> {
    const draw = await manager.findOneByOrFail(Draw, { id: drawId });
    // the moments of a draw follow one another, even where the clock was set back since
    const issuedAt = new Date(Math.max(this.clock.now().getTime(), draw.drawnAt?.getTime() ?? 0));
    const result = await manager.update(Draw, { id: drawId, phase: 'drawn' }, { phase: 'issued', issuedAt });
    if (result.affected === 1) {
      await this.history.record(manager, {
        subject: 'draw',
        subjectId: drawId,
        action: 'issued',
        before: null,
        after: { phase: 'issued' },
      });
    }
  }

  /** The draw's row, for the rooms beside this one. */
  async visible(caller: Caller, id: number): Promise<Draw> {
    const draw = await this.draws.findOneBy({ id });
    if (draw === null) throw notFound(DRAW, id);
    await this.agencies.requireVisible(caller, draw.agencyId, { what: DRAW, id });
    return draw;
  }

  /** What a draw that has a record is known by, and the record itself. */
  recorded(draw: Draw): {
    commitment: string;
    manifest: string;
    record: AsyncGenerator<Uint8Array>;
    recordHash: string;
  } {
    const { commitment, manifest, recordHash } = draw;
    if (manifest === null || commitment === null || recordHash === null) {
      throw new DomainError(
        'conflict',
        'not_drawn_yet',
        text(
          `抽取 ${draw.number} 尚未完成，还没有证据文件。`,
          `Draw ${draw.number} is not done yet, so there is no evidence file.`,
        ),
      );
    }
    return { commitment, manifest, record: this.record(draw.id), recordHash };
  }

  /**
   * The draw's entries of these kinds in the log, as far as they are there, under its newest checkpoint; before them the one
   * that lets it stand in for another.
   */
  async logProof(draw: Draw, manifest: Manifest, kinds: readonly LogKind[]): Promise<LogProof> {
    const entries = await this.log.entriesOf(draw.number);
    const wanted = entries.filter(({ entry }) => kinds.includes(entry.kind)).map(({ index }) => index);
    const ground = await this.log.groundOf(manifest);
    return this.log.proof(ground === undefined ? wanted : [ground, ...wanted], manifest.previous.size);
  }

  private async evidenceOf(draw: Draw): Promise<DrawFile> {
    const { commitment, manifest, record, recordHash } = this.recorded(draw);
    const bytes = evidenceChunks({
      commitment,
      exclusions: this.leaves(draw.id, 'exclusions'),
      inspectors: this.leaves(draw.id, 'inspectors'),
      log: await this.logProof(draw, readManifest(JSON.parse(manifest) as Json), ['commit', 'reveal', 'record']),
      manifest: Buffer.from(manifest),
      record,
      recordHash,
      targets: this.leaves(draw.id, 'targets'),
    });
    return { name: `sortis-${draw.number}.evidence.json`, bytes };
  }

  private async *leaves(drawId: number, part: Exclude<Part, 'record'>): AsyncGenerator<Uint8Array> {
    for await (const piece of readList(this.dataSource, drawId, part)) {
      for (const item of itemsOf(piece)) yield splitLeafItem(item).leaf;
    }
  }

  private async *record(drawId: number): AsyncGenerator<Uint8Array> {
    for await (const piece of readPieces(this.dataSource, drawId, 'record')) yield piece.bytes;
  }
}
