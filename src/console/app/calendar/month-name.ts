import { type Language } from '../words/words.js';

const NAMES = {
  zh: {
    alone: new Intl.DateTimeFormat('zh-CN', { month: 'numeric', timeZone: 'UTC' }),
    withYear: new Intl.DateTimeFormat('zh-CN', { year: 'numeric', month: 'long', timeZone: 'UTC' }),
  },
  en: {
    alone: new Intl.DateTimeFormat('en-GB', { month: 'long', timeZone: 'UTC' }),
    withYear: new Intl.DateTimeFormat('en-GB', { year: 'numeric', month: 'long', timeZone: 'UTC' }),
  },
} as const;

/** What a month, `2026-03`, is called: 3月 or March; with its year 2026年3月 or March 2026. */
export const monthName = (month: string, language: Language, withYear = false): string =>
  NAMES[language][withYear ? 'withYear' : 'alone'].format(new Date(`${month}-01T00:00:00Z`));
