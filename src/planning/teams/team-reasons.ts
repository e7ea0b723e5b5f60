import { text, type Bilingual } from '../../platform/text.js';
import { type Reason } from '../../protocol/index.js';
import { type Assigned } from './team-terms.js';
import { type PartnerState } from '../partners/partner.js';
import { type NamedPartner } from './batch-teams.service.js';
import { dependsOnKeeper, type TeamPlan } from './team-plan.js';

/* Why a draw's teams are as they are, in words for people; they stand in its manifest. */

/** What every draw with people named for it is marked by. */
export const ASSIGNED_BY_NAME = 'assigned-by-name';

const MIXED_TEAM = 'mixed-team';

const EXPERTS = 'experts';

/** Whether it is told why the teams are as they are, which holds for what goes on from the draw as well. */
export const isOfTeams = (code: string): boolean =>
  code === ASSIGNED_BY_NAME || code === MIXED_TEAM || code === EXPERTS || /^(participant|neighbour)-/.test(code);

export function teamReasons(
  plan: TeamPlan,
  partners: readonly NamedPartner[],
  assigned: Assigned | null,
): readonly Reason[] {
  return [
    ...partners.flatMap((one) => partnerReason(one) ?? []),
    ...(plan.seats.some(({ from }) => from !== 'all') ? [mixed(plan)] : []),
    ...plan.seats.filter(({ expert }) => expert === true).map(experts),
    ...(assigned === null ? [] : [byName(plan, assigned)]),
  ];
}

function partnerReason({ agency, answer, reason, role, seats, state }: NamedPartner): Reason | undefined {
  const { name } = agency;
  const said = text(answer === null ? '' : `（${answer}）`, answer === null ? '' : ` (${answer})`);
  const of = role === 'participant' ? 'participant' : 'neighbour';
  const words: Readonly<Record<PartnerState, Bilingual>> = {
    // nothing is committed while somebody has not answered
    invited: text(`“${name}”尚未答复。`, `"${name}" has not answered.`),
    accepted:
      role === 'participant'
        ? text(
            `联合抽查：“${name}”参加，每组从其本单位人员中抽取 ${places(seats)} 人。缘由：${reason}`,
            `Joint inspection: "${name}" takes part with ${places(seats)} of its own inspectors in each team. Why: ${reason}`,
          )
        : text(
            `相邻单位人员库：“${name}”同意其人员参加发起单位席位的抽取${said.zh}。缘由：${reason}`,
            `Neighbouring pool: "${name}" lends its inspectors to the initiator's seats${said.en}. Why: ${reason}`,
          ),
    declined: text(`“${name}”受邀而未参加${said.zh}。`, `"${name}" was asked and did not take part${said.en}.`),
    'left-out': text(
      `发起单位决定不等“${name}”，不含其人员抽取${said.zh}。`,
      `The initiator went on without "${name}"${said.en}.`,
    ),
  };
  return { code: `${of}-${state}`, words: words[state] };
}

const places = (seats: NamedPartner['seats']): number => seats.reduce((sum, { count }) => sum + count, 0);

const experts = ({ count }: { readonly count: number }): Reason => ({
  code: EXPERTS,
  words: text(
    `每组另抽取专家 ${count} 名，协助检查，不计入两名以上执法检查人员。`,
    `Each team has ${count} expert(s) on top of its inspectors; they assist and do not count towards the two.`,
  ),
});

function mixed(plan: TeamPlan): Reason {
  const of = (from: string): number => plan.seats.reduce((sum, seat) => sum + (seat.from === from ? seat.count : 0), 0);
  const parts = [
    { count: of('own'), zh: '发起单位本级', en: "of the initiator's own level" },
    { count: of('keeper'), zh: '检查对象的管辖单位', en: 'of the agency that keeps the target' },
    { count: of('agency'), zh: '指定的下级单位', en: 'of a named agency below' },
  ].filter(({ count }) => count > 0);
  const keeper = dependsOnKeeper(plan);
  return {
    code: MIXED_TEAM,
    words: text(
      `按层级混合组队：每组${parts.map(({ count, zh }) => `${zh} ${count} 人`).join('、')}，各自从本级名册中抽取${keeper ? '；由谁管辖对象，决定由哪一家出人' : ''}。`,
      `Teams of several levels: ${parts.map(({ count, en }) => `${count} ${en}`).join(', ')}, each drawn from that list${keeper ? '; who keeps the target decides which agency sends' : ''}.`,
    ),
  };
}

function byName({ seats }: TeamPlan, { inspectorIds, reason }: Assigned): Reason {
  const named = inspectorIds.length;
  const asked = seats.reduce((sum, { count }) => sum + count, 0);
  return {
    code: ASSIGNED_BY_NAME,
    words:
      named <= asked
        ? text(
            `指定人员，非随机：发起单位每组的 ${asked} 个席位由指定的 ${named} 人担任，没有抽签。理由：${reason}`,
            `Assigned by name, not random: the initiator's ${asked} places in each team are taken by the ${named} people who were named; no lot was drawn. Why: ${reason}`,
          )
        : text(
            `指定人员，非随机：发起单位每组的 ${asked} 个席位只在指定的 ${named} 人中抽取，其他人员没有机会。理由：${reason}`,
            `Assigned by name, not random: the initiator's ${asked} places in each team are drawn among the ${named} people who were named, and nobody else had a chance. Why: ${reason}`,
          ),
  };
}
