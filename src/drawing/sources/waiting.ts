import { type Bilingual } from '../../platform/text.js';

/** What a draw waits for before its next step can be taken, for people. */
export interface Waiting extends Bilingual {
  /** UTC instant. */
  readonly since: string;
  /** What each of those who were asked said. */
  readonly answers: readonly (Bilingual & { readonly from: string })[];
}
