import { type Language } from '../../platform/text.js';
import { type Facts } from './blocks.js';
import { type TemplateKind } from './document-kinds.js';
import { namesOf } from './vocabulary.js';

/** What a template makes of nothing in particular: every name shows what it stands for, every list has two items. */
export function sampleFacts(language: Language, kind: TemplateKind = 'notice'): Facts {
  const { lists, values } = namesOf(kind);
  const shown = (about: Readonly<Record<Language, string>>): string => `〔${about[language]}〕`;
  return {
    values: Object.fromEntries(Object.entries(values).map(([name, about]) => [name, shown(about)])),
    lists: Object.fromEntries(
      Object.entries(lists).map(([list, { fields }]) => [
        list,
        [1, 2].map((number) => ({
          ...Object.fromEntries(Object.entries(fields).map(([field, about]) => [field, shown(about)])),
          number: String(number),
        })),
      ]),
    ),
    strokes: { signatures: [SAMPLE_NAME, SAMPLE_NAME] },
  };
}

const SAMPLE_NAME = [
  [0, 300, 400, 60, 700, 340, 1000, 80],
  [1100, 200, 1500, 200],
];
