import { type EntropyReveal } from '../../protocol/entropy/source.js';
import { type Manifest } from '../../protocol/pool/manifest.js';
import { type Told } from './told.js';

/*
 * A draw as a story: what is known of it becomes a row of beats, each a picture that stands for a while. Pure, and without
 * a clock: whoever shows it decides when the next beat comes, and can stop, go back and tell it again.
 */

export const MOMENTS = ['announce', 'wait', 'reveal', 'select', 'pair', 'seal'] as const;
export type Moment = (typeof MOMENTS)[number];

export interface Beat {
  readonly moment: Moment;
  /** Milliseconds until the next one; null: it stands until something happens. */
  readonly lasts: number | null;
  /** Of `select` and `pair`: how many names, or teams, have turned up. */
  readonly shown: number;
  /** Of `select`: in which stratum the last of them is. */
  readonly stratum: number;
}

/** Why a draw has come to another end than a result, in words of the server or of the record. */
export interface Stopped {
  readonly how: 'ended' | 'voided';
  readonly reason: { readonly zh: string; readonly en: string };
  /** Who decided, where somebody did. */
  readonly by: readonly string[];
  readonly at: string | null;
  /** The draw in its place. */
  readonly next: string | null;
}

/** What is known so far; from a server, or from a file alone. */
export interface Known {
  readonly manifest: Manifest;
  readonly commitment: string;
  readonly committedAt: string | null;
  readonly drawAt: string;
  readonly reveal: EntropyReveal | null;
  /** The record is made; its names may not be public yet. */
  readonly recordHash: string | null;
  /** From the evidence, after it was done again here. */
  readonly told: Told | null;
  readonly stopped: Stopped | null;
}

/** Milliseconds. A hall reads a name aloud in little more than a second. */
const READ = 9000;
const ONE_NAME = 1300;
const LONGEST_PASSAGE = 75_000;
/** No passage has more pictures than this, however many names there are. */
const MOST_BEATS = 90;
/** A stratum ends with a breath. */
const BREATH = 2500;

/** How many turn up at a time, and how long each picture stands, so that `count` of them pass at a pace people can follow. */
export function paceOf(count: number): { readonly step: number; readonly lasts: number } {
  const step = Math.max(1, Math.ceil(count / MOST_BEATS));
  const pictures = Math.max(1, Math.ceil(count / step));
  return { step, lasts: Math.min(ONE_NAME, Math.floor(LONGEST_PASSAGE / pictures)) };
}

export function storyOf(known: Known): Beat[] {
  const { recordHash, reveal, stopped, told } = known;
  const beat = (moment: Moment, lasts: number | null, shown = 0, stratum = 0): Beat => ({
    moment,
    lasts,
    shown,
    stratum,
  });
  const beats = [beat('announce', READ)];
  if (stopped?.how === 'voided' && told === null) return [...beats, beat('seal', null)];
  const over = stopped?.how === 'ended';
  beats.push(beat('wait', reveal !== null || told !== null || over ? READ / 2 : null));
  if (over) return [...beats, beat('seal', null)];
  if (reveal === null && told === null) return beats;
  beats.push(beat('reveal', READ));
  if (told === null) return [...beats, beat(recordHash === null ? 'reveal' : 'select', null)];
  beats.push(...selection(told), ...pairing(told), beat('seal', null));
  return beats;
}

function selection({ strata }: Told): Beat[] {
  const all = strata.reduce((sum, { drawn }) => sum + drawn.length, 0);
  const { lasts, step } = paceOf(all);
  let before = 0;
  return strata.flatMap(({ drawn }, stratum) => {
    const beats: Beat[] = [{ moment: 'select', lasts, shown: before, stratum }];
    for (let shown = Math.min(step, drawn.length); shown > 0; shown = Math.min(shown + step, drawn.length)) {
      const last = shown === drawn.length;
      beats.push({ moment: 'select', lasts: last ? lasts + BREATH : lasts, shown: before + shown, stratum });
      if (last) break;
    }
    before += drawn.length;
    return beats;
  });
}

function pairing({ teams }: Told): Beat[] {
  // where there are no teams the reasons stand in their place
  if (teams.length === 0) return [{ moment: 'pair', lasts: READ, shown: 0, stratum: 0 }];
  const { lasts, step } = paceOf(teams.length);
  const beats: Beat[] = [];
  for (let shown = 0; shown < teams.length;) {
    shown = Math.min(shown + step, teams.length);
    beats.push({ moment: 'pair', lasts: shown === teams.length ? lasts + READ / 2 : lasts, shown, stratum: 0 });
  }
  return beats;
}

/** Where one is in a story, whatever it grows to. */
export interface Place {
  readonly beat: number;
  readonly paused: boolean;
  /** Milliseconds that the beat has stood. */
  readonly stood: number;
}

export const BEGINNING: Place = { beat: 0, paused: false, stood: 0 };

/** So much later. Several beats may pass: a page in the background sleeps. */
export function later(place: Place, beats: readonly Beat[], milliseconds: number): Place {
  if (place.paused) return place;
  let { beat } = place;
  let stood = place.stood + milliseconds;
  for (;;) {
    const lasts = beats[beat]?.lasts ?? null;
    if (lasts === null || stood < lasts || beat + 1 >= beats.length) return { ...place, beat, stood };
    stood -= lasts;
    beat++;
  }
}

/** To the beginning of the next moment, or of the one before; -1 goes to this moment's own beginning first. */
export function leap(place: Place, beats: readonly Beat[], by: 1 | -1): Place {
  const here = beats[place.beat]?.moment;
  const begins = beats.findIndex(({ moment }) => moment === here);
  let beat: number;
  if (by === 1) {
    const next = beats.findIndex(({ moment }, index) => index > place.beat && moment !== here);
    beat = next === -1 ? beats.length - 1 : next;
  } else if (place.beat > begins) beat = begins;
  else {
    const before = beats[Math.max(0, begins - 1)]?.moment;
    beat = beats.findIndex(({ moment }) => moment === before);
  }
  return { ...place, beat: Math.max(0, beat), stood: 0 };
}

/** To the last picture of this moment, where all of it is to be seen. */
export function fullest(place: Place, beats: readonly Beat[]): Place {
  const here = beats[place.beat]?.moment;
  return {
    ...place,
    beat: Math.max(
      0,
      beats.findLastIndex(({ moment }) => moment === here),
    ),
    stood: 0,
  };
}

/**
 * The same place in a story of which more is known. One who watches it live and stood at its end stands at the first beat
 * that is new; whoever looked back stays where he is.
 */
export function carried(place: Place, before: readonly Beat[], after: readonly Beat[]): Place {
  const old = before[place.beat];
  if (old === undefined) return { ...BEGINNING, paused: place.paused };
  const same = after.findIndex((beat) => beat.moment === old.moment && beat.shown === old.shown);
  if (same === -1) return { ...place, beat: Math.min(place.beat, after.length - 1), stood: 0 };
  const waited = old.lasts === null && after[same]?.lasts !== null;
  const beat = waited && !place.paused ? Math.min(same + 1, after.length - 1) : same;
  return { ...place, beat, stood: beat === place.beat ? place.stood : 0 };
}

/** The page of a long list on which the last of `shown` stands. Never more than `size` of them are on the screen. */
export function pageOf(shown: number, size: number): { readonly from: number; readonly until: number } {
  const from = shown === 0 ? 0 : Math.floor((shown - 1) / size) * size;
  return { from, until: Math.max(from, shown) };
}
