import { type Schemas } from '../../api/client.js';
import { type Values } from '../../record/differences.js';
import { type Field } from '../../record/fields.js';

export type Rectification = Schemas['RectificationDetailResponse'];
export type Step = Rectification['next'][number]['step'];
type Request = Omit<Schemas['RectificationStepRequest'], 'step'>;

const ON: Field = { name: 'on', label: 'rectification.on', kind: 'day', required: true };
const NOTE: Field = { name: 'note', label: 'rectification.note', kind: 'lines', max: 2000 };
const UNTIL: Field = { name: 'deadline', label: 'rectification.until', kind: 'day', required: true };
const ITEMS: Field = { name: 'items', label: 'rectification.items', kind: 'lines', max: 5000, required: true };

/** What an order is to be told. */
export const ORDER: readonly Field[] = [ON, UNTIL, ITEMS, NOTE];

/** What each step has to be told, and may be. @param team id → name of whoever sits in the team */
export function fieldsOf(step: Step, team: Readonly<Record<string, string>>): readonly Field[] {
  switch (step) {
    case 'ask-extension':
      return [
        { ...UNTIL, label: 'rectification.askedFor' },
        { ...NOTE, label: 'rectification.notes.ask-extension', required: true },
      ];
    case 'mend':
      return [ON, { ...NOTE, label: 'rectification.notes.mend', required: true }];
    case 'recheck':
      return [
        ON,
        {
          name: 'passed',
          label: 'rectification.passed',
          kind: 'choice',
          choices: { true: 'rectification.passes.true', false: 'rectification.passes.false' },
          required: true,
        },
        { name: 'present', label: 'rectification.present', kind: 'choices', names: team },
        { ...NOTE, label: 'rectification.notes.recheck', required: true },
      ];
    case 'reorder':
      return [ON, UNTIL, { ...ITEMS, required: false }, NOTE];
    case 'transfer':
      return [
        ON,
        { name: 'body', label: 'rectification.body', kind: 'text', max: 200, required: true },
        { ...NOTE, label: 'rectification.notes.transfer', required: true },
        { name: 'documents', label: 'rectification.documents', kind: 'lines', max: 5000, required: true },
      ];
    case 'receive':
      return [
        ON,
        { name: 'number', label: 'rectification.number', kind: 'text', max: 100, required: true },
        { name: 'receivedBy', label: 'rectification.receivedBy', kind: 'text', max: 100, required: true },
        NOTE,
      ];
    case 'give-back':
      return [ON, { ...NOTE, label: 'rectification.notes.give-back', required: true }];
    case 'ask-closure':
      return [{ ...NOTE, label: 'rectification.notes.ask-closure', required: true }];
    case 'refuse':
      return [{ ...NOTE, label: 'rectification.notes.refuse', required: true }];
    case 'extend':
    case 'end':
    case 'take-back':
    case 'close':
      return [NOTE];
  }
}

const linesOf = (text: string): string[] =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');

/**
 * What was typed as the API takes it: a deadline as a day, things and documents a line each, people by their ids.
 * @param matterId of the finding: what must be mended is of its matter
 */
export function bodyOf(values: Values, matterId: number | null): Request {
  const body: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(values)) {
    if (value === null || value === undefined || value === '') continue;
    switch (name) {
      case 'deadline':
        body.deadline = { dueOn: value };
        break;
      case 'items':
        body.items = linesOf(value as string).map((what) => (matterId === null ? { what } : { what, matterId }));
        break;
      case 'documents':
        body.documents = linesOf(value as string);
        break;
      case 'passed':
        body.passed = value === 'true';
        break;
      case 'present':
        if ((value as string[]).length > 0) body.present = (value as string[]).map(Number);
        break;
      default:
        body[name] = value;
    }
  }
  return body;
}
