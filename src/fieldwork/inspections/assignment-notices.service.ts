import { Injectable } from '@nestjs/common';
import { type EntityManager } from 'typeorm';

import { type IssuableDraw } from '../../drawing/draws/assignments.js';
import { Notices } from '../../notices/outbox/notices.service.js';
import { text } from '../../platform/text.js';

/** Tells those concerned that a draw's inspections are there, in the transaction that makes them so. */
@Injectable()
export class AssignmentNotices {
  constructor(private readonly notices: Notices) {}

  /** @param inspectorIds those who were given a seat by this draw */
  async issued(manager: EntityManager, draw: IssuableDraw, inspectorIds: Iterable<number>): Promise<void> {
    const { agencyId, id, number, replacement, sampleSize, visit } = draw;
    const link = `/api/v1/inspections?drawId=${id}`;
    const days = text(
      `检查日期 ${visit.from} 至 ${visit.until}。`,
      `The visits are from ${visit.from} to ${visit.until}.`,
    );
    await this.notices.tell(manager, {
      kind: 'inspection-assigned',
      agencyId,
      to: { inspectorIds: [...inspectorIds] },
      title: text(`你被抽中执行检查：${number}`, `You were drawn to inspect: ${number}`),
      body: days,
      link: '/api/v1/inspections',
      key: `assigned:${id}`,
      personal: true,
    });
    await this.notices.tell(manager, {
      kind: 'draw-issued',
      agencyId,
      to: { roles: ['admin', 'planner'] },
      title: replacement
        ? text(`补抽 ${number} 的人员已到位`, `Those whom ${number} drew have their seats`)
        : text(`抽取 ${number} 已派发 ${sampleSize} 项检查`, `Draw ${number} is issued: ${sampleSize} inspections`),
      body: days,
      link,
      key: `draw-issued:${id}`,
    });
  }
}
