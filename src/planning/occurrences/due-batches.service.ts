import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';

import { AgencyScope } from '../../registry/agencies/agency-scope.js';
import { BatchLists, mattersInOrder } from '../batches/batch-lists.service.js';
import { qualificationsOf } from '../batches/batch-review.service.js';
import { type BatchTerms } from '../batches/batch-terms.js';
import { termsOfRow } from '../batches/batch-row.js';
import { Batch } from '../batches/batch.entity.js';
import { DEFAULT_LATE_MINUTES } from '../calendar/schedule.js';
import { dayAt } from '../calendar/time-zone.js';
import { visitDays } from '../calendar/visit-window.js';
import { Plan } from '../plans/plan.entity.js';
import { RegistryFacts } from '../registry-facts.service.js';
import { BatchTeams } from '../teams/batch-teams.service.js';
import { teamReasons } from '../teams/team-reasons.js';
import { type DueOccurrence } from './due-occurrence.js';

/** One moment of a batch, planned or only thought of. */
export interface DueMoment extends Pick<DueOccurrence, 'id' | 'ordinal' | 'state' | 'announceAt'> {
  readonly drawAt: Date;
  /** Whether it is not the planned moment: then, where the visits are over, the day of the draw is all that is left. */
  readonly moved: boolean;
}

/** What a batch is taken to be, whatever is written of it. */
export interface ThoughtOf {
  readonly terms: BatchTerms;
  readonly matterIds: readonly number[];
}

/** A batch with everything that a draw at one of its moments must know, as it is committed now. */
@Injectable()
export class DueBatches {
  constructor(
    private readonly dataSource: DataSource,
    private readonly lists: BatchLists,
    private readonly facts: RegistryFacts,
    private readonly agencies: AgencyScope,
    private readonly teams: BatchTeams,
  ) {}

  /** @param thought what is to be taken for the batch's own terms and matters */
  async at(batchId: number, moment: DueMoment, thought?: ThoughtOf): Promise<DueOccurrence> {
    // Not through the step's own manager: MySQL fixes what a transaction sees at its first look, which may lie before a
    // change that `markDrawing` then waited for. What is committed now holds, because that step keeps changes out.
    const committed = this.dataSource.manager;
    const batch = await committed.findOneByOrFail(Batch, { id: batchId });
    const plan = await committed.findOneByOrFail(Plan, { id: batch.planId });
    const matterIds = thought?.matterIds ?? (await this.lists.matterIds([batch.id])).get(batch.id) ?? [];
    return this.of(plan, batch, moment, { terms: thought?.terms ?? termsOfRow(batch), matterIds });
  }

  /** One that is not there yet, and beside which there is nobody. */
  ifWritten(plan: Plan, code: string, moment: DueMoment, thought: ThoughtOf): Promise<DueOccurrence> {
    return this.of(plan, { id: undefined, code, lateMinutes: DEFAULT_LATE_MINUTES }, moment, thought);
  }

  private async of(
    plan: Plan,
    batch: { readonly id: number | undefined; readonly code: string; readonly lateMinutes: number },
    { id, ordinal, state, drawAt, announceAt, moved }: DueMoment,
    { terms, matterIds }: ThoughtOf,
  ): Promise<DueOccurrence> {
    const [agency] = await this.agencies.named([plan.agencyId]);
    if (agency === undefined) throw new Error(`plan ${plan.id} names agency ${plan.agencyId}, which is not there`);
    const matters = await this.facts.matters(matterIds);
    const qualifications = qualificationsOf(terms, matters.values());
    const { partners, plan: team } = await this.teams.of(plan.agencyId, terms, qualifications, batch.id);
    const out = partners.filter(({ state }) => state !== 'accepted').map((one) => one.agency.id);
    const beside = await this.agencies.lines(out);
    const drawnOn = dayAt(drawAt, terms.schedule.timeZone);
    const visit =
      visitDays(terms.visitWindow, drawAt, terms.schedule.timeZone) ??
      (moved ? { from: drawnOn, until: drawnOn } : undefined);
    // planning refuses a window that is over before a draw, and a changed window moves along with its occurrences
    if (visit === undefined) throw new Error(`occurrence ${id} has no day left for its visits`);
    return {
      id,
      ordinal,
      dueAt: drawAt,
      announceAt,
      state,
      lateMinutes: terms.schedule.lateMinutes ?? batch.lateMinutes,
      batch: {
        id: batch.id ?? 0,
        code: batch.code,
        name: terms.name,
        filter: terms.filter,
        rate: terms.rate,
        minimum: terms.minimum,
        censusBelow: terms.censusBelow,
        strata: terms.strata,
        team,
        teamReasons: teamReasons(team, partners, terms.assigned),
        assigned: terms.assigned,
        participants: partners
          .filter(({ role, state }) => role === 'participant' && state === 'accepted')
          .map((one) => one.agencyId),
        maxLoad: terms.maxLoad,
        entropySource: terms.entropySource,
        witnesses: terms.witnesses,
        pools: terms.pools,
        coolDownDays: terms.coolDownDays,
        rotation: terms.rotation,
        matters: mattersInOrder(matterIds, matters).map(({ id: matterId, code, name }) => ({
          id: matterId,
          code,
          name,
        })),
      },
      unpublished: mattersInOrder(matterIds, matters).flatMap(({ name, published }) => (published ? [] : [name])),
      unanswered: partners.filter(({ state }) => state === 'invited').map((one) => one.agency.name),
      visit,
      drawnOn,
      plan: { id: plan.id, version: plan.edition, year: plan.year, caps: plan.caps ?? [] },
      agency: { id: agency.id, code: agency.code, name: agency.name },
      fullInspectors: await this.facts.full([...team.agencies, ...beside], plan.year),
    };
  }
}
