import { type Schemas } from '../../../api/client.js';
import { type BatchTyped } from './batch-values.js';

/** What each section of the editor is given. */
export interface Section {
  readonly batch: BatchTyped;
  readonly change: (part: Partial<BatchTyped>) => void;
  readonly plan: Schemas['PlanResponse'];
}
