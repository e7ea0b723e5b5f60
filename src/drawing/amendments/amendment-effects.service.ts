import { Injectable } from '@nestjs/common';
import { DataSource, In, Not, type EntityManager } from 'typeorm';

import { OccurrencesService } from '../../planning/occurrences/occurrences.service.js';
import { AMENDED_DRAW_JOB, type DueOccurrence } from '../../planning/occurrences/due-occurrence.js';
import { History } from '../../platform/history/history.service.js';
import { Jobs } from '../../platform/jobs/jobs.service.js';
import { text, type Bilingual } from '../../platform/text.js';
import { type LogFact } from '../../protocol/index.js';
import { keptRecord, type KeptRecord } from '../draws/kept-record.js';
import { copyDrawMatters, writeDrawMatters } from '../draws/draw-matters.js';
import { Draw } from '../draws/draw.entity.js';
import { Rotations } from '../rotation/rotations.service.js';
import { TransparencyLog } from '../log/transparency-log.service.js';
import { checkDue, checkGoesOn, checkVoid, dueAfterApproval } from './amendment-rules.js';
import { type AmendmentKind, type DrawKind } from './amendment.js';
import { AmendedDraws, codesOf } from './amended-draws.service.js';
import {
  anotherDrawsSeat,
  inspectionDone,
  noNewDraw,
  replacementInForce,
  replacementUnderWay,
  supplementOfRoot,
  unknownInspection,
  witnessesMissing,
  nextRoundHeld,
} from './amendments.errors.js';
import { type AmendmentTerms, type DrawAmendment, type NewDrawTerms } from './draw-amendment.entity.js';
import { IssuedInspections, type NamedInspection } from './issued-inspections.js';
import { goingOnFrom, isAlive, nextDraw, rootOf, type Kin } from './kin.js';
import { placesFor } from './places.js';
import { relationAgain, relationReplacement, relationSupplement, type DrawRelation } from './relation.js';
import { checkLeaving } from './seats.js';

/** What is asked for of a draw. */
export interface Asked {
  readonly draw: Draw;
  readonly kind: AmendmentKind;
  readonly reason: Bilingual;
  readonly terms: AmendmentTerms;
  /** Its occurrence, at the moment for which the new draw is asked. */
  readonly occurrence: DueOccurrence;
  /** Of the draw's record, for a supplement. */
  readonly selection: KeptRecord['selection'];
}

/** What it comes to, once it is found that it may be. */
interface Judged {
  /** Draws that become void. */
  readonly voided: readonly Kin[];
  /** Inspections whose team will be another. */
  readonly touched: readonly number[];
  readonly newDraw:
    | (NewDrawTerms & {
        readonly kind: DrawKind;
        readonly relation: DrawRelation;
        readonly number: string;
        readonly ordinal: number;
      })
    | null;
}

/** Whether an amendment may be, and what it does. Always inside the caller's transaction, which holds the occurrence's draws. */
@Injectable()
export class AmendmentEffects {
  constructor(
    private readonly dataSource: DataSource,
    private readonly occurrences: OccurrencesService,
    private readonly inspections: IssuedInspections,
    private readonly amended: AmendedDraws,
    private readonly rotations: Rotations,
    private readonly log: TransparencyLog,
    private readonly jobs: Jobs,
    private readonly history: History,
  ) {}

  /**
   * What has to be known of a draw before it is judged. Outside of any transaction: it reads through connections of its own,
   * and ten transactions that each wait for a second one would wait for ever.
   */
  async asked(draw: Draw, wanted: Pick<Asked, 'kind' | 'reason' | 'terms'>, now: Date): Promise<Asked> {
    const { kind, reason, terms } = wanted;
    const dueAt = terms.newDraw?.dueAt ?? null;
    checkDue(dueAt === null ? null : new Date(dueAt), now);
    const occurrence = await this.occurrences.load(draw.occurrenceId, undefined, dueOf(newDrawOf(terms), now));
    const recorded = kind === 'supplement' && draw.recordHash !== null;
    // a record never changes, and a large one takes its time
    const selection = recorded ? (await keptRecord(this.dataSource, draw.id)).selection : [];
    return { draw, kind, reason, terms, occurrence, selection };
  }

  /** Throws a refusal in words. */
  async judge(manager: EntityManager, asked: Asked, now: Date): Promise<Judged> {
    const { draw, terms } = asked;
    const kin = await this.amended.ofOccurrence(manager, draw.occurrenceId);
    const judged = await this.judgedByKind(manager, asked, kin);
    if (judged.newDraw !== null) {
      const dueAt = dueOf(judged.newDraw, now);
      if (asked.kind !== 'replacement') await this.occurrences.checkAgain(manager, draw.occurrenceId, dueAt);
      const source = terms.newDraw?.entropySource ?? draw.entropySource;
      const { batch } = asked.occurrence;
      if (source === 'ceremony' && batch.witnesses.length < 2) throw witnessesMissing(batch.code);
    }
    return judged;
  }

  /** Does it, and tells the log last: from there to the end of the transaction nobody else can append. Returns the new draw's row. */
  async apply(
    manager: EntityManager,
    amendment: DrawAmendment,
    asked: Asked,
    by: string,
    now: Date,
  ): Promise<number | null> {
    const { draw } = asked;
    const { newDraw, touched, voided } = await this.judge(manager, asked, now);
    if (voided.length > 0) await this.void(manager, asked, voided, now);
    if (touched.length > 0 && (await this.inspections.touch(manager, touched, now)) < touched.length) {
      throw inspectionDone(touched);
    }
    const made = newDraw === null ? null : await this.announce(manager, asked, newDraw, now);
    if (asked.kind === 'void' && draw.kind === 'draw') {
      if (made !== null) await this.occurrences.markDrawingAgain(manager, draw.occurrenceId, made.drawAt);
      else await this.occurrences.markVoided(manager, draw.occurrenceId, voidedWords(draw, asked.reason));
    }
    await this.tell(manager, asked, [amendment.proposedByName, by], voided, made?.number ?? null, now);
    return made?.id ?? null;
  }

  private async judgedByKind(manager: EntityManager, asked: Asked, kin: readonly Kin[]): Promise<Judged> {
    switch (asked.kind) {
      case 'void':
        return this.judgeVoid(manager, asked, kin);
      case 'supplement':
        return this.judgeSupplement(manager, asked, kin);
      case 'replacement':
        return this.judgeReplacement(manager, asked, kin);
    }
  }

  private async judgeVoid(
    manager: EntityManager,
    { draw, reason, terms }: Asked,
    kin: readonly Kin[],
  ): Promise<Judged> {
    const voided = [draw, ...goingOnFrom(kin, draw).filter(({ phase }) => phase !== 'voided')];
    checkVoid(
      draw,
      await this.inspections.visited(
        manager,
        voided.map(({ id }) => id),
      ),
    );
    if (draw.kind !== 'draw') {
      // its targets follow from the earlier draw, and so they do for whoever asks for it again
      if (draw.kind === 'replacement' && draw.phase === 'issued') throw replacementInForce(draw.number);
      if (terms.newDraw !== null) throw noNewDraw(draw.number);
      return { voided, touched: [], newDraw: null };
    }
    if (terms.newDraw === null) return { voided, touched: [], newDraw: null };
    const { number, ordinal } = nextDraw(kin, draw, 'draw');
    const relation = relationAgain(earlierOf(draw), reason);
    return { voided, touched: [], newDraw: { ...terms.newDraw, kind: 'draw', relation, number, ordinal } };
  }

  private async judgeSupplement(
    manager: EntityManager,
    { draw, reason, selection, terms }: Asked,
    kin: readonly Kin[],
  ): Promise<Judged> {
    checkGoesOn(draw);
    if (draw.kind !== 'draw') throw supplementOfRoot(draw.number, rootOf(kin, draw).number);
    const next = await this.rotations.roundAfter(manager, draw.id);
    if (next !== undefined) throw nextRoundHeld(draw.number, next);
    const supplements = kin.filter((one) => one.kind === 'supplement' && one.earlierDrawId === draw.id && isAlive(one));
    const family = new Set([draw.id, ...supplements.map(({ id }) => id)]);
    const gone = await this.named(manager, draw, terms.inspections, 'inspections', ({ drawId }) => family.has(drawId));
    const places = placesFor(
      selection,
      await this.amended.supplementsOf(manager, draw),
      gone.map(({ targetCode }) => targetCode),
    );
    const { number, ofEarlier, ordinal } = nextDraw(kin, draw, 'supplement');
    const relation = relationSupplement(earlierOf(draw), ofEarlier, reason, places);
    return { voided: [], touched: [], newDraw: { ...newDrawOf(terms), kind: 'supplement', relation, number, ordinal } };
  }

  private async judgeReplacement(
    manager: EntityManager,
    { draw, reason, terms }: Asked,
    kin: readonly Kin[],
  ): Promise<Judged> {
    checkGoesOn(draw);
    const ids = [...new Set(terms.seats.map(({ inspectionId }) => inspectionId))];
    const family = new Set(kin.map(({ id }) => id));
    const named = await this.named(
      manager,
      draw,
      terms.seats.map(({ inspectionId }) => inspectionId),
      'seats',
      ({ drawId }) => family.has(drawId),
    );
    const numbers = new Map(kin.map(({ id, number }) => [id, number]));
    const pending = await this.amended.underReplacement(manager, draw.occurrenceId);
    for (const inspection of named) {
      if (!inspection.open) throw inspectionDone([inspection.id]);
      if (pending.has(inspection.id)) throw replacementUnderWay(inspection.id);
      for (const { inspectionId, inspectorId } of terms.seats) {
        const seat = inspection.team.find((one) => one.inspectorId === inspectorId);
        if (inspectionId === inspection.id && seat !== undefined && seat.drawId !== draw.id) {
          throw anotherDrawsSeat(seat.code, draw.number, numbers.get(seat.drawId) ?? String(seat.drawId));
        }
      }
    }
    const seats = terms.seats.map((seat) => codesOf(named, seat));
    checkLeaving(new Map(named.map(({ targetCode, team }) => [targetCode, team.map(({ code }) => code)])), seats);
    const { number, ofEarlier, ordinal } = nextDraw(kin, draw, 'replacement');
    const relation = relationReplacement(earlierOf(draw), ofEarlier, reason, seats);
    return {
      voided: [],
      touched: ids,
      newDraw: { ...newDrawOf(terms), kind: 'replacement', relation, number, ordinal },
    };
  }

  /** The inspections that were named. One of another draw is as unknown as one that nobody has. */
  private async named(
    manager: EntityManager,
    draw: Draw,
    ids: readonly number[],
    list: 'inspections' | 'seats',
    belongs: (inspection: NamedInspection) => boolean,
  ): Promise<NamedInspection[]> {
    const found = (await this.inspections.named(manager, [...new Set(ids)])).filter(belongs);
    const there = new Set(found.map(({ id }) => id));
    const missing = ids.findIndex((id) => !there.has(id));
    if (missing >= 0) {
      const pointer = list === 'seats' ? `/seats/${missing}/inspectionId` : `/inspections/${missing}`;
      throw unknownInspection(pointer, ids[missing] ?? 0, draw.number);
    }
    return found;
  }

  private async void(
    manager: EntityManager,
    { draw, reason }: Asked,
    voided: readonly Kin[],
    now: Date,
  ): Promise<void> {
    const ids = voided.map(({ id }) => id);
    await manager.update(Draw, { id: In(ids), phase: Not('voided') }, { phase: 'voided', waiting: null });
    // after the update: who was recording findings is done by now, or will find the inspection void
    checkVoid(draw, await this.inspections.markVoided(manager, ids, now));
    await this.history.record(
      manager,
      ...voided.map(({ id, number, phase }) => ({
        subject: 'draw' as const,
        subjectId: id,
        action: 'voided',
        before: { phase },
        after: { number, phase: 'voided', reason, with: draw.number },
      })),
    );
  }

  /** The new draw as everyone sees it from now on, and the job that will conduct it. */
  private async announce(
    manager: EntityManager,
    { draw: earlier, occurrence }: Asked,
    wanted: NonNullable<Judged['newDraw']>,
    now: Date,
  ): Promise<Draw> {
    const drawAt = dueOf(wanted, now);
    const draw = manager.create(Draw, {
      number: wanted.number,
      occurrenceId: earlier.occurrenceId,
      kind: wanted.kind,
      ordinal: wanted.ordinal,
      earlierDrawId: earlier.id,
      relation: wanted.relation,
      batchId: earlier.batchId,
      agencyId: earlier.agencyId,
      planVersion: occurrence.plan.version,
      phase: 'announced',
      announcedAt: now,
      drawAt,
      entropySource: wanted.entropySource ?? earlier.entropySource,
      failure: null,
    });
    await manager.insert(Draw, draw);
    if (wanted.kind === 'draw') await writeDrawMatters(manager, draw.id, matterIds(occurrence));
    else await copyDrawMatters(manager, earlier.id, draw.id);
    const { id, number } = draw;
    await this.history.record(manager, {
      subject: 'draw',
      subjectId: id,
      action: 'announced',
      before: null,
      after: { number, phase: 'announced', earlier: earlier.number, kind: wanted.relation.kind },
    });
    const dueAt = wanted.dueAt === null || occurrence.announceAt < now ? now : occurrence.announceAt;
    await this.jobs.enqueue(manager, { kind: AMENDED_DRAW_JOB, key: String(id), dueAt });
    return draw;
  }

  private async tell(
    manager: EntityManager,
    { draw, kind, reason }: Asked,
    by: readonly [string, string],
    voided: readonly Kin[],
    newNumber: string | null,
    now: Date,
  ): Promise<void> {
    const decision = { by: [...by], reason: { en: reason.en, zh: reason.zh } };
    const facts: LogFact[] = [];
    if (kind === 'void') {
      const rows = await manager.find(Draw, {
        select: { id: true, number: true, commitment: true, recordHash: true },
        where: { id: In(voided.map(({ id }) => id)) },
        order: { id: 'ASC' },
      });
      for (const { commitment, number, recordHash } of rows) {
        // what was never committed has nothing in the log that could be void
        if (commitment !== null) facts.push({ kind, ...decision, commitment, draw: number, record: recordHash });
      }
    } else {
      const { commitment, number, recordHash: record } = draw;
      if (commitment === null || record === null || newNumber === null) throw new Error(`draw ${number} has no record`);
      const of = { amendment: newNumber, ...decision, commitment, draw: number, record };
      facts.push({ kind: kind === 'supplement' ? 'supplement' : 'replace', ...of });
    }
    for (const fact of facts) await this.log.append(manager, fact, now);
  }
}

const matterIds = ({ batch }: DueOccurrence): number[] => batch.matters.map(({ id }) => id);

const newDrawOf = ({ newDraw }: AmendmentTerms): NewDrawTerms => newDraw ?? { dueAt: null, entropySource: null };

const dueOf = ({ dueAt }: NewDrawTerms, now: Date): Date =>
  dueAfterApproval(dueAt === null ? null : new Date(dueAt), now);

function earlierOf({ commitment, number, recordHash }: Draw): {
  number: string;
  commitment: string;
  recordHash: string | null;
} {
  if (commitment === null) throw new Error(`draw ${number} has no commitment`);
  return { number, commitment, recordHash };
}

const voidedWords = ({ number }: Draw, reason: Bilingual): Bilingual =>
  text(`抽取“${number}”已作废：${reason.zh}`, `Draw "${number}" was voided: ${reason.en}`);
