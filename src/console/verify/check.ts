import { HELD } from '../../protocol/evidence/closing.js';
import { type Subject } from '../../protocol/evidence/subject.js';
import { subjectRows } from '../../protocol/evidence/subject-rows.js';
import { type Verification, type VerifiedStep } from '../../protocol/evidence/verify.js';
import { type News, type Task } from './messages.js';
import { HOW, OUTCOMES, REASONS, SIGNS, STEPS, VERDICTS, type Words } from './words.js';
import { type Working, type Workings } from './workings.js';

/** Where a check is told, in whichever page: a part for each thing that it has to say. */
export interface Stage {
  readonly work: HTMLElement;
  readonly subject: HTMLElement;
  readonly itself: HTMLElement;
  readonly facts: HTMLElement;
  readonly progress: HTMLProgressElement;
  readonly amount: HTMLElement;
  readonly steps: HTMLElement;
  readonly verdict: HTMLElement;
}

/** How a page speaks: in both languages at once, or in its own. */
export interface Tongue {
  say(element: Element, words: Words): void;
  label(words: Words): string;
}

/** Does one draw at a time again, in a worker, and tells what came of it. */
export class Check {
  private worker: Worker | undefined;

  constructor(
    private readonly stage: Stage,
    private readonly tongue: Tongue,
  ) {}

  /** @param name what it is called until the file has said what it is about */
  begin(task: Task, name: Words): void {
    const { amount, facts, itself, progress, steps, subject, verdict, work } = this.stage;
    this.worker?.terminate();
    work.hidden = false;
    verdict.hidden = true;
    verdict.className = 'verdict';
    steps.replaceChildren();
    itself.hidden = facts.hidden = true;
    facts.replaceChildren();
    this.tongue.say(subject, name);
    this.tongue.say(amount, SIGNS.reading);
    progress.hidden = amount.hidden = false;
    progress.removeAttribute('value');
    const worker = new Worker(new URL('./verify.worker.ts', import.meta.url), { type: 'module' });
    this.worker = worker;
    worker.onmessage = ({ data }: MessageEvent<News>) => {
      this.hear(data);
    };
    worker.onerror = (event) => {
      const words = { zh: REASONS.broken.zh + event.message, en: REASONS.broken.en + event.message };
      this.hear({ kind: 'broken', words });
    };
    worker.postMessage(task);
  }

  private hear(news: News): void {
    const { amount, progress } = this.stage;
    switch (news.kind) {
      case 'progress':
        if (news.total !== null) progress.value = news.total === 0 ? 1 : news.read / news.total;
        amount.textContent = `${sizeOf(news.read)}${news.total === null ? '' : ` / ${sizeOf(news.total)}`}`;
        break;
      case 'step':
        // all of them are told together with what they lead to
        break;
      case 'end':
        this.end(news.verification, news.file.workings);
        break;
      case 'broken':
        amount.hidden = true;
        this.conclude('unusable', news.words);
    }
  }

  private end(
    { kind, outcome, reason, steps: told, subject: about, unchecked, verdict: found }: Verification,
    workings: Workings,
  ): void {
    this.stage.steps.append(...told.map((step) => this.itemOf(step, workings[step.step] ?? [])));
    if (about !== undefined) this.tellSubject(about, found === 'holds');
    if (found !== 'holds' || kind === undefined) {
      this.conclude(found, reason ?? REASONS.fails);
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
    this.conclude(
      found,
      reasons,
      outcome === undefined ? (kind === 'extract' ? VERDICTS.shown : undefined) : OUTCOMES[outcome.kind],
    );
  }

  private tellSubject(about: Subject, holds: boolean): void {
    const { facts, itself, subject } = this.stage;
    const { agency, batch, draw } = about;
    this.tongue.say(subject, {
      zh: `${agency.name} · ${batch.name} · 第 ${batch.occurrence} 次`,
      en: `${SIGNS.draw.en} ${draw}`,
    });
    itself.hidden = holds;
    facts.hidden = false;
    facts.classList.toggle('unproved', !holds);
    for (const { label, value } of subjectRows(about)) facts.append(...this.pairOf(label, value));
  }

  private itemOf(
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
    mark.setAttribute('aria-label', this.tongue.label(sign));
    const title = document.createElement('strong');
    this.tongue.say(title, STEPS[step] ?? { zh: step, en: step });
    const told = document.createElement('p');
    this.tongue.say(
      told,
      scope === undefined ? { zh, en } : { zh: zh + SIGNS.shown.zh, en: `${en} ${SIGNS.shown.en}` },
    );
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
        this.tongue.say(term, name);
        const text = document.createElement('dd');
        text.textContent = value;
        compared.append(term, text);
      }
      body.append(compared);
    }
    body.append(this.howOf(step, computed));
    item.append(mark, body);
    return item;
  }

  /** How the step is checked, and what it computed here. */
  private howOf(step: VerifiedStep['step'], computed: readonly Working[]): HTMLDetailsElement {
    const details = document.createElement('details');
    const summary = document.createElement('summary');
    this.tongue.say(summary, SIGNS.how);
    const rule = document.createElement('p');
    this.tongue.say(rule, HOW[step]);
    const list = document.createElement('dl');
    list.className = 'working';
    for (const { label, value } of computed) list.append(...this.pairOf(label, value));
    details.append(summary, rule, list);
    return details;
  }

  private pairOf(label: Words, value: string | Words): [HTMLElement, HTMLElement] {
    const term = document.createElement('dt');
    this.tongue.say(term, label);
    const told = document.createElement('dd');
    if (typeof value === 'string') told.textContent = value;
    else this.tongue.say(told, value);
    return [term, told];
  }

  private conclude(found: Verification['verdict'], reason: Words, title: Words = VERDICTS[found]): void {
    const { progress, verdict } = this.stage;
    progress.hidden = true;
    verdict.hidden = false;
    verdict.classList.add(found);
    verdict.dataset.verdict = found;
    const big = document.createElement('strong');
    this.tongue.say(big, title);
    const why = document.createElement('span');
    why.className = 'why';
    this.tongue.say(why, reason);
    verdict.replaceChildren(big, why);
    verdict.focus({ preventScroll: true });
    verdict.scrollIntoView({ block: 'nearest' });
    this.worker?.terminate();
    this.worker = undefined;
  }
}

const sizeOf = (bytes: number): string =>
  bytes < 1 << 20 ? `${Math.ceil(bytes / 1024)} KiB` : `${(bytes / (1 << 20)).toFixed(1)} MiB`;
