/** A text for people. Chinese comes first; both are always there. */
export interface Bilingual {
  readonly zh: string;
  readonly en: string;
}

export const text = (zh: string, en: string): Bilingual => ({ zh, en });

export const LANGUAGES = ['zh', 'en'] as const;
export type Language = (typeof LANGUAGES)[number];
