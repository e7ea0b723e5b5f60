import { compareUtf8, type Seat, type TeamRule } from '../../protocol/index.js';

/*
 * Who is to stand before a target: how the seats of a batch, of the agencies that take part in it and of those that lend it
 * their people become the team rules of the protocol. Plain values: they are copied to the engine's thread.
 */

/** From whose list a seat of the initiator is filled. */
export type SeatSource =
  /** The initiator's agency and all below it. */
  | { readonly from: 'all' }
  /** The initiator's own list alone. */
  | { readonly from: 'own' }
  /** That of the agency that keeps the target, and of those below it. */
  | { readonly from: 'keeper' }
  /** That of an agency below the initiator's, by its code, and of those below it. */
  | { readonly from: 'agency'; readonly agency: string };

/** How many inspectors, and what each of them holds. */
export interface SeatWish {
  readonly count: number;
  readonly qualifications: readonly string[];
  /** For experts (专家), who assist and never count as inspectors. */
  readonly expert?: true;
}

export type PlannedSeat = SeatSource & SeatWish;

export interface TeamPlan {
  /** Code of the agency whose plan it is. */
  readonly initiator: string;
  readonly seats: readonly PlannedSeat[];
  /** Codes of the agencies that lend their people to the initiator. */
  readonly neighbours: readonly string[];
  /** The agencies that take part, with the seats that each fills from its own people. */
  readonly participants: readonly { readonly agency: string; readonly seats: readonly SeatWish[] }[];
  /** Every agency whose people may come, with the codes of those above it as far as its side reaches, its own last. */
  readonly agencies: readonly { readonly id: number; readonly code: string; readonly line: readonly string[] }[];
  /** The rows of those who were named for the initiator's seats; null where nobody was. */
  readonly assigned: readonly number[] | null;
}

/** The attribute of a target that tells who keeps it: the code of that agency. */
export const KEEPER_FIELD = 'agency';

/** As in the protocol. */
export const MOST_SEATS = 8;
export const MOST_IN_TEAM = 20;
export const MOST_RULES = 4096;

/** Whether a team depends on who keeps the target. */
export const dependsOnKeeper = ({ seats }: Pick<TeamPlan, 'seats'>): boolean =>
  seats.some(({ from }) => from === 'keeper');

/**
 * The team rules of a draw: one for all targets, or where a seat is filled by who keeps the target one for each keeper.
 * Only agencies that have people in the pool stand in a seat, and the one that it was meant for, so that it names somebody.
 * @param keepers codes of the agencies that keep targets of the pool; looked at only where a team depends on them
 * @param present codes of the agencies whose people are in the pool
 */
export function teamRules(plan: TeamPlan, keepers: Iterable<string>, present: Iterable<string>): readonly TeamRule[] {
  const staffed = staffedBelow(plan, present);
  if (!dependsOnKeeper(plan)) return [{ conditions: [], seats: seatsFor(plan, undefined, staffed) }];
  return [...new Set(keepers)].sort(compareUtf8).map((keeper) => ({
    conditions: [{ field: KEEPER_FIELD, in: [keeper] }],
    seats: seatsFor(plan, keeper, staffed),
  }));
}

/** People who were named for the initiator's seats, and the agencies beside it, of whom nobody was named. */
export interface Named {
  /** Their rows. */
  readonly inspectorIds: readonly number[];
  /** Codes. */
  readonly beside: readonly string[];
}

/** How many inspectors stand before a target by these seats: experts come on top of them (rule 6 of the domain: at least two). */
export const inspectorsIn = (seats: readonly Pick<Seat, 'count' | 'expert'>[]): number =>
  seats.reduce((sum, { count, expert }) => sum + (expert === true ? 0 : count), 0);

/** Whether somebody may be in the pool: where people were named for the initiator's seats, no other inspector of its side. */
export function mayBeSent(
  named: Named | null,
): (inspector: { readonly id: number; readonly agencyCode: string; readonly expert?: boolean }) => boolean {
  if (named === null) return () => true;
  const [people, beside] = [new Set(named.inspectorIds), new Set(named.beside)];
  return ({ agencyCode, expert, id }) => expert === true || people.has(id) || beside.has(agencyCode);
}

/** Codes of the agencies whose people fill the seats of those who take part beside the initiator. */
export function agenciesBeside({ agencies, participants }: Pick<TeamPlan, 'agencies' | 'participants'>): string[] {
  const heads = new Set(participants.map(({ agency }) => agency));
  return agencies.filter(({ line }) => line.some((code) => heads.has(code))).map(({ code }) => code);
}

/** Codes of the agencies whose people fill the initiator's seats: its own part of the tree and its neighbours'. */
export function ownAgencies({ agencies, initiator, neighbours }: TeamPlan): ReadonlySet<string> {
  const heads = new Set([initiator, ...neighbours]);
  return new Set(agencies.filter(({ line }) => line.some((code) => heads.has(code))).map(({ code }) => code));
}

/** Who was named for the initiator's seats of a plan. */
export const namedIn = (plan: TeamPlan): Named | null =>
  plan.assigned === null ? null : { inspectorIds: plan.assigned, beside: agenciesBeside(plan) };

/** Inspectors in one team, and seats in its rule. */
export function teamSizeOf({ participants, seats }: Pick<TeamPlan, 'participants' | 'seats'>): {
  readonly people: number;
  readonly seats: number;
} {
  const all = [...seats, ...participants.flatMap((one) => one.seats)];
  return { people: all.reduce((sum, { count }) => sum + count, 0), seats: all.length };
}

type Staffed = (head: string) => readonly string[];

/** For the head of a part of the tree: the agencies of that part that have people, and itself. */
function staffedBelow({ agencies }: TeamPlan, present: Iterable<string>): Staffed {
  const lines = new Map(agencies.map(({ code, line }) => [code, line]));
  const below = new Map<string, string[]>();
  for (const code of new Set(present)) {
    for (const head of lines.get(code) ?? []) {
      const part = below.get(head);
      if (part === undefined) below.set(head, [code]);
      else part.push(code);
    }
  }
  return (head) => [head, ...(below.get(head) ?? [])];
}

function seatsFor(plan: TeamPlan, keeper: string | undefined, staffed: Staffed): readonly Seat[] {
  const { initiator, neighbours, participants, seats } = plan;
  const lent = neighbours.flatMap(staffed);
  const agenciesOf = (seat: PlannedSeat): readonly string[] => {
    switch (seat.from) {
      case 'all':
        return [...staffed(initiator), ...lent];
      case 'own':
        return [initiator, ...lent];
      case 'keeper':
        // the people below the initiator are not its own level
        return keeper === undefined || keeper === initiator ? [initiator, ...lent] : staffed(keeper);
      case 'agency':
        return staffed(seat.agency);
    }
  };
  return [
    ...seats.map((seat) => seatOf(agenciesOf(seat), seat)),
    ...participants.flatMap(({ agency, seats: theirs }) => theirs.map((seat) => seatOf(staffed(agency), seat))),
  ];
}

const seatOf = (agencies: readonly string[], { count, expert, qualifications }: SeatWish): Seat => ({
  agencies: [...new Set(agencies)].sort(compareUtf8),
  count,
  ...(expert === undefined ? {} : { expert }),
  qualifications: [...new Set(qualifications)].sort(compareUtf8),
});
