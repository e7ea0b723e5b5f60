import { type Fault } from '../../platform/errors/domain-error.js';
import { text } from '../../platform/text.js';
import { mayGo, type InspectorLeaf } from '../../protocol/index.js';
import { MOST_RECUSALS } from '../../registry/inspectors/inspectors.errors.js';
import { visitDays, type VisitDays } from '../calendar/visit-window.js';
import { hasWorkingDay, type WorkingDayCalendar } from '../calendar/working-days/working-day-calendar.js';
import { type BatchTerms } from './batch-terms.js';

/*
 * What would make a draw impossible is refused when it is planned, with the reason and a way out. Every rule here is a
 * function of what it is given; the numbers are those the draw itself will come to, by the protocol's own arithmetic.
 */

export const MOST_WARNINGS = 20;
/** A batch keeps its warnings in a column of 65 535 bytes. */
const MOST_WARNING_BYTES = 60_000;

/** As many of the first as a batch keeps. */
export function keptRemarks(remarks: readonly Fault[]): Fault[] {
  let bytes = 0;
  return remarks
    .slice(0, MOST_WARNINGS)
    .filter((one) => (bytes += Buffer.byteLength(JSON.stringify(one))) <= MOST_WARNING_BYTES);
}

/** The targets that a batch would be drawn from, as they are today. */
export interface PoolFacts {
  readonly population: number;
  /** Values of the filter that no target has, with some of those that exist. */
  readonly absent: readonly { readonly condition: number; readonly value: number; readonly known: readonly string[] }[];
}

/** An inspector of the agencies concerned, unretired, at work, no expert. */
export interface InspectorFacts extends Pick<InspectorLeaf, 'certificate' | 'absences' | 'qualifications'> {
  /** Has as many inspections this year as he may have, and so is in no pool. */
  readonly full?: boolean;
}

/** A matter that a batch names. */
export interface MatterFacts {
  readonly id: number;
  readonly agencyId: number;
  readonly code: string;
  readonly name: string;
  readonly retired: boolean;
  readonly hasLegalBasis: boolean;
  /** It is on the published checklist of its agency. */
  readonly published: boolean;
  /** What is public of it is older than what the list says now. */
  readonly outdated: boolean;
}

/**
 * Rule 1 of the domain: nothing without a legal basis is inspected, and nothing that is not published; and only what binds the
 * agency. What is on no checklist yet is published with the plan, where that is for its agency to do: a checklist from above is not.
 * @param line the agency, those above it and those below it
 * @param below the agency and those below it
 */
export function matterFaults(
  matterIds: readonly number[],
  found: ReadonlyMap<number, MatterFacts>,
  line: ReadonlySet<number>,
  below: ReadonlySet<number>,
): Fault[] {
  return matterIds.flatMap((id, index) => {
    const pointer = `/matterIds/${index}`;
    const matter = found.get(id);
    if (matter === undefined || !line.has(matter.agencyId)) {
      return {
        pointer,
        code: 'matter_not_of_agency',
        message: text(
          `本单位及其上下级单位的抽查事项清单里没有编号 ${id} 的事项。`,
          `The checklists of this agency, of those above it and of those below it hold no matter ${id}.`,
        ),
      };
    }
    if (matter.retired) {
      return {
        pointer,
        code: 'matter_retired',
        message: text(
          `事项“${matter.name}”已停用，请去掉或改选现行事项。`,
          `The matter "${matter.name}" is retired; leave it out or choose one in force.`,
        ),
      };
    }
    if (!matter.hasLegalBasis) {
      return {
        pointer,
        code: 'matter_without_legal_basis',
        message: text(
          `事项“${matter.name}”没有检查依据，依法不得抽查。请先在事项清单里补充检查依据。`,
          `The matter "${matter.name}" has no legal basis, and without one nothing may be inspected. Add it to the checklist first.`,
        ),
      };
    }
    if (!matter.published && !below.has(matter.agencyId)) {
      return {
        pointer,
        code: 'matter_not_published',
        message: text(
          `事项“${matter.name}”属于上级单位的清单，该清单尚未公布这一事项；未公布的事项不得抽查。请上级单位先公布清单，或改选已公布的事项。`,
          `The matter "${matter.name}" is on the checklist of an agency above, which has not published it, and what is not published may not be inspected. Have that agency publish its checklist first, or choose a matter that is published.`,
        ),
      };
    }
    return [];
  });
}

/**
 * What is inspected is what the public was told (rule 1): a matter that was changed after its publication is drawn all the
 * same, as whoever keeps the checklist may be about to correct it, and the people who plan are told.
 */
export const outdatedWarnings = (matterIds: readonly number[], found: ReadonlyMap<number, MatterFacts>): Fault[] =>
  matterIds.flatMap((id, index) => {
    const matter = found.get(id);
    if (matter?.outdated !== true) return [];
    return [
      {
        pointer: `/matterIds/${index}`,
        code: 'matter_published_otherwise',
        message: text(
          `事项“${matter.name}”公布之后改过，公众看到的仍是原来的内容。请在抽取前公布更正；不更正则按现在的内容抽取，而公示的是旧内容。`,
          `The matter "${matter.name}" was changed after it was published, and the public still reads the earlier text. Publish the correction before the draw; otherwise what is drawn and what is public do not agree.`,
        ),
      },
    ];
  });

/** Those of a batch's matters that become public with its plan. */
export const publishedWithPlan = <T extends MatterFacts>(matters: readonly T[], below: ReadonlySet<number>): T[] =>
  matters.filter((one) => !one.published && !one.retired && one.hasLegalBasis && below.has(one.agencyId));

/** Every condition finds someone, and all together find someone. */
export function poolFaults(terms: Pick<BatchTerms, 'filter'>, pool: PoolFacts): Fault[] {
  const absent = pool.absent.map(({ condition, value, known }): Fault => {
    const { field, in: values } = terms.filter[condition] ?? { field: '', in: [] };
    const offered =
      known.length === 0 ? text('', '') : text(`现有：${known.join('、')}。`, ` There are: ${known.join(', ')}.`);
    return {
      pointer: `/filter/${condition}/in/${value}`,
      code: 'filter_value_unused',
      message: text(
        `没有任何检查对象的 ${field} 是“${String(values[value])}”。${offered.zh}`,
        `No target has ${field} "${String(values[value])}".${offered.en}`,
      ),
    };
  });
  if (absent.length > 0) return absent;
  if (pool.population === 0) {
    const none =
      terms.filter.length === 0
        ? text(
            '本单位及下级单位没有在册的检查对象。请先录入检查对象。',
            'This agency and those below it have no targets on their lists. Enter targets first.',
          )
        : text(
            '没有检查对象同时满足全部条件。各条件是“且”的关系，请去掉其中一个。',
            'No target meets all conditions at once. They are joined by "and": leave one of them out.',
          );
    return [{ pointer: '/filter', code: 'filter_matches_nothing', message: none }];
  }
  return [];
}

/** A window by the calendar that is over before a draw is a fault, and so is one in which nobody is at work. */
export function visitFaults(
  terms: Pick<BatchTerms, 'visitWindow' | 'schedule'>,
  dueAt: readonly Date[],
  calendar: WorkingDayCalendar,
): Fault[] {
  const { visitWindow, schedule } = terms;
  for (const moment of dueAt) {
    const visit = visitDays(visitWindow, moment, schedule.timeZone);
    const day = moment.toISOString();
    if (visit === undefined) {
      const { until } = visitWindow as { readonly until: string };
      return [
        {
          pointer: '/visitWindow/until',
          code: 'visit_before_draw',
          message: text(
            `检查时段到 ${until} 为止，而 ${day} 还有一次抽取。请延长时段、提前抽取，或改用 {afterDays, days}。`,
            `The visits end on ${until}, and there is a draw after that, at ${day}. Let them end later, draw earlier, or use {afterDays, days}.`,
          ),
        },
      ];
    }
    if (hasWorkingDay(calendar, visit.from, visit.until)) continue;
    return [
      {
        pointer: '/visitWindow',
        code: 'visit_without_working_day',
        message: text(
          `${day} 的抽取，检查时段 ${visit.from} 至 ${visit.until} 全是休息日，没有可以检查的工作日。请延长时段或改抽取时间。`,
          `The visits of the draw at ${day} would be from ${visit.from} to ${visit.until}, and all of these are days of rest. Let the window be longer, or draw at another time.`,
        ),
      },
    ];
  }
  return [];
}

/**
 * For each visit window, enough inspectors who may go (the protocol's own rule: a certificate valid on every day,
 * a day at least on which they are not away) and hold every qualification, and with a cap on the load enough places.
 *
 * S targets with k different inspectors each, at most L targets an inspector, can be seated with n inspectors exactly if
 * n ≥ k and n · L ≥ S · k (Gale–Ryser for equal rows; with n ≥ k a cap L ≥ S never binds). Recusals come later and can still forbid it.
 * @param qualifications the batch's own and those of its matters
 */
export function inspectorFaults(
  terms: Pick<BatchTerms, 'teamSize' | 'maxLoad'>,
  qualifications: readonly string[],
  windows: readonly VisitDays[],
  inspectors: readonly InspectorFacts[],
  sample: number,
): Fault[] {
  const { teamSize, maxLoad } = terms;
  const free = inspectors.filter((one) => one.full !== true);
  const qualified = free.filter((one) => qualifications.every((wanted) => one.qualifications.includes(wanted)));
  let fewest = Number.POSITIVE_INFINITY;
  let worst: VisitDays | undefined;
  for (const window of windows) {
    const able = qualified.reduce((count, one) => count + (mayGo({ ...NOBODY, ...one }, window) ? 1 : 0), 0);
    if (able < fewest) [fewest, worst] = [able, window];
  }
  if (worst === undefined) return [];
  if (fewest < teamSize) return [tooFew(teamSize, qualifications, worst, inspectors, qualified, fewest)];
  if (maxLoad === null || fewest * maxLoad >= sample * teamSize) return [];
  const needed = Math.ceil((sample * teamSize) / fewest);
  return [
    {
      pointer: '/maxLoad',
      code: 'load_too_low',
      message: text(
        `${sample} 个对象每个 ${teamSize} 人，共 ${sample * teamSize} 个席位；${fewest} 名可用人员每人至多 ${maxLoad} 个，只有 ${fewest * maxLoad} 个。请把 maxLoad 提到 ${needed} 以上、减少抽取数量，或增加人员。`,
        `${sample} targets with ${teamSize} inspectors each are ${sample * teamSize} seats; ${fewest} inspectors with at most ${maxLoad} each fill ${fewest * maxLoad}. Raise maxLoad to ${needed} or more, draw fewer, or add inspectors.`,
      ),
    },
  ];
}

/** A draw takes at most so many recusals of one inspector, and what he declared makes more of them. */
export const tooManyBarred = (name: string): Fault => ({
  pointer: '/filter',
  code: 'inspector_barred_too_often',
  message: text(
    `执法人员“${name}”的回避和利害关系申报涉及本批次 ${MOST_RECUSALS} 个以上的检查对象，照此无法抽取。请改写过宽的申报，或把该人员设为不可抽取。`,
    `The recusals and declared interests of inspector "${name}" bar him from more than ${MOST_RECUSALS} targets of this batch, which no draw takes. Narrow what was declared, or mark the inspector as not available.`,
  ),
});

/**
 * Enough experts for their seats, in every visit window; with a cap on the load enough places (see inspectorFaults).
 * @param experts those who may come
 */
export function expertFaults(
  { expertSeats, maxLoad }: Pick<BatchTerms, 'expertSeats' | 'maxLoad'>,
  windows: readonly VisitDays[],
  experts: readonly InspectorFacts[],
  sample: number,
): Fault[] {
  if (expertSeats === 0) return [];
  let fewest = Number.POSITIVE_INFINITY;
  let worst: VisitDays | undefined;
  for (const window of windows) {
    const able = experts.filter((one) => one.full !== true && mayGo({ ...NOBODY, ...one }, window)).length;
    if (able < fewest) [fewest, worst] = [able, window];
  }
  if (worst === undefined) return [];
  if (fewest < expertSeats) {
    return [
      {
        pointer: '/expertSeats',
        code: 'too_few_experts',
        message: text(
          `每个对象需 ${expertSeats} 名专家，而 ${worst.from} 至 ${worst.until} 只有 ${fewest} 名可用（在册 ${experts.length} 名）。请增加专家、续聘、调整检查时段，或减少专家席位。`,
          `Each target needs ${expertSeats} expert(s), and from ${worst.from} to ${worst.until} only ${fewest} can go (${experts.length} on the list). Add experts, renew appointments, change the visit window, or ask for fewer.`,
        ),
      },
    ];
  }
  if (maxLoad === null || fewest * maxLoad >= sample * expertSeats) return [];
  const needed = Math.ceil((sample * expertSeats) / fewest);
  return [
    {
      pointer: '/maxLoad',
      code: 'load_too_low',
      message: text(
        `${sample} 个对象每个 ${expertSeats} 名专家，共 ${sample * expertSeats} 个席位；${fewest} 名可用专家每人至多 ${maxLoad} 个，只有 ${fewest * maxLoad} 个。请把 maxLoad 提到 ${needed} 以上、减少抽取数量，或增加专家。`,
        `${sample} targets with ${expertSeats} expert(s) each are ${sample * expertSeats} seats; ${fewest} experts with at most ${maxLoad} each fill ${fewest * maxLoad}. Raise maxLoad to ${needed} or more, draw fewer, or add experts.`,
      ),
    },
  ];
}

const NOBODY: Pick<InspectorLeaf, 'agency' | 'id' | 'name' | 'recusals'> = {
  agency: '',
  id: '',
  name: '',
  recusals: [],
};

function tooFew(
  teamSize: number,
  qualifications: readonly string[],
  window: VisitDays,
  inspectors: readonly InspectorFacts[],
  qualified: readonly InspectorFacts[],
  able: number,
): Fault {
  const full = inspectors.filter((one) => one.full === true).length;
  const unqualified = inspectors.length - full - qualified.length;
  const certified = qualified.filter(
    ({ certificate }) =>
      certificate === undefined || (certificate.validFrom <= window.from && certificate.validUntil >= window.until),
  ).length;
  const zh = [
    full > 0 ? `${full} 人本年度任务数已达上限` : '',
    unqualified > 0 ? `${unqualified} 人不具备 ${qualifications.join('、')} 资格` : '',
    qualified.length > certified ? `${qualified.length - certified} 人的执法证未覆盖整个时段` : '',
    certified > able ? `${certified - able} 人整个时段都不在岗` : '',
  ].filter((part) => part !== '');
  const en = [
    full > 0 ? `${full} have reached their yearly limit` : '',
    unqualified > 0 ? `${unqualified} lack a qualification (${qualifications.join(', ')})` : '',
    qualified.length > certified ? `${qualified.length - certified} have no certificate for the whole window` : '',
    certified > able ? `${certified - able} are away all the time` : '',
  ].filter((part) => part !== '');
  return {
    pointer: '/teamSize',
    code: 'too_few_inspectors',
    message: text(
      `每个对象需 ${teamSize} 名执法人员，而 ${window.from} 至 ${window.until} 只有 ${able} 名可用（在册 ${inspectors.length} 名${zh.map((part) => `，${part}`).join('')}）。请增加人员、换发执法证、调整检查时段或资格要求。`,
      `Each target needs ${teamSize} inspectors, and from ${window.from} to ${window.until} only ${able} can go (${inspectors.length} on the list${en.map((part) => `; ${part}`).join('')}). Add inspectors, renew certificates, or change the visit window or the qualifications.`,
    ),
  };
}
