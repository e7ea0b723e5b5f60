import { Injectable } from '@nestjs/common';
import { DataSource, IsNull } from 'typeorm';

import { type Caller } from '../../accounts/caller.js';
import { Clock } from '../../platform/clock/clock.js';
import { Transactions } from '../../platform/database/transactions.js';
import { notFound } from '../../platform/errors/domain-error.js';
import { History } from '../../platform/history/history.service.js';
import { currentActor } from '../../platform/http/request-context.js';
import { Log } from '../../platform/log/log.js';
import { refuse } from '../records/record-errors.js';
import { InspectorsService } from './inspectors.service.js';
import { INSPECTOR, INTEREST, interestEnded, MOST_INTERESTS, tooManyInterests } from './inspectors.errors.js';
import { faultsOfInterest } from './interest-rules.js';
import { interestResponse, type DeclareInterestRequest, type InterestResponse } from './interest.dto.js';
import { Interest } from './interest.entity.js';

/** 利害关系: declared by the inspector himself, or by the office for him. */
@Injectable()
export class InterestsService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly transactions: Transactions,
    private readonly inspectors: InspectorsService,
    private readonly history: History,
    private readonly clock: Clock,
    private readonly log: Log,
  ) {}

  async list(caller: Caller, inspectorId: number): Promise<InterestResponse[]> {
    await this.requireConcerned(caller, inspectorId);
    const rows = await this.dataSource.manager.find(Interest, { where: { inspectorId }, order: { id: 'ASC' } });
    return rows.map(interestResponse);
  }

  async declare(caller: Caller, inspectorId: number, request: DeclareInterestRequest): Promise<InterestResponse> {
    await this.requireConcerned(caller, inspectorId);
    const { address = null, from = null, kind, name = null, note, person = null, until = null, uscc = null } = request;
    refuse(faultsOfInterest({ address, from, name, person, until, uscc }));
    return this.transactions.run(async (manager) => {
      await this.inspectors.forChange(manager, inspectorId);
      if ((await manager.countBy(Interest, { inspectorId, endedAt: IsNull() })) >= MOST_INTERESTS) {
        throw tooManyInterests();
      }
      const row = await manager.save(
        manager.create(Interest, {
          ...{ inspectorId, kind, name, uscc, address, person, note, fromDay: from, untilDay: until },
          declaredBy: currentActor().name,
          declaredAt: this.clock.now(),
          endedAt: null,
        }),
      );
      // the history is read by more people than the interest
      await this.history.record(manager, {
        subject: 'inspector',
        subjectId: inspectorId,
        action: 'interest-declared',
        before: null,
        after: { interest: row.id },
      });
      return interestResponse(row);
    });
  }

  async end(caller: Caller, inspectorId: number, interestId: number): Promise<InterestResponse> {
    await this.requireConcerned(caller, inspectorId);
    return this.transactions.run(async (manager) => {
      await this.inspectors.forChange(manager, inspectorId);
      const row = await manager.findOneBy(Interest, { id: interestId, inspectorId });
      if (row === null) throw notFound(INTEREST, interestId);
      if (row.endedAt !== null) throw interestEnded(row.endedAt);
      row.endedAt = this.clock.now();
      await manager.update(Interest, row.id, { endedAt: row.endedAt });
      await this.history.record(manager, {
        subject: 'inspector',
        subjectId: inspectorId,
        action: 'interest-ended',
        before: { interest: row.id },
        after: null,
      });
      return interestResponse(row);
    });
  }

  /** An inspector sees his own alone; for those of others he is answered as if there were no such inspector. */
  private async requireConcerned(caller: Caller, inspectorId: number): Promise<void> {
    await this.inspectors.one(caller, inspectorId);
    if (caller.role !== 'inspector' || caller.inspectorId === inspectorId) return;
    this.log.warn(
      { user: caller.username, sought: `interests of inspector ${inspectorId}` },
      'asked for the interests of another',
    );
    throw notFound(INSPECTOR, inspectorId);
  }
}
