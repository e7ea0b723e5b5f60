import { type Schemas } from '../../api/client.js';

type Draw = Schemas['DrawResponse'];

/** The six moments of a draw, the same on its page, in the hall and in the evidence. */
export const MOMENTS = ['announced', 'waiting', 'opened', 'drawn', 'paired', 'sealed'] as const;
export type Moment = (typeof MOMENTS)[number];

export type Standing = 'done' | 'now' | 'ahead' | 'stopped';

/** How many of the moments are over in each phase. */
const OVER: Readonly<Record<Draw['phase'], number>> = {
  announced: 0,
  committed: 1,
  seeded: 3,
  drawn: 5,
  issued: 6,
  // the lot has fallen, and there are no teams for it
  infeasible: 4,
  ended: 1,
  voided: 0,
};

/** Where a draw stands in its story. One that ended, or is void, stopped where it had come to. */
export function standingsOf(
  draw: Pick<Draw, 'phase' | 'committedAt' | 'seededAt' | 'drawnAt' | 'issuedAt'>,
): Standing[] {
  const over =
    draw.phase !== 'voided'
      ? OVER[draw.phase]
      : draw.issuedAt !== null
        ? 6
        : draw.drawnAt !== null
          ? 5
          : draw.seededAt !== null
            ? 3
            : draw.committedAt !== null
              ? 1
              : 0;
  const stopped = ['infeasible', 'ended', 'voided'].includes(draw.phase);
  return MOMENTS.map((_, at) => (at < over ? 'done' : stopped ? 'stopped' : at === over ? 'now' : 'ahead'));
}

/** Nothing more comes by itself. */
export const isOver = (phase: Draw['phase']): boolean => ['issued', 'infeasible', 'ended', 'voided'].includes(phase);
