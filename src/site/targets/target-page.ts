import { wordsOfChance } from '../../fieldwork/codes/chance.js';
import { type PublicTargetResponse, type TargetInspectionResponse } from '../../disclosure/target/public-target.dto.js';
import { markup, type Markup } from '../../platform/http/plain-page.js';
import { queryOf } from '../bulletins/asked.js';
import { entryAt } from '../bulletins/entries.js';
import { foundRows } from '../bulletins/entry-pages.js';
import { paging } from '../bulletins/list-page.js';
import { drawAt } from '../draws/draw-page.js';
import { inBoth, type Sheet } from '../frame/frame.js';
import { hashed, link, names, rows, tag } from '../frame/markup.js';
import { inPath, type Speech } from '../words/speech.js';

/** All that is public of one organisation, with the proof that it was drawn by lot. */
export function targetSheet(speech: Speech, target: PublicTargetResponse, page: number): Sheet {
  const { code, items, kind, name, total } = target;
  const path = `/targets/${inPath(code)}`;
  return {
    title: name,
    addresses: inBoth(`${path}${page === 1 ? '' : queryOf({ page: String(page) })}`),
    section: 'results',
    unlisted: page > 1,
    body: markup`<h1>${name}</h1>
${rows([speech.t('target.code'), markup`<code>${code}</code>`], [speech.t('target.kind'), kind])}
<h2>${speech.t('target.inspections')}</h2>
<ol class="entries">${items.map((one) => markup`<li>${inspectionPart(speech, one)}</li>`)}</ol>
${paging(speech, page, total, (to) => `${speech.at(path)}${to === 1 ? '' : `?page=${to}`}`)}
<div id="checked" aria-live="polite"></div>
<aside class="take"><p>${link(`/api/v1/public${path}`, speech.t('target.json'))}</p></aside>`,
  };
}

function inspectionPart(speech: Speech, one: TargetInspectionResponse): Markup {
  const { agency, draw, matters, problem, proof, reason, result, target, version } = one;
  return markup`<h3>${speech.said(result)} ${problem ? tag(speech.t('bulletins.problemYes'), 'warn') : null}${version === 1 ? null : tag(speech.t('bulletins.corrected', { version }), 'warn')}</h3>
${rows(
  [speech.t('fields.agency'), agency.name],
  [
    speech.t('site.checklist'),
    names(
      speech,
      matters.map(({ name }) => name),
    ),
  ],
  ...foundRows(speech, one),
  [speech.t('bulletins.reason'), reason],
  [speech.t('target.chance'), speech.said(wordsOfChance(proof.chance))],
  [speech.t('draw.number'), link(drawAt(speech, draw.number), draw.number)],
  [speech.t('draw.record'), proof.recordHash === null ? null : hashed(speech, proof.recordHash)],
)}
<form class="ask" method="get" action="/verify/" data-check><input type="hidden" name="draw" value="${draw.number}"><input type="hidden" name="target" value="${target.code}">
<p class="go"><button>${speech.t('target.proof')}</button></p></form>
<p class="ways">${link(proof.proof, speech.t('target.proofFile'))}${proof.evidence === null ? null : markup` · ${link(proof.evidence, speech.t('target.evidence'))}`} · ${link(entryAt(speech, one), speech.t('target.entry'))}</p>`;
}
