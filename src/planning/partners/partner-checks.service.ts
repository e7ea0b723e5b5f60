import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';

import { Clock } from '../../platform/clock/clock.js';
import { AgencyScope, type AgencyView } from '../../registry/agencies/agency-scope.js';
import { BatchReview } from '../batches/batch-review.service.js';
import { termsOfRow } from '../batches/batch-row.js';
import { Batch } from '../batches/batch.entity.js';
import { type VisitDays } from '../calendar/visit-window.js';
import { Occurrence } from '../occurrences/occurrence.entity.js';
import { RegistryFacts } from '../registry-facts.service.js';
import { BatchTeams } from '../teams/batch-teams.service.js';
import { type SeatWish } from '../teams/team-plan.js';
import { type BatchPartner } from './batch-partner.entity.js';
import { acceptanceFaults, seatFaults, sizeFaults, staffFaults, type Acceptance } from './partner-rules.js';
import { isIn, type PartnerRole } from './partner.js';
import { agencyUnknown, partnerInLine, partnersFull, partnerThere, partnerUnfit } from './partners.errors.js';

/** Most agencies beside the initiator that are asked or take part. */
export const MOST_PARTNERS = 20;

interface OfPlan {
  readonly agencyId: number;
  readonly year: number;
}

/** Whether an agency may be asked, and whether it may answer as it does, by the lists as they are today. */
@Injectable()
export class PartnerChecks {
  constructor(
    private readonly dataSource: DataSource,
    private readonly agencies: AgencyScope,
    private readonly reviews: BatchReview,
    private readonly facts: RegistryFacts,
    private readonly teams: BatchTeams,
    private readonly clock: Clock,
  ) {}

  /** The agency that is called for, if it may be asked. */
  async asked(plan: OfPlan, batch: Batch, word: string, role: PartnerRole): Promise<AgencyView> {
    const agency = await this.agencies.called(word);
    if (agency === undefined || agency.retired) throw agencyUnknown(word);
    const others = (await this.teams.partners(batch.id)).filter(isIn);
    if (others.some((one) => one.agency.id === agency.id)) throw partnerThere(agency);
    if (others.length >= MOST_PARTNERS) throw partnersFull(MOST_PARTNERS);
    const [initiator] = await this.agencies.named([plan.agencyId]);
    for (const other of [...(initiator === undefined ? [] : [initiator]), ...others.map((one) => one.agency)]) {
      if (await this.inLine(agency.id, other.id)) throw partnerInLine(agency, other);
    }
    const { windows, inspectors } = await this.staff(plan, batch, agency.id);
    const faults = staffFaults(agency.name, windows, inspectors, '/agency');
    // a participant fills a seat of at least one
    if (role === 'participant') {
      const seats = others.flatMap((one) => (one.role === 'participant' && one.seats.length === 0 ? [ONE] : one.seats));
      faults.push(...sizeFaults(teamWith(batch, [...seats, ONE]), '/role'));
    }
    if (faults.length > 0) throw partnerUnfit(faults);
    return agency;
  }

  /** What speaks against an acceptance. */
  async answered(plan: OfPlan, batch: Batch, row: BatchPartner, agency: AgencyView, answer: Acceptance): Promise<void> {
    const faults = acceptanceFaults(answer);
    if (faults.length === 0) {
      const { windows, inspectors } = await this.staff(plan, batch, agency.id);
      faults.push(...staffFaults(agency.name, windows, inspectors, row.role === 'participant' ? '/seats' : ''));
      if (faults.length === 0 && answer.seats !== undefined) {
        const agencies = [...new Set(inspectors.map((one) => one.agency))];
        const seats = answer.seats.map((seat) => ({ ...seat, agencies }));
        faults.push(...seatFaults(agency.name, seats, windows, inspectors));
      }
    }
    if (faults.length > 0) throw partnerUnfit(faults);
  }

  /** Throws where a team with these seats beside the others' would be too large. Inside the caller's transaction. */
  async requireRoom(
    manager: EntityManager,
    batchId: number,
    seats: readonly SeatWish[],
    partnerId: number,
  ): Promise<void> {
    const batch = await manager.findOneByOrFail(Batch, { id: batchId });
    const others = await this.teams.seatsBeside(manager, batchId, partnerId);
    const faults = sizeFaults(teamWith(batch, [...others, ...seats]), '/seats');
    if (faults.length > 0) throw partnerUnfit(faults);
  }

  private async inLine(one: number, other: number): Promise<boolean> {
    return (await this.agencies.contains(one, other)) || this.agencies.contains(other, one);
  }

  private async staff(
    plan: OfPlan,
    batch: Batch,
    agencyId: number,
  ): Promise<{
    readonly windows: readonly VisitDays[];
    readonly inspectors: Awaited<ReturnType<RegistryFacts['inspectors']>>;
  }> {
    const existing = await this.dataSource.manager.findBy(Occurrence, { batchId: batch.id });
    const windows = await this.reviews.windows(plan.year, termsOfRow(batch), this.clock.now(), existing);
    const inspectors = await this.facts.inspectors(await this.agencies.subtreeIds(agencyId), plan.year);
    return { windows, inspectors: inspectors.filter(({ full }) => !full) };
  }
}

/** A team of the batch with these seats beside its own. */
function teamWith(batch: Batch, seats: readonly SeatWish[]): Parameters<typeof sizeFaults>[0] {
  const { seats: own, teamSize, qualifications } = termsOfRow(batch);
  const wishes = own.length === 0 ? [{ count: teamSize, qualifications }] : own;
  return {
    seats: wishes.map((wish) => ({ from: 'all', count: wish.count, qualifications: wish.qualifications })),
    participants: [{ agency: '', seats }],
  };
}

const ONE: SeatWish = { count: 1, qualifications: [] };
