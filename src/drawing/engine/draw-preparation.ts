import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';

import { type DueOccurrence } from '../../planning/occurrences/due-occurrence.js';
import { Clock } from '../../platform/clock/clock.js';
import { type ClaimedJob } from '../../platform/jobs/job-handlers.js';
import { text } from '../../platform/text.js';
import { commit, readManifest, type Json } from '../../protocol/index.js';
import { AgencyScope } from '../../registry/agencies/agency-scope.js';
import { AmendedDraws } from '../amendments/amended-draws.service.js';
import { DrawParticipant } from '../draws/draw-participant.entity.js';
import { Draw } from '../draws/draw.entity.js';
import { TransparencyLog } from '../log/transparency-log.service.js';
import { type RotationSeen } from '../rotation/rotation-look.js';
import { Rotations } from '../rotation/rotations.service.js';
import { Sources, type Waits } from '../sources/sources.service.js';
import { DrawEngine } from './draw-engine.js';
import { termsAfter, termsOfOccurrence, type DrawTerms } from './draw-terms.js';
import { buildManifest } from './manifest-of.js';
import { latest } from './moments.js';
import { poolsOf } from './pools-of.js';
import { judged, Unfit } from './unfit.js';
import { emptyPool, logAhead, unfitFor } from './why-it-stops.js';

/** MySQL's `text` ends at 65 535 bytes. */
const MANIFEST_BYTES = 65_000;

/** What a draw is committed to, ready to be written. */
export interface Prepared {
  readonly values: Partial<Draw> & { readonly phase: 'committed' };
  /** Rows that belong to the commitment; in its transaction. */
  readonly beside: (manager: EntityManager) => Promise<void>;
  /** @param at the moment at which the log has taken the commitment; throws where that was too late */
  readonly judge: (at: Date) => void;
}

/** Takes the pools down and makes of them what a draw is committed to. Nothing of it shows until it is written. */
@Injectable()
export class DrawPreparation {
  constructor(
    private readonly dataSource: DataSource,
    private readonly agencies: AgencyScope,
    private readonly engine: DrawEngine,
    private readonly sources: Sources,
    private readonly amended: AmendedDraws,
    private readonly rotations: Rotations,
    private readonly log: TransparencyLog,
    private readonly clock: Clock,
  ) {}

  /** By which rules it is drawn: the batch's, or what follows from the draw that it stands in for. */
  private async termsOf(draw: Draw, occurrence: DueOccurrence): Promise<DrawTerms> {
    const { earlierDrawId, relation } = draw;
    if (relation === null || earlierDrawId === null) return termsOfOccurrence(occurrence);
    const { manager } = this.dataSource;
    const { assigned, manifest } = await manager.findOneByOrFail(Draw, { id: earlierDrawId });
    const took = await manager.findBy(DrawParticipant, { drawId: earlierDrawId });
    const participants = took.map(({ agencyId }) => agencyId);
    const earlier = readManifest(JSON.parse(manifest ?? 'null') as Json);
    return termsAfter(occurrence, relation, earlier, { assigned, participants });
  }

  /**
   * Cut-off, snapshot, manifest, commitment; or what is waited for first.
   * @throws Unfit where such a draw cannot be
   */
  async of(job: ClaimedJob, draw: Draw, occurrence: DueOccurrence): Promise<Prepared | Waits> {
    // what people still have to bring is asked for before the pools are taken down, which may take long
    const now = await this.clock.ask(this.dataSource);
    const ahead = logAhead((await this.log.head()).at, now);
    if (ahead !== undefined) return ahead;
    const prepared = await this.sources.announce(draw, occurrence, now, now);
    if ('waiting' in prepared) return prepared;
    const terms = await this.termsOf(draw, occurrence);
    const { manager } = this.dataSource;
    const turn = terms.rotation === null ? undefined : await this.rotations.waitsFor(manager, draw, terms.rotation);
    if (turn !== undefined) return turn;
    const snapshot = await this.engine.run(job.signal, {
      kind: 'snapshot',
      drawId: draw.id,
      fence: { jobId: job.id, epoch: job.epoch },
      ...(await poolsOf(this.agencies, occurrence, terms)),
      follows: (await this.amended.follows(manager, draw)) ?? null,
    });
    if (snapshot.targets.count === 0) throw emptyPool(snapshot.reasons);
    // drawn, such a target would end the draw without teams: whoever wants to spare one would only have to recuse everybody
    if (snapshot.impossible.count > 0) throw unfitFor(snapshot.impossible);
    const cutoffAt = snapshot.takenAt;
    const committedAt = latest(cutoffAt, await this.clock.ask(this.dataSource));
    // the log's time never goes back, and the commitment's entry comes before what it is committed to
    const { at: headAt, ...previous } = await this.log.head();
    const earliest = latest(committedAt, headAt ?? committedAt);
    const announced = await this.sources.announce(draw, occurrence, committedAt, earliest);
    if ('waiting' in announced) return announced;
    const { commitBy, drawAt, event, secret } = announced;
    const { manifest, bytes, commitment } = judged(() => {
      const built = buildManifest(occurrence, terms, snapshot, {
        number: draw.number,
        cutoffAt,
        drawAt,
        event,
        previous,
      });
      return { manifest: built, ...commit(built) };
    });
    if (bytes.length > MANIFEST_BYTES) {
      throw new Unfit(
        text(
          '公告内容过长（超过 65 000 字节），请减少分层或条件。',
          'The manifest is over 65 000 bytes; use fewer strata or conditions.',
        ),
      );
    }
    const values = {
      phase: 'committed' as const,
      // the clock may have been set back since; a draw is never announced after its lists were closed
      announcedAt: draw.announcedAt < cutoffAt ? draw.announcedAt : cutoffAt,
      cutoffAt,
      drawAt,
      sealedSecret: secret,
      manifest: Buffer.from(bytes).toString('utf8'),
      commitment,
      committedAt,
      waiting: null,
      assigned: terms.assigned,
      population: manifest.targets.count,
      sampleSize: manifest.strata.reduce((sum, stratum) => sum + stratum.size, 0),
    };
    return {
      values,
      beside: (step) => this.writeBeside(step, draw, terms, snapshot.rotation),
      judge: (at) => {
        // what was promised before a moment is not promised after it: the next try names a later one
        if (commitBy !== null && at > commitBy) {
          throw new Error(`the commitment of draw ${draw.number} came too late for its source`);
        }
      },
    };
  }

  /** Who takes part, and of which round it is. */
  private async writeBeside(
    manager: EntityManager,
    { earlierDrawId, id, kind }: Draw,
    { participants }: DrawTerms,
    rotation: RotationSeen | null,
  ): Promise<void> {
    const others = participants.map((agencyId) => ({ drawId: id, agencyId }));
    if (others.length > 0) await manager.insert(DrawParticipant, others);
    if (rotation !== null) await this.rotations.keep(manager, id, rotation);
    if (kind === 'supplement' && earlierDrawId !== null) await this.rotations.carry(manager, earlierDrawId, id);
  }
}
