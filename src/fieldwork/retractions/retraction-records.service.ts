import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';

import { Notices } from '../../notices/outbox/notices.service.js';
import { notFound } from '../../platform/errors/domain-error.js';
import { History } from '../../platform/history/history.service.js';
import { text, type Bilingual } from '../../platform/text.js';
import { type Inspection } from '../inspections/inspection.entity.js';
import { Retraction, type Retracted, type RetractionState } from './retraction.entity.js';
import { RETRACTION, retractionDecided, SUBJECT_WORDS } from './retractions.errors.js';

/** How it ended. */
export interface EndedRetraction {
  readonly state: Exclude<RetractionState, 'open'>;
  readonly by: { readonly userId: number; readonly username: string };
  readonly reason: string | null;
  readonly at: Date;
}

const ENDS: Readonly<Record<Exclude<RetractionState, 'open' | 'withdrawn'>, Bilingual>> = {
  approved: text('已批准', 'is approved'),
  refused: text('不予批准', 'is refused'),
};

/** The rows of retractions, what the history keeps of them, and who is told: each in the transaction that makes it so. */
@Injectable()
export class RetractionRecords {
  constructor(
    private readonly dataSource: DataSource,
    private readonly history: History,
    private readonly notices: Notices,
  ) {}

  of(inspectionId: number): Promise<Retraction[]> {
    return this.dataSource.manager.find(Retraction, { where: { inspectionId }, order: { id: 'ASC' } });
  }

  async one(inspectionId: number, id: number): Promise<Retraction> {
    const row = await this.dataSource.manager.findOneBy(Retraction, { id, inspectionId });
    if (row === null) throw notFound(RETRACTION, id);
    return row;
  }

  async ask(
    manager: EntityManager,
    { agencyId, id: inspectionId }: Inspection,
    asked: { readonly subject: Retracted; readonly reason: string },
    by: { readonly userId: number; readonly username: string },
    at: Date,
  ): Promise<Retraction> {
    const row = manager.create(Retraction, {
      inspectionId,
      ...asked,
      state: 'open',
      undecided: 1,
      askedBy: by.userId,
      askedByName: by.username,
      askedAt: at,
      decidedBy: null,
      decidedByName: null,
      decisionReason: null,
      decidedAt: null,
      version: 1,
    });
    await manager.insert(Retraction, row);
    await this.note(manager, row, 'retraction-asked', { subject: row.subject, reason: row.reason });
    await this.notices.tell(manager, {
      kind: 'review-wanted',
      agencyId,
      to: { roles: ['admin', 'planner'], except: [row.askedBy] },
      title: text(
        `检查任务 ${inspectionId} 申请${SUBJECT_WORDS[row.subject].zh}，待决定`,
        `Asked for about inspection ${inspectionId}: ${SUBJECT_WORDS[row.subject].en}`,
      ),
      link: `/api/v1/inspections/${inspectionId}/retractions`,
      key: `retraction-asked:${row.id}`,
      personal: true,
    });
    return row;
  }

  /** Of two who end it at once, one finds it ended. */
  async settle(
    manager: EntityManager,
    agencyId: number,
    id: number,
    { at, by, reason, state }: EndedRetraction,
  ): Promise<Retraction> {
    const { affected } = await manager.update(
      Retraction,
      { id, state: 'open' },
      {
        state,
        undecided: null,
        decidedBy: by.userId,
        decidedByName: by.username,
        decisionReason: reason === '' ? null : reason,
        decidedAt: at,
        version: 2,
      },
    );
    const row = await manager.findOneByOrFail(Retraction, { id });
    if (affected !== 1) throw retractionDecided(row.state);
    const { askedBy, inspectionId, subject } = row;
    await this.note(manager, row, `retraction-${state}`, { reason });
    // whoever asked has withdrawn it himself
    if (state === 'withdrawn') return row;
    await this.notices.tell(manager, {
      kind: 'retraction-decided',
      agencyId,
      to: { userIds: [askedBy], except: [by.userId] },
      title: text(
        `检查任务 ${inspectionId}：${SUBJECT_WORDS[subject].zh}${ENDS[state].zh}`,
        `Inspection ${inspectionId}: ${SUBJECT_WORDS[subject].en} ${ENDS[state].en}`,
      ),
      link: `/api/v1/inspections/${inspectionId}`,
      key: `retraction-decided:${id}`,
      personal: true,
    });
    return row;
  }

  private async note(manager: EntityManager, row: Retraction, action: string, after: object): Promise<void> {
    await this.history.record(manager, {
      subject: 'inspection',
      subjectId: row.inspectionId,
      action,
      before: null,
      after: { retraction: row.id, ...after },
    });
  }
}
