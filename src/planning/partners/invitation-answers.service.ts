import { Injectable } from '@nestjs/common';

import { type Caller } from '../../accounts/caller.js';
import { Clock } from '../../platform/clock/clock.js';
import { Transactions } from '../../platform/database/transactions.js';
import { History } from '../../platform/history/history.service.js';
import { currentActor } from '../../platform/http/request-context.js';
import { requireVersion } from '../../platform/http/versions.js';
import { BatchStanding } from '../batches/batch-standing.service.js';
import { batchCancelled } from '../batches/batches.errors.js';
import { Batch } from '../batches/batch.entity.js';
import { OccurrenceSchedule } from '../occurrences/occurrence-schedule.service.js';
import { type SeatWish } from '../teams/team-plan.js';
import { BatchPartner } from './batch-partner.entity.js';
import { InvitationsService, type Invitation } from './invitations.service.js';
import { type AcceptRequest, type DeclineInvitationRequest, type InvitationResponse } from './partner.dto.js';
import { PartnerChecks } from './partner-checks.service.js';
import { partnerNotInState } from './partners.errors.js';

/** What the answer comes to. */
interface Answer {
  readonly state: 'accepted' | 'declined';
  readonly seats: readonly SeatWish[];
  readonly answer: string | null;
}

/** What an agency says to the batches to which it is asked. Each answer makes the batch another one, which is then judged anew. */
@Injectable()
export class InvitationAnswers {
  constructor(
    private readonly invitations: InvitationsService,
    private readonly transactions: Transactions,
    private readonly checks: PartnerChecks,
    private readonly standing: BatchStanding,
    private readonly schedule: OccurrenceSchedule,
    private readonly history: History,
    private readonly clock: Clock,
  ) {}

  /** A participant names its seats, a neighbour says why its people may be sent. */
  async accept(
    caller: Caller,
    id: number,
    request: AcceptRequest,
    ifMatch: string | undefined,
  ): Promise<InvitationResponse> {
    const seen = await this.invitations.visible(caller, id);
    this.requireOpen(seen, ifMatch);
    const { agency, batch, plan, row } = seen;
    const seats = (request.seats ?? []).map(({ count, qualifications }) => ({
      count,
      qualifications: [...(qualifications ?? [])],
    }));
    await this.checks.answered(plan, batch, row, agency, {
      role: row.role,
      seats: request.seats === undefined ? undefined : seats,
      reason: request.reason,
    });
    return this.answer(seen, { state: 'accepted', seats, answer: request.reason ?? null }, ifMatch);
  }

  async decline(
    caller: Caller,
    id: number,
    { reason }: DeclineInvitationRequest,
    ifMatch: string | undefined,
  ): Promise<InvitationResponse> {
    const seen = await this.invitations.visible(caller, id);
    this.requireOpen(seen, ifMatch);
    return this.answer(seen, { state: 'declined', seats: [], answer: reason }, ifMatch);
  }

  private async answer(
    { agency, batch, row: seen }: Invitation,
    { answer, seats, state }: Answer,
    ifMatch: string | undefined,
  ): Promise<InvitationResponse> {
    const now = this.clock.now();
    const decided = await this.transactions.run(async (manager) => {
      // first: whoever else answers, or changes the batch, looks at it again after this one
      await manager.increment(Batch, { id: batch.id }, 'version', 1);
      // held against the start of a draw, after which nobody joins it or leaves
      await this.schedule.locked(manager, batch.id, batch.code);
      const row = await manager.findOneByOrFail(BatchPartner, { id: seen.id });
      requireVersion(ifMatch, row.version);
      if (row.state !== 'invited') throw partnerNotInState(agency.name, row.state);
      if (seats.length > 0) await this.checks.requireRoom(manager, batch.id, seats, row.id);
      const values = {
        state,
        seats,
        answer,
        decidedByName: currentActor().name,
        decidedAt: now,
        version: row.version + 1,
      };
      const { affected } = await manager.update(BatchPartner, { id: row.id, version: row.version }, values);
      if (affected !== 1) throw partnerNotInState(agency.name, row.state);
      const told = { agency: { code: agency.code, name: agency.name }, role: row.role };
      await this.history.record(manager, {
        subject: 'batch',
        subjectId: batch.id,
        action: `partner-${state}`,
        before: { ...told, state: row.state },
        after: { ...told, state, seats, answer },
      });
      return { ...row, ...values };
    });
    await this.standing.renew(batch.id);
    return this.invitations.one(decided);
  }

  private requireOpen({ agency, batch, row }: Invitation, ifMatch: string | undefined): void {
    requireVersion(ifMatch, row.version);
    if (row.state !== 'invited') throw partnerNotInState(agency.name, row.state);
    if (batch.cancelledAt !== null) throw batchCancelled(batch.code);
  }
}
