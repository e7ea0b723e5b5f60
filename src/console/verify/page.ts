import { type VerifiedStep } from '../../protocol/evidence/verify.js';
import { type News, type Task } from './messages.js';
import { PAGE, REASONS, SIGNS, STEPS, VERDICTS, type Words } from './words.js';

const byId = <T extends HTMLElement>(id: string): T => document.getElementById(id) as T;
const work = byId('work');
const drop = byId('drop');
const input = byId<HTMLInputElement>('file');
const subject = byId('subject');
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
byId('python-command').textContent = `curl -O ${location.origin}/verify.py\npython3 verify.py evidence.json`;

let worker: Worker | undefined;

function begin(task: Task, name: Words): void {
  worker?.terminate();
  work.hidden = false;
  verdict.hidden = true;
  verdict.className = 'verdict';
  steps.replaceChildren();
  both(subject, name);
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
      amount.textContent = `${mebibytes(news.read)}${news.total === null ? '' : ` / ${mebibytes(news.total)}`} MiB`;
      break;
    case 'step':
      steps.append(itemOf(news.step));
      break;
    case 'end': {
      const { reason, verdict: found } = news.verification;
      conclude(found, reason ?? (found === 'holds' ? REASONS.holds : REASONS.fails));
      break;
    }
    case 'broken':
      conclude('unusable', news.words);
  }
}

const mebibytes = (bytes: number): string => (bytes / (1 << 20)).toFixed(1);

function itemOf({ checked, en, expected, found, ok, step, zh }: VerifiedStep): HTMLLIElement {
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
  both(told, { zh, en });
  const body = document.createElement('div');
  body.append(title, told);
  if (expected !== undefined || found !== undefined) {
    const compared = document.createElement('dl');
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
  item.append(mark, body);
  return item;
}

function conclude(found: keyof typeof VERDICTS, reason: Words): void {
  progress.hidden = true;
  verdict.hidden = false;
  verdict.classList.add(found);
  verdict.dataset.verdict = found;
  const big = document.createElement('strong');
  both(big, VERDICTS[found]);
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
  if (file != null) begin({ file }, { zh: file.name, en: '' });
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

const asked = new URLSearchParams(location.search).get('draw');
if (asked !== null && asked !== '') begin({ draw: asked }, { zh: `${SIGNS.draw.zh} ${asked}`, en: '' });
