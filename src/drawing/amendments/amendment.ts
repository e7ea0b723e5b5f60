import { type Bilingual, text } from '../../platform/text.js';

/** 作废、补抽、更换: what may be done about a draw once it is committed. The draw itself is never changed. */
export const AMENDMENT_KINDS = ['void', 'supplement', 'replacement'] as const;
export type AmendmentKind = (typeof AMENDMENT_KINDS)[number];

export const AMENDMENT_STATES = ['proposed', 'approved', 'declined'] as const;
export type AmendmentState = (typeof AMENDMENT_STATES)[number];

/** Why someone leaves a team. */
export const LEAVING_CAUSES = ['recusal', 'illness', 'certificate', 'other'] as const;
export type LeavingCause = (typeof LEAVING_CAUSES)[number];

/** What a draw is: one of a batch's occurrences, or one that goes on from an earlier draw (protocol §11). */
export const DRAW_KINDS = ['draw', 'supplement', 'replacement'] as const;
export type DrawKind = (typeof DRAW_KINDS)[number];

export const KIND_WORDS: Readonly<Record<AmendmentKind, Bilingual>> = {
  void: text('作废', 'void'),
  supplement: text('补抽', 'supplement'),
  replacement: text('更换', 'replacement'),
};
