import { Injectable } from '@nestjs/common';
import { DataSource, type SelectQueryBuilder } from 'typeorm';

import { isPublished } from '../../drawing/published/published.dto.js';
import { standingOf } from '../../drawing/published/standing.js';
import { readTeams } from '../../fieldwork/inspections/team.js';
import { Clock } from '../../platform/clock/clock.js';
import { DomainError, notFound } from '../../platform/errors/domain-error.js';
import { listPage, type ListQuery, type Page } from '../../platform/http/paging.js';
import { text } from '../../platform/text.js';
import { columnsAround, MOST_IN_FEED, MOST_ROWS, tooManyRows, type BulletinSource } from '../output/told.js';
import { resultNumber } from '../results/result-content.js';
import { resultLink } from '../results/result.dto.js';
import { isPerson, shownInspector, shownTarget } from '../rules/masks.js';
import { RuleBooks } from '../rules/rule-book.service.js';
import {
  PHASES_OF,
  toDrawBulletin,
  type DrawBulletinResponse,
  type DrawBulletinsQuery,
  type DrawnTargetResponse,
  type PublicDraw,
} from './draw-bulletin.dto.js';

const DRAW = text('抽取', 'draw');
const AT_ONCE = 200;

interface DrawnRow {
  readonly id: number;
  readonly place: number;
  readonly code: string;
  readonly name: string;
  readonly kind: string;
}

/**
 * 抽取公示: what was promised, what came out, and what was voided and why. All of it is told from the draw itself, its record
 * and the log, of which nothing ever changes: a copy could only differ.
 */
@Injectable()
export class DrawBulletins implements BulletinSource<DrawBulletinsQuery, DrawBulletinResponse> {
  readonly title = text('随机抽取公示', 'Draws of random inspection');
  readonly columns = columnsAround<DrawBulletinResponse>([
    { name: 'batch', heading: text('批次', 'Batch'), of: ({ batch }) => batch },
    {
      name: 'matters',
      heading: text('抽查事项', 'Matters'),
      of: ({ matters }) => matters.map(({ name }) => name).join('；'),
    },
    { name: 'drawAt', heading: text('抽取时间', 'Drawn at'), of: ({ drawAt }) => drawAt },
    { name: 'population', heading: text('对象总数', 'Pool'), of: ({ population }) => String(population ?? '') },
    { name: 'sampleSize', heading: text('抽取数', 'Drawn'), of: ({ sampleSize }) => String(sampleSize ?? '') },
    { name: 'commitment', heading: text('承诺码', 'Commitment'), of: ({ commitment }) => commitment },
    { name: 'recordHash', heading: text('记录码', 'Record'), of: ({ recordHash }) => recordHash ?? '' },
  ]);

  constructor(
    private readonly dataSource: DataSource,
    private readonly books: RuleBooks,
    private readonly clock: Clock,
  ) {}

  async list(query: DrawBulletinsQuery): Promise<Page<DrawBulletinResponse>> {
    const sortable = { publishedAt: 'draw.id', drawAt: 'draw.drawAt', number: 'draw.number' };
    const page = await listPage(
      this.rows(query),
      { sort: '-publishedAt', ...query },
      sortable,
      'draw.id',
      (row) => row,
    );
    return { items: await this.told(page.items), total: page.total };
  }

  async *all(query: DrawBulletinsQuery): AsyncGenerator<DrawBulletinResponse[]> {
    const rows = await this.rows(query)
      .select('draw.id', 'id')
      .orderBy('draw.id', 'DESC')
      .limit(MOST_ROWS + 1)
      .getRawMany<{ id: number }>();
    if (rows.length > MOST_ROWS) throw tooManyRows();
    for (let start = 0; start < rows.length; start += AT_ONCE) {
      const ids = rows.slice(start, start + AT_ONCE).map(({ id }) => id);
      yield await this.told(
        await this.rows({}).andWhere('draw.id IN (:...ids)', { ids }).orderBy('draw.id', 'DESC').getMany(),
      );
    }
  }

  /** The latest ones, and those that were voided last, however long ago they were drawn. */
  async latest(query: DrawBulletinsQuery): Promise<{ items: DrawBulletinResponse[]; changedAt: Date }> {
    const latest = await this.rows(query).orderBy('draw.id', 'DESC').take(MOST_IN_FEED).getMany();
    const voids = await this.dataSource.query<{ number: string }[]>(
      `SELECT draw_number AS number FROM log_entries WHERE kind = 'void' ORDER BY position DESC LIMIT ${MOST_IN_FEED}`,
    );
    const numbers = [...voids.map(({ number }) => number), ''];
    const voided = await this.rows(query).andWhere('draw.number IN (:...numbers)', { numbers }).getMany();
    const all = await this.told([...new Map([...latest, ...voided].map((draw) => [draw.id, draw])).values()]);
    const items = all.sort((a, b) => (a.changedAt < b.changedAt ? 1 : -1)).slice(0, MOST_IN_FEED);
    return { items, changedAt: new Date(items[0]?.changedAt ?? 0) };
  }

  async one(number: string): Promise<DrawBulletinResponse> {
    const [told] = await this.told([await this.committed(number)]);
    if (told === undefined) throw notFound(DRAW, number.slice(0, 80));
    return told;
  }

  /** Who was drawn, in their order, with their teams as far as the agency's rule goes. */
  async drawn(number: string, query: ListQuery): Promise<Page<DrawnTargetResponse>> {
    const draw = await this.committed(number);
    if (!isPublished(draw, this.clock.now())) throw notDrawnYet(number);
    const book = await this.books.now();
    const rules = book.of(draw.agencyId);
    const { manager } = this.dataSource;
    const pageSize = query.pageSize ?? 50;
    const rows = await manager.query<DrawnRow[]>(
      `SELECT id AS id, ordinal AS place, target_code AS code, target_name AS name, target_kind AS kind
         FROM inspections WHERE draw_id = ? ORDER BY ordinal LIMIT ${pageSize} OFFSET ${((query.page ?? 1) - 1) * pageSize}`,
      [draw.id],
    );
    const [counted] = await manager.query<{ total: number | string }[]>(
      'SELECT COUNT(*) AS total FROM inspections WHERE draw_id = ?',
      [draw.id],
    );
    const ids = rows.map(({ id }) => id);
    const teams = await readTeams(manager, ids);
    const results = await this.publishedAmong(ids);
    return {
      items: rows.map(({ code, id, kind, name, place }) => {
        const published = results.get(id);
        return {
          place,
          target: { ...shownTarget({ code, name }, isPerson({ code, kind }), rules), kind },
          team: (teams.get(id) ?? []).map((seat) => ({ ...shownInspector(seat, rules), expert: seat.expert })),
          result:
            published !== undefined && book.isDisplayed(draw.agencyId, published)
              ? resultLink(resultNumber(draw.number, place))
              : null,
        };
      }),
      total: Number(counted?.total ?? 0),
    };
  }

  /** When the results of these inspections were published that stand, by the inspections' rows. */
  private async publishedAmong(ids: readonly number[]): Promise<Map<number, Date>> {
    if (ids.length === 0) return new Map();
    const rows = await this.dataSource
      .getRepository<{ inspectionId: number; kind: string; publishedAt: Date }>('Bulletin')
      .createQueryBuilder('b')
      // an inspection has one bulletin, its result, which may be withdrawn; with the kind named too SQLite looks through all results
      .where('b.inspectionId IN (:...ids)', { ids })
      .getMany();
    const stands = rows.filter(({ kind }) => kind === 'result');
    return new Map(stands.map(({ inspectionId, publishedAt }) => [inspectionId, publishedAt]));
  }

  private async committed(number: string): Promise<PublicDraw> {
    const draw = await this.rows({})
      .andWhere('draw.number = :number', { number: number.slice(0, 80) })
      .getOne();
    if (draw === null) throw notFound(DRAW, number.slice(0, 80));
    return draw;
  }

  private rows(query: DrawBulletinsQuery): SelectQueryBuilder<PublicDraw> {
    const rows = this.dataSource
      .getRepository<PublicDraw>('Draw')
      .createQueryBuilder('draw')
      .where('draw.commitment IS NOT NULL');
    if (query.agency !== undefined) {
      rows.andWhere('draw.agency_id = (SELECT one.id FROM agencies one WHERE one.code = :agency)', {
        agency: query.agency,
      });
    }
    if (query.year !== undefined) {
      // a draw's number begins with the year of its plan
      rows.andWhere('draw.number >= :from AND draw.number < :before', {
        from: `${query.year}-`,
        before: `${query.year}.`,
      });
    }
    if (query.state !== undefined) rows.andWhere('draw.phase IN (:...phases)', { phases: PHASES_OF[query.state] });
    if (query.matter !== undefined) {
      rows.andWhere(
        'draw.id IN (SELECT k.draw_id FROM draw_matters k JOIN matters m ON m.id = k.matter_id WHERE m.code = :matter)',
        { matter: query.matter },
      );
    }
    return rows;
  }

  private async told(draws: readonly PublicDraw[]): Promise<DrawBulletinResponse[]> {
    const now = this.clock.now();
    const standing = await standingOf(this.dataSource, draws);
    return draws.map((draw) => toDrawBulletin(draw, standing(draw), now));
  }
}

const notDrawnYet = (number: string): DomainError =>
  new DomainError(
    'conflict',
    'not_public_yet',
    text(`抽取 ${number} 的结果尚未公布。`, `The result of draw ${number} is not public yet.`),
  );
