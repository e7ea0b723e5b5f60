import { Injectable } from '@nestjs/common';
import { In, type EntityManager } from 'typeorm';

import { Draw } from '../draws/draw.entity.js';
import { type LeavingCause } from './amendment.js';
import { DrawAmendment, type AmendmentTerms } from './draw-amendment.entity.js';
import { type Follows } from './follows.js';
import { IssuedInspections } from './issued-inspections.js';
import { isAlive, type Kin } from './kin.js';
import { type EarlierSupplement } from './places.js';
import { type LeavingSeat } from './seats.js';

/** What of a replacement fieldwork carries out. */
export interface Leaving {
  readonly inspectionId: number;
  readonly inspectorId: number;
  readonly inspector: string;
  readonly target: string;
}

/** How the draws of an occurrence hang together. */
@Injectable()
export class AmendedDraws {
  constructor(private readonly inspections: IssuedInspections) {}

  /** The draws of an occurrence, without what they were made of. */
  async ofOccurrence(manager: EntityManager, occurrenceId: number): Promise<Kin[]> {
    return manager.find(Draw, {
      select: {
        id: true,
        number: true,
        kind: true,
        ordinal: true,
        earlierDrawId: true,
        phase: true,
        failure: true,
      },
      where: { occurrenceId },
      order: { id: 'ASC' },
    });
  }

  /** The supplements of a draw that stand, with the targets in whose stead they were made. */
  async supplementsOf(manager: EntityManager, draw: Kin): Promise<EarlierSupplement[]> {
    const rows = await manager.findBy(Draw, { earlierDrawId: draw.id, kind: 'supplement' });
    const alive = rows.filter(isAlive);
    const terms = await this.termsOf(
      manager,
      alive.map(({ id }) => id),
    );
    const supplements: EarlierSupplement[] = [];
    for (const { id, number, relation } of alive) {
      if (relation?.kind !== 'supplement') throw new Error(`supplement ${number} names no places`);
      const gone = await this.inspections.named(manager, terms.get(id)?.inspections ?? []);
      supplements.push({ gone: gone.map(({ targetCode }) => targetCode), places: relation.places });
    }
    return supplements;
  }

  /**
   * Inspections of these draws' occurrence whose team is being filled anew: approved, and not issued yet. A replacement that
   * found nobody, or ended without a record, fills no seat: it may be asked for again.
   */
  async underReplacement(manager: EntityManager, occurrenceId: number): Promise<ReadonlySet<number>> {
    const rows = await manager.find(Draw, {
      select: { id: true, phase: true, failure: true },
      where: { occurrenceId, kind: 'replacement' },
    });
    const pending = rows.filter((row) => isUnderWay(row.phase) && isAlive(row));
    const terms = await this.termsOf(
      manager,
      pending.map(({ id }) => id),
    );
    return new Set([...terms.values()].flatMap(({ seats }) => seats.map(({ inspectionId }) => inspectionId)));
  }

  /** What a supplement or a replacement takes of its earlier draw; nothing of any other draw. */
  async follows(manager: EntityManager, draw: Draw): Promise<Follows | undefined> {
    const { earlierDrawId, relation } = draw;
    if (relation === null || relation.kind === 'again' || earlierDrawId === null) return undefined;
    if (relation.kind === 'supplement') return { kind: 'supplement', earlierDrawId, relation };
    const { seats } = await this.termsOfDraw(manager, draw);
    const named = await this.inspections.named(manager, [...new Set(seats.map(({ inspectionId }) => inspectionId))]);
    const satIn = named.map(
      ({ left, targetCode, team }) => [targetCode, [...new Set([...team.map(({ code }) => code), ...left])]] as const,
    );
    return { kind: 'replacement', earlierDrawId, relation, satIn };
  }

  /** Who leaves by a replacement, and why. */
  async leaving(
    manager: EntityManager,
    draw: Pick<Draw, 'id' | 'number'>,
  ): Promise<{ readonly cause: LeavingCause; readonly seats: readonly Leaving[] }> {
    const { cause, seats } = await this.termsOfDraw(manager, draw);
    const named = await this.inspections.named(manager, [...new Set(seats.map(({ inspectionId }) => inspectionId))]);
    return {
      cause: cause ?? 'other',
      seats: seats.map((seat) => ({ ...seat, ...codesOf(named, seat) })),
    };
  }

  private async termsOfDraw(manager: EntityManager, draw: Pick<Draw, 'id' | 'number'>): Promise<AmendmentTerms> {
    const terms = (await this.termsOf(manager, [draw.id])).get(draw.id);
    if (terms === undefined) throw new Error(`nobody has asked for draw ${draw.number}`);
    return terms;
  }

  private async termsOf(
    manager: EntityManager,
    newDrawIds: readonly number[],
  ): Promise<ReadonlyMap<number, AmendmentTerms>> {
    if (newDrawIds.length === 0) return new Map();
    const rows = await manager.findBy(DrawAmendment, { newDrawId: In([...newDrawIds]) });
    return new Map(rows.map(({ newDrawId, terms }) => [newDrawId ?? 0, terms]));
  }
}

/** The seat as the protocol names it. An inspector who does not sit there keeps his row's number for a name. */
export function codesOf(
  named: readonly { readonly id: number; readonly targetCode: string; readonly team: NamedTeam }[],
  { inspectionId, inspectorId }: { readonly inspectionId: number; readonly inspectorId: number },
): LeavingSeat {
  const inspection = named.find(({ id }) => id === inspectionId);
  if (inspection === undefined) throw new Error(`inspection ${inspectionId} is not there`);
  const sits = inspection.team.find((seat) => seat.inspectorId === inspectorId);
  return { inspector: sits?.code ?? String(inspectorId), target: inspection.targetCode };
}

const isUnderWay = (phase: Draw['phase']): boolean => !['issued', 'infeasible', 'ended'].includes(phase);

type NamedTeam = readonly { readonly inspectorId: number; readonly code: string }[];
