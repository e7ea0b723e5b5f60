import { Injectable } from '@nestjs/common';
import { DataSource, In, type EntityManager } from 'typeorm';

import { type Caller } from '../../../accounts/caller.js';
import { Clock } from '../../../platform/clock/clock.js';
import { isDuplicate, Transactions } from '../../../platform/database/transactions.js';
import { DomainError } from '../../../platform/errors/domain-error.js';
import { toProblem } from '../../../platform/http/problem.js';
import { Log } from '../../../platform/log/log.js';
import { sha256Hex } from '../../../platform/secrets/secrets.js';
import { chinaDay } from '../../../platform/clock/days.js';
import { Inspection } from '../../inspections/inspection.entity.js';
import { InspectionsService, type VisibleInspection } from '../../inspections/inspections.service.js';
import { readTeams } from '../../inspections/team.js';
import { ActTakers, type TakeAct } from './act-takers.service.js';
import { FieldAct } from './field-act.entity.js';
import { FieldDevice } from './field-device.entity.js';
import { reckon, type Reckoned } from './phone-clock.js';
import {
  actIdReused,
  actsOfAnother,
  contentTooLong,
  neededRefused,
  neededUnknown,
  sequenceTaken,
} from './sync.errors.js';
import { type ActAnswer, type ActRequest, type SyncRequest, type SyncResponse } from './sync.dto.js';

/** MySQL's `text` ends at 65 535 bytes. */
const CONTENT_BYTES = 60_000;
/** Two requests of one device at the same time give way to one another so often. */
const ATTEMPTS = 5;

/** Another request of the same device was faster. */
class Overtaken extends Error {}

/** One act on its way. */
interface Arriving {
  readonly caller: Caller;
  readonly device: FieldDevice;
  readonly act: ActRequest;
  readonly content: string;
  readonly contentHash: string;
  readonly receivedAt: Date;
  readonly reckoned: Reckoned;
  readonly said: Date;
}

/**
 * Takes what phones did without a network. Each act has an id and a place in the row of its device's acts; it is taken in one
 * transaction together with moving the device's place on, so that, whatever is lost, doubled or cut off on the way, it counts
 * once and in its order. A refusal is kept as well, with its problem: sent again, an act gets the answer that it got.
 */
@Injectable()
export class Sync {
  constructor(
    private readonly dataSource: DataSource,
    private readonly transactions: Transactions,
    private readonly inspections: InspectionsService,
    private readonly takers: ActTakers,
    private readonly clock: Clock,
    private readonly log: Log,
  ) {}

  async sync(caller: Caller, { acts, device: name, sentAt, userId }: SyncRequest): Promise<SyncResponse> {
    if (userId !== undefined && userId !== caller.userId) throw actsOfAnother();
    const receivedAt = this.clock.now();
    const sent = new Date(sentAt);
    await this.deviceOf(caller, name);
    const answers = new Map<ActRequest, ActAnswer>();
    for (const act of [...acts].sort((a, b) => a.sequence - b.sequence)) {
      answers.set(act, await this.once(caller, name, act, { sent, receivedAt }));
    }
    const { nextSequence } = await this.deviceOf(caller, name);
    return {
      receivedAt: receivedAt.toISOString(),
      clockOffSeconds: reckon({ said: sent, sentAt: sent, receivedAt, saidBefore: null }).offSeconds,
      nextSequence,
      items: acts.flatMap((act) => answers.get(act) ?? []),
    };
  }

  private async once(
    caller: Caller,
    name: string,
    act: ActRequest,
    { receivedAt, sent }: { readonly sent: Date; readonly receivedAt: Date },
  ): Promise<ActAnswer> {
    // `at` belongs to it as well: the same id with another time is another act
    const content = JSON.stringify(act.content);
    const contentHash = sha256Hex(JSON.stringify([act.kind, act.inspectionId, act.at, act.needs ?? [], content]));
    for (let attempt = 1; ; attempt++) {
      const device = await this.deviceOf(caller, name);
      const known = await this.dataSource.manager.findOneBy(FieldAct, { userId: caller.userId, act: act.id });
      if (known !== null) return answerOf(act, known, contentHash);
      if (act.sequence > device.nextSequence) return { id: act.id, status: 'waiting', problem: null };
      // it is nobody's act, and keeping it would take a place from one
      if (act.sequence < device.nextSequence) return this.refusal(caller, act, sequenceTaken(act, device.nextSequence));
      const said = new Date(act.at);
      const reckoned = reckon({ said, sentAt: sent, receivedAt, saidBefore: device.lastSaidAt });
      try {
        return await this.arrive({ caller, device, act, content, contentHash, receivedAt, reckoned, said });
      } catch (error) {
        if (attempt >= ATTEMPTS || !(error instanceof Overtaken || isDuplicate(error))) throw error;
      }
    }
  }

  private async arrive(arriving: Arriving): Promise<ActAnswer> {
    const { act, caller } = arriving;
    let seen: VisibleInspection | undefined;
    try {
      await this.requireNeeds(caller, act);
      if (Buffer.byteLength(arriving.content) > CONTENT_BYTES) throw contentTooLong(CONTENT_BYTES);
      seen = await this.inspections.open(caller, act.inspectionId);
      const take = await this.takers.read(act.kind, act.content);
      const there = seen;
      await this.transactions.run((manager) => this.take(manager, arriving, there, take));
      return { id: act.id, status: 'taken', problem: null };
    } catch (error) {
      if (!(error instanceof DomainError) || error.kind === 'unavailable' || error.kind === 'too-many') throw error;
      const answer = this.refusal(caller, act, error);
      const problem = kept(answer.problem);
      await this.transactions.run(async (manager) => {
        await this.write(manager, arriving, seen?.inspection.id ?? null, problem);
      });
      return { ...answer, problem };
    }
  }

  private async take(
    manager: EntityManager,
    arriving: Arriving,
    seen: VisibleInspection,
    take: TakeAct,
  ): Promise<void> {
    const { caller, reckoned } = arriving;
    const { id } = seen.inspection;
    // whoever looks the record over at the same moment comes before or after
    const mysql = manager.connection.options.type === 'mysql';
    const inspection = await manager.findOneOrFail(Inspection, {
      where: { id },
      ...(mysql ? { lock: { mode: 'pessimistic_write' as const } } : {}),
    });
    const actId = await this.write(manager, arriving, id, null);
    const team = (await readTeams(manager, [id])).get(id) ?? [];
    await take({
      manager,
      caller,
      seen: { ...seen, inspection },
      team,
      actId,
      at: reckoned.at,
      day: chinaDay(reckoned.at),
    });
  }

  /** Moves the device on and writes the act, taken or refused. Returns its row. */
  private async write(
    manager: EntityManager,
    { act, caller, content, contentHash, device, receivedAt, reckoned, said }: Arriving,
    inspectionId: number | null,
    problem: Record<string, unknown> | null,
  ): Promise<number> {
    const { affected } = await manager.update(
      FieldDevice,
      { id: device.id, nextSequence: act.sequence },
      { nextSequence: act.sequence + 1, lastSaidAt: said },
    );
    if (affected !== 1) throw new Overtaken();
    const row = {
      deviceId: device.id,
      sequence: act.sequence,
      userId: caller.userId,
      userName: caller.username,
      act: act.id,
      inspectionId,
      kind: act.kind,
      content: Buffer.byteLength(content) > CONTENT_BYTES ? null : content,
      contentHash,
      saidAt: said,
      receivedAt,
      reckonedAt: reckoned.at,
      clockOffSeconds: reckoned.offSeconds,
      clock: reckoned.clock,
      outcome: problem === null ? ('taken' as const) : ('refused' as const),
      problem,
    };
    // typed apart from the row: TypeORM looks into members of JSON columns
    const { identifiers } = await manager.insert(FieldAct, row as never);
    return (identifiers[0] as { id: number }).id;
  }

  private async requireNeeds(caller: Caller, { needs = [] }: ActRequest): Promise<void> {
    if (needs.length === 0) return;
    const rows = await this.dataSource.manager.findBy(FieldAct, { userId: caller.userId, act: In(needs) });
    for (const need of needs) {
      const row = rows.find(({ act }) => act === need);
      // what its own device sent before has arrived before it
      if (row === undefined) throw neededUnknown(need);
      if (row.outcome === 'refused') throw neededRefused(need);
    }
  }

  private refusal(caller: Caller, act: ActRequest, error: DomainError): ActAnswer {
    this.log.warn(
      { user: caller.username, act: act.id, kind: act.kind, inspection: act.inspectionId, code: error.code },
      'refused what was done on site',
    );
    return { id: act.id, status: 'refused', problem: { ...toProblem(error, undefined) } };
  }

  /** The device as it is; its first act makes it. */
  private async deviceOf({ userId }: Caller, device: string): Promise<FieldDevice> {
    const { manager } = this.dataSource;
    const known = await manager.findOneBy(FieldDevice, { userId, device });
    if (known !== null) return known;
    await this.transactions.run(async (within) => {
      await within
        .createQueryBuilder()
        .insert()
        .into(FieldDevice)
        .values({ userId, device, nextSequence: 1, lastSaidAt: null, createdAt: this.clock.now() })
        // its other request makes the same
        .orIgnore()
        .updateEntity(false)
        .execute();
    });
    return manager.findOneByOrFail(FieldDevice, { userId, device });
  }
}

/** What an act got when it arrived first. */
function answerOf(act: ActRequest, known: FieldAct, contentHash: string): ActAnswer {
  if (known.contentHash !== contentHash)
    return { id: act.id, status: 'refused', problem: { ...toProblem(actIdReused(act.id), undefined) } };
  if (known.outcome === 'taken') return { id: act.id, status: 'taken-before', problem: null };
  return { id: act.id, status: 'refused', problem: known.problem };
}

/** A problem that a row can hold. */
function kept(problem: Record<string, unknown> | null): Record<string, unknown> | null {
  if (problem === null || Buffer.byteLength(JSON.stringify(problem)) <= CONTENT_BYTES) return problem;
  return { ...problem, errors: undefined };
}
