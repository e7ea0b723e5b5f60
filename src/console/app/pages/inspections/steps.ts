import { type Schemas } from '../../api/client.js';
import { type Key } from '../../words/words.js';

export type Inspection = Schemas['InspectionDetailResponse'];
export type State = Schemas['InspectionResponse']['state'];

export const STATES = {
  issued: 'inspectionStates.issued',
  accepted: 'inspectionStates.accepted',
  approved: 'inspectionStates.approved',
  notified: 'inspectionStates.notified',
  visited: 'inspectionStates.visited',
  reported: 'inspectionStates.reported',
  reviewed: 'inspectionStates.reviewed',
  published: 'inspectionStates.published',
  closed: 'inspectionStates.closed',
  withdrawn: 'inspectionStates.withdrawn',
  voided: 'inspectionStates.voided',
} as const satisfies Record<State, Key>;

/** Steps that several inspections take together, and that need to be told nothing. The server says whether they may. */
export const AT_ONCE = [
  { step: 'accept', from: 'issued' },
  { step: 'approve', from: 'accepted' },
  { step: 'review', from: 'reported' },
  { step: 'publish', from: 'reviewed' },
  { step: 'close', from: 'published' },
] as const satisfies readonly { readonly step: Schemas['StepRequest']['step']; readonly from: State }[];
export type AtOnce = (typeof AT_ONCE)[number]['step'];
