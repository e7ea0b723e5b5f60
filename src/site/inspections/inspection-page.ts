import { wordsOfChance } from '../../fieldwork/codes/chance.js';
import { type PublicInspectionResponse } from '../../fieldwork/codes/public-inspection.dto.js';
import { markup, type Markup } from '../../platform/http/plain-page.js';
import { chinaDay } from '../../platform/clock/days.js';
import { type Sheet } from '../frame/frame.js';
import { hashed, lines, link, moment, rows, tag } from '../frame/markup.js';
import { inPath, type Speech } from '../words/speech.js';
import { codeForm } from './code-form.js';

/* The page behind the square on a paper: opened on a phone, at the door, by somebody who wants to know whether this is real. */

/** Short, for it has to fit a small square and be typed. */
export const inspectionAt = (speech: Speech, code: string): string =>
  `/i/${inPath(code)}${speech.language === 'en' ? '/en' : ''}`;

const addressesOf = (code: string): Sheet['addresses'] => {
  const zh = `/i/${inPath(code)}`;
  return { zh, en: `${zh}/en` };
};

/** The verdict first, and so large that nobody has to look for it. Red only where it is proven. */
const verdict = (kind: 'real' | 'expired' | 'unknown', word: string, sentence: string): Markup =>
  markup`<div class="verdict-head"><p class="mark ${kind}">${word}</p><h1>${sentence}</h1></div>`;

/** What a code leads to that was given out. */
export function inspectionSheet(speech: Speech, told: PublicInspectionResponse): Sheet {
  const { agency, approved, code, draw, matters, state, target, team, visitFrom, visitUntil } = told;
  const real = state === 'real';
  const word = speech.t(real ? 'inspection.real' : 'inspection.expired');
  return {
    title: speech.t('inspection.title', { word, target }),
    addresses: addressesOf(code),
    unlisted: true,
    body: markup`${verdict(real ? 'real' : 'expired', word, real ? speech.t('inspection.isReal') : speech.said(told.verdict))}
${approved || !real ? null : markup`<p class="notice" role="note">${speech.t('inspection.notApproved')}</p>`}
${rows(
  [speech.t('inspection.by'), agency],
  [speech.t('inspection.of'), target],
  [
    speech.t('inspection.when'),
    speech.t('inspection.until', { from: speech.day(visitFrom), until: speech.day(visitUntil) }),
  ],
)}
<section><h2>${speech.t('inspection.why')}</h2>
<p>${speech.said(wordsOfChance(draw.chance))}</p>
${draw.assignedByName ? markup`<p>${speech.t('inspection.byName')}</p>` : null}
${rows(
  [speech.t('inspection.draw'), draw.number],
  [speech.t('inspection.drawnAt'), moment(speech, draw.drawnAt)],
  [speech.t('draw.record'), draw.recordHash === null ? null : hashed(speech, draw.recordHash)],
)}
<p class="ways">${link(speech.at(`/draws/${inPath(draw.number)}`), speech.t('inspection.drawPage'))}</p></section>
${team.length === 0 ? null : teamPart(speech, team)}
<section><h2>${speech.t('inspection.matters')}</h2>
<ul>${matters.map(
      ({ legalBasis, name }) =>
        markup`<li>${name}${legalBasis === null ? null : markup`<br><span class="quiet">${speech.t('bulletins.legalBasis')}${speech.t('common.colon')}${legalBasis}</span>`}</li>`,
    )}</ul></section>
<section><h2>${speech.t('inspection.result')}</h2>${resultPart(speech, told)}</section>
<p class="quiet">${speech.t('inspection.code')} <code>${code}</code></p>`,
  };
}

/** Nobody, once the time of display is over. */
const teamPart = (speech: Speech, team: PublicInspectionResponse['team']): Markup =>
  markup`<section><h2>${speech.t('inspection.team')}</h2>
<p>${speech.t('inspection.compare')}</p>
<ul>${team.map(
    ({ certificateNumber, expert, name }) =>
      markup`<li>${name} <span class="quiet">${certificateNumber === null ? speech.t('inspection.noCertificate') : speech.t('bulletins.certificate', { number: certificateNumber })}</span>${expert ? markup` ${tag(speech.t('bulletins.expert'))}` : null}</li>`,
  )}</ul></section>`;

/** What came of it; or why that is not shown: it is not public yet, was on display long enough, or was withdrawn. */
function resultPart(speech: Speech, { display, result }: PublicInspectionResponse): Markup {
  if (result === null) {
    if (display === null) return markup`<p>${speech.t('inspection.noResult')}</p>`;
    return markup`<p>${speech.said(display.words)}</p>${rows([speech.t('inspection.withdrawnWhy'), display.reason === null ? null : lines(display.reason)])}`;
  }
  const { publishedAt, visitedOn, words } = result;
  return markup`<p class="lead">${speech.said(words)}</p>${rows(
    [speech.t('inspection.visited'), visitedOn === null ? null : speech.day(visitedOn)],
    [speech.t('inspection.published'), publishedAt === null ? null : speech.day(chinaDay(new Date(publishedAt)))],
  )}`;
}

/** What a code leads to that was never given out. */
export function unknownSheet(speech: Speech, said: string): Sheet {
  const code = said.slice(0, 40);
  return {
    title: speech.t('inspection.title', { word: speech.t('inspection.unknown'), target: speech.t('inspection.check') }),
    addresses: addressesOf(code),
    unlisted: true,
    body: markup`${verdict('unknown', speech.t('inspection.unknown'), speech.t('inspection.neverIssued'))}
<p><code>${code}</code></p>
<p>${speech.t('inspection.typed')}</p>
<p>${speech.t('inspection.scanned')}</p>
<h2>${speech.t('inspection.tryAgain')}</h2>
${codeForm(speech)}`,
  };
}
