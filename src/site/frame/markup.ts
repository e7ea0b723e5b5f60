import { markup, type Markup } from '../../platform/http/plain-page.js';
import { shortCode } from '../../protocol/index.js';
import { type Key, type Speech } from '../words/speech.js';

/* The parts of which pages are made. */

export type Inner = Markup | string;

/** A term with what it says; nothing for nothing. */
export type Row = readonly [term: string, value: Inner | null | undefined];

export const rows = (...told: readonly Row[]): Markup =>
  markup`<dl>${told
    .filter(([, value]) => value !== null && value !== undefined && value !== '')
    .map(([term, value]) => markup`<div><dt>${term}</dt><dd>${value}</dd></div>`)}</dl>`;

export const link = (address: string, words: Inner): Markup => markup`<a href="${address}">${words}</a>`;

/** A hash as people read it to each other over the telephone, with the whole at a click. */
export const hashed = (speech: Speech, hash: string): Markup =>
  markup`<details class="hash"><summary><code>${shortCode(hash)}</code> <span class="quiet">${speech.t('common.whole')}</span></summary><code>${hash}</code></details>`;

/** What stands beside a title and says how it is with the thing. `proven` alone is red. */
export const tag = (words: string, kind: 'plain' | 'warn' | 'proven' = 'plain'): Markup =>
  markup`<span class="tag ${kind}">${words}</span>`;

/** Lines of a text that somebody wrote in lines. */
export const lines = (said: string): Markup => markup`<span class="lines">${said}</span>`;

export const names = (speech: Speech, all: readonly string[]): string => all.join(speech.t('common.list'));

/** A moment, which the page's script turns into a countdown as long as it has not come. */
export const moment = (speech: Speech, iso: string, countdown = false): Markup =>
  countdown
    ? markup`<time datetime="${iso}">${speech.moment(iso)}</time> <span class="left" data-left="${iso}"></span>`
    : markup`<time datetime="${iso}">${speech.moment(iso)}</time>`;

/** What the script says while it counts down; the texts are the page's. */
export const countdownWords = (speech: Speech): Markup => {
  const words: Record<string, string> = {};
  const keys: readonly Key[] = ['dates.days', 'dates.hours', 'dates.minutes', 'dates.seconds'];
  for (const key of keys) words[key.slice(6)] = speech.t(key);
  const said = {
    ...words,
    between: speech.t('dates.between'),
    left: speech.t('dates.left'),
    now: speech.t('dates.now'),
  };
  return markup`<span id="countdown-words" hidden data-words="${JSON.stringify(said)}"></span>`;
};
