import enWords from '../../src/console/app/words/en.js';
import { many as enMany } from '../../src/console/app/words/en/many.js';
import { office as enOffice } from '../../src/console/app/words/en/office.js';
import { planning as enPlanning } from '../../src/console/app/words/en/planning.js';
import { settings as enSettings } from '../../src/console/app/words/en/settings.js';
import zhWords from '../../src/console/app/words/zh-CN.js';
import { many } from '../../src/console/app/words/zh-CN/many.js';
import { office } from '../../src/console/app/words/zh-CN/office.js';
import { planning } from '../../src/console/app/words/zh-CN/planning.js';
import { settings } from '../../src/console/app/words/zh-CN/settings.js';
import { format, type Fillings } from '../../src/platform/words/format.js';
import { type Language } from './console-visitor.js';

const WORDS: Readonly<Record<Language, readonly object[]>> = {
  zh: [zhWords, office, settings, many, planning],
  en: [enWords, enOffice, enSettings, enMany, enPlanning],
};

/** What the console says in a language, for stories that are told in both. A text that is not there is no story. */
export const wordsIn =
  (language: Language) =>
  (key: string, fillings?: Fillings): string => {
    for (const part of WORDS[language]) {
      let place: unknown = part;
      for (const step of key.split('.')) place = (place as Record<string, unknown> | undefined)?.[step];
      if (typeof place === 'string') return format(place, fillings);
    }
    throw new Error(`the console says nothing of ${key}`);
  };
