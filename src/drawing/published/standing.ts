import { type DataSource } from 'typeorm';

import { type DrawKind } from '../amendments/amendment.js';

/** How a draw was voided, as the log tells it. */
export interface VoidTold {
  readonly at: string;
  readonly by: readonly string[];
  readonly reason: { readonly zh: string; readonly en: string };
  /** Number of the log's entry. */
  readonly entry: number;
}

/** A draw that came in the place of another, or goes on from it. */
export interface Successor {
  readonly number: string;
  readonly kind: DrawKind;
  readonly phase: string;
}

/** What has become of a draw since. */
export interface Standing {
  readonly voided: VoidTold | null;
  readonly successors: readonly Successor[];
}

/** What has become of these draws, by their rows. Two queries, however many there are. */
export async function standingOf(
  source: DataSource,
  draws: readonly { readonly id: number; readonly number: string }[],
): Promise<(draw: { readonly id: number; readonly number: string }) => Standing> {
  if (draws.length === 0) return () => ({ voided: null, successors: [] });
  const places = draws.map(() => '?').join(', ');
  const successors = await source.query<(Successor & { earlierDrawId: number })[]>(
    `SELECT earlier_draw_id AS earlierDrawId, number AS number, kind AS kind, phase AS phase
       FROM draws WHERE earlier_draw_id IN (${places}) ORDER BY id`,
    draws.map(({ id }) => id),
  );
  const voids = await source.query<{ draw: string; entry: number; body: string }[]>(
    `SELECT draw_number AS draw, position AS entry, body AS body
       FROM log_entries WHERE kind = 'void' AND draw_number IN (${places})`,
    draws.map(({ number }) => number),
  );
  const told = new Map(
    voids.map(({ body, draw, entry }) => {
      const { at, by, reason } = JSON.parse(body) as Omit<VoidTold, 'entry'>;
      return [draw, { at, by, reason, entry }];
    }),
  );
  return ({ id, number }) => ({
    voided: told.get(number) ?? null,
    successors: successors
      .filter(({ earlierDrawId }) => earlierDrawId === id)
      .map(({ kind, number: successor, phase }) => ({ number: successor, kind, phase })),
  });
}
