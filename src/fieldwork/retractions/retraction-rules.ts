import { type InspectionState, transitionOf } from '../life/life-cycle.js';
import { type Retracted } from './retraction.entity.js';

/** The step that follows where it is decided on. */
export const CONSEQUENCE_OF = { visit: 'unvisit', publication: 'withdraw' } as const satisfies Record<
  Retracted,
  'unvisit' | 'withdraw'
>;

/** Whether there is anything of the kind to take back. A result that is public is withdrawn before its visit is taken back. */
export const retractable = (subject: Retracted, state: InspectionState): boolean =>
  transitionOf(CONSEQUENCE_OF[subject], state) !== undefined;

/** Of someone who wants to ask. */
export const mayAskBack = (
  subject: Retracted,
  { plans, sits }: { readonly plans: boolean; readonly sits: boolean },
): boolean => plans || (subject === 'visit' && sits);

/** Of someone who wants to decide. */
export interface RetractionDecider {
  /** Asked for it himself. */
  readonly asked: boolean;
  readonly plans: boolean;
  readonly sits: boolean;
  /** Whether there is one who plans, neither asked nor sits in the team. */
  readonly outsiderExists: boolean;
}

/**
 * A second person decides: one who plans and was not there himself. In an office that has none, whoever else plans or sits in
 * the team: two people go to every target, so there is always somebody.
 */
export const mayDecideBack = ({ asked, outsiderExists, plans, sits }: RetractionDecider): boolean =>
  !asked && ((plans && !sits) || ((plans || sits) && !outsiderExists));
