import { Injectable } from '@nestjs/common';
import { DataSource, In, type EntityManager } from 'typeorm';

import { type Caller } from '../../accounts/caller.js';
import { Clock } from '../../platform/clock/clock.js';
import { isDuplicate, Transactions } from '../../platform/database/transactions.js';
import { DomainError } from '../../platform/errors/domain-error.js';
import { History } from '../../platform/history/history.service.js';
import { requireVersion } from '../../platform/http/versions.js';
import { text } from '../../platform/text.js';
import { AgencyScope } from '../../registry/agencies/agency-scope.js';
import { nearest, settingsFrom } from '../../registry/agencies/setting-from.js';
import { type DisclosureRulesRequest, type DisclosureRulesResponse } from './disclosure-rule.dto.js';
import { DisclosureRule } from './disclosure-rule.entity.js';
import { type OwnRules } from './disclosure-rules.js';
import { RuleBooks } from './rule-book.service.js';

const NOTHING_SAID: OwnRules = { inspectorNames: null, personTargets: null, retentionYears: null };

/** What an agency shows of persons, and for how long. */
@Injectable()
export class DisclosureRulesService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly transactions: Transactions,
    private readonly scope: AgencyScope,
    private readonly books: RuleBooks,
    private readonly history: History,
    private readonly clock: Clock,
  ) {}

  async of(caller: Caller, agencyId: number): Promise<DisclosureRulesResponse> {
    await this.scope.requireVisible(caller, agencyId);
    return this.shown(this.dataSource.manager, agencyId);
  }

  async put(
    caller: Caller,
    agencyId: number,
    ifMatch: string | undefined,
    rules: DisclosureRulesRequest,
  ): Promise<DisclosureRulesResponse> {
    await this.scope.requireVisible(caller, agencyId);
    try {
      return await this.transactions.run(async (manager) => {
        const before = await manager.findOneBy(DisclosureRule, { agencyId });
        requireVersion(ifMatch, before?.version ?? 0);
        const own = said(rules);
        const version = (before?.version ?? 0) + 1;
        const row = { ...own, version, updatedAt: this.clock.now() };
        if (before === null) await manager.insert(DisclosureRule, { agencyId, ...row });
        else {
          const { affected } = await manager.update(DisclosureRule, { agencyId, version: before.version }, row);
          if (affected !== 1) throw changedJustNow();
        }
        await this.history.record(manager, {
          subject: 'disclosure-rules',
          subjectId: agencyId,
          action: 'updated',
          before: before === null ? null : said(before),
          after: own,
        });
        return this.shown(manager, agencyId);
      });
    } catch (error) {
      throw isDuplicate(error) ? changedJustNow() : error;
    }
  }

  private async shown(manager: EntityManager, agencyId: number): Promise<DisclosureRulesResponse> {
    const line = await this.scope.lineAbove(agencyId, manager);
    const rows = await manager.findBy(DisclosureRule, { agencyId: In(line) });
    const own = rows.find((row) => row.agencyId === agencyId);
    const book = await this.books.now(manager);
    const sayer = (name: keyof OwnRules): number | null =>
      nearest(line, (id) => (rows.find((row) => row.agencyId === id)?.[name] ?? null) !== null);
    return {
      agencyId,
      version: own?.version ?? 0,
      own: said(own ?? NOTHING_SAID),
      effective: { ...book.of(agencyId) },
      from: await settingsFrom(this.scope, {
        inspectorNames: sayer('inspectorNames'),
        personTargets: sayer('personTargets'),
        retentionYears: sayer('retentionYears'),
      }),
    };
  }
}

const said = ({ inspectorNames, personTargets, retentionYears }: OwnRules): DisclosureRulesRequest => ({
  inspectorNames,
  personTargets,
  retentionYears,
});

const changedJustNow = (): DomainError =>
  new DomainError(
    'conflict',
    'changed_meanwhile',
    text(
      '公示规则刚被他人修改，请重新打开后再改。',
      'The rules were changed by someone else just now. Open them again.',
    ),
  );
