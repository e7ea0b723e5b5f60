import { type ChecklistResponse } from '../../disclosure/checklist/checklist.dto.js';
import { type DrawBulletinResponse } from '../../disclosure/draws/draw-bulletin.dto.js';
import { type PlanBulletinResponse } from '../../disclosure/plans/plan-bulletin.dto.js';
import { type ResultResponse } from '../../disclosure/results/result.dto.js';
import { chinaDay } from '../../platform/clock/days.js';
import { markup, type Markup } from '../../platform/http/plain-page.js';
import { hashed, link, moment, names, tag } from '../frame/markup.js';
import { inPath, type Key, type Speech } from '../words/speech.js';

/* How each bulletin stands in a list: what it is first, then what people look for. */

export const drawStateKey = (state: string): Key => `states.draws.${state as 'committed'}`;

/** A share, or a number, that is to be drawn. */
export function rateWords(
  speech: Speech,
  rate: {
    readonly direction: string;
    readonly millionths?: number | undefined;
    readonly number?: number | undefined;
  } | null,
): string {
  if (rate === null) return '';
  const key: Key = `rates.${rate.direction as 'exactly'}`;
  return speech.t(key, { percent: (rate.millionths ?? 0) / 10_000, n: rate.number ?? 0 });
}

export function methodWords(speech: Speech, matter: ChecklistResponse['matter']): string {
  const { methods, methodText } = matter;
  return (
    methodText ??
    names(
      speech,
      methods.map((one) => speech.t(`methods.${one as 'on-site'}`)),
    )
  );
}

/** The address of an entry. It ends on its number, and never changes. */
export const entryAt = (speech: Speech, { kind, number }: { readonly kind: string; readonly number: string }): string =>
  speech.at(`/${kind}/${inPath(number)}`);

const line = (...parts: readonly (Markup | string | null | undefined)[]): Markup => {
  const said = parts.filter((part) => part !== null && part !== undefined && part !== '');
  return markup`<p class="meta">${said.map((part, at) => markup`${at === 0 ? null : markup`<span class="dot" aria-hidden="true"> · </span>`}${part}`)}</p>`;
};

const published = (speech: Speech, { publishedAt }: { readonly publishedAt: string }): string =>
  speech.t('bulletins.published', { day: speech.day(chinaDay(new Date(publishedAt))) });

const changedTag = (speech: Speech, key: Key, version: number): Markup | null =>
  version === 1 ? null : tag(speech.t(key, { version }), 'warn');

const reasonLine = (speech: Speech, reason: string | null): Markup | null =>
  reason === null ? null : line(markup`${speech.t('bulletins.reason')}${speech.t('common.colon')}${reason}`);

export function checklistEntry(speech: Speech, one: ChecklistResponse): Markup {
  const { agency, matter, reason, state, version } = one;
  return markup`<h2>${link(entryAt(speech, one), matter.name)} ${state === 'retired' ? tag(speech.t('bulletins.retired'), 'warn') : null}${changedTag(speech, 'bulletins.corrected', version)}</h2>
${line(agency.name, matter.category, matter.targetKind, methodWords(speech, matter), rateWords(speech, matter.rate))}
${line(matter.legalBasis)}
${reasonLine(speech, reason)}`;
}

export function planEntry(speech: Speech, one: PlanBulletinResponse): Markup {
  const { agency, reason, title, version, year } = one;
  return markup`<h2>${link(entryAt(speech, one), title)} ${changedTag(speech, 'bulletins.changed', version)}</h2>
${line(agency.name, String(year), published(speech, one))}
${reasonLine(speech, reason)}`;
}

export function drawEntry(speech: Speech, one: DrawBulletinResponse): Markup {
  const { agency, batch, commitment, drawAt, number, population, reason, recordHash, sampleSize, state } = one;
  const kind = state === 'void' || state === 'ended' ? 'warn' : 'plain';
  const pool =
    population === null
      ? null
      : speech.t('draw.ofPool', { size: speech.count(sampleSize ?? 0), population: speech.count(population) });
  return markup`<h2>${link(entryAt(speech, one), batch)} ${tag(speech.t(drawStateKey(state)), kind)}</h2>
${line(agency.name, number, moment(speech, drawAt, state === 'committed'), pool)}
${line(markup`${speech.t(recordHash === null ? 'draw.commitment' : 'draw.record')} ${hashed(speech, recordHash ?? commitment)}`)}
${reasonLine(speech, reason)}`;
}

export function resultEntry(speech: Speech, one: ResultResponse): Markup {
  const { agency, matters, problem, reason, result, target, version, visitedOn } = one;
  return markup`<h2>${link(entryAt(speech, one), target.name)} ${problem ? tag(speech.t('bulletins.problemYes'), 'warn') : null}${changedTag(speech, 'bulletins.corrected', version)}</h2>
<p>${speech.said(result)}</p>
${line(
  agency.name,
  target.kind,
  names(
    speech,
    matters.map(({ name }) => name),
  ),
  speech.day(visitedOn),
)}
${reasonLine(speech, reason)}`;
}
