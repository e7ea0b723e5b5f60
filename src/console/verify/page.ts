import { Check } from './check.js';
import { type Asked } from './messages.js';
import { PAGE, SIGNS, type Words } from './words.js';

const byId = <T extends HTMLElement>(id: string): T => document.getElementById(id) as T;
const drop = byId('drop');
const input = byId<HTMLInputElement>('file');
const keyField = byId<HTMLInputElement>('key');
const ask = byId<HTMLFormElement>('ask');
const numberField = byId<HTMLInputElement>('number');
const targetField = byId<HTMLInputElement>('target');
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

const check = new Check(
  {
    work: byId('work'),
    subject: byId('subject'),
    itself: byId('itself'),
    facts: byId('facts'),
    progress: byId<HTMLProgressElement>('progress'),
    amount: byId('amount'),
    steps: byId('steps'),
    verdict: byId('verdict'),
  },
  { say: both, label: ({ zh }) => zh },
);

const KEY = '#key=';

/** What is checked again when another key is given. */
let last: { readonly asked: Asked; readonly name: Words } | undefined;

function begin(): void {
  if (last === undefined) return;
  check.begin({ ...last.asked, key: keyField.value.trim() }, last.name);
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
