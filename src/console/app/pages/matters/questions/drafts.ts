import { type components } from '../../../api/schema.js';

export type Question = components['schemas']['QuestionResponse'];
type Request = components['schemas']['QuestionRequest'];
export type Kind = Request['kind'];

/*
 * 检查要点: a list of questions while it is written. What a question or an option goes by stays the same as long as it asks
 * the same; nobody has to make one up.
 */

export interface OptionDraft {
  /** Null of one that was not saved yet. */
  readonly code: string | null;
  readonly text: string;
}

/** What its kind does not use stays, for whoever chooses another kind and comes back. */
export interface Draft {
  /** In the form. */
  readonly id: number;
  /** Null of one that was not saved yet. */
  readonly key: string | null;
  readonly text: string;
  readonly kind: Kind;
  readonly required: boolean;
  readonly options: readonly OptionDraft[];
  readonly unit: string;
  readonly noSuggests: string | null;
}

export const toDrafts = (questions: readonly Question[]): Draft[] =>
  questions.map(({ key, kind, noSuggests, options, required, text, unit }, id) => ({
    ...{ id, key, text, kind, required, noSuggests },
    options: options.map((option) => ({ code: option.code, text: option.text })),
    unit: unit ?? '',
  }));

const nextId = (drafts: readonly Draft[]): number => drafts.reduce((most, { id }) => Math.max(most, id + 1), 0);

/** One more, at the end. */
export const withOneMore = (drafts: readonly Draft[]): Draft[] => [
  ...drafts,
  {
    ...{ id: nextId(drafts), key: null, text: '', kind: 'yes-no', required: true },
    ...{ options: [], unit: '', noSuggests: null },
  },
];

/** One place up (-1) or down (1); at the end of the list it stays. */
export function moved(drafts: readonly Draft[], id: number, by: -1 | 1): Draft[] {
  const at = drafts.findIndex((one) => one.id === id);
  const other = drafts[at + by];
  const one = drafts[at];
  if (one === undefined || other === undefined) return [...drafts];
  return drafts.map((draft) => (draft === one ? other : draft === other ? one : draft));
}

/** What has no code of its own gets the next of these: o1, o2 … */
function coded(options: readonly OptionDraft[]): { code: string; text: string }[] {
  let last = options.reduce((most, { code }) => Math.max(most, Number(/^o(\d{1,6})$/.exec(code ?? '')?.[1] ?? '0')), 0);
  return options.map(({ code, text }) => ({ code: code ?? `o${++last}`, text: text.trim() }));
}

/**
 * As the API takes them.
 * @param version that they will have: a new question's key is of it, and so was never another question's
 */
export function toRequest(drafts: readonly Draft[], version: number): Request[] {
  const taken = new Set(drafts.map(({ key }) => key));
  let next = 0;
  const newKey = (): string => {
    for (;;) {
      const key = `q${version}-${++next}`;
      if (!taken.has(key)) return key;
    }
  };
  return drafts.map(({ key, kind, noSuggests, options, required, text, unit }) => ({
    key: key ?? newKey(),
    text: text.trim(),
    kind,
    required,
    options: kind === 'choice' ? coded(options) : [],
    unit: kind === 'number' && unit.trim() !== '' ? unit.trim() : null,
    noSuggests: kind === 'yes-no' ? noSuggests : null,
  }));
}

/** As they would come back from the API. */
export const toQuestions = (drafts: readonly Draft[], version: number): Question[] =>
  toRequest(drafts, version).map(({ key, kind, noSuggests, options, required, text, unit }) => ({
    ...{ key, text, kind, required: required === true },
    options: options ?? [],
    unit: unit ?? null,
    noSuggests: noSuggests ?? null,
  }));
