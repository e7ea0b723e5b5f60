import { Injectable } from '@nestjs/common';
import { DataSource, type SelectQueryBuilder } from 'typeorm';

import { readRectificationsOf } from '../../fieldwork/rectifications/rectification-reading.js';
import { DomainError } from '../../platform/errors/domain-error.js';
import { type Page } from '../../platform/http/paging.js';
import { text } from '../../platform/text.js';
import { Bulletin } from '../kept/bulletin.entity.js';
import { isWithdrawal, KeptBulletins, type KeptVersion } from '../kept/kept-bulletins.service.js';
import { KeptListing, type Narrow, type Shown } from '../kept/kept-listing.service.js';
import { correctedOf, narrowTo, type Sought } from '../kept/sought.js';
import { type BulletinResponse, type VersionResponse } from '../output/bulletin.dto.js';
import { MaskedFields } from '../output/masked-fields.guard.js';
import { columnsAround, MOST_IN_FEED, type BulletinSource } from '../output/told.js';
import { isPerson } from '../rules/masks.js';
import { RuleBooks, type RuleBook } from '../rules/rule-book.service.js';
import { soughtWord } from './result-content.js';
import {
  resultLink,
  detailOf,
  toRectifications,
  toResultResponse,
  toWithdrawnBulletin,
  type ResultDetailResponse,
  type ResultResponse,
  type ResultsQuery,
} from './result.dto.js';

const RESULT = text('公示的检查结果', 'published result');

/** 抽查结果公示: what everyone may read of results. Nothing is there before it is published. */
@Injectable()
export class Results implements BulletinSource<ResultsQuery, ResultResponse> {
  readonly title = text('抽查检查结果公示', 'Results of random inspections');
  readonly columns = columnsAround<ResultResponse>([
    { name: 'targetKind', heading: text('对象类型', 'Kind of target'), of: ({ target }) => target.kind },
    { name: 'target', heading: text('检查对象', 'Target'), of: ({ target }) => target.name },
    { name: 'code', heading: text('统一社会信用代码或编号', 'Code'), of: ({ target }) => target.code },
    {
      name: 'matters',
      heading: text('抽查事项', 'Matters'),
      of: ({ matters }) => matters.map(({ name }) => name).join('；'),
    },
    { name: 'visitedOn', heading: text('检查日期', 'Visited'), of: ({ visitedOn }) => visitedOn },
    { name: 'result', heading: text('检查结果', 'Result'), of: ({ result }) => result.zh },
    {
      name: 'team',
      heading: text('检查人员', 'Inspectors'),
      of: ({ team }) =>
        team.map(({ certificateNumber, name }) => [name, certificateNumber].filter(Boolean).join(' ')).join('；'),
    },
    { name: 'draw', heading: text('抽取编号', 'Draw'), of: ({ draw }) => draw.number },
  ]);

  constructor(
    private readonly listing: KeptListing,
    private readonly kept: KeptBulletins,
    private readonly masked: MaskedFields,
    private readonly books: RuleBooks,
    private readonly dataSource: DataSource,
  ) {}

  list(query: ResultsQuery): Promise<Page<ResultResponse>> {
    return this.listing.page('result', query, this.narrowing(query), this.shown);
  }

  async *all(query: ResultsQuery): AsyncGenerator<ResultResponse[]> {
    yield* this.listing.all('result', query, this.narrowing(query), this.shown);
  }

  /** With those that were withdrawn, so that whoever has read them learns of it, unless it asks for what results say. */
  async latest(query: ResultsQuery): Promise<{ items: BulletinResponse[]; changedAt: Date }> {
    const shown = await this.listing.latest('result', query, this.narrowing(query), this.shown);
    const { matter, problem, state, target, targetKind } = query;
    if ([matter, problem, state, target, targetKind].some((said) => said !== undefined)) return shown;
    const gone = await this.listing.latest('withdrawn', query, onDisplayNarrow, toldWithdrawn);
    return {
      items: [...shown.items, ...gone.items]
        .sort((one, other) => (one.changedAt < other.changedAt ? 1 : -1))
        .slice(0, MOST_IN_FEED),
      changedAt: shown.changedAt > gone.changedAt ? shown.changedAt : gone.changedAt,
    };
  }

  async one(number: string, version?: number): Promise<ResultDetailResponse> {
    const { book, row } = await this.onDisplay(number);
    const kept = await this.kept.version(row.id, version ?? row.version);
    // what a withdrawn version said is not shown any more, whether or not the result was published anew since
    const since = kept.version === row.version ? [kept] : await this.kept.versions(row.id);
    const withdrawal = since.find((one) => one.version >= kept.version && isWithdrawal(one));
    if (withdrawal !== undefined) throw withdrawn(number, withdrawal);
    return { ...(await this.shown([row]))(row, kept, book), ...detailOf(row, kept, book.of(row.agencyId)) };
  }

  async versions(number: string): Promise<VersionResponse[]> {
    const { row } = await this.onDisplay(number);
    return this.listing.versionsOf(row, resultLink(number));
  }

  /** Those of one target, by its code. */
  ofTarget(code: string, query: { readonly page?: number; readonly pageSize?: number }): Promise<Page<ResultResponse>> {
    return this.listing.page(
      'result',
      query,
      async (rows, book) => {
        onDisplay(rows, book);
        rows.andWhere(book.namesTarget().sql);
        return (await narrowTo(this.dataSource, rows, coded(code))) ? 'few' : undefined;
      },
      this.shown,
    );
  }

  /** How long those of one target were on display, where all of them have been taken down by now. */
  async takenDown(code: string): Promise<number | undefined> {
    const book = await this.books.now();
    const last = await this.dataSource
      .createQueryBuilder(Bulletin, 'b')
      .where('b.kind = :kind AND b.target_code = :code', { kind: 'result', code })
      .andWhere(book.namesTarget().sql)
      .orderBy('b.publishedAt', 'DESC')
      .getOne();
    if (last === null || book.isDisplayed(last.agencyId, last.publishedAt)) return undefined;
    return book.of(last.agencyId).retentionYears;
  }

  /** With what has become of the rectifications since: that is told as it stands, and is part of no version. */
  private readonly shown: Shown<ResultResponse> = async (rows) => {
    const ids = rows.flatMap(({ inspectionId }) => inspectionId ?? []);
    const rectifications = await readRectificationsOf(this.dataSource.manager, ids);
    return (row, kept, book) =>
      toResultResponse(
        row,
        kept,
        book.of(row.agencyId),
        toRectifications(rectifications.get(row.inspectionId ?? 0) ?? []),
      );
  };

  private async onDisplay(number: string): Promise<{ row: Bulletin; book: RuleBook }> {
    const found = await this.listing.one('result', number, RESULT);
    const { agencyId, hash, publishedAt, version } = found.row;
    if (!found.book.isDisplayed(agencyId, publishedAt)) {
      throw noLongerDisplayed(number, found.book.of(agencyId).retentionYears, { hash, version });
    }
    return found;
  }

  private narrowing(query: ResultsQuery): Narrow {
    const { matter, problem, state, target, targetKind } = query;
    if (target !== undefined && isPerson({ code: target, kind: '' })) throw this.masked.refuse('/target', 'target');
    return async (rows, book) => {
      onDisplay(rows, book);
      if (targetKind !== undefined && targetKind !== '') rows.andWhere('b.target_kind = :targetKind', { targetKind });
      // an index finds what equals something, and not what only is not null
      if (problem !== undefined) rows.andWhere(problem ? 'b.problem = 1' : 'b.problem IS NULL');
      const sought: Sought[] = [];
      if (state === 'published') rows.andWhere('b.version = 1');
      if (state === 'corrected') sought.push(correctedOf('result'));
      if (matter !== undefined) sought.push(ofMatter(matter));
      if (target !== undefined && target !== '') {
        sought.push(CODE_LIKE.test(target) ? coded(target) : named(target));
        rows.andWhere(book.namesTarget().sql);
      }
      let few = false;
      for (const one of sought) few = (await narrowTo(this.dataSource, rows, one)) || few;
      return few ? 'few' : undefined;
    };
  }
}

/** What can hardly be part of a name is taken for a whole code. */
const CODE_LIKE = /^(?=.*\d)[A-Za-z0-9._-]{6,64}$/;

const ofMatter = (matter: string): Sought => ({
  few: `SELECT b.id AS id FROM matters m JOIN draw_kind_matters k ON k.matter_id = m.id
          JOIN bulletins b ON b.draw_id = k.draw_id AND b.target_kind = k.target_kind WHERE m.code = ?`,
  values: [matter],
  // counted and not EXISTS, which MariaDB would turn round and gather them all
  many: `(SELECT COUNT(*) FROM draw_kind_matters k JOIN matters m ON m.id = k.matter_id
           WHERE k.draw_id = b.draw_id AND k.target_kind = b.target_kind AND m.code = :matter) > 0`,
  parameters: { matter },
});

/** Left to the planner it is looked for along the days of publication, through all results: 500 ms of a million, and so 5. */
const coded = (code: string): Sought => ({
  few: 'SELECT b.id AS id FROM bulletins b WHERE b.target_code = ?',
  values: [code],
  many: 'b.target_code = :code',
  parameters: { code },
});

function named(target: string): Sought {
  const word = soughtWord(target);
  const after = `${word}\u{10FFFF}`;
  return {
    few: `SELECT b.id AS id FROM bulletin_words w JOIN bulletins b ON b.target_code = w.target_code
           WHERE w.word >= ? AND w.word < ?`,
    values: [word, after],
    // counted, as above
    many: `(SELECT COUNT(*) FROM bulletin_words w
             WHERE w.target_code = b.target_code AND w.word >= :word AND w.word < :after) > 0`,
    parameters: { word, after },
  };
}

const onDisplay = (rows: SelectQueryBuilder<Bulletin>, book: RuleBook): void => {
  const { parameters, sql } = book.displayed();
  rows.andWhere(sql, parameters);
};

const onDisplayNarrow: Narrow = (rows, book) => {
  onDisplay(rows, book);
  return undefined;
};

/** Of what is withdrawn only that it is. */
const toldWithdrawn: Shown<BulletinResponse> = () => Promise.resolve((row, kept) => toWithdrawnBulletin(row, kept));

/** That it is gone, why, and what its hash is made of: everyone sees that there was one, and that it was not removed in silence. */
const withdrawn = (number: string, { at, document, hash, reason, version }: KeptVersion): DomainError =>
  new DomainError(
    'gone',
    'result_withdrawn',
    text(
      `检查结果“${number}”已撤回公示：${reason ?? ''}`,
      `Result "${number}" was withdrawn. The reason, in the agency's own words: ${reason ?? ''}`,
    ),
    { details: { state: 'withdrawn', reason, withdrawnAt: at.toISOString(), version, hash, document } },
  );

const noLongerDisplayed = (number: string, years: number, kept: object): DomainError =>
  new DomainError(
    'gone',
    'retention_over',
    text(
      `检查结果“${number}”公示已满 ${years} 年，按公示规则不再展示；内容校验码保留备查。`,
      `Result "${number}" was on display for ${years} years, and by the rules is so no longer. The hash of what it said remains.`,
    ),
    { details: { retentionYears: years, ...kept } },
  );
