import { type ReactNode } from 'react';

import { shown, type Field } from '../../record/fields.js';
import { useAgencies } from '../../registry/agencies.js';
import { useSpeech } from '../../words/words.js';
import { MATTER_FIELDS } from '../matters/matter-fields.js';
import { type Publication } from '../matters/publication.js';

/** In the order of the list; what nobody types in the console is published as well. */
const FIELDS: readonly Field[] = [
  { name: 'code', label: 'matters.code', kind: 'text' },
  ...MATTER_FIELDS,
  { name: 'methodText', label: 'checklist.methodText', kind: 'lines' },
];

/** What the public reads of a matter, and what it would read: nothing where the two are the same. */
export default function Differences({ publication }: { readonly publication: Publication }): ReactNode {
  const speech = useSpeech();
  const { t } = speech;
  const agencies = useAgencies();
  const { agencyId, differing, now, published } = publication;
  if (published === null || differing.length === 0) return null;
  const show = (field: Field, from: Publication['now']): ReactNode =>
    shown(field, from[field.name as keyof Publication['now']], speech, agencies.nameOf);
  return (
    <dl className="facts">
      {differing.includes('agency') && (
        <div className="contents">
          <dt>{t('common.agency')}</dt>
          <dd>
            <del>{published.agencyName}</del> <span aria-hidden="true">→</span> {agencies.nameOf(agencyId)}
          </dd>
        </div>
      )}
      {FIELDS.filter(({ name }) => differing.includes(name)).map((field) => (
        <div key={field.name} className="contents">
          <dt>{t(field.label)}</dt>
          <dd>
            <del>
              <span className="sr">{t('checklist.was')} </span>
              {show(field, published.matter)}
            </del>{' '}
            <span aria-hidden="true">→</span> <span className="sr">{t('checklist.willBe')} </span>
            {show(field, now)}
          </dd>
        </div>
      ))}
    </dl>
  );
}
