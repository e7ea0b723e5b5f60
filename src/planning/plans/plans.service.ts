import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';

import { type Caller } from '../../accounts/caller.js';
import { Clock } from '../../platform/clock/clock.js';
import { isDuplicate, Transactions } from '../../platform/database/transactions.js';
import { DomainError, notFound } from '../../platform/errors/domain-error.js';
import { History, type ChangeView } from '../../platform/history/history.service.js';
import { listPage, type Page } from '../../platform/http/paging.js';
import { currentActor } from '../../platform/http/request-context.js';
import { requireVersion } from '../../platform/http/versions.js';
import { text } from '../../platform/text.js';
import { agencyNameOrder } from '../../registry/agencies/agency-order.js';
import { AgencyScope, type AgencyView } from '../../registry/agencies/agency-scope.js';
import { Batch } from '../batches/batch.entity.js';
import { reasonRequired } from '../batches/batches.errors.js';
import { Occurrence } from '../occurrences/occurrence.entity.js';
import {
  planResponse,
  type FilingState,
  type PlanChangeRequest,
  type PlanCreateRequest,
  type PlanResponse,
  type PlansQuery,
} from './plan.dto.js';
import { PlanEditions } from './plan-editions.service.js';
import { PlanSteps } from './plan-steps.service.js';
import { Plan, type PlanState } from './plan.entity.js';
import { agencyRetired, planBeingDrawn, planExists } from './plans.errors.js';

const PLAN = text('计划', 'plan');
/** How often work begins anew because someone else changed the plan first. */
const ATTEMPTS = 5;

const IN_STATE: Readonly<Record<PlanState, string>> = {
  draft: `plan.state = 'draft' AND plan.review IS NULL`,
  submitted: `plan.state = 'draft' AND plan.review = 'submitted'`,
  approved: `plan.state = 'draft' AND plan.review = 'approved'`,
  published: `plan.state = 'published'`,
};
const stepOf = (step: string, more = ''): string =>
  `(SELECT 1 FROM plan_steps taken WHERE taken.plan_id = plan.id AND taken.step = '${step}'${more})`;
/** Only the last filing can still be acknowledged. */
const OF_LAST_FILING = ` AND taken.plan_version = (SELECT MAX(filed.plan_version) FROM plan_steps filed WHERE filed.plan_id = plan.id AND filed.step = 'filed')`;
const FILED: Readonly<Record<FilingState, string>> = {
  none: `NOT EXISTS ${stepOf('filed')}`,
  open: `EXISTS ${stepOf('filed')} AND NOT EXISTS ${stepOf('acknowledged', OF_LAST_FILING)}`,
  acknowledged: `EXISTS ${stepOf('acknowledged', OF_LAST_FILING)}`,
};

@Injectable()
export class PlansService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly transactions: Transactions,
    private readonly agencies: AgencyScope,
    private readonly steps: PlanSteps,
    private readonly editions: PlanEditions,
    private readonly history: History,
    private readonly clock: Clock,
  ) {}

  async list(caller: Caller, query: PlansQuery): Promise<Page<PlanResponse>> {
    const rows = this.dataSource.manager.createQueryBuilder(Plan, 'plan');
    await this.agencies.narrow(rows, 'plan.agencyId', caller, query.agencyId);
    if (query.year !== undefined) rows.andWhere('plan.year = :year', { year: query.year });
    if (query.state !== undefined) rows.andWhere(IN_STATE[query.state]);
    if (query.filing !== undefined) rows.andWhere(FILED[query.filing]);
    const sortable = {
      year: 'plan.year',
      title: 'plan.titleOrder',
      agency: agencyNameOrder('plan.agencyId'),
      publishedAt: 'plan.publishedAt',
      createdAt: 'plan.createdAt',
      updatedAt: 'plan.updatedAt',
    };
    const page = await listPage(rows, query, sortable, 'plan.id', (row) => row);
    return { items: await this.allShown(page.items), total: page.total };
  }

  async get(caller: Caller, id: number): Promise<PlanResponse> {
    return this.shown(await this.visible(caller, id));
  }

  /** The plan, if the caller may see it; else 404. */
  async visible(caller: Caller, id: number): Promise<Plan> {
    const plan = await this.dataSource.manager.findOneBy(Plan, { id });
    if (plan === null) throw notFound(PLAN, id);
    await this.agencies.requireVisible(caller, plan.agencyId, { what: PLAN, id });
    return plan;
  }

  async shown(plan: Plan): Promise<PlanResponse> {
    const [response] = await this.allShown([plan]);
    if (response === undefined) throw notFound(PLAN, plan.id);
    return response;
  }

  private async allShown(plans: readonly Plan[]): Promise<PlanResponse[]> {
    const agencies = await this.agenciesOf(plans);
    const steps = await this.steps.latest(plans.map(({ id }) => id));
    return plans.map((row) => planResponse(row, agencyIn(agencies, row), steps.get(row.id)));
  }

  /** Creates a draft. Throws `plan_exists` when the agency has a plan for the year. */
  async create(caller: Caller, request: PlanCreateRequest): Promise<PlanResponse> {
    const agencyId = await this.agencies.agencyFor(caller, request.agencyId);
    const [agency] = await this.agencies.named([agencyId]);
    if (agency === undefined || agency.retired) throw agencyRetired(agencyId);
    const title = request.title ?? `${agency.name}${request.year}年度随机抽查工作计划`.slice(-200);
    const { year } = request;
    const now = this.clock.now();
    try {
      const plan = await this.transactions.run(async (manager) => {
        if (await manager.existsBy(Plan, { agencyId, year })) throw planExists(agency.name, year);
        const row = manager.create(Plan, {
          agencyId,
          year,
          title,
          state: 'draft',
          review: null,
          changedBy: currentActor().userId,
          version: 1,
          edition: 0,
          caps: null,
          publishedAt: null,
          createdAt: now,
          updatedAt: now,
        });
        await manager.insert(Plan, row);
        const after = { agencyId, year, title, state: row.state, version: 1 };
        await this.history.record(manager, {
          subject: 'plan',
          subjectId: row.id,
          action: 'created',
          before: null,
          after,
        });
        return row;
      });
      return planResponse(plan, agency, undefined);
    } catch (error) {
      // someone else was quicker between the look and the insert
      if (isDuplicate(error)) throw planExists(agency.name, year);
      throw error;
    }
  }

  /** Renames a plan; on a published one with a reason, as a new version. */
  async change(
    caller: Caller,
    id: number,
    request: PlanChangeRequest,
    ifMatch: string | undefined,
  ): Promise<PlanResponse> {
    const changed = await this.changing(caller, id, ifMatch, async (plan) => {
      if (plan.state === 'published') {
        if (request.reason === undefined) throw reasonRequired();
        const drawing = await this.beingDrawn(plan.id);
        if (drawing.length > 0) throw planBeingDrawn(drawing);
      }
      return async (manager) => {
        const next = await this.advance(manager, plan, { title: request.title });
        await this.history.record(manager, {
          subject: 'plan',
          subjectId: plan.id,
          action: 'updated',
          before: { title: plan.title, version: plan.version },
          after: { title: next.title, version: next.version, reason: request.reason ?? null },
        });
        return next;
      };
    });
    return this.shown(changed);
  }

  async historyOf(caller: Caller, id: number): Promise<ChangeView[]> {
    await this.visible(caller, id);
    return this.history.of(this.dataSource.manager, 'plan', id);
  }

  /**
   * Changes a plan in two steps: `prepare` looks at everything without holding anyone up, and returns what writes it in
   * one transaction. When the plan was changed in between, both are done again on what it is then, unless the caller
   * named the version that he started from.
   */
  async changing<T>(
    caller: Caller,
    id: number,
    ifMatch: string | undefined,
    prepare: (plan: Plan) => Promise<(manager: EntityManager) => Promise<T>>,
  ): Promise<T> {
    for (let attempt = 1; ; attempt++) {
      const plan = await this.visible(caller, id);
      requireVersion(ifMatch, plan.version);
      const write = await prepare(plan);
      const agency = agencyIn(await this.agenciesOf([plan]), plan);
      try {
        return await this.transactions.run(async (manager) => {
          const written = await write(manager);
          await this.editions.keep(manager, plan, agency);
          return written;
        });
      } catch (error) {
        if (!(error instanceof PlanMoved) || attempt >= ATTEMPTS) throw error;
      }
    }
  }

  /**
   * Moves the plan on to its next version, with new values. First in each transaction that changes anything of a plan:
   * of two who started from the same version the database lets one through, and the row is locked until the end. What was
   * said of it in a review no longer holds, unless this is a step of the review.
   */
  async advance(
    manager: EntityManager,
    plan: Plan,
    values: Partial<Pick<Plan, 'title' | 'state' | 'publishedAt' | 'caps' | 'review'>> = {},
  ): Promise<Plan> {
    const looked = 'review' in values;
    const published = (values.state ?? plan.state) === 'published';
    const edition = published ? plan.edition + 1 : 0;
    const changed = looked ? {} : { review: null, changedBy: currentActor().userId };
    const next = { ...changed, ...values, version: plan.version + 1, edition, updatedAt: this.clock.now() };
    const { affected } = await manager.update(Plan, { id: plan.id, version: plan.version }, next);
    if (affected !== 1) throw new PlanMoved(plan.id);
    return { ...plan, ...next };
  }

  /** Codes of the batches that are in a draw right now. */
  async beingDrawn(planId: number): Promise<string[]> {
    const rows = await this.dataSource.manager
      .createQueryBuilder(Batch, 'batch')
      .innerJoin(Occurrence, 'occurrence', `occurrence.batch_id = batch.id AND occurrence.state = 'drawing'`)
      .select('batch.code', 'code')
      .distinct(true)
      .where('batch.plan_id = :planId', { planId })
      .orderBy('batch.code', 'ASC')
      .getRawMany<{ code: string }>();
    return rows.map((row) => row.code);
  }

  private async agenciesOf(plans: readonly Plan[]): Promise<Map<number, AgencyView>> {
    const views = await this.agencies.named(plans.map((plan) => plan.agencyId));
    return new Map(views.map((view) => [view.id, view]));
  }
}

/** Someone else changed the plan, or what is of it, between our look and our write. */
export class PlanMoved extends DomainError {
  constructor(id: number) {
    super(
      'conflict',
      'plan_changed_meanwhile',
      text(
        `计划 ${id} 正被他人连续修改，请稍后重试。`,
        `Plan ${id} was changed by someone else again and again meanwhile; try once more.`,
      ),
    );
  }
}

function agencyIn(agencies: ReadonlyMap<number, AgencyView>, plan: Plan): AgencyView {
  const agency = agencies.get(plan.agencyId);
  // a foreign key holds this
  if (agency === undefined) throw new Error(`plan ${plan.id} names agency ${plan.agencyId}, which is not there`);
  return agency;
}
