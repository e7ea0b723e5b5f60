import { type DrawRelation } from './relation.js';

/** What a draw that goes on from an earlier one takes of it. Plain values: they are copied to the engine's thread. */
export type Follows =
  | {
      readonly kind: 'supplement';
      readonly earlierDrawId: number;
      readonly relation: Extract<DrawRelation, { kind: 'supplement' }>;
    }
  | {
      readonly kind: 'replacement';
      readonly earlierDrawId: number;
      readonly relation: Extract<DrawRelation, { kind: 'replacement' }>;
      /** By target, codes of all who sit in its team or left it. */
      readonly satIn: readonly (readonly [string, readonly string[]])[];
    };
