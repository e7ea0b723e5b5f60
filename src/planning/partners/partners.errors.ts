import { DomainError, invalid, type Fault } from '../../platform/errors/domain-error.js';
import { text } from '../../platform/text.js';
import { type AgencyView } from '../../registry/agencies/agency-scope.js';
import { MOST_IN_TEAM, MOST_SEATS } from '../teams/team-plan.js';
import { type PartnerState } from './partner.js';

export const PARTNER = text('参与单位', 'partner of the batch');
export const INVITATION = text('邀请', 'invitation');

export const agencyUnknown = (word: string): DomainError =>
  invalid(
    '/agency',
    'agency_unknown',
    text(
      `没有名称或代码为“${word}”的在用单位。请写单位全称，或单位代码。`,
      `There is no agency in use with the name or code "${word}". Give its whole name, or its code.`,
    ),
  );

export const partnerInLine = (asked: AgencyView, other: AgencyView): DomainError =>
  invalid(
    '/agency',
    'partner_in_line',
    text(
      `“${asked.name}”与“${other.name}”是同一单位或有上下级关系，其人员会在一个组里占两处席位。上级的人员请用“按层级混合组队”（seats），下级的人员已在本单位人员库内。`,
      `"${asked.name}" and "${other.name}" are one agency, or one lies below the other: their inspectors would sit twice. For people of several levels use "seats"; those below you are in your pool already.`,
    ),
  );

export const partnerThere = (asked: AgencyView): DomainError =>
  new DomainError(
    'conflict',
    'partner_invited_already',
    text(
      `“${asked.name}”已受邀参与本批次，一个单位只邀请一次。`,
      `"${asked.name}" is invited to this batch already; an agency is invited once.`,
    ),
    {
      faults: [
        {
          pointer: '/agency',
          code: 'partner_invited_already',
          message: text('该单位已受邀。', 'It is invited already.'),
        },
      ],
    },
  );

export const partnersFull = (most: number): DomainError =>
  new DomainError(
    'conflict',
    'too_many_partners',
    text(
      `一个批次最多有 ${most} 个参与单位和相邻单位。请先请出不再需要的单位。`,
      `A batch has at most ${most} partners. Leave one out first that is not needed any more.`,
    ),
  );

const STATES: Readonly<Record<PartnerState, ReturnType<typeof text>>> = {
  invited: text('尚未答复', 'not answered'),
  accepted: text('已接受', 'accepted'),
  declined: text('已谢绝', 'declined'),
  'left-out': text('已不再邀请', 'left out'),
};

export const partnerNotInState = (agency: string, state: PartnerState): DomainError =>
  new DomainError(
    'conflict',
    'partner_not_in_state',
    text(
      `“${agency}”的邀请是“${STATES[state].zh}”，不能再这样决定。`,
      `The invitation of "${agency}" is ${STATES[state].en}; this cannot be decided about it any more.`,
    ),
    { details: { state } },
  );

export const partnerUnfit = (faults: readonly Fault[]): DomainError =>
  new DomainError(
    'invalid',
    'partner_unfit',
    text(
      `有 ${faults.length} 处不符合要求，照此无法组队。`,
      `No team could be formed like this: ${faults.length} ${faults.length === 1 ? 'place does' : 'places do'} not fit.`,
    ),
    { faults: faults.slice(0, 100) },
  );

/** @param pointer the member that makes it too large */
export const teamTooLarge = (pointer: string, people: number, seats: number): Fault => ({
  pointer,
  code: 'team_too_large',
  message: text(
    `各单位合计每组 ${people} 人、${seats} 种席位，超过每组 ${MOST_IN_TEAM} 人、${MOST_SEATS} 种席位。请减少人数，或合并席位。`,
    `All agencies together make ${people} inspectors in ${seats} seats a team, over the ${MOST_IN_TEAM} inspectors or ${MOST_SEATS} seats there may be. Ask for fewer people, or put seats together.`,
  ),
});

export const withoutInspectors = (pointer: string, agency: string, from: string, until: string): Fault => ({
  pointer,
  code: 'partner_without_inspectors',
  message: text(
    `“${agency}”在检查时段 ${from} 至 ${until} 没有一名持有效执法证且在岗的人员。请另请单位，或调整检查时段。`,
    `"${agency}" has not one inspector with a valid certificate who is at work from ${from} to ${until}. Ask another agency, or move the visit window.`,
  ),
});

export const seatsUnfillable = (pointer: string, agency: string, from: string, until: string): Fault => ({
  pointer,
  code: 'too_few_inspectors',
  message: text(
    `“${agency}”在检查时段 ${from} 至 ${until} 的可用人员不足以坐满这些席位（执法证、在岗、资格都要满足）。请减少人数或资格要求。`,
    `From ${from} to ${until} "${agency}" has too few inspectors for these seats (certificates, absences and qualifications all count). Name fewer people or qualifications.`,
  ),
});
