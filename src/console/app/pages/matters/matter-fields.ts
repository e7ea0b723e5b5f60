import { type Field } from '../../record/fields.js';
import { type Key } from '../../words/words.js';

export const IMPORTANCES = { general: 'importances.general', key: 'importances.key' } as const satisfies Record<
  string,
  Key
>;
const METHODS = {
  'on-site': 'methods.on-site',
  paper: 'methods.paper',
  online: 'methods.online',
  testing: 'methods.testing',
} as const satisfies Record<string, Key>;

/** What a matter says of itself. */
export const MATTER_FIELDS: readonly Field[] = [
  { name: 'number', label: 'matters.number', kind: 'text', max: 64 },
  { name: 'category', label: 'matters.category', kind: 'text' },
  { name: 'name', label: 'matters.name', kind: 'lines', required: true },
  { name: 'content', label: 'matters.content', kind: 'lines', max: 16_000 },
  { name: 'targetKind', label: 'matters.targetKind', kind: 'lines' },
  { name: 'importance', label: 'matters.importance', kind: 'choice', choices: IMPORTANCES },
  { name: 'methods', label: 'matters.methods', kind: 'choices', choices: METHODS },
  { name: 'level', label: 'matters.level', kind: 'lines', max: 1000 },
  { name: 'legalBasis', label: 'matters.legalBasis', kind: 'lines', max: 16_000, help: 'matters.legalBasisHelp' },
  { name: 'rate', label: 'matters.rate', kind: 'rate', help: 'matters.rateHelp' },
  { name: 'frequency', label: 'matters.frequency', kind: 'text', max: 200 },
  { name: 'windowFrom', label: 'matters.windowFrom', kind: 'month-day', help: 'matters.windowHelp' },
  { name: 'windowUntil', label: 'matters.windowUntil', kind: 'month-day' },
  { name: 'qualifications', label: 'matters.qualifications', kind: 'words', help: 'matters.qualificationsHelp' },
];
