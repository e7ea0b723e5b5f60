import { Injectable } from '@nestjs/common';
import { DataSource, In, type EntityManager, type SelectQueryBuilder } from 'typeorm';

import { type Caller } from '../../accounts/caller.js';
import { Clock } from '../../platform/clock/clock.js';
import { holdRows } from '../../platform/database/row-lock.js';
import { Transactions } from '../../platform/database/transactions.js';
import { notFound } from '../../platform/errors/domain-error.js';
import { History } from '../../platform/history/history.service.js';
import { listPage, type ListQuery, type Page } from '../../platform/http/paging.js';
import { requireVersion } from '../../platform/http/versions.js';
import { type Bilingual } from '../../platform/text.js';
import { AgencyScope } from '../../registry/agencies/agency-scope.js';
import { Draw } from '../draws/draw.entity.js';
import { DrawsService } from '../draws/draws.service.js';
import { AmendmentEffects, type Asked } from './amendment-effects.service.js';
import { checkDecision } from './amendment-rules.js';
import { termsOf } from './amendment-terms.js';
import {
  toAmendmentResponse,
  type AmendmentQuery,
  type AmendmentRequest,
  type AmendmentResponse,
  type AmendmentDecisionRequest,
  type AmendmentDeclineRequest,
  type ReasonRequest,
} from './amendment.dto.js';
import { AMENDMENT, voidProposed } from './amendments.errors.js';
import { type AmendmentKind } from './amendment.js';
import { DrawAmendment, type AmendmentTerms } from './draw-amendment.entity.js';

/** What someone wants to be done about a draw. */
export interface Agreed {
  readonly drawId: number;
  readonly kind: AmendmentKind;
  readonly reason: Bilingual;
  readonly terms: AmendmentTerms;
  readonly by: { readonly userId: number; readonly name: string; readonly at: Date };
}

/**
 * 作废、补抽、更换: one person proposes, another decides (domain rule 15). What is approved happens in the transaction of the
 * approval or not at all: the decision, what becomes of the earlier draw, the entry in the log, the new draw and its job.
 */
@Injectable()
export class AmendmentsService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly transactions: Transactions,
    private readonly draws: DrawsService,
    private readonly agencies: AgencyScope,
    private readonly effects: AmendmentEffects,
    private readonly history: History,
    private readonly clock: Clock,
  ) {}

  async ofDraw(caller: Caller, drawId: number, query: ListQuery): Promise<Page<AmendmentResponse>> {
    await this.draws.visible(caller, drawId);
    const rows = this.rows().where('amendment.drawId = :drawId', { drawId });
    return this.page(rows, query);
  }

  /** Newest first, unless sorted otherwise. */
  async list(caller: Caller, query: AmendmentQuery): Promise<Page<AmendmentResponse>> {
    const rows = this.rows();
    await this.agencies.narrow(rows, 'amendment.agencyId', caller, query.agencyId);
    if (query.state !== undefined) rows.andWhere('amendment.state = :state', { state: query.state });
    if (query.kind !== undefined) rows.andWhere('amendment.kind = :kind', { kind: query.kind });
    return this.page(rows, query);
  }

  async get(caller: Caller, id: number): Promise<AmendmentResponse> {
    return this.shown(await this.visible(caller, id));
  }

  /** Refuses at once what could not be approved as things stand. */
  async propose(caller: Caller, drawId: number, request: AmendmentRequest): Promise<AmendmentResponse> {
    const seen = await this.draws.visible(caller, drawId);
    const terms = termsOf(request);
    const { kind } = request;
    const reason = wordsOf(request.reason);
    const asked = await this.effects.asked(seen, { kind, reason, terms }, this.clock.now());
    const id = await this.transactions.run(async (manager) => {
      await holdDraws(manager, seen.occurrenceId);
      const draw = await manager.findOneByOrFail(Draw, { id: drawId });
      const now = this.clock.now();
      await this.effects.judge(manager, { ...asked, draw }, now);
      if (kind === 'void') {
        const open = await manager.findOneBy(DrawAmendment, { drawId, kind, state: 'proposed' });
        if (open !== null) throw voidProposed(draw.number, open.id);
      }
      const by = { userId: caller.userId, name: caller.username, at: now };
      return (await this.write(manager, draw, { drawId, kind, reason, terms, by })).id;
    });
    return this.get(caller, id);
  }

  /**
   * Carries out what two people have agreed on elsewhere, as proposed by the one and approved by the caller, in one
   * transaction.
   * @param then called with the amendment's row before it takes effect, for what has to be written with it
   */
  async carryOut(
    caller: Caller,
    agreed: Agreed,
    then: (manager: EntityManager, amendmentId: number, now: Date) => Promise<void>,
  ): Promise<void> {
    const seenDraw = await this.dataSource.manager.findOneByOrFail(Draw, { id: agreed.drawId });
    const asked = await this.effects.asked(seenDraw, agreed, this.clock.now());
    await this.transactions.run(async (manager) => {
      await holdDraws(manager, seenDraw.occurrenceId);
      const amendment = await this.write(manager, seenDraw, agreed);
      await then(manager, amendment.id, this.clock.now());
      await this.enact(manager, caller, amendment, 'approved', null, asked);
    });
  }

  async approve(
    caller: Caller,
    id: number,
    request: AmendmentDecisionRequest,
    ifMatch: string | undefined,
  ): Promise<AmendmentResponse> {
    const decisionReason = request.reason === undefined ? null : wordsOf(request.reason);
    return this.decide(caller, id, ifMatch, decisionReason, 'approved');
  }

  async decline(
    caller: Caller,
    id: number,
    request: AmendmentDeclineRequest,
    ifMatch: string | undefined,
  ): Promise<AmendmentResponse> {
    return this.decide(caller, id, ifMatch, wordsOf(request.reason), 'declined');
  }

  private async decide(
    caller: Caller,
    id: number,
    ifMatch: string | undefined,
    decisionReason: Bilingual | null,
    state: 'approved' | 'declined',
  ): Promise<AmendmentResponse> {
    const seen = await this.visible(caller, id);
    const seenDraw = await this.dataSource.manager.findOneByOrFail(Draw, { id: seen.drawId });
    const asked = state === 'approved' ? await this.effects.asked(seenDraw, seen, this.clock.now()) : undefined;
    await this.transactions.run(async (manager) => {
      // of two who decide at once the second sees what the first has decided
      await holdDraws(manager, seenDraw.occurrenceId);
      const amendment = await manager.findOneByOrFail(DrawAmendment, { id });
      requireVersion(ifMatch, amendment.version);
      await this.enact(manager, caller, amendment, state, decisionReason, asked);
    });
    return this.get(caller, id);
  }

  private async write(
    manager: EntityManager,
    { agencyId }: Pick<Draw, 'agencyId'>,
    { by, drawId, kind, reason, terms }: Agreed,
  ): Promise<DrawAmendment> {
    const amendment = manager.create(DrawAmendment, {
      drawId,
      agencyId,
      kind,
      state: 'proposed',
      reason,
      terms,
      proposedBy: by.userId,
      proposedByName: by.name,
      proposedAt: by.at,
      version: 1,
    });
    await manager.insert(DrawAmendment, amendment);
    await this.note(manager, amendment, 'proposed', { reason, terms });
    return amendment;
  }

  /** Writes the decision, and with an approval all that comes of it. The caller's transaction holds the draws. */
  private async enact(
    manager: EntityManager,
    caller: Caller,
    amendment: DrawAmendment,
    state: 'approved' | 'declined',
    decisionReason: Bilingual | null,
    asked: Asked | undefined,
  ): Promise<void> {
    const leaves = amendment.terms.seats.some(({ inspectorId }) => inspectorId === caller.inspectorId);
    checkDecision(amendment, caller.userId, leaves);
    const { id, version } = amendment;
    const now = this.clock.now();
    const decision = {
      state,
      decidedBy: caller.userId,
      decidedByName: caller.username,
      decisionReason,
      decidedAt: now,
    };
    let newDrawId: number | null = null;
    if (asked !== undefined) {
      const draw = await manager.findOneByOrFail(Draw, { id: amendment.drawId });
      newDrawId = await this.effects.apply(manager, amendment, { ...asked, draw }, caller.username, now);
    }
    await manager.update(DrawAmendment, { id, state: 'proposed' }, { ...decision, newDrawId, version: version + 1 });
    await this.note(manager, amendment, state, { reason: amendment.reason, decisionReason, newDrawId });
  }

  private rows(): SelectQueryBuilder<DrawAmendment> {
    return this.dataSource.manager.createQueryBuilder(DrawAmendment, 'amendment');
  }

  private async page(rows: SelectQueryBuilder<DrawAmendment>, query: ListQuery): Promise<Page<AmendmentResponse>> {
    const sortable = { id: 'amendment.id', proposedAt: 'amendment.proposedAt', decidedAt: 'amendment.decidedAt' };
    const { items, total } = await listPage(rows, { sort: '-id', ...query }, sortable, 'amendment.id', (row) => row);
    const numbers = await this.numbersOf(items);
    return { items: items.map((row) => toAmendmentResponse(row, numbers)), total };
  }

  private async shown(row: DrawAmendment): Promise<AmendmentResponse> {
    return toAmendmentResponse(row, await this.numbersOf([row]));
  }

  private async numbersOf(rows: readonly DrawAmendment[]): Promise<ReadonlyMap<number, string>> {
    const ids = new Set(rows.flatMap(({ drawId, newDrawId }) => (newDrawId === null ? [drawId] : [drawId, newDrawId])));
    if (ids.size === 0) return new Map();
    const draws = await this.dataSource.manager.find(Draw, {
      select: { id: true, number: true },
      where: { id: In([...ids]) },
    });
    return new Map(draws.map(({ id, number }) => [id, number]));
  }

  private async visible(caller: Caller, id: number): Promise<DrawAmendment> {
    const amendment = await this.dataSource.manager.findOneBy(DrawAmendment, { id });
    if (amendment === null) throw notFound(AMENDMENT, id);
    await this.agencies.requireVisible(caller, amendment.agencyId, { what: AMENDMENT, id });
    return amendment;
  }

  private async note(manager: EntityManager, amendment: DrawAmendment, state: string, after: object): Promise<void> {
    await this.history.record(manager, {
      subject: 'draw',
      subjectId: amendment.drawId,
      action: `${amendment.kind}-${state}`,
      before: null,
      after: { amendment: amendment.id, ...after },
    });
  }
}

/** Whoever decides about one of an occurrence's draws holds them all, so that their numbers and places follow one another. */
const holdDraws = (manager: EntityManager, occurrenceId: number): Promise<void> =>
  holdRows(manager, 'draws', 'occurrence_id', occurrenceId);

const wordsOf = ({ en, zh }: ReasonRequest): Bilingual => ({ zh, en: en === undefined || en === '' ? zh : en });
