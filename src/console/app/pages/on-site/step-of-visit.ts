import { type BundleInspection, type VisitView } from '../../field/visit-view.js';

/** What a step is shown of its visit. */
export interface StepOfVisit {
  readonly inspection: BundleInspection;
  readonly view: VisitView;
}
