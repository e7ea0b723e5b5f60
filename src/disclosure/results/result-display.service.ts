import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';

import { DisplayedResults, type ResultDisplay } from '../../fieldwork/life/published-results.js';
import { Bulletin } from '../kept/bulletin.entity.js';
import { KeptBulletins } from '../kept/kept-bulletins.service.js';
import { RuleBooks } from '../rules/rule-book.service.js';

/** Tells fieldwork, which comes before, what everyone is still shown of a result. */
@Injectable()
export class ResultDisplays extends DisplayedResults {
  constructor(
    private readonly dataSource: DataSource,
    private readonly kept: KeptBulletins,
    private readonly books: RuleBooks,
  ) {
    super();
  }

  override async displayOf(inspectionId: number): Promise<ResultDisplay | undefined> {
    const row = await this.dataSource.manager.findOneBy(Bulletin, { inspectionId });
    if (row === null) return undefined;
    const book = await this.books.now();
    if (!book.isDisplayed(row.agencyId, row.publishedAt)) {
      return { state: 'over', years: book.of(row.agencyId).retentionYears };
    }
    if (row.kind === 'result') return { state: 'displayed' };
    const { at, reason } = await this.kept.version(row.id, row.version);
    return { state: 'withdrawn', reason: reason ?? '', at };
  }
}
