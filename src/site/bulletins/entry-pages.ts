import { type ChecklistDetailResponse } from '../../disclosure/checklist/checklist.dto.js';
import { type BulletinResponse, type VersionResponse } from '../../disclosure/output/bulletin.dto.js';
import { type PlanBulletinDetailResponse } from '../../disclosure/plans/plan-bulletin.dto.js';
import { type ResultDetailResponse, type ResultResponse } from '../../disclosure/results/result.dto.js';
import { type EditionBatchResponse } from '../../planning/plans/plan-edition.dto.js';
import { markup, type Markup } from '../../platform/http/plain-page.js';
import { inBoth, type Section, type Sheet } from '../frame/frame.js';
import { hashed, lines, link, moment, names, rows, tag } from '../frame/markup.js';
import { inPath, type Speech } from '../words/speech.js';
import { listAt } from './asked.js';
import { entryAt, methodWords, rateWords } from './entries.js';
import { feedsOf } from './list-page.js';

/* One entry of a bulletin at the address that it keeps, with what it said before. */

/** What was sent as a whole: one version, and all there are. */
export interface Entry<T> {
  readonly one: T;
  readonly versions: readonly VersionResponse[];
}

type Kept = BulletinResponse & { readonly correctedBy: number | null };

/** @param facts what this kind of entry says */
function entrySheet(
  speech: Speech,
  section: Section,
  { one, versions }: Entry<Kept>,
  title: string,
  facts: Markup,
): Sheet {
  const { correctedBy, hash, link: api, number, version } = one;
  const path = `/${section}/${inPath(number)}${correctedBy === null ? '' : `/versions/${version}`}`;
  const data = correctedBy === null ? api : `${api}/versions/${version}`;
  return {
    title,
    section,
    feeds: feedsOf(speech, section, one.agency.code),
    addresses: inBoth(path),
    unlisted: correctedBy !== null,
    body: markup`${
      correctedBy === null
        ? null
        : markup`<p class="notice" role="note">${speech.t('bulletins.notCurrent', { version, by: correctedBy })} ${link(entryAt(speech, one), speech.t('bulletins.toCurrent'))}</p>`
    }
${facts}
${versionsOf(speech, one, versions)}
<aside class="take">${rows(
      [speech.t('bulletins.number'), number],
      [
        speech.t('bulletins.hash'),
        hash === null
          ? null
          : markup`${hashed(speech, hash)}<span class="quiet">${speech.t('bulletins.hashHint')}</span>`,
      ],
    )}<p>${link(data, speech.t('bulletins.json'))}</p></aside>`,
  };
}

function versionsOf(speech: Speech, one: Kept, versions: readonly VersionResponse[]): Markup {
  return markup`<section><h2>${speech.t('bulletins.versions')}</h2><ol class="versions" reversed>${versions.map(
    ({ at, correctedBy, hash, reason, version, withdrawal }) => {
      const words = speech.t('bulletins.version', { version });
      const here = version === one.version;
      const address = correctedBy === null ? entryAt(speech, one) : `${entryAt(speech, one)}/versions/${version}`;
      return markup`<li>${here ? markup`<b>${words}</b>` : link(address, words)} ${correctedBy === null ? tag(speech.t('bulletins.holds')) : null}${withdrawal ? tag(speech.t('bulletins.withdrawal'), 'warn') : null} ${moment(speech, at)}
<span class="why">${reason ?? speech.t('bulletins.firstVersion')}</span>${hash === null ? null : hashed(speech, hash)}</li>`;
    },
  )}</ol></section>`;
}

export function checklistSheet(speech: Speech, entry: Entry<ChecklistDetailResponse>): Sheet {
  const { agency, matter, publishedAt, state } = entry.one;
  const { category, code, content, frequency, importance, legalBasis, level, name, number, rate, targetKind } = matter;
  const { windowFrom, windowUntil } = matter;
  const of = (section: Section): string => listAt(speech, section, { matter: code });
  return entrySheet(
    speech,
    'checklist',
    entry,
    name,
    markup`<h1>${name} ${state === 'retired' ? tag(speech.t('bulletins.retired'), 'warn') : null}</h1>
${rows(
  [speech.t('fields.agency'), agency.name],
  [speech.t('fields.matter'), code],
  [speech.t('bulletins.number'), number],
  [speech.t('bulletins.category'), category],
  [speech.t('bulletins.content'), content === null ? null : lines(content)],
  [speech.t('fields.targetKind'), targetKind === null ? null : lines(targetKind)],
  [speech.t('bulletins.importance'), importance === null ? null : speech.t(`importance.${importance as 'key'}`)],
  [speech.t('bulletins.methods'), methodWords(speech, matter)],
  [speech.t('bulletins.level'), level === null ? null : lines(level)],
  [speech.t('bulletins.legalBasis'), legalBasis === null ? null : lines(legalBasis)],
  [speech.t('bulletins.rate'), rateWords(speech, rate)],
  [speech.t('bulletins.frequency'), frequency],
  [
    speech.t('bulletins.window'),
    windowFrom === null || windowUntil === null
      ? null
      : speech.t('bulletins.windowOf', { from: windowFrom, until: windowUntil }),
  ],
  [speech.t('bulletins.at'), moment(speech, publishedAt)],
)}
<p class="ways">${link(of('draws'), speech.t('bulletins.drawsOf'))} · ${link(of('results'), speech.t('bulletins.resultsOf'))}</p>`,
  );
}

export function planSheet(speech: Speech, entry: Entry<PlanBulletinDetailResponse>): Sheet {
  const { agency, document, publishedAt, title, year } = entry.one;
  const { batches } = document as { readonly batches: readonly EditionBatchResponse[] };
  return entrySheet(
    speech,
    'plans',
    entry,
    title,
    markup`<h1>${title}</h1>
${rows(
  [speech.t('fields.agency'), agency.name],
  [speech.t('fields.year'), String(year)],
  [speech.t('bulletins.at'), moment(speech, publishedAt)],
)}
<p class="ways">${link(listAt(speech, 'draws', { agency: agency.code, year: String(year) }), speech.t('bulletins.drawsOfPlan'))}</p>
<h2>${speech.t('bulletins.batches')}</h2>
<ol class="entries">${batches.map((batch) => markup`<li>${batchEntry(speech, batch)}</li>`)}</ol>`,
  );
}

function batchEntry(speech: Speech, batch: EditionBatchResponse): Markup {
  const { cancelled, code, draws, filterWords, matters, name, rate, strata, teamSize } = batch;
  const slice = (one: (typeof strata)[number]): string => [one.name, rateWords(speech, one.rate ?? rate)].join(' ');
  const shares = strata.length === 0 ? rateWords(speech, rate) : names(speech, strata.map(slice));
  return markup`<h3>${code} ${name} ${cancelled ? tag(speech.t('bulletins.cancelled'), 'warn') : null}</h3>
<p class="meta">${names(
    speech,
    matters.map((matter) => matter.name),
  )}</p>
<p class="meta">${speech.said(filterWords)}</p>
<p class="meta">${shares} · ${speech.t('bulletins.teamSize', { n: teamSize })}</p>
<p>${speech.t('bulletins.drawnAt')}${speech.t('common.colon')}${
    draws.length === 0
      ? speech.t('bulletins.noDraws')
      : draws.map((at, n) => markup`${n === 0 ? null : speech.t('common.list')}${moment(speech, at)}`)
  }</p>`;
}

export function resultSheet(speech: Speech, entry: Entry<ResultDetailResponse>): Sheet {
  const { one } = entry;
  const { agency, draw, matters, problem, publishedAt, result, target } = one;
  return entrySheet(
    speech,
    'results',
    entry,
    target.name,
    markup`<h1>${target.name} ${problem ? tag(speech.t('bulletins.problemYes'), 'warn') : null}</h1>
<p class="lead">${speech.said(result)}</p>
${target.masked ? markup`<p class="quiet">${speech.t('bulletins.masked')}</p>` : markup`<p class="ways">${link(speech.at(`/targets/${inPath(target.code)}`), speech.t('bulletins.targetPage'))}</p>`}
${rows(
  [speech.t('fields.agency'), agency.name],
  [speech.t('fields.targetKind'), target.kind],
  [speech.t('target.code'), markup`<code>${target.code}</code>`],
  [
    speech.t('site.checklist'),
    markup`<ul>${matters.map(({ code, legalBasis, name }) => markup`<li>${link(listAt(speech, 'checklist', { matter: code }), name)}${legalBasis === null ? null : markup`<br><span class="quiet">${speech.t('bulletins.legalBasis')}${speech.t('common.colon')}${legalBasis}</span>`}</li>`)}</ul>`,
  ],
  ...foundRows(speech, one),
  [speech.t('bulletins.at'), moment(speech, publishedAt)],
)}
<p class="ways">${link(speech.at(`/draws/${inPath(draw.number)}`), speech.t('bulletins.byDraw', { number: draw.number, place: speech.count(draw.place) }))}</p>`,
  );
}

/** What was found and what has become of it. */
export function foundRows(speech: Speech, one: ResultResponse): [string, Markup | string | null][] {
  const { findings, matters, rectifications, targetState, team, visitedOn } = one;
  const matterName = (code: string): string => matters.find((matter) => matter.code === code)?.name ?? code;
  const findingName = (code: string): string => {
    const name = findings.find((finding) => finding.code === code)?.name;
    return name === undefined ? code : speech.said(name);
  };
  return [
    [speech.t('bulletins.visited'), speech.day(visitedOn)],
    [speech.t('bulletins.met'), targetState === null ? null : speech.said(targetState.name)],
    [
      speech.t('bulletins.findings'),
      markup`<ul>${findings.map(({ matter, name }) => markup`<li>${matter === null ? speech.said(name) : speech.t('bulletins.findingOf', { finding: speech.said(name), matter: matterName(matter) })}</li>`)}</ul>`,
    ],
    [
      speech.t('bulletins.rectifications'),
      rectifications.length === 0
        ? null
        : markup`<ul>${rectifications.map(
            ({ deadline, finding, name, orderedOn }) =>
              markup`<li>${speech.t('bulletins.rectification', { finding: findingName(finding), state: speech.said(name), ordered: speech.day(orderedOn), deadline: speech.day(deadline) })}</li>`,
          )}</ul>`,
    ],
    [speech.t('bulletins.team'), teamList(speech, team)],
  ];
}

export const teamList = (
  speech: Speech,
  team: readonly {
    readonly name: string | null;
    readonly certificateNumber: string | null;
    readonly expert: boolean;
  }[],
): Markup | null =>
  team.length === 0
    ? null
    : markup`<ul>${team.map(
        ({ certificateNumber, expert, name }) =>
          markup`<li>${name ?? speech.t('bulletins.noName')}${certificateNumber === null ? null : markup` <span class="quiet">${speech.t('bulletins.certificate', { number: certificateNumber })}</span>`}${expert ? markup` ${tag(speech.t('bulletins.expert'))}` : null}</li>`,
      )}</ul>`;
