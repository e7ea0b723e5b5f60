import { type PublicYear } from '../../coverage/public-coverage.service.js';
import { type Figure } from '../../coverage/coverage-figures.js';
import { type ResultResponse } from '../../disclosure/results/result.dto.js';
import { markup, type Markup } from '../../platform/http/plain-page.js';
import { resultEntry } from '../bulletins/entries.js';
import { listAt } from '../bulletins/asked.js';
import { feedsOf, TITLES } from '../bulletins/list-page.js';
import { inBoth, SECTIONS, type Section, type Sheet } from '../frame/frame.js';
import { countdownWords, link, moment, tag } from '../frame/markup.js';
import { codeForm } from '../inspections/code-form.js';
import { inPath, type Key, type Speech } from '../words/speech.js';
import { type NextDraw } from './next-draws.service.js';

export interface Home {
  readonly next: readonly NextDraw[];
  readonly latest: readonly ResultResponse[];
  readonly totals: Readonly<Record<Section, number>>;
  readonly year: PublicYear;
}

export function homeSheet(speech: Speech, { latest, next, totals, year }: Home): Sheet {
  return {
    title: speech.t('home.title'),
    section: 'home',
    addresses: inBoth(''),
    feeds: SECTIONS.flatMap((section) => feedsOf(speech, section)),
    body: markup`<h1>${speech.t('home.title')}</h1>
<p class="lead">${speech.t('home.what')}</p>
<p class="lead">${speech.t('home.how')}</p>
<div class="two">
<section class="card"><h2>${speech.t('home.codeTitle')}</h2>${codeForm(speech)}</section>
<section class="card"><h2>${speech.t('home.targetTitle')}</h2>
<form class="ask" method="get" action="${listAt(speech, 'results')}" role="search">
<p><label for="target">${speech.t('home.targetLabel')}</label><input id="target" name="target" required minlength="2" maxlength="100" autocomplete="off"></p>
<p class="go"><button>${speech.t('home.targetGo')}</button></p>
</form></section>
</div>
<div class="two">
<section><h2>${speech.t('home.next')}</h2>${nextPart(speech, next)}</section>
<section><h2>${speech.t('home.coverage', { year: year.year })}</h2>${yearPart(speech, year)}</section>
</div>
<section><h2>${speech.t('home.latest')}</h2>
${latest.length === 0 ? markup`<p>${speech.t('home.latestNone')}</p>` : markup`<ol class="entries sub">${latest.map((one) => markup`<li>${resultEntry(speech, one)}</li>`)}</ol><p class="ways">${link(listAt(speech, 'results'), speech.t('home.latestAll'))}</p>`}
</section>
<section><h2>${speech.t('home.bulletins')}</h2><ul class="four">${SECTIONS.map(
      (section) =>
        markup`<li><h3>${link(listAt(speech, section), speech.t(TITLES[section]))}</h3><p>${speech.t(`what.${section}`)}</p><p class="quiet">${speech.t('home.entries', { n: speech.count(totals[section]) })}</p></li>`,
    )}</ul></section>
${countdownWords(speech)}`,
  };
}

function nextPart(speech: Speech, next: readonly NextDraw[]): Markup {
  if (next.length === 0) return markup`<p>${speech.t('home.nextNone')}</p>`;
  return markup`<ol class="plain">${next.map(({ agency, at, batch, draw, plan }) => {
    const path = draw === null ? `/plans/${plan ?? ''}` : `/draws/${inPath(draw)}`;
    return markup`<li>${link(speech.at(path), batch)} ${tag(speech.t(draw === null ? 'home.planned' : 'home.announced'))}<br>
<span class="meta">${agency} · ${moment(speech, at, true)}</span></li>`;
  })}</ol>`;
}

const FIGURES = ['matterCoverage', 'taskCompletion', 'publicationRate'] as const;

function yearPart(speech: Speech, { agencies, asOf }: PublicYear): Markup {
  if (agencies.length === 0) return markup`<p>${speech.t('home.coverageNone')}</p>`;
  return markup`${agencies.map(
    ({ agency, ...figures }) =>
      markup`<h3>${agency.name}</h3><ul class="figures">${FIGURES.map((name) => figurePart(speech, `figures.${name}`, figures[name]))}</ul>`,
  )}<p class="quiet">${speech.t('home.asOf', { moment: speech.moment(asOf) })}</p>`;
}

/** Every figure with what it is counted of. */
function figurePart(speech: Speech, name: Key, { denominator, numerator }: Figure): Markup | null {
  if (denominator === 0) return null;
  const words = speech.t('home.of', { numerator: speech.count(numerator), denominator: speech.count(denominator) });
  return markup`<li><span>${speech.t(name)}</span> <b>${words}</b><meter min="0" max="${denominator}" value="${numerator}" aria-label="${speech.t(name)}">${words}</meter></li>`;
}
