import { Injectable } from '@nestjs/common';
import { DataSource, IsNull } from 'typeorm';

import { type Caller } from '../../accounts/caller.js';
import { Clock } from '../../platform/clock/clock.js';
import { type Fault } from '../../platform/errors/domain-error.js';
import { History } from '../../platform/history/history.service.js';
import { refuse } from '../../registry/records/record-errors.js';
import { BatchReview } from '../batches/batch-review.service.js';
import { termsOfRow } from '../batches/batch-row.js';
import { Batch } from '../batches/batch.entity.js';
import { reasonRequired } from '../batches/batches.errors.js';
import { Occurrence } from '../occurrences/occurrence.entity.js';
import { capFaults } from './plan-caps.js';
import { type PlanCapsRequest, type PlanResponse } from './plan.dto.js';
import { planBeingDrawn } from './plans.errors.js';
import { PlansService } from './plans.service.js';

/** 年度检查频次上限: how often a target may be visited in a year. Published with the plan, and changed as it is. */
@Injectable()
export class PlanCaps {
  constructor(
    private readonly dataSource: DataSource,
    private readonly plans: PlansService,
    private readonly reviews: BatchReview,
    private readonly history: History,
    private readonly clock: Clock,
  ) {}

  /** Replaces all caps. Refused where a batch of the plan could not be drawn with them. */
  async change(
    caller: Caller,
    id: number,
    request: PlanCapsRequest,
    ifMatch: string | undefined,
  ): Promise<PlanResponse> {
    const caps = request.caps.map(({ most, targetKind }) => ({ targetKind, most }));
    refuse(capFaults(caps));
    const changed = await this.plans.changing(caller, id, ifMatch, async (plan) => {
      if (plan.state === 'published') {
        if (request.reason === undefined) throw reasonRequired();
        const drawing = await this.plans.beingDrawn(id);
        if (drawing.length > 0) throw planBeingDrawn(drawing);
      }
      const { manager: reader } = this.dataSource;
      const faults: Fault[] = [];
      for (const batch of await reader.findBy(Batch, { planId: id, cancelledAt: IsNull() })) {
        const existing = await reader.findBy(Occurrence, { batchId: batch.id });
        const terms = termsOfRow(batch);
        const { toCome } = await this.reviews.moments(plan.year, terms, this.clock.now(), existing);
        for (const { code, message } of await this.reviews.limits({ ...plan, caps }, terms, toCome)) {
          faults.push({ pointer: '/caps', code, message: inBatch(batch.code, message) });
        }
      }
      refuse(faults);
      return async (manager) => {
        const next = await this.plans.advance(manager, plan, { caps });
        await this.history.record(manager, {
          subject: 'plan',
          subjectId: id,
          action: 'caps-changed',
          before: { caps: plan.caps ?? [], version: plan.version },
          after: { caps, version: next.version, reason: request.reason ?? null },
        });
        return next;
      };
    });
    return this.plans.shown(changed);
  }
}

const inBatch = (code: string, { en, zh }: Fault['message']): Fault['message'] => ({
  zh: `批次 ${code}：${zh}`,
  en: `Batch ${code}: ${en}`,
});
