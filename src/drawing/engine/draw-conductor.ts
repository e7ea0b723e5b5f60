import { Injectable, type OnModuleInit } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';

import { isTooLate } from '../../planning/calendar/schedule.js';
import { OccurrencesService } from '../../planning/occurrences/occurrences.service.js';
import { AMENDED_DRAW_JOB, DRAW_JOB, type DueOccurrence } from '../../planning/occurrences/due-occurrence.js';
import { Clock } from '../../platform/clock/clock.js';
import { Transactions } from '../../platform/database/transactions.js';
import { History } from '../../platform/history/history.service.js';
import { JobFailed, JobHandlers, type ClaimedJob, type Outcome } from '../../platform/jobs/job-handlers.js';
import { Jobs } from '../../platform/jobs/jobs.service.js';
import { type Bilingual } from '../../platform/text.js';
import { VERSIONS } from '../../platform/versions.js';
import { readManifest, type Json } from '../../protocol/index.js';
import { ISSUE_JOB } from '../draws/assignments.js';
import { firstNumber } from '../amendments/draw-number.js';
import { writeDrawMatters } from '../draws/draw-matters.js';
import { Draw } from '../draws/draw.entity.js';
import { TransparencyLog } from '../log/transparency-log.service.js';
import { Sources, type Waits } from '../sources/sources.service.js';
import { DrawEngine } from './draw-engine.js';
import { DrawFigures } from './draw-figures.js';
import { DrawPreparation } from './draw-preparation.js';
import { factOf, momentOf } from './log-facts.js';
import { latest } from './moments.js';
import { finalFailure, isCommitted, isLastTry, stillTried, Voided } from './why-it-stops.js';

/** How often it is looked whether those who were asked to join have answered, in milliseconds. */
const ASK_AGAIN = 10_000;

/**
 * Conducts a draw from announcement to record. Every step is one fenced transaction that moves the phase on; what takes
 * long (snapshot, lottery) happens before it on the engine's thread and can be done again without effect. So a crash at
 * any moment goes on with the same draw under the same commitment.
 */
@Injectable()
export class DrawConductor implements OnModuleInit {
  constructor(
    private readonly dataSource: DataSource,
    private readonly transactions: Transactions,
    private readonly occurrences: OccurrencesService,
    private readonly preparation: DrawPreparation,
    private readonly engine: DrawEngine,
    private readonly sources: Sources,
    private readonly log: TransparencyLog,
    private readonly jobs: Jobs,
    private readonly handlers: JobHandlers,
    private readonly history: History,
    private readonly clock: Clock,
    private readonly figures: DrawFigures,
  ) {}

  onModuleInit(): void {
    this.handlers.register(DRAW_JOB, (job) => this.conduct(job));
    this.handlers.register(AMENDED_DRAW_JOB, (job) => this.conductAmended(job));
  }

  /** The draw of an occurrence, from its announcement on. */
  async conduct(job: ClaimedJob): Promise<Outcome> {
    const occurrenceId = Number(job.key);
    return this.carryOn(job, occurrenceId, () => this.announce(job, occurrenceId));
  }

  /** A draw that two people decided on; its approval has announced it. */
  async conductAmended(job: ClaimedJob): Promise<Outcome> {
    return this.carryOn(job, null, () => this.announced(job, Number(job.key)));
  }

  /** @param occurrenceId what fails where the draw cannot even be announced */
  private async carryOn(
    job: ClaimedJob,
    occurrenceId: number | null,
    begin: () => Promise<Begun | Again | undefined>,
  ): Promise<Outcome> {
    let begun: Begun | undefined;
    try {
      const beginning = await begin();
      if (beginning !== undefined && 'again' in beginning) return beginning;
      begun = beginning;
      // where it was noted that the draw does not go on, a process that died right after the note changes nothing
      if (begun?.draw.failure !== null) return { done: true };
      return await this.goOn(job, begun);
    } catch (error) {
      if (error instanceof Voided) return { done: true };
      // interrupted, or taken over: that says nothing about the draw
      if (job.signal.aborted) throw error;
      const failure = finalFailure(error, job, begun?.draw);
      if (failure === undefined && begun !== undefined && isCommitted(begun.draw) && isLastTry(error, job)) {
        return this.wait(job, begun.draw, stillTried(job, this.clock.now()));
      }
      if (failure !== undefined) await this.noteFailure(job, occurrenceId, begun?.draw, failure);
      throw error;
    }
  }

  private async goOn(job: ClaimedJob, { draw, occurrence }: Begun): Promise<Outcome> {
    if (draw.phase === 'announced') {
      const waits = await this.figures.timed(draw, () => this.commit(job, draw, occurrence));
      if (waits !== undefined) return this.wait(job, draw, waits);
    }
    if (draw.phase === 'committed') {
      if ((await this.clock.ask(this.dataSource)) < draw.drawAt) return { again: draw.drawAt };
      const waits = await this.figures.timed(draw, () => this.reveal(job, draw));
      if (waits !== undefined) return this.wait(job, draw, waits);
    }
    if (draw.phase === 'seeded') await this.figures.timed(draw, () => this.draw(job, draw, occurrence));
    return { done: true };
  }

  /**
   * Begins the draw, or finds the one that has begun. From here on the batch cannot change. Nothing where the occurrence
   * was planned away or cancelled before, or is taken up too late: then a person decides. While an agency that was asked to
   * join has not answered, or a matter is on no published checklist, nothing begins.
   */
  private async announce(job: ClaimedJob, occurrenceId: number): Promise<Begun | Again | undefined> {
    return this.step(job, async (manager) => {
      const begun = await manager.findOneBy(Draw, { occurrenceId, kind: 'draw', ordinal: 1 });
      if (begun !== null) return { draw: begun, occurrence: await this.occurrences.load(occurrenceId, manager) };
      if (!(await this.occurrences.isPlanned(manager, occurrenceId))) return undefined;
      await this.occurrences.markDrawing(manager, occurrenceId);
      const occurrence = await this.occurrences.load(occurrenceId, manager);
      // judged inside this step, which keeps changes of the batch out
      const now = await this.clock.ask(manager);
      if (isTooLate(occurrence.dueAt, now, occurrence.lateMinutes)) {
        await this.occurrences.markMissed(manager, occurrence, now);
        return undefined;
      }
      if (occurrence.unanswered.length > 0 || occurrence.unpublished.length > 0) {
        await this.occurrences.markWaiting(manager, occurrenceId);
        return { again: new Date(this.clock.now().getTime() + ASK_AGAIN) };
      }
      const draw = manager.create(Draw, {
        number: firstNumber(occurrence.plan.year, occurrence.id),
        occurrenceId: occurrence.id,
        kind: 'draw',
        ordinal: 1,
        earlierDrawId: null,
        relation: null,
        batchId: occurrence.batch.id,
        agencyId: occurrence.agency.id,
        planVersion: occurrence.plan.version,
        phase: 'announced',
        announcedAt: this.clock.now(),
        drawAt: occurrence.dueAt,
        entropySource: occurrence.batch.entropySource,
        commitment: null,
        failure: null,
      });
      await manager.insert(Draw, draw);
      await writeDrawMatters(
        manager,
        draw.id,
        occurrence.batch.matters.map(({ id }) => id),
      );
      await this.note(manager, draw, 'announced');
      return { draw, occurrence };
    });
  }

  private async announced(job: ClaimedJob, drawId: number): Promise<Begun> {
    return this.step(job, async (manager) => {
      const draw = await manager.findOneByOrFail(Draw, { id: drawId });
      return { draw, occurrence: await this.occurrences.load(draw.occurrenceId, manager, draw.drawAt) };
    });
  }

  /** After this nothing can change, and the seed is still unknown to all. */
  private async commit(job: ClaimedJob, draw: Draw, occurrence: DueOccurrence): Promise<Waits | undefined> {
    const prepared = await this.preparation.of(job, draw, occurrence);
    if ('waiting' in prepared) return prepared;
    await this.advance(job, draw, 'announced', prepared.values, prepared.beside, prepared.judge);
    return undefined;
  }

  /** What came out of the source, or the end of the draw where it can no longer come. */
  private async reveal(job: ClaimedJob, draw: Draw): Promise<Waits | undefined> {
    const { entropy: event } = readManifest(JSON.parse(draw.manifest ?? 'null') as Json);
    const seededAt = latest(draw.drawAt, await this.clock.ask(this.dataSource));
    const trial = await this.sources.reveal(draw, event, seededAt);
    if ('waiting' in trial) return trial;
    if ('end' in trial) {
      const failure = trial.end;
      const values = { phase: 'ended' as const, endedAt: seededAt, failure, waiting: null };
      await this.advance(job, draw, 'committed', values, (manager) => this.markFailed(manager, draw, failure));
      return undefined;
    }
    const entropy = JSON.stringify(trial.reveal);
    await this.advance(job, draw, 'committed', { phase: 'seeded', seededAt, entropy, waiting: null });
    return undefined;
  }

  /** Keeps for people what the draw waits for and since when, and looks again later. */
  private async wait(job: ClaimedJob, draw: Draw, { waiting, again }: Waits): Promise<Outcome> {
    const { zh, en, answers } = waiting;
    const since = draw.waiting?.since ?? this.clock.now().toISOString();
    await this.step(job, async (manager) => {
      await manager.update(Draw, { id: draw.id, phase: draw.phase }, { waiting: { zh, en, since, answers } });
    });
    return { again };
  }

  private async draw(job: ClaimedJob, draw: Draw, occurrence: DueOccurrence): Promise<void> {
    const { manifest, commitment, entropy, seededAt } = draw;
    if (manifest === null || commitment === null || entropy === null || seededAt === null) {
      throw new JobFailed(`draw ${draw.number} is seeded but has no commitment`);
    }
    const result = await this.engine.run(job.signal, {
      kind: 'lottery',
      drawId: draw.id,
      fence: { jobId: job.id, epoch: job.epoch },
      manifest,
      commitment,
      entropy,
      versions: VERSIONS,
    });
    const drawnAt = latest(seededAt, await this.clock.ask(this.dataSource));
    if (result.infeasible === null) {
      await this.advance(
        job,
        draw,
        'seeded',
        { phase: 'drawn', drawnAt, recordHash: result.recordHash, waiting: null },
        async (manager) => {
          if (draw.kind === 'draw') await this.occurrences.markDrawn(manager, occurrence.id);
          // due already: a moment taken just now would lie ahead of a clock that is set back before it is looked at
          await this.jobs.enqueue(manager, { kind: ISSUE_JOB, key: String(draw.id), dueAt: draw.drawAt });
        },
      );
    } else {
      const failure: Bilingual = {
        zh: result.infeasible
          .map((cut) => cut.words.zh)
          .join('\n')
          .slice(0, 10_000),
        en: result.infeasible
          .map((cut) => cut.words.en)
          .join('\n')
          .slice(0, 10_000),
      };
      const values = { phase: 'infeasible' as const, drawnAt, recordHash: result.recordHash, failure, waiting: null };
      await this.advance(job, draw, 'seeded', values, (manager) => this.markFailed(manager, draw, failure));
    }
  }

  /** One transaction that the job's fence guards. */
  private async step<T>(job: ClaimedJob, work: (manager: EntityManager) => Promise<T>): Promise<T> {
    return this.transactions.run(async (manager) => {
      await job.fence(manager);
      return work(manager);
    });
  }

  /** Moves a draw on from the phase it is in, and from no other. */
  private async advance(
    job: ClaimedJob,
    draw: Draw,
    from: Draw['phase'],
    values: Partial<Draw>,
    also: (manager: EntityManager) => Promise<void> = () => Promise.resolve(),
    judge: (loggedAt: Date) => void = () => undefined,
  ): Promise<void> {
    await this.step(job, async (manager) => {
      const result = await manager.update(Draw, { id: draw.id, phase: from }, values);
      if (result.affected !== 1) {
        if (await isVoided(manager, draw.id)) throw new Voided(draw.number);
        throw new JobFailed(`draw ${draw.number} is not ${from} any more`);
      }
      await also(manager);
      await this.note(manager, { ...draw, ...values }, values.phase ?? from);
      // last, because from here to the end of the transaction nobody else can append
      const fact = factOf({ ...draw, ...values });
      if (fact !== undefined) judge((await this.log.append(manager, fact, momentOf(values))).at);
    });
    Object.assign(draw, values);
  }

  private async noteFailure(
    job: ClaimedJob,
    occurrenceId: number | null,
    draw: Draw | undefined,
    failure: Bilingual,
  ): Promise<void> {
    await this.step(job, async (manager) => {
      if (draw === undefined) {
        if (occurrenceId !== null) await this.occurrences.markFailed(manager, occurrenceId, failure);
        return;
      }
      const ended = isCommitted(draw) ? { phase: 'ended' as const, endedAt: this.clock.now(), waiting: null } : {};
      const values = { ...ended, failure };
      // only what was looked at: one that was voided, or went on, is not this failure's
      const { affected } = await manager.update(Draw, { id: draw.id, phase: draw.phase }, values);
      if (affected !== 1) return;
      await this.markFailed(manager, draw, failure);
      await this.note(manager, { ...draw, ...values }, 'failed');
      // whoever has seen the commitment sees that it came to nothing, and why
      const fact = factOf({ ...draw, ...values });
      if (fact !== undefined) await this.log.append(manager, fact, momentOf(values));
    });
  }

  /** What goes on from a draw that stands leaves the occurrence as it is. */
  private async markFailed(manager: EntityManager, draw: Draw, failure: Bilingual): Promise<void> {
    if (draw.kind !== 'draw') return;
    if (isCommitted(draw)) await this.occurrences.markStopped(manager, draw.occurrenceId, failure);
    else await this.occurrences.markFailed(manager, draw.occurrenceId, failure);
  }

  private async note(manager: EntityManager, draw: Draw, action: string): Promise<void> {
    const { id, number, phase, commitment, recordHash } = draw;
    await this.history.record(manager, {
      subject: 'draw',
      subjectId: id,
      action,
      before: null,
      after: { number, phase, commitment: commitment ?? null, recordHash: recordHash ?? null },
    });
  }
}

/** As it is now, whatever this transaction has seen before. */
async function isVoided(manager: EntityManager, id: number): Promise<boolean> {
  const lock = manager.connection.options.type === 'mysql' ? ' FOR UPDATE' : '';
  const rows = await manager.query<{ phase: string }[]>(`SELECT phase AS phase FROM draws WHERE id = ?${lock}`, [id]);
  return rows[0]?.phase === 'voided';
}

type Again = Extract<Outcome, { readonly again: Date }>;

interface Begun {
  readonly draw: Draw;
  readonly occurrence: DueOccurrence;
}
