import { Injectable } from '@nestjs/common';

import { type Fault } from '../../platform/errors/domain-error.js';
import { text } from '../../platform/text.js';
import { type PoolTarget } from '../../registry/targets/target-pool.js';
import { type BatchTerms } from '../batches/batch-terms.js';
import { expertFaults, inspectorFaults, tooManyBarred } from '../batches/batch-checks.js';
import { type VisitDays } from '../calendar/visit-window.js';
import { sizeFaults } from '../partners/partner-rules.js';
import { RegistryFacts, type StaffFacts } from '../registry-facts.service.js';
import { BatchTeams } from './batch-teams.service.js';
import { PossibleTeams } from './possible-teams.js';
import { MOST_RULES, mayBeSent, namedIn, ownAgencies, type TeamPlan } from './team-plan.js';

/** Bytes that the rules of a manifest may take: all of it ends at 65 000. */
const MOST_RULE_BYTES = 50_000;

/** Whether there are people enough for a batch: as its targets pass by, and then as a whole. */
export interface Staffing {
  see(target: Pick<PoolTarget, 'code' | 'agencyCode'>): void;
  /** @param sample how many targets will be drawn */
  found(sample: number): { readonly faults: readonly Fault[]; readonly warnings: readonly Fault[] };
}

/** Looks at the people of a batch, over all agencies that send some, as a draw would find them today. */
@Injectable()
export class StaffReview {
  constructor(
    private readonly facts: RegistryFacts,
    private readonly teams: BatchTeams,
  ) {}

  async of(
    { agencyId, year }: { readonly agencyId: number; readonly year: number },
    terms: BatchTerms,
    qualifications: readonly string[],
    batchId: number | undefined,
    windows: readonly VisitDays[],
  ): Promise<Staffing> {
    const { plan } = await this.teams.of(agencyId, terms, qualifications, batchId);
    const sendingIds = plan.agencies.map(({ id }) => id);
    const all = await this.facts.inspectors(sendingIds, year, terms.expertSeats > 0);
    const { overbarred, recusals } =
      windows.length === 0
        ? { overbarred: undefined, recusals: new Map<number, readonly string[]>() }
        : await this.facts.barred(sendingIds, { agencyId, filter: terms.filter }, spanOf(windows));
    const may = mayBeSent(namedIn(plan));
    const sent = all.filter(({ agency, expert, rowId }) =>
      may({ id: rowId, agencyCode: agency, expert: expert === true }),
    );
    const early = [
      ...seatFaults(terms, plan),
      ...assignedFaults(terms, plan, all),
      ...sizeFaults(plan, pointerOf(terms)),
    ];
    const able = sent
      .filter(({ full }) => !full)
      .map((one) => ({ ...one, recusals: recusals.get(one.rowId) ?? one.recusals }));
    const possible = early.length > 0 ? undefined : new PossibleTeams(plan, able, windows);
    return {
      see: ({ agencyCode, code }) => possible?.see(code, agencyCode),
      found: (sample) => {
        if (possible === undefined) return { faults: early, warnings: [] };
        const faults = [
          ...(overbarred === undefined ? [] : [tooManyBarred(overbarred.name)]),
          ...ownFaults(terms, plan, qualifications, windows, sent, sample),
          ...expertFaults(terms, windows, expertsOf(plan, sent), sample),
          ...(possible.ruleBytes > MOST_RULE_BYTES || possible.ruleCount > MOST_RULES
            ? [tooManyKeepers(possible.ruleCount)]
            : []),
        ];
        // what is told of the seats already says more than that a team cannot be formed
        if (faults.length === 0) faults.push(...possible.faults(pointerOf(terms)));
        return { faults, warnings: faults.length > 0 ? [] : possible.warnings(pointerOf(terms)) };
      },
    };
  }
}

/** From the first day of any window to the last day of any. */
function spanOf(windows: readonly VisitDays[]): VisitDays {
  const from = windows.reduce((first, window) => (window.from < first ? window.from : first), '9999-12-31');
  const until = windows.reduce((last, window) => (window.until > last ? window.until : last), '0000-01-01');
  return { from, until };
}

const pointerOf = ({ seats }: Pick<BatchTerms, 'seats'>): string => (seats.length > 0 ? '/seats' : '/teamSize');

/** Enough of the initiator's side, as far as its seats are one for all. */
function ownFaults(
  terms: BatchTerms,
  plan: TeamPlan,
  qualifications: readonly string[],
  windows: readonly VisitDays[],
  sent: readonly StaffFacts[],
  sample: number,
): Fault[] {
  if (terms.seats.length > 0) return [];
  const own = ownAgencies(plan);
  return inspectorFaults(
    terms,
    qualifications,
    windows,
    sent.filter(({ agency, expert }) => own.has(agency) && expert !== true),
    sample,
  );
}

/** The experts who may take the initiator's seats for them. */
function expertsOf(plan: TeamPlan, sent: readonly StaffFacts[]): StaffFacts[] {
  const own = ownAgencies(plan);
  return sent.filter(({ agency, expert }) => own.has(agency) && expert === true);
}

/** A seat from a named agency is from one below the initiator. */
function seatFaults({ seats }: BatchTerms, { agencies, initiator }: TeamPlan): Fault[] {
  const below = new Set(agencies.filter(({ line }) => line.includes(initiator)).map(({ id }) => id));
  return seats.flatMap(({ agencyId, from }, at) =>
    from !== 'agency' || below.has(agencyId ?? 0)
      ? []
      : {
          pointer: `/seats/${at}/agencyId`,
          code: 'seat_agency_not_below',
          message: text(
            `单位 ${agencyId ?? ''} 不在本单位之下。其他单位的人员请邀请其参加（partners）。`,
            `Agency ${agencyId ?? ''} is not below this one. For people of another agency invite it (partners).`,
          ),
        },
  );
}

/** Those who are named are in the pool of the initiator's side. */
function assignedFaults({ assigned, teamSize }: BatchTerms, plan: TeamPlan, all: readonly StaffFacts[]): Fault[] {
  if (assigned === null) return [];
  const own = ownAgencies(plan);
  const there = new Set(
    all.filter(({ agency, expert }) => own.has(agency) && expert !== true).map(({ rowId }) => rowId),
  );
  const unknown = assigned.inspectorIds.flatMap((id, at) =>
    there.has(id)
      ? []
      : {
          pointer: `/assigned/inspectorIds/${at}`,
          code: 'assigned_not_in_pool',
          message: text(
            `人员 ${id} 不在可派人员库内（须为本单位、下级或已同意出借的相邻单位的在岗执法人员）。`,
            `Inspector ${id} is not in the pool: an inspector at work of this agency, of one below it, or of a neighbour that has agreed.`,
          ),
        },
  );
  if (unknown.length > 0 || assigned.inspectorIds.length >= teamSize) return unknown;
  return [
    {
      pointer: '/assigned/inspectorIds',
      code: 'assigned_too_few',
      message: text(
        `每组需 ${teamSize} 人，只指定了 ${assigned.inspectorIds.length} 人。请再指定人员，或减少每组人数。`,
        `A team has ${teamSize} places and ${assigned.inspectorIds.length} ${assigned.inspectorIds.length === 1 ? 'person is' : 'people are'} named. Name more, or make the team smaller.`,
      ),
    },
  ];
}

const tooManyKeepers = (count: number): Fault => ({
  pointer: '/seats',
  code: 'too_many_keepers',
  message: text(
    `检查对象由 ${count} 家单位管辖，每家一条组队规则，公告写不下。请用筛选条件分成几个批次。`,
    `The targets are kept by ${count} agencies, each of which makes a rule of its own: more than an announcement holds. Make several batches with filters.`,
  ),
});
