import { type Words } from '../../protocol/errors.js';
import { MOMENTS } from './story.js';
import { Telling } from './telling.js';
import { element, type Language, View } from './view.js';
import { MOMENT_NAMES, SAY } from './words.js';

const byId = (id: string): HTMLElement => document.getElementById(id)!;
const stage = byId('stage');
const sheet = element('div', 'sheet');
stage.replaceChildren(sheet);
const TICK = 250;

let language: Language = localStorage.getItem('hall-language') === 'en' ? 'en' : 'zh';
let drawn = '';
const asked = decodeURIComponent(location.pathname.replace(/^\/hall\/?/, '').split('/')[0] ?? '');
const telling = new Telling(asked, show);

const view = (): View =>
  new View(
    language,
    telling.number === '' || !location.protocol.startsWith('http')
      ? ''
      : `${location.origin}/hall/${encodeURIComponent(telling.number)}`,
    telling.clock.now(),
  );

function show(): void {
  const { absent, alarm, beat, computing, connected, fromFile, known, number, place } = telling;
  const speaking = view();
  const say = (words: Words): string => speaking.say(words);
  document.documentElement.lang = language === 'zh' ? 'zh-CN' : 'en';
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
    sheet.replaceChildren(loud);
  } else if (known === null || beat === undefined) sheet.replaceChildren(...opening(say));
  else {
    sheet.replaceChildren(...speaking.stage(known, beat));
    byId('live').textContent = speaking.heard(known, beat);
  }
  fit();
  countdown();
}

/**
 * On a projector nobody scrolls: what is larger than the stage is shown smaller, down to the half. A phone scrolls.
 */
function fit(): void {
  for (const share of [1, 0.9, 0.8, 0.7, 0.6, 0.5]) {
    sheet.style.transform = share === 1 ? '' : `scale(${share})`;
    sheet.style.inlineSize = share === 1 ? '' : `${100 / share}%`;
    sheet.style.blockSize = '';
    const tall = sheet.offsetHeight * share;
    // the place that it takes does not shrink with it
    if (share !== 1) sheet.style.blockSize = `${tall}px`;
    if (stage.clientHeight === stage.scrollHeight || getComputedStyle(stage).overflowY === 'visible') return;
  }
}

/** Where one begins without a draw: a number, or a file. */
function opening(say: (words: Words) => string): HTMLElement[] {
  const { absent, computing, number } = telling;
  if (computing) return [element('p', 'lead', say(SAY.computing))];
  const input = document.createElement('input');
  input.type = 'file';
  input.id = 'file';
  input.accept = 'application/json,.json';
  input.addEventListener('change', () => {
    telling.take(input.files?.[0]);
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
    const wanted = field.value.trim();
    if (wanted !== '') location.assign(`/hall/${encodeURIComponent(wanted)}`);
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
  const { clock, known } = telling;
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
  [SAY.whole, 'End'],
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
      telling.pause();
      break;
    case 'ArrowRight':
    case 'PageDown':
      telling.turn(1);
      break;
    case 'ArrowLeft':
    case 'PageUp':
      telling.turn(-1);
      break;
    case 'End':
      telling.whole();
      break;
    case 'r':
      telling.again();
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
    if (type === 'drop') telling.take(event.dataTransfer?.files[0]);
  });
addEventListener('offline', () => {
  telling.offline();
});
addEventListener('resize', fit);

let last = performance.now();
setInterval(() => {
  const now = performance.now();
  const passed = now - last;
  last = now;
  if (telling.pass(passed)) show();
  countdown();
}, TICK);
show();
void telling.ask();
setTimeout(() => {
  telling.prepare();
}, 1500);
