import { Injectable } from '@nestjs/common';

import { type Caller } from '../accounts/caller.js';
import { Users } from '../accounts/users/users.service.js';
import { DrawsService } from '../drawing/draws/draws.service.js';
import { FindingsService } from '../fieldwork/findings/findings.service.js';
import { InspectionsService } from '../fieldwork/inspections/inspections.service.js';
import { InspectionLife } from '../fieldwork/life/life.service.js';
import { ChecklistPublication } from '../disclosure/checklist/checklist-publication.service.js';
import { type StepRequest } from '../fieldwork/life/step.dto.js';
import { RectificationLife } from '../fieldwork/rectifications/rectification-life.service.js';
import { BatchesService } from '../planning/batches/batches.service.js';
import { PlanPublication } from '../planning/plans/plan-publication.service.js';
import { PlansService } from '../planning/plans/plans.service.js';
import { Clock } from '../platform/clock/clock.js';
import { Config } from '../platform/config/config.js';
import { Transactions } from '../platform/database/transactions.js';
import { DomainError } from '../platform/errors/domain-error.js';
import { ROLES, type Role } from '../platform/http/access.js';
import { runAs } from '../platform/http/request-context.js';
import { JobRunner } from '../platform/jobs/job-runner.js';
import { readablePassword } from '../platform/secrets/secrets.js';
import { text } from '../platform/text.js';
import { AgenciesService } from '../registry/agencies/agencies.service.js';
import { InspectorsService } from '../registry/inspectors/inspectors.service.js';
import { MattersService } from '../registry/matters/matters.service.js';
import { TargetsService } from '../registry/targets/targets.service.js';
import { AGENCIES, BATCHES, COUNTY, INSPECTORS, MATTERS, targets, type DemoBatch } from './county.js';

export interface DemoAccount {
  readonly username: string;
  readonly password: string;
}

const DAY = 86_400_000;
const CHINA = 8 * 3_600_000;
/** Where a draw of a few dozen targets has not come after so long, something is wrong. */
const PATIENCE_SECONDS = 60;

const SIGNED_IN: Caller = { userId: 0, username: 'demonstration', role: 'admin', agencyId: null, inspectorId: null };

/**
 * Fills an empty embedded database with a county that does not exist, through the same services that people use: the draws
 * are real ones, held while it loads. Nothing of it comes with NODE_ENV=production or on MySQL.
 */
@Injectable()
export class Demonstration {
  constructor(
    private readonly agencies: AgenciesService,
    private readonly matters: MattersService,
    private readonly targets: TargetsService,
    private readonly inspectors: InspectorsService,
    private readonly plans: PlansService,
    private readonly batches: BatchesService,
    private readonly publication: PlanPublication,
    private readonly draws: DrawsService,
    private readonly inspections: InspectionsService,
    private readonly life: InspectionLife,
    private readonly checklist: ChecklistPublication,
    private readonly findings: FindingsService,
    private readonly rectifications: RectificationLife,
    private readonly users: Users,
    private readonly jobs: JobRunner,
    private readonly transactions: Transactions,
    private readonly config: Config,
    private readonly clock: Clock,
  ) {}

  /** Loads the county and returns the accounts with their passwords, which are nowhere else. */
  async load(): Promise<readonly DemoAccount[]> {
    return runAs('demonstration', async () => {
      const agencyIds = await this.loadAgencies();
      const county = agencyIds.get(COUNTY);
      if (county === undefined) throw new Error('the county is not among the agencies');
      const inspectorIds = await this.loadInspectors(county);
      await this.loadTargets(county);
      const matterIds = await this.loadMatters(county);
      await this.checklist.publishOf(SIGNED_IN, county, {});
      await this.publishPlan(county, matterIds);
      const drawn = await this.issued(BATCHES.filter(({ when }) => when === 'at once').length);
      const { accounts, callers } = await this.openAccounts(county, inspectorIds[0] ?? null);
      await this.inspect(drawn, callers);
      return accounts;
    });
  }

  private async loadAgencies(): Promise<Map<string, number>> {
    const ids = new Map<string, number>();
    for (const { code, name, level, regionCode, parent } of AGENCIES) {
      const parentId = parent === null ? null : (ids.get(parent) ?? null);
      const agency = await this.agencies
        .create(SIGNED_IN, { code, name, level, regionCode, parentId })
        .catch((error: unknown) => {
          if (!(error instanceof DomainError) || error.kind !== 'conflict') throw error;
          throw new DomainError(
            'conflict',
            'demonstration_interrupted',
            text(
              `上次装入示范数据时被中断。请删除目录 ${this.config.dataDir} 后重新启动。`,
              `Loading the demonstration was interrupted before. Remove the folder ${this.config.dataDir} and start again.`,
            ),
          );
        });
      ids.set(code, agency.id);
    }
    return ids;
  }

  private async loadInspectors(agencyId: number): Promise<number[]> {
    const { year } = this.today();
    const ids: number[] = [];
    for (const inspector of INSPECTORS) {
      const created = await this.inspectors.create(SIGNED_IN, {
        ...inspector,
        qualifications: [...inspector.qualifications],
        agencyId,
        issuer: '示范省司法厅',
        validFrom: `${year - 2}-01-01`,
        validUntil: `${year + 3}-12-31`,
      });
      ids.push(created.id);
    }
    return ids;
  }

  private async loadTargets(agencyId: number): Promise<void> {
    const drafts = targets().map((target) => ({ ...target, agencyId }));
    await this.transactions.run((manager) => this.targets.createMany(manager, drafts));
  }

  private async loadMatters(agencyId: number): Promise<Map<string, number>> {
    const ids = new Map<string, number>();
    for (const { millionths, methods, ...matter } of MATTERS) {
      const created = await this.matters.create(SIGNED_IN, {
        ...matter,
        agencyId,
        methods: [...methods],
        level: '县级民政部门',
        frequency: '每年一次',
        rate: { direction: 'at-least', millionths },
      });
      ids.set(matter.number, created.id);
    }
    return ids;
  }

  private async publishPlan(agencyId: number, matterIds: ReadonlyMap<string, number>): Promise<void> {
    const { year } = this.today();
    const plan = await this.plans.create(SIGNED_IN, {
      agencyId,
      year,
      title: `示范县民政局${year}年度随机抽查工作计划`,
    });
    for (const batch of BATCHES) {
      await this.batches.create(
        SIGNED_IN,
        plan.id,
        {
          name: batch.name,
          matterIds: batch.matters.flatMap((number) => matterIds.get(number) ?? []),
          filter: [{ field: 'kind', in: [...batch.kinds] }],
          rate: { direction: 'at-least', millionths: batch.millionths },
          censusBelow: batch.censusBelow ?? null,
          visitWindow: { afterDays: 0, days: 30 },
          schedule: { kind: 'date', at: this.dueAt(batch).toISOString() },
        },
        undefined,
      );
    }
    await this.publication.publish(SIGNED_IN, plan.id, undefined);
    this.jobs.wake();
  }

  /** At once, in a minute, or at a share of what is left of the year in China, so that it works on any day of the year. */
  private dueAt({ when }: DemoBatch): Date {
    const now = this.clock.now().getTime();
    const yearEnd = Date.UTC(this.today().year + 1, 0, 1) - CHINA - 1;
    if (when === 'at once') return new Date(now);
    if (when === 'in a minute') return new Date(Math.min(now + 60_000, yearEnd));
    const due = now + (yearEnd - now) * when;
    // nine in the morning reads better than any second of the night, while there are days left
    const morning = Math.floor((due + CHINA) / DAY) * DAY + 9 * 3_600_000 - CHINA;
    return new Date(morning > now + DAY ? morning : due);
  }

  private async issued(count: number): Promise<number[]> {
    for (let waited = 0; waited < PATIENCE_SECONDS * 10; waited++) {
      const { items } = await this.draws.list(SIGNED_IN, { pageSize: 200 });
      const failed = items.find(({ failure }) => failure !== null);
      if (failed !== undefined) throw new Error(`draw ${failed.number}: ${failed.failure?.en ?? ''}`);
      const issued = items.filter(({ phase }) => phase === 'issued');
      if (issued.length >= count) return issued.map(({ id }) => id);
      this.jobs.wake();
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    throw new Error('the demonstration draws did not come to an end');
  }

  /** Two thirds of the drawn inspections go through their whole life; one in seven of them found something, which is mended. */
  private async inspect(drawIds: readonly number[], { admin, planner }: Record<Role, Caller>): Promise<void> {
    const visitedOn = this.today().day;
    for (const drawId of drawIds) {
      const { items } = await this.inspections.list(planner, { drawId, pageSize: 200 });
      const done = items.filter((_, at) => at % 3 !== 2);
      const ids = done.map(({ id }) => id);
      const together = (caller: Caller, request: StepRequest): Promise<unknown> =>
        this.life.takeAll(caller, { ...request, ids });
      if (ids.length === 0) continue;
      await together(planner, { step: 'accept' });
      await together(admin, { step: 'approve' });
      await together(planner, { step: 'notify', on: visitedOn, how: 'in-person' });
      for (const [at, { id }] of items.entries()) {
        if (at % 3 === 2) continue;
        const found = at % 7 === 3 ? 'ordered-to-correct' : 'no-problem-found';
        await this.findings.record(planner, id, { visitedOn, findings: [{ code: found }] }, undefined);
        if (found === 'ordered-to-correct') await this.mend(planner, id, visitedOn);
      }
      await together(admin, { step: 'review' });
      await together(planner, { step: 'publish' });
      await together(planner, { step: 'close' });
    }
  }

  private async mend(planner: Caller, inspectionId: number, on: string): Promise<void> {
    const { id } = await this.rectifications.order(
      planner,
      inspectionId,
      {
        findingCode: 'ordered-to-correct',
        on,
        deadline: { days: 10, counted: 'working' },
        items: [{ what: '当场清理消防通道，十个工作日内完善值班记录' }],
      },
      undefined,
    );
    for (const step of [{ step: 'recheck', on, passed: true, note: '已整改到位' }, { step: 'close' }] as const)
      await this.rectifications.take(planner, id, step, undefined);
  }

  private async openAccounts(
    agencyId: number,
    inspectorId: number | null,
  ): Promise<{ readonly accounts: DemoAccount[]; readonly callers: Record<Role, Caller> }> {
    const names: Readonly<Record<Role, string>> = {
      admin: '管理员',
      planner: '计划员',
      inspector: '陈思远',
      auditor: '审计员',
    };
    const accounts = ROLES.map((username) => ({ username, password: this.config.demoPassword ?? readablePassword() }));
    const callers: Partial<Record<Role, Caller>> = {};
    await this.transactions.run(async (manager) => {
      for (const { username, password } of accounts) {
        const user = {
          username,
          role: username,
          agencyId: username === 'planner' || username === 'inspector' ? agencyId : null,
          inspectorId: username === 'inspector' ? inspectorId : null,
        };
        const userId = await this.users.createUser(manager, { ...user, displayName: names[username], password });
        callers[username] = { ...user, userId };
      }
    });
    return { accounts, callers: callers as Record<Role, Caller> };
  }

  private today(): { readonly year: number; readonly day: string } {
    const day = new Date(this.clock.now().getTime() + CHINA).toISOString().slice(0, 10);
    return { year: Number(day.slice(0, 4)), day };
  }
}
