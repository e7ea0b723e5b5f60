import { Injectable } from '@nestjs/common';
import { DataSource, In, type SelectQueryBuilder } from 'typeorm';

import { notFound } from '../../platform/errors/domain-error.js';
import { listPage, type Page } from '../../platform/http/paging.js';
import { type Bilingual } from '../../platform/text.js';
import { type BulletinQuery, type VersionResponse } from '../output/bulletin.dto.js';
import { MOST_IN_FEED, MOST_ROWS, tooManyRows } from '../output/told.js';
import { type RuleBook, RuleBooks } from '../rules/rule-book.service.js';
import { Bulletin, type KeptKind } from './bulletin.entity.js';
import { isWithdrawal, KeptBulletins, type KeptVersion } from './kept-bulletins.service.js';
import { correctedOf, narrowTo } from './sought.js';

const AT_ONCE = 200;

/** Turns some bulletins' rows, with a version of each, into what the public reads; what else that takes is read for all at once. */
export type Shown<T> = (rows: readonly Bulletin[]) => Promise<(row: Bulletin, kept: KeptVersion, book: RuleBook) => T>;
/** Narrows a list further than by what all have; says where only a few are left, each named by its id. */
export type Narrow = (rows: SelectQueryBuilder<Bulletin>, book: RuleBook) => Promise<'few' | undefined> | undefined;

/** Lists, downloads and feeds of the bulletins whose versions are kept: one way for all of them through the indexes. */
@Injectable()
export class KeptListing {
  constructor(
    private readonly dataSource: DataSource,
    private readonly kept: KeptBulletins,
    private readonly books: RuleBooks,
  ) {}

  async page<T>(kind: KeptKind, query: BulletinQuery, narrow: Narrow, shown: Shown<T>): Promise<Page<T>> {
    const book = await this.books.now();
    const rows = await this.rows(kind, query, narrow, book);
    // every index of bulletins ends on this column, and so gives what is displayed, in its order, at once
    const page = await listPage(
      rows,
      { sort: '-publishedAt', ...query },
      { publishedAt: 'b.publishedAt' },
      'b.id',
      (row) => row,
    );
    return { items: await this.told(page.items, shown, book), total: page.total };
  }

  /** All of them, those that were published last first, as they were when this was asked. */
  async *all<T>(kind: KeptKind, query: BulletinQuery, narrow: Narrow, shown: Shown<T>): AsyncGenerator<T[]> {
    const book = await this.books.now();
    const rows = await this.rows(kind, query, narrow, book);
    const found = await rows
      .select('b.id', 'id')
      .orderBy('b.publishedAt', 'DESC')
      .addOrderBy('b.id', 'DESC')
      .limit(MOST_ROWS + 1)
      .getRawMany<{ id: number }>();
    if (found.length > MOST_ROWS) throw tooManyRows();
    for (let start = 0; start < found.length; start += AT_ONCE) {
      const ids = found.slice(start, start + AT_ONCE).map(({ id }) => id);
      const order = { publishedAt: 'DESC', id: 'DESC' } as const;
      yield await this.told(
        await this.dataSource.manager.find(Bulletin, { where: { id: In(ids) }, order }),
        shown,
        book,
      );
    }
  }

  async latest<T>(
    kind: KeptKind,
    query: BulletinQuery,
    narrow: Narrow,
    shown: Shown<T>,
  ): Promise<{ items: T[]; changedAt: Date }> {
    const book = await this.books.now();
    const newest = async (by: 'publishedAt' | 'changedAt', narrowed: Narrow): Promise<Bulletin[]> => {
      const rows = await this.rows(kind, query, narrowed, book);
      return rows.orderBy(`b.${by}`, 'DESC').addOrderBy('b.id', 'DESC').take(MOST_IN_FEED).getMany();
    };
    // what was never corrected changed last when it was published, and that is the order of the indexes
    const published = await newest('publishedAt', narrow);
    const corrected = await newest('changedAt', async (rows, of) => {
      const few = await narrowTo(this.dataSource, rows, correctedOf(kind));
      return (await narrow(rows, of)) ?? (few ? 'few' : undefined);
    });
    const found = [...new Map([...published, ...corrected].map((row) => [row.id, row])).values()]
      .sort((a, b) => b.changedAt.getTime() - a.changedAt.getTime() || b.id - a.id)
      .slice(0, MOST_IN_FEED);
    const changedAt = new Date(Math.max(book.changedAt.getTime(), found[0]?.changedAt.getTime() ?? 0));
    return { items: await this.told(found, shown, book), changedAt };
  }

  /** One with the rules that hold now. */
  async one(kind: KeptKind, number: string, what: Bilingual): Promise<{ row: Bulletin; book: RuleBook }> {
    const row = await this.kept.find(kind, number);
    if (row === undefined) throw notFound(what, number.slice(0, 80));
    return { row, book: await this.books.now() };
  }

  async versionsOf(row: Bulletin, link: string): Promise<VersionResponse[]> {
    const versions = await this.kept.versions(row.id);
    return versions.map(({ at, document, hash, reason, version }) => ({
      version,
      hash,
      reason,
      at: at.toISOString(),
      withdrawal: isWithdrawal({ document }),
      correctedBy: version < row.version ? version + 1 : null,
      link: `${link}/versions/${version}`,
    }));
  }

  private async rows(
    kind: KeptKind,
    query: BulletinQuery,
    narrow: Narrow,
    book: RuleBook,
  ): Promise<SelectQueryBuilder<Bulletin>> {
    const rows = this.dataSource.manager.createQueryBuilder(Bulletin, 'b').where('1 = 1');
    if (query.agency !== undefined) {
      rows.andWhere('b.agency_id = (SELECT one.id FROM agencies one WHERE one.code = :agency)', {
        agency: query.agency,
      });
    }
    if (query.year !== undefined) rows.andWhere('b.year = :year', { year: query.year });
    // every index that gives an order begins with the kind: without it SQLite goes by the ids, of which each is of this kind
    const few = (await narrow(rows, book)) === 'few';
    // few are gathered already, and looked through without one
    rows.andWhere(few ? `COALESCE(b.kind, '') = :kind` : 'b.kind = :kind', { kind });
    return rows;
  }

  private async told<T>(rows: readonly Bulletin[], shown: Shown<T>, book: RuleBook): Promise<T[]> {
    const versions = await this.kept.current(rows);
    const told = await shown(rows);
    return rows.flatMap((row) => {
      const kept = versions.get(row.id);
      return kept === undefined ? [] : [told(row, kept, book)];
    });
  }
}
