import { type EntityManager } from 'typeorm';

import { type Caller } from '../../accounts/caller.js';
import { type Who } from '../life/life-cycle.js';
import { permittedBeside, type Permitted } from '../life/permission.js';
import {
  waysFrom,
  type RectificationState,
  type RectificationStepName,
  type RectificationWho,
} from './rectification-life.js';

/** What has to be known of a rectification to tell whose steps are whose. */
export interface ConcernedByRectification {
  readonly state: RectificationState;
  /** Of the agency whose inspection it is, and of all above it. */
  readonly line: readonly number[];
  /** Whoever sits in the inspection's team now. */
  readonly team: readonly number[];
  /** Who asked for what waits for a second person; nobody, where nothing does. */
  readonly askedBy: number | null;
}

/** The same people as in the life of an inspection: who asks for something is looked over as who records findings. */
const SAME_AS: Readonly<Record<RectificationWho, Who>> = { team: 'team', planner: 'planner', second: 'reviewer' };

export const permittedHere = (
  manager: EntityManager,
  caller: Caller,
  who: RectificationWho,
  { askedBy, line, team }: Omit<ConcernedByRectification, 'state'>,
): Promise<Permitted> =>
  permittedBeside(manager, caller, SAME_AS[who], { line, team, recorders: askedBy === null ? [] : [askedBy] });

export interface NextRectificationStep {
  readonly step: RectificationStepName;
  readonly who: RectificationWho;
  /** Whether the caller may take it. */
  readonly mine: boolean;
}

/** What may be done next, by whom. */
export async function nextRectificationSteps(
  manager: EntityManager,
  caller: Caller,
  concerned: ConcernedByRectification,
): Promise<NextRectificationStep[]> {
  const next: NextRectificationStep[] = [];
  for (const { step, who } of waysFrom(concerned.state)) {
    const answer = await permittedHere(manager, caller, who, concerned);
    next.push({ step, who, mine: answer === 'yes' || answer === 'alone' });
  }
  return next;
}
