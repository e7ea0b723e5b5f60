import './check.css';

import { Check } from '../verify/check.js';
import { type Asked } from '../verify/messages.js';
import { PAGE, SIGNS, type Words } from '../verify/words.js';

/* The draw is done again in the page that shows it, by the code of the page that does nothing else (../verify). */

const english = document.documentElement.lang === 'en';
const inOwn = ({ en, zh }: Words): string => (english ? en : zh);

let running: Check | undefined;

export function check(place: HTMLElement, asked: Asked): void {
  running ??= new Check(stageIn(place), {
    say: (element, words) => {
      element.textContent = inOwn(words);
    },
    label: inOwn,
  });
  const draw = 'draw' in asked ? asked.draw : '';
  running.begin(
    { ...asked, key: '' },
    draw === '' ? SIGNS.chosen : { zh: `${SIGNS.draw.zh} ${draw}`, en: `${SIGNS.draw.en} ${draw}` },
  );
}

function stageIn(place: HTMLElement): ConstructorParameters<typeof Check>[0] {
  const part = <K extends keyof HTMLElementTagNameMap>(tag: K, name: string): HTMLElementTagNameMap[K] => {
    const made = document.createElement(tag);
    made.id = name;
    made.className = name;
    return made;
  };
  const stage = {
    work: place,
    subject: part('h3', 'subject'),
    progress: part('progress', 'progress'),
    amount: part('p', 'amount'),
    verdict: part('p', 'verdict'),
    itself: part('p', 'itself'),
    facts: part('dl', 'facts'),
    steps: part('ol', 'steps'),
  };
  stage.verdict.tabIndex = -1;
  stage.progress.setAttribute('aria-labelledby', stage.subject.id);
  stage.itself.textContent = inOwn(PAGE.itself);
  const { work: _, ...parts } = stage;
  place.replaceChildren(...Object.values(parts));
  return stage;
}
