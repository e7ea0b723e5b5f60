import { type EntropyReveal } from '../../protocol/entropy/source.js';
import { type Words } from '../../protocol/errors.js';
import { type Manifest } from '../../protocol/pool/manifest.js';
import { type News, type Task } from './messages.js';
import { type Beat, BEGINNING, carried, type Known, later, leap, MOMENTS, type Place, storyOf } from './story.js';
import { ServerClock } from './server-clock.js';
import { element, type Language, View } from './view.js';
import { MOMENT_NAMES, SAY } from './words.js';

const byId = (id: string): HTMLElement => document.getElementById(id)!;
const stage = byId('stage');
const TICK = 250;
/** Milliseconds until the server is asked again for what it did not have. */
const AGAIN = 5000;

/** What the server tells everyone of a draw. */
interface Served {
  readonly phase: string;
  readonly commitment: string;
  readonly committedAt: string | null;
  readonly drawAt: string;
  readonly recordHash: string | null;
  readonly failure: Words | null;
  readonly voided: { readonly at: string; readonly by: readonly string[]; readonly reason: Words } | null;
  readonly successors: readonly { readonly number: string; readonly kind: string }[];
  readonly manifest: Manifest;
}

let language: Language = localStorage.getItem('hall-language') === 'en' ? 'en' : 'zh';
let number = decodeURIComponent(location.pathname.replace(/^\/hall\/?/, '').split('/')[0] ?? '');
let known: Known | null = null;
let beats: readonly Beat[] = [];
let place: Place = BEGINNING;
let connected = false;
let fromFile = false;
/** Something that must be said before all else. */
let alarm: { readonly title: Words; readonly words: Words } | null = null;
let absent = number === '';
let computing = false;
const clock = new ServerClock();
let source: EventSource | undefined;
let worker: Worker | undefined;
/** Loaded when the page stands, so that a file can be told when the network is gone. */
let spare: Worker | undefined;
let drawn = '';

const view = (): View =>
  new View(
    language,
    number === '' || !location.protocol.startsWith('http')
      ? ''
      : `${location.origin}/hall/${encodeURIComponent(number)}`,
    clock.now(),
  );

/** More is known: the story goes on from where it is. */
function learn(more: Partial<Known>): void {
  if (known === null) return;
  known = { ...known, ...more };
  const after = storyOf(known);
  place = carried(place, beats, after);
  beats = after;
  show();
}

async function ask(): Promise<void> {
  if (number === '' || fromFile) return;
  const about = number;
  try {
    const response = await fetch(`/api/v1/public/draws/${encodeURIComponent(about)}`);
    if (fromFile || about !== number) return;
    if (response.status === 404) {
      absent = known === null;
      setTimeout(() => void ask(), AGAIN);
    } else if (response.ok) {
      absent = false;
      meet((await response.json()) as Served);
      watch();
    } else throw new Error(String(response.status));
  } catch {
    connected = false;
    setTimeout(() => void ask(), AGAIN);
  }
  show();
}

function meet(served: Served): void {
  const { commitment, committedAt, drawAt, failure, manifest, phase, recordHash, successors, voided } = served;
  const next = successors.find(({ kind }) => kind === 'draw')?.number ?? null;
  const stopped: Known['stopped'] =
    voided !== null
      ? { how: 'voided', reason: voided.reason, by: voided.by, at: voided.at, next }
      : phase === 'ended' && failure !== null
        ? { how: 'ended', reason: failure, by: [], at: null, next }
        : null;
  const fresh = { manifest, commitment, committedAt, drawAt, recordHash, stopped };
  if (known === null) {
    known = { ...fresh, reveal: null, told: null };
    beats = storyOf(known);
    place = { ...BEGINNING, paused: place.paused };
  } else learn(fresh);
}

/** The browser comes again by itself when the line breaks, with the id of the last event. */
function watch(): void {
  if (source !== undefined) return;
  const mine = new EventSource(`/api/v1/public/draws/${encodeURIComponent(number)}/events`);
  source = mine;
  const on = (name: string, hear: (data: Record<string, unknown>) => void): void => {
    mine.addEventListener(name, (event) => {
      const data = JSON.parse((event as MessageEvent<string>).data) as Record<string, unknown>;
      if (typeof data.now === 'string') clock.heard(data.now);
      connected = true;
      hear(data);
      show();
    });
  };
  on('time', () => undefined);
  on('committed', () => undefined);
  on('seeded', ({ reveal }) => {
    learn({ reveal: reveal as EntropyReveal });
  });
  on('drawn', ({ recordHash }) => {
    learn({ recordHash: recordHash as string });
  });
  on('published', ({ evidence, extract }) => {
    compute({ address: (evidence ?? extract) as string, draw: number });
  });
  on('issued', () => undefined);
  // who decided, why, and what came instead, stands in the draw itself
  for (const name of ['ended', 'voided']) on(name, () => void ask());
  mine.addEventListener('error', () => {
    connected = false;
    // refused (too many watch): the browser does not come again by itself
    if (mine.readyState === EventSource.CLOSED) {
      source = undefined;
      setTimeout(() => {
        if (!fromFile) watch();
      }, AGAIN);
    }
    show();
  });
}

const newWorker = (): Worker => new Worker(new URL('./hall.worker.ts', import.meta.url), { type: 'module' });

/** One is kept ready, from the moment that it is loaded; where the network is gone just then, it is tried again. */
function prepare(): void {
  const next = newWorker();
  next.onmessage = () => {
    spare = next;
  };
  next.onerror = () => {
    next.terminate();
    setTimeout(prepare, AGAIN);
  };
}

/** Does the draw again from evidence. What cannot be read is tried again, what does not hold is said. */
function compute(task: Task): void {
  if (known?.told != null && !('file' in task)) return;
  worker?.terminate();
  computing = true;
  const mine = spare ?? newWorker();
  spare = undefined;
  worker = mine;
  const end = (): void => {
    mine.terminate();
    computing = false;
    if (spare === undefined) prepare();
  };
  /** A network that is gone says nothing about the draw; a file that cannot be read is said. */
  const breakOff = (words: Words): void => {
    end();
    if ('file' in task) alarm = { title: SAY.unusable, words };
    else
      setTimeout(() => {
        if (!fromFile && worker === mine) compute(task);
      }, AGAIN);
  };
  mine.onmessage = ({ data }: MessageEvent<News>) => {
    if (worker !== mine || data.kind === 'progress' || data.kind === 'ready') return;
    if (data.kind === 'broken') breakOff(data.words);
    else {
      end();
      hear(data, task);
    }
    show();
  };
  mine.onerror = () => {
    if (worker !== mine) return;
    breakOff(SAY.namesHeld);
    show();
  };
  mine.postMessage(task);
}

function hear({ told, verification }: Extract<News, { kind: 'end' }>, task: Task): void {
  const failed = verification.steps.find(({ ok }) => !ok);
  if (verification.verdict !== 'holds' || told === null) {
    const reason = failed ?? verification.reason ?? SAY.namesHeld;
    const compared =
      failed === undefined || (failed.expected === undefined && failed.found === undefined)
        ? ''
        : ` (${failed.expected ?? ''} ≠ ${failed.found ?? ''})`;
    alarm = {
      title: verification.verdict === 'fails' ? SAY.disagrees : SAY.unusable,
      words: { zh: reason.zh + compared, en: reason.en + compared },
    };
    return;
  }
  alarm = null;
  if ('file' in task) {
    const { commitment, manifest, recordHash, reveal } = told;
    number = manifest.drawId;
    known = {
      manifest,
      commitment,
      committedAt: null,
      drawAt: manifest.entropy.notBefore,
      reveal,
      recordHash,
      told,
      stopped: null,
    };
    beats = storyOf(known);
    place = BEGINNING;
    absent = false;
  } else if (known !== null && told.commitment !== known.commitment) {
    // what is proven must be what was announced to this hall
    const words = {
      zh: `公告的承诺码 ${known.commitment} 与证据的承诺码 ${told.commitment} 不同。`,
      en: `The commitment announced here was ${known.commitment}, and that of the evidence is ${told.commitment}.`,
    };
    alarm = { title: SAY.disagrees, words };
  } else learn({ told, reveal: told.reveal, recordHash: told.recordHash });
}

function take(file: File | null | undefined): void {
  if (file == null) return;
  source?.close();
  source = undefined;
  fromFile = true;
  alarm = null;
  known = null;
  beats = [];
  compute({ file });
  show();
}

function show(): void {
  const speaking = view();
  const { say } = { say: (words: Words) => speaking.say(words) };
  document.documentElement.lang = language === 'zh' ? 'zh-CN' : 'en';
  const beat = beats[place.beat];
  byId('house').textContent = `${say(SAY.house)} · ${say(SAY.title)}`;
  byId('title').textContent = known === null ? say(SAY.title) : `${say(SAY.draw)} ${known.manifest.drawId}`;
  const at = beat === undefined ? -1 : MOMENTS.indexOf(beat.moment);
  byId('moments').replaceChildren(
    ...MOMENTS.map((moment, index) => {
      const item = element('li', index < at ? 'past' : '', say(MOMENT_NAMES[moment]));
      if (index === at) item.setAttribute('aria-current', 'step');
      return item;
    }),
  );
  const state = byId('state');
  const gone = !fromFile && !connected && known !== null;
  state.className = gone ? 'state gone' : 'state';
  const line = fromFile ? SAY.fromFile : gone ? SAY.offline : SAY.online;
  const parts = [
    number === '' && !fromFile ? '' : say(line),
    place.paused ? say(SAY.paused) : '',
    computing ? say(SAY.computing) : '',
  ];
  state.textContent = parts.filter((part) => part !== '').join(' · ');
  byId('controls').replaceChildren(
    ...CONTROLS.map(([words, key]) => button(say(key === ' ' && place.paused ? SAY.goOn : words), key)),
  );
  byId('controls').title = say(SAY.keys);

  // what stands already is left alone: only what is new may move
  const key = JSON.stringify([
    language,
    beat,
    known?.told === null,
    known?.recordHash,
    known?.stopped,
    known?.reveal === null,
    alarm,
    absent,
    computing,
  ]);
  if (key === drawn) return;
  drawn = key;
  document.body.dataset.moment = alarm === null ? (beat?.moment ?? 'none') : 'alarm';
  document.body.dataset.shown = String(beat?.shown ?? 0);
  if (alarm !== null) {
    const loud = element(
      'div',
      'alarm',
      element('strong', '', say(alarm.title)),
      say(alarm.words),
      element('p', '', say(SAY.namesHeld)),
    );
    loud.setAttribute('role', 'alert');
    stage.replaceChildren(loud);
  } else if (known === null || beat === undefined) stage.replaceChildren(...opening(say));
  else {
    stage.replaceChildren(...speaking.stage(known, beat));
    byId('live').textContent = speaking.heard(known, beat);
  }
  countdown();
}

/** Where one begins without a draw: a number, or a file. */
function opening(say: (words: Words) => string): HTMLElement[] {
  if (computing) return [element('p', 'lead', say(SAY.computing))];
  const input = document.createElement('input');
  input.type = 'file';
  input.id = 'file';
  input.accept = 'application/json,.json';
  input.addEventListener('change', () => {
    take(input.files?.[0]);
  });
  const label = element('label', '', element('p', '', say(SAY.choose)), input);
  const field = document.createElement('input');
  field.type = 'text';
  field.id = 'number';
  field.maxLength = 64;
  field.setAttribute('aria-label', say(SAY.number));
  const go = element('button', '', say(SAY.go));
  const form = element('form', '', element('p', '', say(SAY.number)), field, ' ', go);
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    const asked = field.value.trim();
    if (asked !== '') location.assign(`/hall/${encodeURIComponent(asked)}`);
  });
  const none = absent && number !== '';
  return [
    element(
      'div',
      'open',
      none ? element('h2', '', `${say(SAY.none)} ${number}`) : undefined,
      none ? element('p', 'lead', say(SAY.noneWhy)) : undefined,
      label,
      form,
    ),
  ];
}

function countdown(): void {
  const face = document.getElementById('countdown');
  if (face === null || known === null) return;
  const left = Math.ceil((Date.parse(known.drawAt) - clock.now()) / 1000);
  const two = (value: number): string => String(value).padStart(2, '0');
  const days = Math.floor(left / 86_400);
  const text =
    left <= 0
      ? known.reveal === null
        ? view().say(SAY.anyMoment)
        : '00:00:00'
      : `${days > 0 ? `${days} + ` : ''}${two(Math.floor((left % 86_400) / 3600))}:${two(Math.floor((left % 3600) / 60))}:${two(left % 60)}`;
  if (face.textContent !== text) face.textContent = text;
  face.className = left <= 0 && known.reveal === null ? 'lead' : 'big';
}

const CONTROLS = [
  [SAY.back, 'ArrowLeft'],
  [SAY.pause, ' '],
  [SAY.on, 'ArrowRight'],
  [SAY.again, 'r'],
  [SAY.full, 'f'],
  [SAY.language, 'l'],
] as const;

function button(name: string, key: string): HTMLElement {
  const made = element('button', '', name) as HTMLButtonElement;
  made.type = 'button';
  made.tabIndex = 0;
  made.dataset.key = key;
  return made;
}

function press(key: string): boolean {
  switch (key) {
    case ' ':
      place = { ...place, paused: !place.paused };
      break;
    case 'ArrowRight':
    case 'PageDown':
      place = leap(place, beats, 1);
      break;
    case 'ArrowLeft':
    case 'PageUp':
      place = leap(place, beats, -1);
      break;
    case 'r':
      place = BEGINNING;
      break;
    case 'l':
      language = language === 'zh' ? 'en' : 'zh';
      localStorage.setItem('hall-language', language);
      break;
    case 'f':
      if (document.fullscreenElement === null) document.documentElement.requestFullscreen().catch(() => undefined);
      else void document.exitFullscreen();
      return true;
    default:
      return false;
  }
  show();
  return true;
}

byId('controls').addEventListener('click', ({ target }) => {
  const key = (target as HTMLElement).dataset.key;
  if (key === undefined) return;
  press(key);
  // the row is made anew; whoever works it by keyboard stays where he was
  byId('controls').querySelector<HTMLElement>(`[data-key="${key}"]`)?.focus();
});
document.addEventListener('keydown', (event) => {
  const on = event.target as HTMLElement;
  if (event.ctrlKey || event.metaKey || event.altKey || on instanceof HTMLInputElement) return;
  if (event.key === ' ' && on instanceof HTMLButtonElement) return;
  if (press(event.key.length === 1 ? event.key.toLowerCase() : event.key)) event.preventDefault();
});
for (const type of ['dragover', 'drop'] as const)
  document.addEventListener(type, (event) => {
    event.preventDefault();
    if (type === 'drop') take(event.dataTransfer?.files[0]);
  });
addEventListener('offline', () => {
  connected = false;
  show();
});

let last = performance.now();
setInterval(() => {
  const now = performance.now();
  const passed = now - last;
  last = now;
  const before = place.beat;
  place = later(place, beats, passed);
  if (place.beat !== before) show();
  countdown();
}, TICK);
show();
void ask();
setTimeout(prepare, 1500);
