import { Injectable } from '@nestjs/common';
import { type EntityManager } from 'typeorm';

import { Notices } from '../../notices/outbox/notices.service.js';
import { text } from '../../platform/text.js';
import { type Inspection } from '../inspections/inspection.entity.js';
import { readTeams } from '../inspections/team.js';
import { readRecorders } from '../life/permission.js';

/** Tells those who may look over what was found that there is something to look over, in the transaction of the report. */
@Injectable()
export class ReviewNotices {
  constructor(private readonly notices: Notices) {}

  async wanted(manager: EntityManager, { agencyId, id, targetName, version }: Inspection): Promise<void> {
    const team = (await readTeams(manager, [id])).get(id) ?? [];
    await this.notices.tell(manager, {
      kind: 'review-wanted',
      agencyId,
      to: {
        roles: ['admin', 'planner'],
        except: await readRecorders(manager, id),
        exceptInspectors: team.map(({ inspectorId }) => inspectorId),
      },
      title: text(`检查任务 ${id} 的结果待复核`, `The findings of inspection ${id} wait for a review`),
      body: text(`检查对象：${targetName}。`, `The target is ${targetName}.`),
      link: `/api/v1/inspections/${id}`,
      // given back and reported anew it is told anew
      key: `review-wanted:${id}:${version}`,
      personal: true,
    });
  }
}
