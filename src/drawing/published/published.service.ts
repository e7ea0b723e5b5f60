import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { DataSource, IsNull, Not, Repository } from 'typeorm';

import { Clock } from '../../platform/clock/clock.js';
import { DomainError, notFound } from '../../platform/errors/domain-error.js';
import { Log } from '../../platform/log/log.js';
import { listPage, type ListQuery, type Page } from '../../platform/http/paging.js';
import { text } from '../../platform/text.js';
import { Draw } from '../draws/draw.entity.js';
import { type DrawFile, type SmallDrawFile } from '../draws/draw-file.js';
import { DrawsService } from '../draws/draws.service.js';
import { type FairnessResponse } from '../fairness/fairness.dto.js';
import { FairnessService } from '../fairness/fairness.service.js';
import { noTarget, ShownService } from '../shown/shown.service.js';
import {
  isPublished,
  publicTerms,
  toPublicDrawDetailResponse,
  toPublicDrawResponse,
  type PublicDrawDetailResponse,
  type PublicDrawResponse,
} from './published.dto.js';
import { standingOf } from './standing.js';

const DRAW = text('抽取', 'draw');

/** What everyone may read, signed in or not: commitments from their moment on, results from theirs. */
@Injectable()
export class PublishedService {
  constructor(
    @InjectRepository(Draw) private readonly rows: Repository<Draw>,
    private readonly dataSource: DataSource,
    private readonly draws: DrawsService,
    private readonly fairness: FairnessService,
    private readonly shown: ShownService,
    private readonly log: Log,
    private readonly clock: Clock,
  ) {}

  async list(query: ListQuery): Promise<Page<PublicDrawResponse>> {
    const now = this.clock.now();
    const rows = this.rows.createQueryBuilder('draw').where('draw.commitment IS NOT NULL');
    const sortable = { number: 'draw.number', committedAt: 'draw.committedAt', drawAt: 'draw.drawAt' };
    const { items, total } = await listPage(
      rows,
      { sort: '-committedAt', ...query },
      sortable,
      'draw.id',
      (row) => row,
    );
    const standing = await standingOf(this.dataSource, items);
    return { items: items.map((draw) => toPublicDrawResponse(draw, now, standing(draw))), total };
  }

  async get(number: string): Promise<PublicDrawDetailResponse> {
    const draw = await this.committed(number);
    const standing = await standingOf(this.dataSource, [draw]);
    return toPublicDrawDetailResponse(draw, this.clock.now(), standing(draw));
  }

  /** The evidence with all lists; the hash of its record names it. */
  async evidence(number: string): Promise<DrawFile & { tag: string }> {
    const draw = await this.published(number);
    if (publicTerms(draw).pools === 'closed') {
      throw new DomainError(
        'forbidden',
        'closed_pools',
        text(
          `抽取 ${number} 的名单不公开，完整证据不对外提供。请核验其节录：/api/v1/public/draws/${number}/extract`,
          `The lists of draw ${number} are not public, and neither is its whole evidence. Its extract is: /api/v1/public/draws/${number}/extract`,
        ),
      );
    }
    return { ...(await this.draws.evidenceByNumber(draw.number)), tag: `"evidence-${draw.recordHash}"` };
  }

  /** What everyone may read, whatever the pools are. */
  async extract(number: string): Promise<DrawFile & { tag: string }> {
    const draw = await this.published(number);
    return { ...(await this.shown.extractOf(draw)), tag: `"extract-${draw.recordHash}"` };
  }

  /**
   * The proof of one target. Of open pools anyone's, from the commitment on: then without what came out, which is told
   * from its moment on. Of closed pools only what the extract shows; every other id is not there, in the pool or not.
   * `tag`: where the answer stays as it is.
   */
  async targetProof(number: string, targetId: string): Promise<SmallDrawFile & { tag: string | undefined }> {
    const draw = await this.committed(number);
    const shownOnly = publicTerms(draw).pools === 'closed';
    const revealed = isPublished(draw, this.clock.now());
    if (shownOnly && !revealed) throw notPublicYet(draw);
    const proof = await this.shown.proofOf(draw, targetId, { revealed, shownOnly });
    if (proof !== undefined) return { ...proof, tag: revealed ? `"proof-${draw.recordHash}"` : undefined };
    if (shownOnly) {
      const sought = targetId.slice(0, 64);
      this.log.warn({ draw: number, sought }, 'asked for a target of closed pools that is not shown');
    }
    throw noTarget(targetId);
  }

  async fairnessSheet(number: string): Promise<{ tag: string; sheet: FairnessResponse }> {
    const draw = await this.published(number);
    const sheet = await this.fairness.sheetOf(draw);
    return { tag: `"fairness-${draw.recordHash}"`, sheet: publicTerms(draw).pools === 'open' ? sheet : seated(sheet) };
  }

  private async committed(number: string): Promise<Draw> {
    const draw = await this.rows.findOneBy({ number, commitment: Not(IsNull()) });
    if (draw === null) throw notFound(DRAW, number);
    return draw;
  }

  private async published(number: string): Promise<Draw> {
    const draw = await this.committed(number);
    if (isPublished(draw, this.clock.now())) return draw;
    throw notPublicYet(draw);
  }
}

function notPublicYet(draw: Draw): DomainError {
  const { notBefore } = publicTerms(draw);
  return new DomainError(
    'conflict',
    'not_public_yet',
    text(
      `抽取 ${draw.number} 的结果尚未公布（不早于 ${notBefore}）。`,
      `The result of draw ${draw.number} is not public yet (not before ${notBefore}).`,
    ),
  );
}

/** Of a closed pool the public sees who was sent, not who else there is. */
function seated(sheet: FairnessResponse): FairnessResponse {
  return { ...sheet, inspectors: sheet.inspectors?.filter(({ load }) => load > 0) ?? null };
}
