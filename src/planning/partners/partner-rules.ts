import { type Fault } from '../../platform/errors/domain-error.js';
import { text } from '../../platform/text.js';
import { mayGo, type InspectorLeaf, type Seat } from '../../protocol/index.js';
import { type VisitDays } from '../calendar/visit-window.js';
import { canBeFilled } from '../teams/possible-teams.js';
import { MOST_IN_TEAM, MOST_SEATS, teamSizeOf, type SeatWish, type TeamPlan } from '../teams/team-plan.js';
import { type PartnerRole } from './partner.js';
import { seatsUnfillable, teamTooLarge, withoutInspectors } from './partners.errors.js';

/* What speaks against an agency's taking part. All of it is refused when it is asked or answers, never at the draw. */

export interface Acceptance {
  readonly role: PartnerRole;
  readonly seats: readonly SeatWish[] | undefined;
  readonly reason: string | undefined;
}

/** A participant names seats; a neighbour names none, and says why its people may be sent. */
export function acceptanceFaults({ reason, role, seats }: Acceptance): Fault[] {
  if (role === 'participant') {
    if (seats !== undefined && seats.length > 0) return [];
    const wanted = text(
      '参与单位接受时要写明席位（seats），如 [{"count": 1}]。',
      'A participant that accepts names its "seats", such as [{"count": 1}].',
    );
    return [{ pointer: '/seats', code: 'missing', message: wanted }];
  }
  const faults: Fault[] = [];
  if (seats !== undefined && seats.length > 0) {
    const message = text(
      '相邻单位出借人员，不另设席位，请去掉 seats。',
      'A neighbour lends its people and has no seats of its own; leave "seats" out.',
    );
    faults.push({ pointer: '/seats', code: 'superfluous', message });
  }
  if (reason === undefined) {
    const message = text(
      '相邻单位同意出借人员，要写明理由（reason），随抽取公开。',
      'A neighbour that lends its people says why ("reason"); it is published with the draw.',
    );
    faults.push({ pointer: '/reason', code: 'missing', message });
  }
  return faults;
}

/** Seats and people of a whole team, over all agencies. */
export function sizeFaults(plan: Pick<TeamPlan, 'participants' | 'seats'>, pointer: string): Fault[] {
  const { people, seats } = teamSizeOf(plan);
  return people > MOST_IN_TEAM || seats > MOST_SEATS ? [teamTooLarge(pointer, people, seats)] : [];
}

/** Somebody may go in every window. */
export function staffFaults(
  agency: string,
  windows: readonly VisitDays[],
  inspectors: readonly InspectorLeaf[],
  pointer: string,
): Fault[] {
  const bare = windows.find((window) => !inspectors.some((one) => mayGo(one, window)));
  return bare === undefined ? [] : [withoutInspectors(pointer, agency, bare.from, bare.until)];
}

/** All its seats can be filled at once in every window, recusals apart. */
export function seatFaults(
  agency: string,
  seats: readonly Seat[],
  windows: readonly VisitDays[],
  inspectors: readonly InspectorLeaf[],
): Fault[] {
  const short = windows.find((window) => !canBeFilled(seats, window, inspectors));
  return short === undefined ? [] : [seatsUnfillable('/seats', agency, short.from, short.until)];
}
