import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';

import { notFound } from '../../platform/errors/domain-error.js';
import { History } from '../../platform/history/history.service.js';
import { InspectionRecusal, type RecusalState } from './inspection-recusal.entity.js';
import { toRecusalResponse, type InspectionRecusalResponse } from './recusal.dto.js';
import { RECUSAL, recusalDecided } from './recusals.errors.js';

/** How a recusal ended. */
export interface Settled {
  readonly state: Exclude<RecusalState, 'open'>;
  readonly by: { readonly userId: number; readonly username: string };
  readonly reason: string | null;
  readonly amendmentId: number | null;
  readonly at: Date;
}

/** The rows of recusals, and what the history keeps of them. */
@Injectable()
export class RecusalRecords {
  constructor(
    private readonly dataSource: DataSource,
    private readonly history: History,
  ) {}

  async of(inspectionId: number): Promise<InspectionRecusalResponse[]> {
    const rows = await this.dataSource.manager.find(InspectionRecusal, {
      where: { inspectionId },
      order: { id: 'ASC' },
    });
    return Promise.all(rows.map((row) => this.shown(row)));
  }

  async one(inspectionId: number, id: number): Promise<InspectionRecusal> {
    const row = await this.dataSource.manager.findOneBy(InspectionRecusal, { id, inspectionId });
    if (row === null) throw notFound(RECUSAL, id);
    return row;
  }

  async shown(row: InspectionRecusal): Promise<InspectionRecusalResponse> {
    const rows = await this.dataSource.manager.query<{ number: string }[]>(
      `SELECT d.number AS number FROM draw_amendments a JOIN draws d ON d.id = a.new_draw_id WHERE a.id = ?`,
      [row.amendmentId ?? 0],
    );
    return toRecusalResponse(row, rows[0]?.number ?? null);
  }

  async write(manager: EntityManager, recusal: InspectionRecusal, inspector: string): Promise<void> {
    await manager.insert(InspectionRecusal, recusal);
    await this.note(manager, recusal, 'recusal-asked', { origin: recusal.origin, inspector });
  }

  /** Of two who settle it at once, one finds it settled. */
  async settle(
    manager: EntityManager,
    id: number,
    { amendmentId, at, by, reason, state }: Settled,
  ): Promise<InspectionRecusal> {
    const { affected } = await manager.update(
      InspectionRecusal,
      { id, state: 'open' },
      {
        state,
        undecided: null,
        decidedBy: by.userId,
        decidedByName: by.username,
        decisionReason: reason === '' ? null : reason,
        decidedAt: at,
        amendmentId,
        version: 2,
      },
    );
    const recusal = await manager.findOneByOrFail(InspectionRecusal, { id });
    if (affected !== 1) throw recusalDecided(recusal.state);
    await this.note(manager, recusal, `recusal-${state}`, { amendmentId });
    return recusal;
  }

  private async note(manager: EntityManager, recusal: InspectionRecusal, action: string, after: object): Promise<void> {
    await this.history.record(manager, {
      subject: 'inspection',
      subjectId: recusal.inspectionId,
      action,
      before: null,
      after: { recusal: recusal.id, ...after },
    });
  }
}
