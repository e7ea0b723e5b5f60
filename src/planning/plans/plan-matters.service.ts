import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';

import { Config } from '../../platform/config/config.js';
import { Transactions } from '../../platform/database/transactions.js';
import { DomainError } from '../../platform/errors/domain-error.js';
import { AgencyScope } from '../../registry/agencies/agency-scope.js';
import { publishedWithPlan } from '../batches/batch-checks.js';
import { BatchMatter } from '../batches/batch-matter.entity.js';
import { Batch } from '../batches/batch.entity.js';
import { PublishedMatters } from '../published-matters.js';
import { RegistryFacts } from '../registry-facts.service.js';
import { Plan } from './plan.entity.js';

interface Named {
  readonly batchId: number;
  readonly matterId: number;
}

/**
 * What is to be drawn is public before it is: with a plan its matters are published, those of its agency and of those below
 * it. A checklist from above is published by whoever keeps it, and a batch that needs it is refused until then.
 */
@Injectable()
export class PlanMatters implements OnApplicationBootstrap {
  constructor(
    private readonly dataSource: DataSource,
    private readonly transactions: Transactions,
    private readonly agencies: AgencyScope,
    private readonly facts: RegistryFacts,
    private readonly published: PublishedMatters,
    private readonly config: Config,
  ) {}

  /** The batches of plans that were published before their matters had to be are still to be drawn. */
  async onApplicationBootstrap(): Promise<void> {
    if (!this.config.runsJobs) return;
    const { manager } = this.dataSource;
    const named = await manager.query<Named[]>(
      `SELECT DISTINCT m.matter_id AS matterId, m.batch_id AS batchId FROM batch_matters m
        JOIN occurrences o ON o.batch_id = m.batch_id WHERE o.state IN ('planned', 'missed') ORDER BY m.batch_id, m.matter_id`,
    );
    const there = await this.published.among(manager, [...new Set(named.map(({ matterId }) => matterId))]);
    const without = new Set(named.flatMap(({ batchId, matterId }) => (there.has(matterId) ? [] : [batchId])));
    for (const batchId of without) {
      try {
        await this.transactions.run((inside) => this.publishOf(inside, batchId));
      } catch (error) {
        // another process begins as well
        if (!(error instanceof DomainError) || error.code !== 'changed_meanwhile') throw error;
      }
    }
  }

  /** Publishes the matters of a batch that is to be drawn, as far as that is for its agency to do. */
  async publishOf(manager: EntityManager, batchId: number): Promise<void> {
    const named = await manager.findBy(BatchMatter, { batchId });
    const matters = await this.facts.matters(
      named.map(({ matterId }) => matterId),
      manager,
    );
    const missing = [...matters.values()].filter(({ published }) => !published);
    if (missing.length === 0) return;
    const { planId } = await manager.findOneByOrFail(Batch, { id: batchId });
    const { agencyId } = await manager.findOneByOrFail(Plan, { id: planId });
    const below = await this.agencies.within(
      agencyId,
      missing.map((matter) => matter.agencyId),
    );
    const ids = publishedWithPlan(missing, new Set(below)).map(({ id }) => id);
    if (ids.length > 0) await this.published.publish(manager, ids);
  }
}
