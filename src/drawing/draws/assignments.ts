import { type InspectorLeaf } from '../../protocol/index.js';
import { type DrawnMatter } from './draw-matters.js';

/** One drawn target with its drawn team, in the order of the draw. What fieldwork makes an inspection of. */
export interface Assignment {
  /** 1, 2, 3 … in drawn order, strata after one another. */
  readonly ordinal: number;
  /** `id` is the registry's row, `code` the id in the protocol; the rest as it stood at the cut-off. */
  readonly target: { readonly id: number; readonly code: string; readonly name: string; readonly kind: string };
  /** `expert`: on a seat of the experts'. */
  readonly seats: readonly { readonly inspectorId: number; readonly code: string; readonly expert?: true }[];
}

/** What fieldwork needs to know of a draw whose inspections it issues. */
export interface IssuableDraw {
  readonly id: number;
  readonly number: string;
  readonly batchId: number;
  readonly agencyId: number;
  /** Days, both included. */
  readonly visit: { readonly from: string; readonly until: string };
  /** The day in China on which it was drawn: nobody is visited before. */
  readonly drawnOn: string;
  /** Rows of those inspectors of the pool who are away on days of the window, with their absences. */
  readonly absences: readonly (readonly [number, InspectorLeaf['absences']])[];
  readonly sampleSize: number;
  /** What is drawn are seats of inspections that are there already. */
  readonly replacement: boolean;
  /** It was done before: what is done again changes nothing. */
  readonly issued: boolean;
  /** With the kinds of target that each is for, of those in the pool (applicable-matters.ts). */
  readonly matters: readonly DrawnMatter[];
}

/** The kind of job that issues a draw's inspections; its key is the draw's row number. */
export const ISSUE_JOB = 'issue';
