import './public.css';

import { countdown, type CountdownWords } from './countdown.js';

/*
 * What a script adds to pages that stand without it: moments that count down, forms that send no empty fields, a page that
 * renews itself while a draw goes on, and the check of a draw in the page itself, which is fetched when it is asked for.
 */

/** Milliseconds. */
const TICK = 1000;
/** So long before its moment a draw is watched. */
const WATCH = 15 * 60_000;

for (const form of document.querySelectorAll<HTMLFormElement>('form[method=get]')) {
  form.addEventListener('submit', () => {
    const empty = [...form.querySelectorAll<HTMLInputElement | HTMLSelectElement>('[name]')].filter(
      ({ value }) => value === '',
    );
    for (const field of empty) field.disabled = true;
    // whoever comes back finds them as they were
    setTimeout(() => {
      for (const field of empty) field.disabled = false;
    }, 0);
  });
}

const words = document.getElementById('countdown-words')?.dataset.words;
const waiting = [...document.querySelectorAll<HTMLElement>('[data-left]')];
if (words !== undefined && waiting.length > 0) {
  const said = JSON.parse(words) as CountdownWords;
  const tell = (): void => {
    for (const place of waiting) {
      const told = countdown(Date.parse(place.dataset.left ?? '') - Date.now(), said);
      if (place.textContent !== told) place.textContent = told;
    }
  };
  tell();
  setInterval(tell, TICK);
}

const moments = document.querySelector<HTMLElement>('.moments[data-draw]');
if (moments !== null) {
  const { at = '', draw = '', phase = '' } = moments.dataset;
  setTimeout(
    () => {
      watch(draw, phase);
    },
    Math.min(2 ** 31 - 1, Math.max(0, Date.parse(at) - Date.now() - WATCH)),
  );
}

/** Every fact comes once. What the page shows already is no news. */
function watch(draw: string, phase: string): void {
  const known = phase === 'committed' ? [] : ['seeded'];
  const source = new EventSource(`/api/v1/public/draws/${encodeURIComponent(draw)}/events`);
  for (const name of ['seeded', 'published', 'ended', 'voided']) {
    source.addEventListener(name, () => {
      if (known.includes(name)) return;
      source.close();
      location.reload();
    });
  }
}

const checked = document.getElementById('checked');
const checks = document.querySelectorAll<HTMLFormElement>('form[data-check]');
if (checked !== null && checks.length > 0) {
  const load = async (): Promise<typeof import('./check.js')> => import('./check.js');
  for (const form of checks) {
    form.addEventListener('submit', (event) => {
      event.preventDefault();
      const data = new FormData(form);
      const of = (name: string): string => {
        const said = data.get(name);
        return typeof said === 'string' ? said.trim() : '';
      };
      void load().then(({ check }) => {
        check(checked, { draw: of('draw'), target: of('target') === '' ? undefined : of('target') });
      });
    });
  }
  for (const place of document.querySelectorAll<HTMLElement>('[data-drop]')) {
    const label = document.createElement('label');
    label.className = 'drop';
    label.textContent = place.dataset.drop ?? '';
    const input = document.createElement('input');
    input.type = 'file';
    input.accept = 'application/json,.json';
    label.append(input);
    place.replaceChildren(label);
    const take = (file: File | null | undefined): void => {
      if (file != null) void load().then(({ check }) => check(checked, { file }));
    };
    input.addEventListener('change', () => {
      take(input.files?.[0]);
      // the same file, changed meanwhile, can be chosen again
      input.value = '';
    });
    for (const type of ['dragover', 'drop'] as const) {
      // also beside the field: a browser would leave the page for the file
      document.addEventListener(type, (event) => {
        event.preventDefault();
        label.classList.toggle('over', type === 'dragover');
        if (type === 'drop') take(event.dataTransfer?.files[0]);
      });
    }
  }
}
