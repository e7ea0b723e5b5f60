import { encodeQR } from 'qr';

import { shortCode } from '../../protocol/bytes.js';
import { type Words } from '../../protocol/errors.js';
import { type Seat } from '../../protocol/pool/manifest.js';
import { type Beat, type Known, type Stopped, pageOf } from './story.js';
import { type Named, type Told } from './told.js';
import {
  chanceOf,
  countOf,
  formed,
  loadOf,
  MOMENT_NAMES,
  peopleOf,
  roundOf,
  SAY,
  SOURCE_NAMES,
  turnedUp,
  WHY_UNKNOWN,
} from './words.js';

/* What stands on the stage at a beat. Made anew each time, and never more than a page of names. */

export type Language = 'zh' | 'en';
type Child = Node | string | undefined;

/** How many stand on the stage at once; long names need the place of several. */
const ON_PAGE = { names: 10, teams: 8, long: 4 };
const LONG = 36;
const areLong = (texts: readonly string[]): boolean => texts.some(({ length }) => length > LONG);
const MOST_LOADS = 5;

export function element(tag: string, name: string, ...children: readonly Child[]): HTMLElement {
  const made = document.createElement(tag);
  if (name !== '') made.className = name;
  made.append(...children.filter((one) => one !== undefined));
  return made;
}

/** As people in China write it: 2026年3月5日（周四） 09:00:00. */
export function momentIn(language: Language, iso: string): string {
  const local = language === 'zh' ? 'zh-CN' : 'en-GB';
  // the draws are of one country, and so is their hour, wherever the projector's clock stands
  const part = (more: Intl.DateTimeFormatOptions): string =>
    new Intl.DateTimeFormat(local, { ...more, timeZone: 'Asia/Shanghai' }).format(new Date(iso));
  const day = part({ year: 'numeric', month: 'long', day: 'numeric' });
  const weekday = part({ weekday: 'short' });
  const time = part({ hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' });
  return language === 'zh' ? `${day}（${weekday}） ${time}` : `${weekday} ${day}, ${time}`;
}

function qrOf(text: string): SVGElement {
  const rows = encodeQR(text, 'raw', { ecc: 'medium', border: 2 });
  const space = 'http://www.w3.org/2000/svg';
  const svg = document.createElementNS(space, 'svg');
  svg.setAttribute('viewBox', `0 0 ${rows.length} ${rows.length}`);
  svg.setAttribute('class', 'qr');
  svg.setAttribute('role', 'img');
  svg.setAttribute('aria-label', text);
  const path = document.createElementNS(space, 'path');
  const dark = rows.flatMap((row, y) => row.map((on, x) => (on ? `M${x} ${y}h1v1h-1z` : '')));
  path.setAttribute('d', dark.join(''));
  svg.append(path);
  return svg;
}

export class View {
  constructor(
    private readonly language: Language,
    private readonly address: string,
    /** By the server's clock, in milliseconds. */
    private readonly now: number,
  ) {}

  say({ en, zh }: Words): string {
    return this.language === 'zh' ? zh : en;
  }

  stage(known: Known, beat: Beat): HTMLElement[] {
    switch (beat.moment) {
      case 'announce':
        return this.announced(known);
      case 'wait':
        return this.waiting(known);
      case 'reveal':
        return this.revealed(known);
      case 'select':
        return known.told === null ? this.held(known) : this.selected(known.told, beat);
      case 'pair':
        return known.told === null ? this.held(known) : this.paired(known.told, beat.shown);
      case 'seal':
        return known.stopped === null || known.told !== null ? this.sealed(known) : this.stopped(known.stopped);
    }
  }

  /** What whoever hears the page is told at a beat. */
  heard(known: Known, beat: Beat): string {
    const { told } = known;
    const title = this.say(MOMENT_NAMES[beat.moment]);
    if (told === null || beat.shown === 0) return title;
    if (beat.moment === 'select') return told.strata.flatMap(({ drawn }) => drawn)[beat.shown - 1]?.name ?? title;
    const team = told.teams[beat.shown - 1];
    if (beat.moment !== 'pair' || team === undefined) return title;
    return `${team.target.name}: ${team.members.map(({ name }) => name).join(' ')}`;
  }

  private facts(rows: readonly (readonly [Words, Child | readonly Child[]])[]): HTMLElement {
    return element(
      'dl',
      'facts',
      ...rows.flatMap(([label, value]) => [
        element('dt', '', this.say(label)),
        element('dd', '', ...(Array.isArray(value) ? (value as Child[]) : [value as Child])),
      ]),
    );
  }

  private announced({ commitment, drawAt, manifest }: Known): HTMLElement[] {
    const { agency, batch, cutoff, entropy, exclusions, pairing, relation, strata, targets } = manifest;
    const left = exclusions.count === 0 ? '' : ` · ${this.say(SAY.exclusions)} ${exclusions.count}`;
    const seats = pairing.rules.map((rule) => this.seats(rule.seats)).filter((one, at, all) => all.indexOf(one) === at);
    const shown = strata.slice(0, 5).map(({ id, population, size }) => {
      const name = strata.length === 1 ? '' : `${id}: `;
      return element('div', '', name + this.say(chanceOf(size, population)));
    });
    const more = strata.length > shown.length ? element('div', 'quiet', `… ${strata.length}`) : undefined;
    const body = element(
      'div',
      '',
      element('h2', '', `${agency.name} · ${batch.name}`),
      this.facts([
        [SAY.matters, batch.matters.map(({ name }) => name).join(this.language === 'zh' ? '、' : ', ')],
        [SAY.pool, `${this.say(countOf(targets.count))}${left}`],
        [SAY.cutoff, momentIn(this.language, cutoff)],
        [SAY.draw, [...shown, more]],
        [SAY.seats, seats.join(' / ')],
        [SAY.source, this.say(SOURCE_NAMES[entropy.source])],
        [SAY.moment, momentIn(this.language, drawAt)],
      ]),
      relation === null
        ? undefined
        : element('p', 'lead', `${this.say(SAY.relation)}：${relation.draw} · ${this.say(relation.reason)}`),
      element('p', 'lead', this.say(SAY.fixed)),
    );
    return [element('div', 'split', body, this.codes(SAY.code, commitment))];
  }

  private seats(seats: readonly Seat[]): string {
    return this.say(peopleOf(seats.reduce((sum, { count }) => sum + count, 0)));
  }

  private codes(label: Words, hash: string): HTMLElement {
    const code = element('p', 'code', shortCode(hash));
    code.title = hash;
    return element(
      'aside',
      'side',
      element('p', 'quiet', this.say(label)),
      code,
      this.address === '' ? undefined : (qrOf(this.address) as unknown as HTMLElement),
      this.address === '' ? undefined : element('p', 'quiet', this.say(SAY.scan)),
    );
  }

  private waiting({ commitment, drawAt, manifest, reveal }: Known): HTMLElement[] {
    const { entropy } = manifest;
    const clock = element('p', 'big');
    clock.id = 'countdown';
    clock.setAttribute('role', 'timer');
    const witnesses =
      entropy.source === 'ceremony' ? entropy.witnesses.map(({ name }) => name).join('、') : this.say(SAY.anyone);
    const body = element(
      'div',
      '',
      element('h2', '', this.say(SAY.remaining)),
      clock,
      element('p', 'quiet', momentIn(this.language, drawAt)),
      reveal === null
        ? element('p', 'lead', this.say(entropy.source === 'sealed' ? SAY.hidden : SAY.unknown))
        : undefined,
      element('p', 'lead', this.say(WHY_UNKNOWN[entropy.source])),
      this.facts([[SAY.watching, witnesses]]),
    );
    return [element('div', 'split', body, this.codes(SAY.code, commitment))];
  }

  private revealed({ manifest, reveal, told }: Known): HTMLElement[] {
    const said = reveal ?? told?.reveal;
    const { entropy } = manifest;
    const title = element('h2', '', this.say(SOURCE_NAMES[entropy.source]));
    if (said === undefined) return [title];
    const at: readonly [Words, string] = [SAY.revealedAt, momentIn(this.language, said.revealedAt)];
    if (said.source === 'beacon' && entropy.source === 'beacon') {
      const checked = told === null ? SAY.signatureUnchecked : SAY.signatureHolds;
      const signature = element('span', 'whole', said.signature);
      return [
        title,
        element('p', 'big', this.say(roundOf(entropy.round))),
        this.facts([at, [SAY.signature, [element('div', '', this.say(checked)), signature]]]),
      ];
    }
    if (said.source === 'figures' && entropy.source === 'figures') {
      const rows = entropy.events.map(({ name, number }, event): readonly [Words, Child] => [
        { zh: `${name} ${number}`, en: `${name} ${number}` },
        (said.figures[event] ?? []).map((group) => group.join(' ')).join(' + '),
      ]);
      return [title, this.facts(rows), element('p', 'lead', this.say(SAY.statedFigures))];
    }
    if (said.source === 'ceremony' && entropy.source === 'ceremony') {
      const rows = entropy.witnesses.map(({ name }, at_): readonly [Words, Child] => [
        { zh: name, en: name },
        element('span', 'whole', said.secrets[at_] ?? ''),
      ]);
      return [title, this.facts([at, ...rows]), element('p', 'lead', this.say(SAY.allWitnesses))];
    }
    const secret = said.source === 'sealed' ? said.secret : '';
    return [
      title,
      element('p', 'lead', this.say(SAY.sealedHonest)),
      this.facts([at, [SAY.secret, element('span', 'whole', secret)]]),
    ];
  }

  /** The record is there, and its names are not public: their moment has not come, or they are being computed. */
  private held({ manifest, recordHash }: Known): HTMLElement[] {
    const rows: (readonly [Words, string])[] = [
      [SAY.publicFrom, momentIn(this.language, manifest.publication.notBefore)],
    ];
    const isPublic = Date.parse(manifest.publication.notBefore) <= this.now;
    const code = recordHash === null ? undefined : this.codes(SAY.recordCode, recordHash);
    return [
      element(
        'div',
        'split',
        element('div', '', element('h2', '', this.say(isPublic ? SAY.computing : SAY.notPublic)), this.facts(rows)),
        code,
      ),
    ];
  }

  private selected({ strata }: Told, { shown, stratum }: Beat): HTMLElement[] {
    const before = strata.slice(0, stratum).reduce((sum, { drawn }) => sum + drawn.length, 0);
    const all = strata.reduce((sum, { drawn }) => sum + drawn.length, 0);
    const here = strata[stratum];
    const up = shown - before;
    // the strata around this one, however many there are
    const first = Math.max(0, Math.min(stratum - 2, strata.length - 6));
    const list = strata.slice(first, first + 6).map(({ drawn, id }, at) => {
      const is = first + at;
      const done = is < stratum ? drawn.length : is === stratum ? up : 0;
      return element(
        'li',
        is === stratum ? 'here' : '',
        `${id === 'all' ? this.say(SAY.everyone) : id} ${done} / ${drawn.length}`,
      );
    });
    const onPage = areLong(here?.drawn.map(({ name }) => name) ?? []) ? ON_PAGE.long : ON_PAGE.names;
    const { from, until } = pageOf(up, onPage);
    const names = (here?.drawn.slice(from, until) ?? []).map((named, at) =>
      this.named(from + at + 1, named, from + at === up - 1),
    );
    const reserve = here?.reserve.length ?? 0;
    return [
      element('h2', '', this.say(turnedUp(shown, all))),
      element('ul', 'strata', ...list),
      element('ol', 'names', ...names),
      reserve === 0
        ? undefined
        : element('p', 'quiet', `${this.say(SAY.reserve)}（${reserve}）${this.say(SAY.folded)}`),
    ].filter((one) => one !== undefined);
  }

  private named(place: number, { id, name }: Named, fresh: boolean, small = id): HTMLElement {
    return element(
      'li',
      fresh ? 'new' : '',
      element('span', 'place', String(place)),
      element('span', '', name, small === name ? undefined : element('small', '', small)),
    );
  }

  private paired({ infeasible, loads, teams }: Told, shown: number): HTMLElement[] {
    if (teams.length === 0)
      return [
        element('h2', '', this.say(SAY.noTeams)),
        ...(infeasible ?? []).slice(0, 3).map((words) => element('p', 'lead', this.say(words))),
        element('p', 'quiet', this.say(SAY.assigned)),
      ];
    const texts = teams.flatMap(({ members, target }) => [target.name, members.map(({ name }) => name).join(' · ')]);
    const { from, until } = pageOf(shown, areLong(texts) ? ON_PAGE.long : ON_PAGE.teams);
    const rows = teams.slice(from, until).map(({ members, recused, target }, at) => {
      const away =
        recused.length === 0
          ? ''
          : ` · ${this.say(SAY.recused)}: ${recused
              .slice(0, 4)
              .map(({ name }) => name)
              .join('、')}${recused.length > 4 ? '…' : ''}`;
      const team: Named = { id: target.id, name: members.map(({ name }) => name).join(' · ') };
      return this.named(from + at + 1, team, from + at === shown - 1, target.name + away);
    });
    const done = shown === teams.length;
    return [
      element('h2', '', this.say(formed(shown, teams.length))),
      element('ol', 'names', ...rows),
      ...(done ? [element('p', 'quiet', this.say(SAY.loads)), this.spread(loads)] : []),
    ];
  }

  /** How evenly the visits lie: a bar for each number of visits, as long as there are people who have it. */
  private spread(loads: Told['loads']): HTMLElement {
    const most = Math.max(...loads.map(({ people }) => people));
    const bars = loads.slice(0, MOST_LOADS).map(({ people, visits }) => {
      const bar = element('span', 'bar');
      bar.style.inlineSize = `${(people / most) * 100}%`;
      return element('li', '', element('span', '', this.say(loadOf(visits, people))), bar);
    });
    const more = loads.length > MOST_LOADS ? element('li', 'quiet', `… ${loads.length}`) : undefined;
    return element('ul', 'loads', ...bars, more);
  }

  private sealed({ commitment, manifest, recordHash, stopped, told }: Known): HTMLElement[] {
    const hash = told?.recordHash ?? recordHash ?? commitment;
    const origin = this.address === '' ? '' : new URL(this.address).origin;
    const page = element('a', '', `${origin}/verify/?draw=${manifest.drawId}`) as HTMLAnchorElement;
    page.href = `${origin}/verify/?draw=${encodeURIComponent(manifest.drawId)}`;
    const command = (text: string): HTMLElement => element('code', '', text);
    const aside = this.codes(SAY.recordCode, hash);
    aside.classList.add('ending');
    aside.prepend(
      element('div', 'seal', this.say(SAY.sealName)),
      element('p', 'proven', this.say(told?.whole === false ? SAY.shownHolds : SAY.holds)),
    );
    const body = element(
      'div',
      '',
      stopped === null ? undefined : element('div', '', ...this.stopped(stopped)),
      element('h2', '', this.say(SAY.verifySelf)),
      element(
        'dl',
        'facts',
        element('dt', '', this.say(SAY.byPage)),
        element('dd', '', origin === '' ? '/verify/' : page),
        element('dt', '', this.say(SAY.byCommand)),
        element('dd', '', command('sortis verify evidence.json')),
        element('dt', '', this.say(SAY.byPython)),
        element('dd', '', command('python3 verify.py evidence.json')),
        ...(told?.checkpoint === undefined
          ? []
          : [
              element('dt', '', this.say(SAY.checkpoint)),
              element(
                'dd',
                '',
                `${told.checkpoint.origin} · ${told.checkpoint.size} · ${shortCode(told.checkpoint.root)}`,
              ),
            ]),
        element('dt', '', this.say(SAY.recordCode)),
        element('dd', '', element('span', 'whole', hash)),
      ),
    );
    return [element('div', 'split', body, aside)];
  }

  private stopped({ at, by, how, next, reason }: Stopped): HTMLElement[] {
    const rows: (readonly [Words, string])[] = [[SAY.reason, this.say(reason)]];
    if (at !== null) rows.push([SAY.moment, momentIn(this.language, at)]);
    if (by.length > 0) rows.push([SAY.by, by.join('、')]);
    if (next !== null) rows.push([SAY.instead, next]);
    return [element('h2', '', this.say(how === 'ended' ? SAY.ended : SAY.voided)), this.facts(rows)];
  }
}
