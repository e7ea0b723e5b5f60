import { Injectable } from '@nestjs/common';
import { In, type EntityManager } from 'typeorm';

import { type Caller } from '../../accounts/caller.js';
import { Clock } from '../../platform/clock/clock.js';
import { chinaYear } from '../../platform/clock/days.js';
import { isDuplicate, Transactions } from '../../platform/database/transactions.js';
import { DomainError, invalid, notFound, type Fault } from '../../platform/errors/domain-error.js';
import { History } from '../../platform/history/history.service.js';
import { text } from '../../platform/text.js';
import { PublishedMatters } from '../../planning/published-matters.js';
import { AgencyScope } from '../../registry/agencies/agency-scope.js';
import { chunks } from '../../registry/records/record-keeper.js';
import { MattersService } from '../../registry/matters/matters.service.js';
import { type MatterResponse } from '../../registry/matters/matter.dto.js';
import { MATTER } from '../../registry/matters/matters.errors.js';
import { Bulletin } from '../kept/bulletin.entity.js';
import { KeptBulletins } from '../kept/kept-bulletins.service.js';
import { differingMembers } from './checklist-standing.js';
import { ChecklistStandings } from './checklist-standings.service.js';
import { contentOfMatter, type PublishChecklistRequest, type PublishedChecklistResponse } from './checklist.dto.js';

/** 公布随机抽查事项清单: an agency publishes its matters as they stand; what says something else since is a new version. */
@Injectable()
export class ChecklistPublication extends PublishedMatters {
  constructor(
    private readonly scope: AgencyScope,
    private readonly matters: MattersService,
    private readonly kept: KeptBulletins,
    private readonly standings: ChecklistStandings,
    private readonly transactions: Transactions,
    private readonly history: History,
    private readonly clock: Clock,
  ) {
    super();
  }

  override async among(manager: EntityManager, ids: readonly number[]): Promise<ReadonlySet<number>> {
    const found = new Set<number>();
    for (const some of chunks([...new Set(ids)])) {
      const rows = await manager.find(Bulletin, {
        select: { id: true, matterId: true },
        where: { kind: 'checklist', number: In(some.map(String)) },
      });
      for (const { matterId } of rows) if (matterId !== null) found.add(matterId);
    }
    return found;
  }

  override outdated(manager: EntityManager, ids: readonly number[]): Promise<ReadonlySet<number>> {
    return this.standings.outdated(manager, ids);
  }

  override async publish(manager: EntityManager, ids: readonly number[]): Promise<void> {
    const matters = await this.matters.findByIds(manager, ids);
    const agencies = new Map((await this.scope.named(matters.map(({ agencyId }) => agencyId))).map((a) => [a.id, a]));
    const told = new Map<number, PublishedChecklistResponse>();
    try {
      for (const matter of matters) {
        const agency = agencies.get(matter.agencyId);
        if (agency === undefined) continue;
        const of = told.get(agency.id) ?? nothingYet();
        told.set(agency.id, of);
        await this.one(manager, agency, matter, null, of);
      }
    } catch (error) {
      throw isDuplicate(error) ? publishedJustNow() : error;
    }
    for (const [agencyId, of] of told) await this.note(manager, agencyId, of, null);
  }

  /** What its agency asks for. */
  async publishOf(
    caller: Caller,
    agencyId: number,
    request: PublishChecklistRequest,
  ): Promise<PublishedChecklistResponse> {
    await this.scope.requireVisible(caller, agencyId);
    const [agency] = await this.scope.named([agencyId]);
    if (agency === undefined) throw notFound(text('单位', 'agency'), agencyId);
    try {
      return await this.transactions.run(async (manager) => {
        const told = nothingYet();
        for (const matter of await this.wanted(manager, agencyId, request.matterIds)) {
          if ((matter.legalBasis ?? '') === '') {
            told.leftOut.push({ id: matter.id, code: matter.code, name: matter.name });
            continue;
          }
          await this.one(manager, agency, matter, request.reason ?? null, told);
        }
        await this.note(manager, agencyId, told, request.reason ?? null);
        return told;
      });
    } catch (error) {
      throw isDuplicate(error) ? publishedJustNow() : error;
    }
  }

  private async note(
    manager: EntityManager,
    agencyId: number,
    { corrected, published }: PublishedChecklistResponse,
    reason: string | null,
  ): Promise<void> {
    if (published.length + corrected.length === 0) return;
    await this.history.record(manager, {
      subject: 'agency',
      subjectId: agencyId,
      action: 'checklist-published',
      before: null,
      after: { published: published.length, corrected: corrected.length, reason },
    });
  }

  private async one(
    manager: EntityManager,
    agency: { readonly id: number; readonly code: string; readonly name: string },
    matter: MatterResponse,
    reason: string | null,
    told: PublishedChecklistResponse,
  ): Promise<void> {
    const number = String(matter.id);
    const content = contentOfMatter(matter, agency);
    const there = await manager.findOneBy(Bulletin, { kind: 'checklist', number });
    if (there !== null) {
      const held = (await this.kept.current([there], manager)).get(there.id);
      if (held !== undefined && differingMembers(content, held.document).length === 0) {
        told.unchanged += 1;
        return;
      }
      if (reason === null || reason === '') throw reasonNeeded(matter.name);
    }
    const year = there?.year ?? chinaYear(this.clock.now());
    const bulletin = { kind: 'checklist' as const, number, agencyId: agency.id, year, matterId: matter.id };
    await this.kept.add(manager, bulletin, content, there === null ? null : reason);
    (there === null ? told.published : told.corrected).push(number);
  }

  /** The matters that are asked for, each of the agency and not retired. */
  private async wanted(
    manager: EntityManager,
    agencyId: number,
    asked: readonly number[] | undefined,
  ): Promise<MatterResponse[]> {
    const rows = await manager.query<{ id: number }[]>(
      'SELECT id AS id FROM matters WHERE agency_id = ? AND retired_at IS NULL ORDER BY id',
      [agencyId],
    );
    const own = new Set(rows.map(({ id }) => id));
    const strange = (asked ?? []).flatMap((id, at): Fault[] => {
      const { en, zh } = notFound(MATTER, id).text;
      return own.has(id) ? [] : [{ pointer: `/matterIds/${at}`, code: 'not_found', message: { zh, en } }];
    });
    if (strange.length > 0) {
      throw new DomainError(
        'invalid',
        'unknown_matter',
        text('所列事项不全是本单位在用的事项。', 'Some of these are no matters of the agency, or are retired.'),
        { faults: strange },
      );
    }
    return this.matters.findByIds(manager, asked ?? [...own]);
  }
}

const nothingYet = (): PublishedChecklistResponse => ({ published: [], corrected: [], unchanged: 0, leftOut: [] });

const reasonNeeded = (name: string): DomainError =>
  invalid(
    '/reason',
    'reason_required',
    text(
      `事项“${name.slice(0, 100)}”已公布且内容有变，请写明更正理由（reason）。`,
      `The matter "${name.slice(0, 100)}" is published and says something else now: give the reason.`,
    ),
  );

const publishedJustNow = (): DomainError =>
  new DomainError(
    'conflict',
    'changed_meanwhile',
    text('清单刚被他人公布，请再试一次。', 'The checklist was published by someone else just now. Try again.'),
  );
