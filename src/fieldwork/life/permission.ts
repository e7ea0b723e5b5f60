import { type EntityManager } from 'typeorm';

import { type Caller } from '../../accounts/caller.js';
import { secondPersonExists } from '../../accounts/users/second-person.js';
import { permissionFor, waysOn, type InspectionState, type Step, type Who } from './life-cycle.js';

/** What has to be known of an inspection to tell whose steps are whose. */
export interface Concerned {
  readonly id: number;
  readonly state: InspectionState;
  /** Of the agency whose plan it is, and of all above it. */
  readonly line: readonly number[];
  /** Whoever sits in the team now. */
  readonly team: readonly number[];
}

/** `alone`: it asks for a second person, and there is nobody who could be that. */
export type Permitted = 'yes' | 'no' | 'second-person' | 'alone';

/** Whether the caller plans for the agency whose inspection it is. */
export const plansFor = ({ agencyId, role }: Caller, line: readonly number[]): boolean =>
  (role === 'admin' || role === 'planner') && (agencyId === null || line.includes(agencyId));

export const sitsIn = ({ inspectorId }: Caller, team: readonly number[]): boolean =>
  inspectorId !== null && team.includes(inspectorId);

/** Who recorded what was found. */
export async function readRecorders(manager: EntityManager, inspectionId: number): Promise<number[]> {
  const rows = await manager.query<{ userId: number }[]>(
    'SELECT DISTINCT recorded_by AS userId FROM findings WHERE inspection_id = ? AND recorded_by IS NOT NULL',
    [inspectionId],
  );
  return rows.map(({ userId }) => userId);
}

/**
 * Whether a step of these people is the caller's. A second person is asked for wherever there is one: an office of one has
 * to get on, and its step says that nobody else was there.
 */
export async function permitted(
  manager: EntityManager,
  caller: Caller,
  who: Who,
  { id, line, team }: Concerned,
): Promise<Permitted> {
  return permittedBeside(manager, caller, who, {
    line,
    team,
    recorders: who === 'reviewer' ? await readRecorders(manager, id) : [],
  });
}

/**
 * The same where it is known whose work is looked over.
 * @param recorders the users who are not to look it over
 */
export async function permittedBeside(
  manager: EntityManager,
  caller: Caller,
  who: Who,
  { line, recorders, team }: Pick<Concerned, 'line' | 'team'> & { readonly recorders: readonly number[] },
): Promise<Permitted> {
  const permission = permissionFor(who, {
    sits: sitsIn(caller, team),
    plans: plansFor(caller, line),
    recorded: recorders.includes(caller.userId),
  });
  if (permission !== 'second-person') return permission;
  return (await secondPersonExists(manager, line, [caller.userId, ...recorders], team)) ? 'second-person' : 'alone';
}

export interface NextStep {
  readonly step: Step;
  readonly to: InspectionState;
  readonly who: Who;
  /** Whether the caller may take it. */
  readonly mine: boolean;
}

/** What may be done next, by whom. */
export async function nextSteps(manager: EntityManager, caller: Caller, concerned: Concerned): Promise<NextStep[]> {
  const next: NextStep[] = [];
  for (const { step, to, who } of waysOn(concerned.state)) {
    const answer = await permitted(manager, caller, who, concerned);
    next.push({ step, to, who, mine: answer === 'yes' || answer === 'alone' });
  }
  return next;
}
