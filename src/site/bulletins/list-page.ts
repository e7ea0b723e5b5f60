import { markup, type Markup } from '../../platform/http/plain-page.js';
import { type Bilingual } from '../../platform/text.js';
import { inBoth, type Feed, type Section, type Sheet } from '../frame/frame.js';
import { link } from '../frame/markup.js';
import { type Key, type Speech } from '../words/speech.js';
import { type Asked, filtersOf, listAt, ON_A_PAGE, queryOf } from './asked.js';

export interface Field {
  readonly name: string;
  readonly label: string;
  /** Without them it is a field to type into. */
  readonly options?: readonly (readonly [value: string, label: string])[] | undefined;
}

/** A list of one of the four bulletins, as far as it was asked for. */
export interface Listed {
  readonly section: Section;
  readonly asked: Asked;
  readonly fields: readonly Field[];
  readonly items: readonly Markup[];
  readonly total: number;
  /** Something that stands before the entries. */
  readonly before?: Markup | null;
  /** What does not fit in the question. */
  readonly faults?: readonly Bilingual[];
}

export const TITLES: Readonly<Record<Section, Key>> = {
  checklist: 'bulletins.checklistTitle',
  plans: 'bulletins.plansTitle',
  draws: 'bulletins.drawsTitle',
  results: 'bulletins.resultsTitle',
};

const FORMATS = ['csv', 'xlsx', 'json'] as const;
const FEEDS = [
  ['atom', 'application/atom+xml'],
  ['rss', 'application/rss+xml'],
] as const;

const apiOf = (section: Section, what: string, asked: Asked): string =>
  `/api/v1/public/bulletins/${section}/${what}${queryOf(asked)}`;

export function feedsOf(speech: Speech, section: Section, agency?: string): Feed[] {
  return FEEDS.map(([format, type]) => ({
    title: `${speech.t(TITLES[section])} (${format === 'atom' ? 'Atom' : 'RSS'})`,
    type,
    address: apiOf(section, 'feed', { ...(agency === undefined ? {} : { agency }), format }),
  }));
}

export function listSheet(speech: Speech, listed: Listed): Sheet {
  const { asked, before, faults = [], items, section, total } = listed;
  const title = speech.t(TITLES[section]);
  const filters = filtersOf(asked);
  const feeds = feedsOf(speech, section, asked.agency);
  const whole = Object.keys(asked).length === 0;
  return {
    title,
    section,
    feeds,
    addresses: inBoth(`/${section}${queryOf(asked)}`),
    unlisted: !whole,
    body: markup`<h1>${title}</h1>
${form(speech, listed)}
${faults.length === 0 ? null : markup`<div class="faults" role="alert"><ul>${faults.map((fault) => markup`<li>${speech.said(fault)}</li>`)}</ul></div>`}
${before}
<p class="total" role="status">${items.length === 0 ? speech.t('bulletins.none') : speech.t('bulletins.total', { n: speech.count(total) })}</p>
<ol class="entries">${items.map((item) => markup`<li>${item}</li>`)}</ol>
${paging(speech, Number(asked.page ?? 1), total, (page) => listAt(speech, section, { ...filters, ...(page === 1 ? {} : { page: String(page) }) }))}
<aside class="take">
<p><b>${speech.t('bulletins.downloads')}</b> ${FORMATS.map((format) => markup`<a href="${apiOf(section, 'download', { ...filters, format })}" download>${format.toUpperCase()}</a> `)}</p>
<p><b>${speech.t('bulletins.feeds')}</b> ${feeds.map(({ address }, at) => markup`<a href="${address}">${FEEDS[at]?.[0].toUpperCase()}</a> `)}</p>
</aside>`,
  };
}

function form(speech: Speech, { asked, fields, section }: Listed): Markup {
  const used = Object.keys(filtersOf(asked)).length > 0;
  const field = ({ label, name, options }: Field): Markup => {
    const value = asked[name] ?? '';
    if (options === undefined)
      return markup`<p><label for="f-${name}">${label}</label><input id="f-${name}" name="${name}" value="${value}" maxlength="100" autocomplete="off"></p>`;
    // what came with the address stays chosen, also where it is no choice of ours
    const all =
      options.some(([one]) => one === value) || value === '' ? options : [...options, [value, value] as const];
    return markup`<p><label for="f-${name}">${label}</label><select id="f-${name}" name="${name}"><option value="">${speech.t('bulletins.any')}</option>${all.map(
      ([one, words]) => markup`<option value="${one}"${one === value ? markup` selected` : null}>${words}</option>`,
    )}</select></p>`;
  };
  return markup`<form class="filters" method="get" action="${listAt(speech, section)}" role="search" aria-label="${speech.t('bulletins.filters')}">
${fields.map(field)}
<p class="go"><button>${speech.t('bulletins.search')}</button>${used ? markup` ${link(listAt(speech, section), speech.t('bulletins.clear'))}` : null}</p>
</form>`;
}

/** The way to the pages before and after. */
export function paging(
  speech: Speech,
  page: number,
  total: number,
  at: (page: number) => string,
  size = ON_A_PAGE,
): Markup | null {
  const pages = Math.max(1, Math.ceil(total / size));
  if (pages === 1 && page === 1) return null;
  const way = (to: number, words: Key, rel: string): Markup =>
    to < 1 || to > pages
      ? markup`<span aria-hidden="true"></span>`
      : markup`<a href="${at(to)}" rel="${rel}">${speech.t(words)}</a>`;
  return markup`<nav class="pages" aria-label="${speech.t('bulletins.pages')}">
${way(Math.min(page - 1, pages), 'bulletins.previous', 'prev')}
<span>${speech.t('bulletins.page', { page: speech.count(page), pages: speech.count(pages) })}</span>
${way(page + 1, 'bulletins.next', 'next')}
</nav>`;
}
