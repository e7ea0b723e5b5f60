import { type ReactNode } from 'react';

import { type Values } from '../../record/differences.js';
import { useAgencies } from '../../registry/agencies.js';
import { history as known } from '../../words/zh-CN/history.js';
import { useSpeech, type Key, type Speech } from '../../words/words.js';
import { PHASES } from '../draws/phases.js';
import { STATES } from '../inspections/steps.js';
import { changedFields } from './changed-fields.js';

type FieldName = keyof typeof known.recordFields;

/** More of a text than this is opened by whoever wants it. */
const LONG = 120;
/** Fields of one change that are shown at once. */
const SHOWN = 6;

const fieldOf = (name: string, { t }: Speech): string =>
  name in known.recordFields ? t(`recordFields.${name as FieldName}`) : name;

const ROLES = {
  admin: 'roles.admin',
  planner: 'roles.planner',
  inspector: 'roles.inspector',
  auditor: 'roles.auditor',
} as const satisfies Record<string, Key>;

/** Values that have words, by the field that they stand in. */
const WORDS: Readonly<Record<string, Readonly<Record<string, Key>>>> = {
  phase: PHASES,
  role: ROLES,
};

/** A value as people read it. */
function valueOf(
  name: string,
  value: unknown,
  subject: string,
  speech: Speech,
  agency: (id: number) => string,
): string {
  const { t, moment } = speech;
  if (value === null || value === undefined || value === '') return t('common.none');
  if (typeof value === 'boolean') return t(value ? 'common.yes' : 'common.no');
  if (typeof value === 'number') return name === 'agencyId' || name === 'parentId' ? agency(value) : String(value);
  if (typeof value === 'string') {
    const words: Readonly<Record<string, Key>> | undefined =
      name === 'state' && subject === 'inspection' ? STATES : WORDS[name];
    const word = words?.[value];
    if (word !== undefined) return t(word);
    return /^\d{4}-\d{2}-\d{2}T[\d:.]+Z$/.test(value) ? moment(value) : value;
  }
  if (Array.isArray(value) && value.every((one) => typeof one !== 'object' || one === null))
    return value.map(String).join(t('common.comma'));
  return JSON.stringify(value);
}

function Value({ text }: { readonly text: string }): ReactNode {
  const { t } = useSpeech();
  if (text.length <= LONG) return text;
  return (
    <details className="history-long">
      <summary>
        {text.slice(0, 60)}… <span className="quiet">{t('trail.whole')}</span>
      </summary>
      {text}
    </details>
  );
}

/** From which value to which, field by field. */
export function Changed({
  subject,
  before,
  after,
}: {
  readonly subject: string;
  readonly before: Values | null;
  readonly after: Values | null;
}): ReactNode {
  const speech = useSpeech();
  const { t } = speech;
  const { nameOf } = useAgencies();
  const fields = changedFields(before, after);
  if (fields.length === 0) return <span className="quiet">{t('trail.nothing')}</span>;
  const list = (some: typeof fields): ReactNode => (
    <ul className="history-fields">
      {some.map((field) => (
        <li key={field.name}>
          <span className="quiet">{fieldOf(field.name, speech)}</span>{' '}
          {field.told && (
            <>
              <del>
                <Value text={valueOf(field.name, field.before, subject, speech, nameOf)} />
              </del>{' '}
              <span aria-hidden="true">→</span>{' '}
            </>
          )}
          <Value text={valueOf(field.name, field.after, subject, speech, nameOf)} />
        </li>
      ))}
    </ul>
  );
  return (
    <div>
      {list(fields.slice(0, SHOWN))}
      {fields.length > SHOWN && (
        <details>
          <summary>{t('trail.more', { n: fields.length - SHOWN })}</summary>
          {list(fields.slice(SHOWN))}
        </details>
      )}
    </div>
  );
}
