import { Injectable, type OnModuleInit } from '@nestjs/common';
import { type EntityManager } from 'typeorm';

import { text } from '../../platform/text.js';
import { AgencyUses } from '../../registry/agencies/agency-uses.js';
import { Batch } from '../batches/batch.entity.js';
import { Occurrence } from '../occurrences/occurrence.entity.js';
import { Plan } from './plan.entity.js';

/** Tells the registry what hangs on an agency, so that none is retired that still has draws to come. */
@Injectable()
export class AgencyPlans implements OnModuleInit {
  constructor(private readonly uses: AgencyUses) {}

  onModuleInit(): void {
    this.uses.register(text('待抽取的安排', 'draws to come'), drawsToCome);
  }
}

async function drawsToCome(manager: EntityManager, agencyId: number): Promise<number> {
  return manager
    .createQueryBuilder(Occurrence, 'occurrence')
    .innerJoin(Batch, 'batch', 'batch.id = occurrence.batch_id')
    .innerJoin(Plan, 'plan', 'plan.id = batch.plan_id')
    .where(
      `(plan.agency_id = :agencyId OR EXISTS (SELECT 1 FROM batch_partners partner WHERE partner.batch_id = batch.id
        AND partner.agency_id = :agencyId AND partner.state IN ('invited', 'accepted')))`,
      { agencyId },
    )
    .andWhere(`occurrence.state IN ('planned', 'drawing', 'missed')`)
    .getCount();
}
