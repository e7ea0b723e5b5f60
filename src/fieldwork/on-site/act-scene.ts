import { type EntityManager } from 'typeorm';

import { type Caller } from '../../accounts/caller.js';
import { inspectionVoided } from '../inspections/inspections.errors.js';
import { type VisibleInspection } from '../inspections/inspections.service.js';
import { type SeatedInspector } from '../inspections/team.js';
import { notAcceptedYet, recordFixed } from './on-site.errors.js';

/** What an act is taken in: one transaction, with the inspection as it has it. */
export interface ActScene {
  readonly manager: EntityManager;
  readonly caller: Caller;
  readonly seen: VisibleInspection;
  readonly team: readonly SeatedInspector[];
  /** The act's row. */
  readonly actId: number;
  /** When it was done, as the server reckons. */
  readonly at: Date;
  /** That day, in China. */
  readonly day: string;
}

/** Throws unless the inspection's record may still grow: from when its team has accepted until it is looked over. */
export function requireOpenRecord({ draw, inspection }: VisibleInspection): void {
  const { id, state } = inspection;
  switch (state) {
    case 'issued':
      throw notAcceptedYet(id);
    case 'accepted':
    case 'approved':
    case 'notified':
    case 'visited':
    case 'reported':
      return;
    case 'reviewed':
    case 'published':
    case 'closed':
    case 'withdrawn':
      throw recordFixed(id, state);
    case 'voided':
      throw inspectionVoided(id, draw.number);
  }
}
