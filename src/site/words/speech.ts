import { chinaDay } from '../../platform/clock/days.js';
import { type Bilingual, type Language } from '../../platform/text.js';
import { format, type Fillings, type KeysOf } from '../../platform/words/format.js';
import en from './en.js';
import zh, { type Words } from './zh-CN.js';

export type Key = KeysOf<Words>;

/** China has one hour, and all draws are held by it. */
const ZONE = 'Asia/Shanghai';

/** How one page speaks. */
export class Speech {
  private readonly words: Words;
  private readonly numbers: Intl.NumberFormat;
  private readonly hours: Intl.DateTimeFormat;

  constructor(readonly language: Language) {
    this.words = language === 'zh' ? zh : en;
    const local = language === 'zh' ? 'zh-CN' : 'en-GB';
    this.numbers = new Intl.NumberFormat(local);
    this.hours = new Intl.DateTimeFormat(local, {
      hour: '2-digit',
      minute: '2-digit',
      second: '2-digit',
      hourCycle: 'h23',
      timeZone: ZONE,
    });
  }

  t(key: Key, fillings?: Fillings): string {
    let place: unknown = this.words;
    for (const step of key.split('.')) place = (place as Record<string, unknown>)[step];
    return format(place as string, fillings);
  }

  /** Of what is said in both languages. */
  said(both: Bilingual): string {
    return both[this.language];
  }

  /** `2026年3月5日（周四）`. */
  day(day: string): string {
    const moment = new Date(`${day}T00:00:00Z`);
    const weekday = this.words.dates.weekdays.split(' ')[moment.getUTCDay()] ?? '';
    const month = this.words.dates.months.split(' ')[moment.getUTCMonth()] ?? '';
    return this.t('dates.day', { year: moment.getUTCFullYear(), month, date: moment.getUTCDate(), weekday });
  }

  /** With the hour in China, without seconds that are none. */
  moment(iso: string): string {
    const moment = new Date(iso);
    const time = this.hours.format(moment).replace(/:00$/, '');
    return this.t('dates.moment', { day: this.day(chinaDay(moment)), time });
  }

  /** How long something took, in its two largest units. */
  span(milliseconds: number): string {
    const seconds = Math.max(0, Math.round(milliseconds / 1000));
    const units = [
      ['dates.days', Math.floor(seconds / 86_400)],
      ['dates.hours', Math.floor(seconds / 3600) % 24],
      ['dates.minutes', Math.floor(seconds / 60) % 60],
      ['dates.seconds', seconds % 60],
    ] as const;
    const first = units.findIndex(([, n]) => n > 0);
    const told = units.slice(first === -1 ? 3 : first, (first === -1 ? 3 : first) + 2);
    return told
      .filter(([, n], at) => at === 0 || n > 0)
      .map(([key, n]) => this.t(key, { n }))
      .join(this.words.dates.between);
  }

  count(number: number): string {
    return this.numbers.format(number);
  }

  /** A page of the site, in this language. */
  at(path: string): string {
    return placeOf(this.language, path);
  }
}

/** What somebody called a thing, as a part of a path. */
export const inPath = (said: string): string => encodeURIComponent(said.toWellFormed());

/** The address of a page of the site. It never changes. */
export const placeOf = (language: Language, path: string): string => `/public/${language}${path}`;

export const SPEECHES: Readonly<Record<Language, Speech>> = { zh: new Speech('zh'), en: new Speech('en') };
