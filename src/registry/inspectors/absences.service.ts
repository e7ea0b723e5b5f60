import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';

import { type Caller } from '../../accounts/caller.js';
import { Transactions } from '../../platform/database/transactions.js';
import { notFound } from '../../platform/errors/domain-error.js';
import { History } from '../../platform/history/history.service.js';
import { text } from '../../platform/text.js';
import { refuse } from '../records/record-errors.js';
import { absenceResponse, type AbsenceResponse, type CreateAbsenceRequest } from './absence.dto.js';
import { Absence } from './absence.entity.js';
import { InspectorsService } from './inspectors.service.js';
import { ABSENCE, MOST_ABSENCES, tooManyAbsences } from './inspectors.errors.js';

/** The days on which inspectors cannot go out. They are part of the inspector's history. */
@Injectable()
export class AbsencesService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly transactions: Transactions,
    private readonly inspectors: InspectorsService,
    private readonly history: History,
  ) {}

  async list(caller: Caller, inspectorId: number): Promise<AbsenceResponse[]> {
    await this.inspectors.one(caller, inspectorId);
    const rows = await this.dataSource.manager.find(Absence, {
      where: { inspectorId },
      order: { fromDay: 'ASC', id: 'ASC' },
    });
    return rows.map(absenceResponse);
  }

  async create(caller: Caller, inspectorId: number, request: CreateAbsenceRequest): Promise<AbsenceResponse> {
    await this.inspectors.one(caller, inspectorId);
    const { from, until } = request;
    if (from > until) {
      const message = text(
        `结束日期（${until}）早于开始日期（${from}）。`,
        `The last day (${until}) lies before the first (${from}).`,
      );
      refuse(['/from', '/until'].map((pointer) => ({ pointer, code: 'days_reversed', message })));
    }
    return this.transactions.run(async (manager) => {
      await this.inspectors.forChange(manager, inspectorId);
      if ((await manager.countBy(Absence, { inspectorId })) >= MOST_ABSENCES) throw tooManyAbsences();
      const row = await manager.save(
        manager.create(Absence, {
          ...{ inspectorId, kind: 'leave', fromDay: from, untilDay: until },
          reason: request.reason ?? null,
        }),
      );
      const after = absenceResponse(row);
      await this.history.record(manager, {
        subject: 'inspector',
        subjectId: inspectorId,
        action: 'absence-added',
        before: null,
        after,
      });
      return after;
    });
  }

  async remove(caller: Caller, inspectorId: number, absenceId: number): Promise<void> {
    await this.inspectors.one(caller, inspectorId);
    await this.transactions.run(async (manager) => {
      await this.inspectors.forChange(manager, inspectorId);
      const row = await manager.findOneBy(Absence, { id: absenceId, inspectorId });
      if (row === null) throw notFound(ABSENCE, absenceId);
      await manager.delete(Absence, { id: absenceId });
      await this.history.record(manager, {
        subject: 'inspector',
        subjectId: inspectorId,
        action: 'absence-removed',
        before: absenceResponse(row),
        after: null,
      });
    });
  }
}
