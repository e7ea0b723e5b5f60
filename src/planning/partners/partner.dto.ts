import { Integer, Moment, Nested, NestedList, OneOf, Text, Texts } from '../../platform/http/fields.js';
import { ListQuery } from '../../platform/http/paging.js';
import { type AgencyView } from '../../registry/agencies/agency-scope.js';
import { BatchVisitWindow } from '../batches/batch-members.dto.js';
import { MOST_IN_TEAM, MOST_SEATS } from '../teams/team-plan.js';
import { type BatchPartner } from './batch-partner.entity.js';
import { PARTNER_ROLES, PARTNER_STATES, type PartnerRole, type PartnerState } from './partner.js';

const MOST_ID = 2_147_483_647;
const ROW = { min: 1, max: MOST_ID };
const WORDS = { min: 1, max: 500 };

export class SeatWishRequest {
  @Integer({ min: 1, max: MOST_IN_TEAM, about: 'Inspectors of this agency before each target' })
  count: number;

  @Texts({ max: 100, maxItems: 10, optional: true, about: 'Each of them holds these' })
  qualifications?: string[];
}

export class InviteRequest {
  @Text({ min: 1, max: 200, about: 'Code or whole name of the agency' })
  agency: string;

  @OneOf(PARTNER_ROLES, {
    about:
      'participant: fills seats of its own (联合抽查); neighbour: lends its inspectors to your seats (相邻单位人员库)',
  })
  role: PartnerRole;

  @Text({ ...WORDS, about: 'Why' })
  reason: string;
}

export class LeaveOutRequest {
  @Integer({ ...ROW, about: 'Of the list of partners' })
  partnerId: number;

  @Text({ ...WORDS, about: 'Why the batch goes on without it; public with the draw' })
  reason: string;
}

export class AcceptRequest {
  @NestedList(() => SeatWishRequest, {
    minItems: 1,
    maxItems: MOST_SEATS,
    optional: true,
    about: 'Of a participant: its seats before each target. A neighbour names none',
  })
  seats?: SeatWishRequest[];

  @Text({ ...WORDS, optional: true, about: 'A neighbour says why its people may be sent' })
  reason?: string;
}

export class DeclineInvitationRequest {
  @Text({ ...WORDS, about: 'Why not; public with the draw' })
  reason: string;
}

export class InvitationsQuery extends ListQuery {
  @OneOf(PARTNER_STATES, { optional: true })
  state?: PartnerState;
}

export class NamedAgencyResponse {
  @Integer(ROW)
  id: number;

  @Text({ max: 64 })
  code: string;

  @Text({ max: 200 })
  name: string;
}

export class SeatWishResponse {
  @Integer({ min: 1, max: MOST_IN_TEAM })
  count: number;

  @Texts({ max: 100, maxItems: 10 })
  qualifications: string[];
}

export class PartnerResponse {
  @Integer(ROW)
  id: number;

  @Integer(ROW)
  batchId: number;

  @Nested(() => NamedAgencyResponse)
  agency: NamedAgencyResponse;

  @OneOf(PARTNER_ROLES)
  role: PartnerRole;

  @OneOf(PARTNER_STATES, { about: 'Nothing is drawn while one is only invited' })
  state: PartnerState;

  @Text({ max: 500, about: 'Why it was asked' })
  reason: string;

  @NestedList(() => SeatWishResponse, { maxItems: MOST_SEATS })
  seats: SeatWishResponse[];

  @Text({ max: 500, nullable: true, about: 'What was said when it was decided' })
  answer: string | null;

  @Text({ max: 200 })
  invitedBy: string;

  @Moment()
  invitedAt: string;

  @Text({ max: 200, nullable: true })
  decidedBy: string | null;

  @Moment({ nullable: true })
  decidedAt: string | null;

  @Integer({ ...ROW, about: 'Goes up with every change; the ETag' })
  version: number;
}

export class InvitedMatterResponse {
  @Text({ max: 64 })
  code: string;

  @Text({ max: 500 })
  name: string;
}

/** What the agency that was asked must know to answer: not the plan, of which it sees nothing else. */
export class InvitationResponse extends PartnerResponse {
  @Nested(() => NamedAgencyResponse, { about: 'Who asks' })
  initiator: NamedAgencyResponse;

  @Integer({ min: 1900, max: 9999 })
  year: number;

  @Text({ max: 200 })
  plan: string;

  @Text({ max: 64 })
  batchCode: string;

  @Text({ max: 200 })
  batchName: string;

  @NestedList(() => InvitedMatterResponse, { maxItems: 200 })
  matters: InvitedMatterResponse[];

  @Nested(() => BatchVisitWindow)
  visitWindow: BatchVisitWindow;

  @Moment({ nullable: true, about: 'When it is drawn next; in a draft, when it would be if it were published now' })
  nextDueAt: string | null;
}

export function partnerResponse(row: BatchPartner, { code, id, name }: AgencyView): PartnerResponse {
  return {
    id: row.id,
    batchId: row.batchId,
    agency: { id, code, name },
    role: row.role,
    state: row.state,
    reason: row.reason,
    seats: row.seats.map(({ count, qualifications }) => ({ count, qualifications: [...qualifications] })),
    answer: row.answer,
    invitedBy: row.invitedByName,
    invitedAt: row.invitedAt.toISOString(),
    decidedBy: row.decidedByName,
    decidedAt: row.decidedAt?.toISOString() ?? null,
    version: row.version,
  };
}
