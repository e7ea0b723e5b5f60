import { Injectable } from '@nestjs/common';
import { DataSource, In, type EntityManager } from 'typeorm';

import { AgencyScope, type AgencyView } from '../../registry/agencies/agency-scope.js';
import { type BatchTerms } from '../batches/batch-terms.js';
import { BatchPartner } from '../partners/batch-partner.entity.js';
import { isIn } from '../partners/partner.js';
import { type PlannedSeat, type SeatWish, type TeamPlan } from './team-plan.js';

/** A partner with what it is called. */
export type NamedPartner = BatchPartner & { readonly agency: AgencyView };

/** What a batch says of its teams. */
export type TeamTerms = Pick<BatchTerms, 'teamSize' | 'seats' | 'expertSeats' | 'assigned'>;

export interface BatchTeam {
  readonly plan: TeamPlan;
  /** All that were ever asked, in the order in which they were. */
  readonly partners: readonly NamedPartner[];
}

/** Puts together who may be sent by a batch: its own terms, and the agencies beside it. */
@Injectable()
export class BatchTeams {
  constructor(
    private readonly dataSource: DataSource,
    private readonly agencies: AgencyScope,
  ) {}

  /**
   * @param qualifications what every inspector of the initiator holds: the batch's own and those of its matters
   * @param batchId nothing for one that is not there yet, which has no partners
   */
  async of(
    agencyId: number,
    terms: TeamTerms,
    qualifications: readonly string[],
    batchId: number | undefined,
  ): Promise<BatchTeam> {
    const partners = batchId === undefined ? [] : await this.partners(batchId);
    const taking = partners.filter(({ state }) => state === 'accepted');
    const heads = [agencyId, ...taking.map(({ agency }) => agency.id)];
    // a tree that was changed since may have put one side below another
    const agencies = [...new Map((await this.agencies.lines(heads)).map((one) => [one.id, one])).values()];
    const codeOf = new Map(agencies.map(({ code, id }) => [id, code]));
    return {
      plan: {
        initiator: codeOf.get(agencyId) ?? '',
        seats: seatsOf(terms, qualifications, codeOf),
        neighbours: taking.filter(({ role }) => role === 'neighbour').map(({ agency }) => agency.code),
        participants: taking
          .filter(({ role }) => role === 'participant')
          .map(({ agency, seats }) => ({ agency: agency.code, seats })),
        agencies,
        assigned: terms.assigned === null ? null : [...terms.assigned.inspectorIds],
      },
      partners,
    };
  }

  /** The partners of a batch in the order in which they were first asked. */
  async partners(batchId: number, manager: EntityManager = this.dataSource.manager): Promise<NamedPartner[]> {
    const rows = await manager.find(BatchPartner, { where: { batchId }, order: { id: 'ASC' } });
    if (rows.length === 0) return [];
    const named = await this.agencies.named(rows.map((row) => row.agencyId));
    const views = new Map(named.map((view) => [view.id, view]));
    return rows.flatMap((row) => {
      const agency = views.get(row.agencyId);
      // a foreign key holds this
      return agency === undefined ? [] : [{ ...row, agency }];
    });
  }

  /** batch → names of the agencies that were asked and have not answered. */
  async unanswered(batchIds: readonly number[]): Promise<Map<number, string[]>> {
    const found = new Map<number, string[]>();
    if (batchIds.length === 0) return found;
    const rows = await this.dataSource.manager.find(BatchPartner, {
      where: { batchId: In([...batchIds]), state: 'invited' },
      order: { id: 'ASC' },
    });
    const named = await this.agencies.named(rows.map((row) => row.agencyId));
    const names = new Map(named.map(({ id, name }) => [id, name]));
    for (const { agencyId, batchId } of rows) {
      found.set(batchId, [...(found.get(batchId) ?? []), names.get(agencyId) ?? String(agencyId)]);
    }
    return found;
  }

  /** The seats of those who take part in a batch, read inside the caller's transaction. */
  async seatsBeside(manager: EntityManager, batchId: number, exceptId = 0): Promise<readonly SeatWish[]> {
    const rows = await manager.findBy(BatchPartner, { batchId });
    return rows.filter((row) => isIn(row) && row.id !== exceptId).flatMap(({ seats }) => seats);
  }
}

/** The initiator's seats. An agency that is not below it, which the checks of a batch refuse, has no people. */
function seatsOf(
  terms: TeamTerms,
  qualifications: readonly string[],
  codeOf: ReadonlyMap<number, string>,
): PlannedSeat[] {
  const inspectors = inspectorSeats(terms, qualifications, codeOf);
  if (terms.expertSeats === 0) return inspectors;
  return [...inspectors, { from: 'all', count: terms.expertSeats, expert: true, qualifications: [] }];
}

function inspectorSeats(
  { seats, teamSize }: TeamTerms,
  qualifications: readonly string[],
  codeOf: ReadonlyMap<number, string>,
): PlannedSeat[] {
  if (seats.length === 0) return [{ from: 'all', count: teamSize, qualifications }];
  return seats.map(({ agencyId, count, from, qualifications: further }): PlannedSeat => {
    const wish = { count, qualifications: [...new Set([...qualifications, ...further])] };
    return from === 'agency' ? { from, agency: codeOf.get(agencyId ?? 0) ?? '', ...wish } : { from, ...wish };
  });
}
