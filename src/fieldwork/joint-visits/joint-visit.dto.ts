import { Day, Integer, Moment, NestedList, OneOf, Text, Texts } from '../../platform/http/fields.js';
import { ListQuery } from '../../platform/http/paging.js';
import { JOINT_VISIT_STATES, type JointVisitState } from './joint-visit.entity.js';

const ROW = { min: 1, max: 2_147_483_647 };

export class JointVisitsQuery extends ListQuery {
  @OneOf(JOINT_VISIT_STATES, { optional: true, about: '`offered`: those on which the sides still have to agree' })
  state?: JointVisitState;
}

export class ConsentRequest {
  @Day({ about: 'The day on which both teams go. It is one visit once both sides have named the same' })
  plannedOn: string;
}

export class JointVisitDeclineRequest {
  @Text({ min: 1, max: 500, about: 'Why the two stay two visits' })
  reason: string;
}

export class JointSideResponse {
  @Integer(ROW)
  inspectionId: number;

  @Text({ max: 64 })
  drawNumber: string;

  @Integer(ROW)
  agencyId: number;

  @Text({ max: 200 })
  agencyName: string;

  @Texts({ max: 2000, maxItems: 1000, about: 'Names of the matters' })
  matters: string[];

  @Day()
  visitFrom: string;

  @Day()
  visitUntil: string;

  @Texts({ max: 100, maxItems: 100, about: 'Who goes; told to the other side once it is one visit' })
  team: string[];

  @Day({ nullable: true, about: 'The day that this side has consented to' })
  consentedTo: string | null;

  @Text({ max: 100, nullable: true })
  consentedBy: string | null;
}

export class JointVisitResponse {
  @Integer(ROW)
  id: number;

  @OneOf(JOINT_VISIT_STATES, { about: '待商、已合并、已谢绝、已撤回（抽取作废）' })
  state: JointVisitState;

  @Text({ max: 64 })
  targetCode: string;

  @Text({ max: 300 })
  targetName: string;

  @Day({ nullable: true, about: 'The day on which both teams go, once both sides have consented to it' })
  plannedOn: string | null;

  @NestedList(() => JointSideResponse, { minItems: 2, maxItems: 2 })
  sides: JointSideResponse[];

  @Text({ max: 500, nullable: true, about: 'Why it was declined or withdrawn' })
  reason: string | null;

  @Text({ max: 100, nullable: true, about: 'Who declined it' })
  endedBy: string | null;

  @Integer(ROW)
  version: number;

  @Moment()
  createdAt: string;

  @Moment()
  updatedAt: string;
}
