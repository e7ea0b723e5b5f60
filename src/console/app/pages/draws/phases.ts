import { type Schemas } from '../../api/client.js';
import { type Key } from '../../words/words.js';

/** How far a draw has come, in words. */
export const PHASES = {
  announced: 'phases.announced',
  committed: 'phases.committed',
  seeded: 'phases.seeded',
  drawn: 'phases.drawn',
  issued: 'phases.issued',
  infeasible: 'phases.infeasible',
  ended: 'phases.ended',
  voided: 'phases.voided',
} as const satisfies Record<Schemas['DrawResponse']['phase'], Key>;
