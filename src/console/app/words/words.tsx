import { createContext, use, useMemo, type ReactNode } from 'react';

import { format, type Fillings, type KeysOf } from '../../../platform/words/format.js';
import { showDay, showMoment } from './dates.js';
import zh, { type Words } from './zh-CN.js';
import { type asked } from './zh-CN/asked.js';
import { type audit } from './zh-CN/audit.js';
import { type history } from './zh-CN/history.js';
import { type many } from './zh-CN/many.js';
import { type office } from './zh-CN/office.js';
import { type onSite } from './zh-CN/on-site.js';
import { type planning } from './zh-CN/planning.js';
import { type rectification } from './zh-CN/rectification.js';
import { type registers } from './zh-CN/registers.js';
import { type settings } from './zh-CN/settings.js';

export type Language = 'zh' | 'en';

export type Key =
  | KeysOf<Words>
  | KeysOf<typeof asked>
  | KeysOf<typeof audit>
  | KeysOf<typeof history>
  | KeysOf<typeof many>
  | KeysOf<typeof office>
  | KeysOf<typeof onSite>
  | KeysOf<typeof planning>
  | KeysOf<typeof rectification>
  | KeysOf<typeof registers>
  | KeysOf<typeof settings>;

/** What the API says in both languages. */
export interface Bilingual {
  readonly zh: string;
  readonly en: string;
}

export interface Speech {
  readonly language: Language;
  readonly t: (key: Key, fillings?: Fillings) => string;
  /** Of what the server says in both languages. */
  readonly said: (words: Bilingual) => string;
  readonly day: (day: string | null | undefined) => string;
  readonly moment: (moment: string | null | undefined, seconds?: boolean) => string;
  readonly count: (number: number) => string;
}

/** Texts that came with a page of their own. */
const further: Record<Language, object[]> = { zh: [], en: [] };

export function addWords({ zh: chinese, en }: Readonly<Record<Language, object>>): void {
  further.zh.push(chinese);
  further.en.push(en);
}

export function speechOf(language: Language, words: Words): Speech {
  const numbers = new Intl.NumberFormat(language === 'zh' ? 'zh-CN' : 'en-GB');
  const find = (key: string): string => {
    for (const part of [words, ...further[language]]) {
      let place: unknown = part;
      for (const step of key.split('.')) place = (place as Record<string, unknown> | undefined)?.[step];
      if (typeof place === 'string') return place;
    }
    return key;
  };
  return {
    language,
    t: (key, fillings) => format(find(key), fillings),
    said: (both) => both[language],
    day: (day) => (day == null ? find('common.none') : showDay(day, words.dates)),
    moment: (moment, seconds) => (moment == null ? find('common.none') : showMoment(moment, words.dates, seconds)),
    count: (number) => numbers.format(number),
  };
}

const Spoken = createContext<Speech>(speechOf('zh', zh));

export function SpeechProvider({
  language,
  words,
  children,
}: {
  readonly language: Language;
  readonly words: Words;
  readonly children: ReactNode;
}): ReactNode {
  const speech = useMemo(() => speechOf(language, words), [language, words]);
  return <Spoken value={speech}>{children}</Spoken>;
}

export const useSpeech = (): Speech => use(Spoken);

/** English is fetched by those who read it. */
export async function wordsOf(language: Language): Promise<Words> {
  return language === 'zh' ? zh : (await import('./en.js')).default;
}
