import { type Schemas } from '../../api/client.js';
import { type Key } from '../../words/words.js';

export const PLAN_STATES = {
  draft: 'planStates.draft',
  submitted: 'planStates.submitted',
  approved: 'planStates.approved',
  published: 'planStates.published',
} as const satisfies Record<Schemas['PlanResponse']['state'], Key>;
