import { type DrawnTargetResponse } from '../../disclosure/draws/draw-bulletin.dto.js';
import { type PublicDrawDetailResponse } from '../../drawing/published/published.dto.js';
import { markup, type Markup } from '../../platform/http/plain-page.js';
import { type Page } from '../../platform/http/paging.js';
import { type Bilingual } from '../../platform/text.js';
import {
  committedFairness,
  type CommittedFairness,
  type EntropyReveal,
  type Manifest,
  type StratumChance,
} from '../../protocol/index.js';
import { entryAt } from '../bulletins/entries.js';
import { feedsOf, paging } from '../bulletins/list-page.js';
import { listAt } from '../bulletins/asked.js';
import { teamList } from '../bulletins/entry-pages.js';
import { inBoth, type Sheet } from '../frame/frame.js';
import { countdownWords, hashed, link, moment, names, rows } from '../frame/markup.js';
import { inPath, type Key, type Speech } from '../words/speech.js';
import { checkPart } from './check-part.js';
import { MOMENTS, type MomentName, momentsOf } from './moments.js';
import { qrPicture } from './qr.js';

export interface ShownDraw {
  readonly draw: PublicDrawDetailResponse;
  /** Those on this page; null before the result is public. */
  readonly drawn: Page<DrawnTargetResponse> | null;
  readonly page: number;
  /** Of the server, as whoever scans the page's square has to type it. */
  readonly origin: string;
}

export const DRAWN_ON_A_PAGE = 50;

export const drawAt = (speech: Speech, number: string): string => speech.at(`/draws/${inPath(number)}`);

export function drawSheet(speech: Speech, shown: ShownDraw): Sheet {
  const { draw, origin, page } = shown;
  const manifest = draw.manifest as Manifest;
  const fairness = committedFairness(manifest);
  const { agency, batch } = manifest;
  const path = `/draws/${inPath(draw.number)}${page === 1 ? '' : `?page=${page}`}`;
  const waiting =
    momentsOf(draw).wait === 'now' || momentsOf(draw).select === 'now' || (draw.recordHash !== null && !draw.published);
  return {
    title: speech.t('draw.title', { batch: batch.name }),
    section: 'draws',
    feeds: feedsOf(speech, 'draws', agency.code),
    addresses: inBoth(path),
    unlisted: page > 1,
    body: markup`<h1>${speech.t('draw.title', { batch: batch.name })}</h1>
${standingPart(speech, draw)}
<p class="lead chance">${chanceSentence(speech, manifest, fairness)}</p>
<div class="head"><div>${rows(
      [speech.t('draw.number'), draw.number],
      [speech.t('draw.agency'), agency.name],
      [
        speech.t('draw.matters'),
        markup`${batch.matters.map(({ code, name }, at) => markup`${at === 0 ? null : speech.t('common.list')}${link(listAt(speech, 'checklist', { matter: code }), name)}`)}`,
      ],
      [speech.t('draw.drawAt'), moment(speech, draw.drawAt, draw.seededAt === null && draw.phase === 'committed')],
      [
        speech.t(draw.recordHash === null ? 'draw.commitment' : 'draw.record'),
        hashed(speech, draw.recordHash ?? draw.commitment),
      ],
    )}
<p class="ways">${link(`/hall/${inPath(draw.number)}`, speech.t('draw.hall'))}</p></div>
<figure>${qrPicture(origin + drawAt(speech, draw.number), speech.t('draw.qr'))}<figcaption>${speech.t('draw.qr')}</figcaption></figure></div>
${relationPart(speech, draw)}
<h2>${speech.t('draw.moments')}</h2>
<ol class="moments"${waiting ? markup` data-draw="${draw.number}" data-at="${draw.drawAt}" data-phase="${draw.phase}"` : null}>${MOMENTS.map(
      (name) => momentPart(speech, name, shown, manifest, fairness),
    )}</ol>
${checkPart(speech, { links: draw.links, number: draw.number, origin, published: draw.published })}
${countdownWords(speech)}`,
  };
}

/** What is out of the ordinary comes before everything else, in plain words. */
function standingPart(
  speech: Speech,
  { failure, phase, published, publishedNotBefore, recordHash, voided }: PublicDrawDetailResponse,
): Markup | null {
  const why = failure === null ? null : markup`<p>${speech.said(failure)}</p>`;
  const notice = (sentence: string, more: Markup | null = null): Markup =>
    markup`<div class="notice" role="note"><p><b>${sentence}</b></p>${more}</div>`;
  if (voided !== null) {
    return notice(
      speech.t('draw.voided'),
      markup`<p>${speech.t('bulletins.reason')}${speech.t('common.colon')}${speech.said(voided.reason)}</p><p>${moment(speech, voided.at)} ${speech.t('draw.voidedBy', { names: names(speech, voided.by) })}</p>`,
    );
  }
  if (phase === 'ended') return notice(speech.t('draw.ended'), why);
  if (phase === 'infeasible' && published) return notice(speech.t('draw.infeasible'), why);
  if (recordHash === null) return notice(speech.t(phase === 'seeded' ? 'draw.drawing' : 'draw.notYet'));
  return published ? null : notice(speech.t('draw.notPublic', { moment: speech.moment(publishedNotBefore) }));
}

/** The answer to "why me", where one number is the answer. */
function chanceSentence(speech: Speech, { relation }: Manifest, { strata }: CommittedFairness): string {
  if (relation?.kind === 'supplement' || relation?.kind === 'replacement')
    return speech.t(`relations.${relation.kind}`, { draw: relation.draw });
  const [only] = strata.filter(({ population }) => population > 0);
  if (strata.filter(({ population }) => population > 0).length !== 1 || only === undefined)
    return speech.t('draw.chanceByStratum');
  const { population, size } = only;
  if (population === size) return speech.t('draw.all', { population: speech.count(population) });
  return speech.t('draw.chance', {
    words: only.chance?.words ?? '',
    population: speech.count(population),
    size: speech.count(size),
  });
}

function relationPart(speech: Speech, { relation, successors }: PublicDrawDetailResponse): Markup | null {
  if (relation === null && successors.length === 0) return null;
  return markup`<section><h2>${speech.t('draw.relation')}</h2>${
    relation === null
      ? null
      : markup`<p>${speech.t(`relations.${relation.kind as 'again'}`, { draw: relation.draw })} ${link(drawAt(speech, relation.draw), relation.draw)}</p><p>${speech.t('bulletins.reason')}${speech.t('common.colon')}${speech.said(relation.reason)}</p>`
  }${
    successors.length === 0
      ? null
      : markup`<p>${speech.t('draw.successors')}${speech.t('common.colon')}${successors.map(({ number }, at) => markup`${at === 0 ? null : speech.t('common.list')}${link(drawAt(speech, number), number)}`)}</p>`
  }</section>`;
}

function momentPart(
  speech: Speech,
  name: MomentName,
  shown: ShownDraw,
  manifest: Manifest,
  fairness: CommittedFairness,
): Markup {
  const state = momentsOf(shown.draw)[name];
  const told = {
    announce: () => announcePart(speech, shown.draw, manifest, fairness),
    wait: () => waitPart(speech, shown.draw, manifest),
    reveal: () => revealPart(speech, shown.draw, manifest),
    select: () => selectPart(speech, shown),
    pair: () => pairPart(speech, shown),
    seal: () => sealPart(speech, shown.draw),
  }[name]();
  return markup`<li class="${state}" id="${name}"><h3>${speech.t(`moments.${name}`)} <span class="state">${speech.t(`moments.${state}`)}</span></h3>${told}</li>`;
}

function announcePart(
  speech: Speech,
  draw: PublicDrawDetailResponse,
  manifest: Manifest,
  { strata, warnings }: CommittedFairness,
): Markup {
  const { exclusions, inspectors, pairing, pools, reasons = [] } = manifest;
  const list = (said: readonly { readonly words: Bilingual }[]): Markup | null =>
    said.length === 0 ? null : markup`<ul>${said.map(({ words }) => markup`<li>${speech.said(words)}</li>`)}</ul>`;
  const seats = pairing.rules.map((rule) => rule.seats.reduce((sum, { count }) => sum + count, 0));
  return markup`${draw.committedAt === null ? null : markup`<p>${speech.t('draw.announcedAt')}${speech.t('common.colon')}${moment(speech, draw.committedAt)}</p>`}
${strataTable(speech, strata)}
${exclusions.count === 0 ? null : markup`<p>${speech.t('draw.left', { n: speech.count(exclusions.count) })}</p>`}
${pools === 'closed' ? markup`<p>${speech.t('draw.poolsClosed')}</p>` : null}
${rows(
  [speech.t('draw.cutoff'), moment(speech, manifest.cutoff)],
  [
    speech.t('draw.teams'),
    speech.t('draw.team', { n: [...new Set(seats)].join('–'), people: speech.count(inspectors.count) }),
  ],
  [speech.t('draw.source'), speech.said(draw.entropy)],
  [speech.t('draw.reasons'), list(reasons)],
  [speech.t('draw.warnings'), list(warnings)],
  [speech.t('draw.commitment'), hashed(speech, draw.commitment)],
)}
<p class="quiet">${speech.t('draw.fixed')}</p>`;
}

/** Nobody reads more rows than these; the data have them all. */
const MOST_STRATA = 30;

const strataTable = (speech: Speech, strata: readonly StratumChance[]): Markup =>
  markup`<table><thead><tr><th scope="col">${speech.t('draw.stratum')}</th><th scope="col" class="n">${speech.t('draw.pool')}</th><th scope="col" class="n">${speech.t('draw.drawn')}</th><th scope="col" class="n">${speech.t('draw.eachChance')}</th></tr></thead><tbody>${strata
    .slice(0, MOST_STRATA)
    .map(
      ({ chance, population, size, stratum, words }) =>
        markup`<tr><th scope="row">${stratum === 'all' ? speech.t('draw.everyone') : stratum}<details><summary>${speech.t('draw.how')}</summary>${speech.said(words)}</details></th><td class="n">${speech.count(population)}</td><td class="n">${speech.count(size)}</td><td class="n">${chance?.words ?? '–'}</td></tr>`,
    )}</tbody></table>`;

function waitPart(
  speech: Speech,
  { committedAt, drawAt: at, seededAt }: PublicDrawDetailResponse,
  { entropy }: Manifest,
): Markup {
  if (seededAt !== null && committedAt !== null) {
    return markup`<p>${speech.t('draw.before', { span: speech.span(Date.parse(seededAt) - Date.parse(committedAt)) })}</p>`;
  }
  return markup`<p>${moment(speech, at, true)}</p><p>${speech.t('draw.nobodyKnows')} ${speech.t(`whyUnknown.${entropy.source}`)}</p>`;
}

function revealPart(speech: Speech, draw: PublicDrawDetailResponse, { entropy }: Manifest): Markup | null {
  const reveal = draw.reveal as EntropyReveal | null;
  if (reveal === null) return null;
  const what = ((): Markup | string => {
    switch (reveal.source) {
      case 'beacon':
        return markup`${speech.t('draw.round', { n: entropy.source === 'beacon' ? speech.count(entropy.round) : '' })} ${hashed(speech, reveal.signature)}`;
      case 'figures':
        return reveal.figures.map((event) => event.map((group) => group.join(' ')).join(' + ')).join('; ');
      case 'ceremony':
        return speech.t('draw.fromWitnesses', { n: reveal.secrets.length });
      case 'sealed':
        return hashed(speech, reveal.secret);
    }
  })();
  const key: Key = reveal.source === 'figures' ? 'draw.seeds' : 'draw.reveal';
  return rows(
    [speech.t('draw.source'), speech.said(draw.entropy)],
    [speech.t('draw.revealedAt'), draw.seededAt === null ? null : moment(speech, draw.seededAt)],
    [speech.t(key), what],
  );
}

function selectPart(speech: Speech, { drawn }: ShownDraw): Markup | null {
  return drawn === null ? null : markup`<p>${speech.t('draw.drawnTotal', { n: speech.count(drawn.total) })}</p>`;
}

function pairPart(speech: Speech, { draw, drawn, page }: ShownDraw): Markup | null {
  if (drawn === null || drawn.items.length === 0) return null;
  return markup`<table class="drawn"><caption>${speech.t('draw.drawnList')}</caption><thead><tr><th scope="col" class="n">${speech.t('draw.place')}</th><th scope="col">${speech.t('draw.target')}</th><th scope="col">${speech.t('draw.teams')}</th><th scope="col">${speech.t('draw.result')}</th></tr></thead><tbody>${drawn.items.map(
    ({ place, result, target, team }) =>
      markup`<tr><td class="n">${speech.count(place)}</td><th scope="row">${target.masked || result === null ? target.name : link(speech.at(`/targets/${inPath(target.code)}`), target.name)}</th><td>${teamList(speech, team)}</td><td>${
        result === null
          ? speech.t('draw.noResultYet')
          : link(
              entryAt(speech, { kind: 'results', number: result.slice(result.lastIndexOf('/') + 1) }),
              speech.t('draw.seeResult'),
            )
      }</td></tr>`,
  )}</tbody></table>
${paging(speech, page, drawn.total, (to) => `${drawAt(speech, draw.number)}${to === 1 ? '' : `?page=${to}`}#pair`, DRAWN_ON_A_PAGE)}`;
}

function sealPart(speech: Speech, { links, recordHash, published }: PublicDrawDetailResponse): Markup | null {
  if (recordHash === null) return null;
  const files = [
    links.evidence === null ? null : link(links.evidence, speech.t('draw.evidence')),
    links.extract === null ? null : link(links.extract, speech.t('draw.extract')),
    links.fairness === null ? null : link(links.fairness, speech.t('draw.fairness')),
  ].filter((one) => one !== null);
  return markup`${rows([speech.t('draw.record'), hashed(speech, recordHash)])}
<p>${speech.t('draw.recordIn')} ${link('/api/v1/log/checkpoint', speech.t('site.log'))}</p>
${published && files.length > 0 ? markup`<p class="ways">${files.map((file, at) => markup`${at === 0 ? null : ' · '}${file}`)}</p>` : null}`;
}
