import { HELD } from '../../protocol/evidence/closing.js';
import { type Subject } from '../../protocol/evidence/subject.js';
import { subjectRows } from '../../protocol/evidence/subject-rows.js';
import { type Verification, type VerifiedStep } from '../../protocol/evidence/verify.js';
import { type Asked, type News, type Task } from './messages.js';
import { HOW, OUTCOMES, PAGE, REASONS, SIGNS, STEPS, VERDICTS, type Words } from './words.js';
import { type Working, type Workings } from './workings.js';

const byId = <T extends HTMLElement>(id: string): T => document.getElementById(id) as T;
const work = byId('work');
const drop = byId('drop');
const input = byId<HTMLInputElement>('file');
const keyField = byId<HTMLInputElement>('key');
const ask = byId<HTMLFormElement>('ask');
const numberField = byId<HTMLInputElement>('number');
const targetField = byId<HTMLInputElement>('target');
const subject = byId('subject');
const itself = byId('itself');
const facts = byId('facts');
const progress = byId<HTMLProgressElement>('progress');
const amount = byId('amount');
const steps = byId('steps');
const verdict = byId('verdict');

/** Both languages, the second marked as such for those who hear the page. */
function both(element: Element, { zh, en }: Words): void {
  element.replaceChildren(zh, ' ', spanOf(en));
}

function spanOf(en: string): HTMLSpanElement {
  const span = document.createElement('span');
  span.lang = 'en';
  span.textContent = en;
  return span;
}

for (const element of document.querySelectorAll('[data-words]')) {
  both(element, PAGE[element.getAttribute('data-words') as keyof typeof PAGE]);
}
byId('python-command').textContent =
  `curl -O ${location.origin}/verify.py\nsha256sum verify.py\npython3 verify.py evidence.json`;

const KEY = '#key=';

let worker: Worker | undefined;
/** What is checked again when another key is given. */
let last: { readonly asked: Asked; readonly name: Words } | undefined;

function begin(): void {
  if (last === undefined) return;
  const task: Task = { ...last.asked, key: keyField.value.trim() };
  worker?.terminate();
  work.hidden = false;
  verdict.hidden = true;
  verdict.className = 'verdict';
  steps.replaceChildren();
  itself.hidden = facts.hidden = true;
  facts.replaceChildren();
  both(subject, last.name);
  both(amount, SIGNS.reading);
  progress.hidden = amount.hidden = false;
  progress.removeAttribute('value');
  worker = new Worker(new URL('./verify.worker.ts', import.meta.url), { type: 'module' });
  worker.onmessage = ({ data }: MessageEvent<News>) => {
    hear(data);
  };
  worker.onerror = (event) => {
    hear({ kind: 'broken', words: { zh: REASONS.broken.zh + event.message, en: REASONS.broken.en + event.message } });
  };
  worker.postMessage(task);
}

function hear(news: News): void {
  switch (news.kind) {
    case 'progress':
      if (news.total !== null) progress.value = news.total === 0 ? 1 : news.read / news.total;
      amount.textContent = `${sizeOf(news.read)}${news.total === null ? '' : ` / ${sizeOf(news.total)}`}`;
      break;
    case 'step':
      // all of them are told together with what they lead to
      break;
    case 'end':
      end(news.verification, news.file.workings);
      break;
    case 'broken':
      amount.hidden = true;
      conclude('unusable', news.words);
  }
}

function end(
  { kind, outcome, reason, steps: told, subject: about, unchecked, verdict: found }: Verification,
  workings: Workings,
): void {
  steps.append(...told.map((step) => itemOf(step, workings[step.step] ?? [])));
  if (about !== undefined) tellSubject(about, found === 'holds');
  if (found !== 'holds' || kind === undefined) {
    conclude(found, reason ?? REASONS.fails);
    return;
  }
  // of a target proof the last step says what became of the target
  const sentences = [
    kind === 'target-proof' ? told.find(({ step }) => step === 'result') : undefined,
    HELD[kind],
    unchecked,
  ];
  const said = sentences.filter((one) => one !== undefined);
  const reasons = { zh: said.map(({ zh }) => zh).join(''), en: said.map(({ en }) => en).join(' ') };
  conclude(
    found,
    reasons,
    outcome === undefined ? (kind === 'extract' ? VERDICTS.shown : undefined) : OUTCOMES[outcome.kind],
  );
}

function tellSubject(about: Subject, holds: boolean): void {
  const { agency, batch, draw } = about;
  both(subject, {
    zh: `${agency.name} · ${batch.name} · 第 ${batch.occurrence} 次`,
    en: `${SIGNS.draw.en} ${draw}`,
  });
  itself.hidden = holds;
  facts.hidden = false;
  facts.classList.toggle('unproved', !holds);
  for (const { label, value } of subjectRows(about)) facts.append(...pairOf(label, value));
}

const sizeOf = (bytes: number): string =>
  bytes < 1 << 20 ? `${Math.ceil(bytes / 1024)} KiB` : `${(bytes / (1 << 20)).toFixed(1)} MiB`;

function itemOf(
  { checked, en, expected, found, ok, scope, step, zh }: VerifiedStep,
  computed: readonly Working[],
): HTMLLIElement {
  const item = document.createElement('li');
  item.className = ok ? 'holds' : 'fails';
  const mark = document.createElement('span');
  mark.className = 'mark';
  mark.textContent = !ok ? '✗' : checked === false ? '–' : '✓';
  mark.setAttribute('role', 'img');
  const sign = !ok ? SIGNS.failed : checked === false ? SIGNS.unchecked : SIGNS.passed;
  mark.setAttribute('aria-label', sign.zh);
  const title = document.createElement('strong');
  both(title, STEPS[step] ?? { zh: step, en: step });
  const told = document.createElement('p');
  both(told, scope === undefined ? { zh, en } : { zh: zh + SIGNS.shown.zh, en: `${en} ${SIGNS.shown.en}` });
  const body = document.createElement('div');
  body.append(title, told);
  if (expected !== undefined || found !== undefined) {
    const compared = document.createElement('dl');
    compared.className = 'compared';
    for (const [name, value] of [
      [SIGNS.expected, expected],
      [SIGNS.found, found],
    ] as const) {
      if (value === undefined) continue;
      const term = document.createElement('dt');
      both(term, name);
      const text = document.createElement('dd');
      text.textContent = value;
      compared.append(term, text);
    }
    body.append(compared);
  }
  body.append(howOf(step, computed));
  item.append(mark, body);
  return item;
}

/** How the step is checked, and what it computed here. */
function howOf(step: VerifiedStep['step'], computed: readonly Working[]): HTMLDetailsElement {
  const details = document.createElement('details');
  const summary = document.createElement('summary');
  both(summary, SIGNS.how);
  const rule = document.createElement('p');
  both(rule, HOW[step]);
  const list = document.createElement('dl');
  list.className = 'working';
  for (const { label, value } of computed) list.append(...pairOf(label, value));
  details.append(summary, rule, list);
  return details;
}

function pairOf(label: Words, value: string | Words): [HTMLElement, HTMLElement] {
  const term = document.createElement('dt');
  both(term, label);
  const told = document.createElement('dd');
  if (typeof value === 'string') told.textContent = value;
  else both(told, value);
  return [term, told];
}

function conclude(found: Verification['verdict'], reason: Words, title: Words = VERDICTS[found]): void {
  progress.hidden = true;
  verdict.hidden = false;
  verdict.classList.add(found);
  verdict.dataset.verdict = found;
  const big = document.createElement('strong');
  both(big, title);
  const why = document.createElement('span');
  why.className = 'why';
  both(why, reason);
  verdict.replaceChildren(big, why);
  verdict.focus({ preventScroll: true });
  verdict.scrollIntoView({ block: 'nearest' });
  worker?.terminate();
  worker = undefined;
}

function take(file: File | null | undefined): void {
  if (file == null) return;
  last = { asked: { file }, name: SIGNS.chosen };
  // what was asked for before is not what is told now
  numberField.value = targetField.value = '';
  history.replaceState(null, '', location.pathname + location.hash);
  begin();
}

input.addEventListener('change', () => {
  take(input.files?.[0]);
  // the same file, changed meanwhile, can be chosen again
  input.value = '';
});
for (const type of ['dragover', 'drop'] as const) {
  // also beside the field: a browser would leave the page for the file
  document.addEventListener(type, (event) => {
    event.preventDefault();
    drop.classList.toggle('over', type === 'dragover');
    if (type === 'drop') take(event.dataTransfer?.files[0]);
  });
}
document.addEventListener('dragleave', () => {
  drop.classList.remove('over');
});

/** In the link it stands behind the `#`, which no browser sends to a server; a plus sign is one there. */
function keyOfLink(): string {
  const { hash } = location;
  if (!hash.startsWith(KEY)) return '';
  try {
    return decodeURIComponent(hash.slice(KEY.length));
  } catch {
    return hash.slice(KEY.length);
  }
}

keyField.addEventListener('change', () => {
  const key = keyField.value.trim();
  history.replaceState(
    null,
    '',
    location.pathname + location.search + (key === '' ? '' : KEY + encodeURIComponent(key)),
  );
  begin();
});
addEventListener('hashchange', () => {
  keyField.value = keyOfLink();
  begin();
});
keyField.value = keyOfLink();

function askFor(draw: string, target: string): void {
  if (draw === '') return;
  const of = target === '' ? '' : ` · ${target}`;
  last = {
    asked: { draw, target: target === '' ? undefined : target },
    name: { zh: `${SIGNS.draw.zh} ${draw}${of}`, en: '' },
  };
  begin();
}

ask.addEventListener('submit', (event) => {
  event.preventDefault();
  const [draw, target] = [numberField.value.trim(), targetField.value.trim()];
  const asked = new URLSearchParams(target === '' ? { draw } : { draw, target });
  // the address can be passed on, and comes to the same
  history.replaceState(null, '', `${location.pathname}?${asked.toString()}${location.hash}`);
  askFor(draw, target);
});

const asked = new URLSearchParams(location.search);
numberField.value = asked.get('draw') ?? '';
targetField.value = asked.get('target') ?? '';
askFor(numberField.value.trim(), targetField.value.trim());
