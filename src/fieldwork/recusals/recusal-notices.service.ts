import { Injectable } from '@nestjs/common';
import { type EntityManager } from 'typeorm';

import { Notices } from '../../notices/outbox/notices.service.js';
import { text, type Bilingual } from '../../platform/text.js';
import { type InspectionRecusal, type RecusalState } from './inspection-recusal.entity.js';

const ENDS: Readonly<Record<Exclude<RecusalState, 'open'>, (id: number) => Bilingual>> = {
  approved: (id) => text(`检查任务 ${id} 的回避已批准`, `The recusal from inspection ${id} is approved`),
  refused: (id) => text(`检查任务 ${id} 的回避不予批准`, `The recusal from inspection ${id} is refused`),
  withdrawn: (id) => text(`检查任务 ${id} 的回避申请已撤回`, `The recusal from inspection ${id} is withdrawn`),
};

/** Tells those concerned of recusals, in the transaction that makes it so. For the people alone, and without what was declared. */
@Injectable()
export class RecusalNotices {
  constructor(private readonly notices: Notices) {}

  /** Those who may decide. */
  async asked(manager: EntityManager, agencyId: number, recusal: InspectionRecusal): Promise<void> {
    const { askedBy, id, inspectionId } = recusal;
    await this.notices.tell(manager, {
      kind: 'review-wanted',
      agencyId,
      to: { roles: ['admin', 'planner'], except: [askedBy] },
      title: text(
        `检查任务 ${inspectionId} 有回避申请待决定`,
        `A recusal from inspection ${inspectionId} waits for a decision`,
      ),
      link: `/api/v1/inspections/${inspectionId}/recusals`,
      key: `recusal-asked:${id}`,
      personal: true,
    });
  }

  /** Who asked, and whom it concerns. */
  async settled(manager: EntityManager, agencyId: number, recusal: InspectionRecusal): Promise<void> {
    const { askedBy, decidedBy, id, inspectionId, inspectorId, state } = recusal;
    if (state === 'open') return;
    await this.notices.tell(manager, {
      kind: 'recusal-decided',
      agencyId,
      to: { userIds: [askedBy], inspectorIds: [inspectorId], except: [decidedBy] },
      title: ENDS[state](inspectionId),
      link: `/api/v1/inspections/${inspectionId}`,
      key: `recusal-decided:${id}`,
      personal: true,
    });
  }
}
