import { useId, type ReactNode } from 'react';

import { useSpeech, type Bilingual } from '../words/words.js';

/** What a control of a row is told: whose label it is, and whether something is wrong with it. */
export interface OfRow {
  readonly id: string;
  readonly 'aria-invalid': boolean;
  readonly 'aria-describedby'?: string;
}

/** One field of a row of a form, with what the server refused in it. */
export function RowField({
  label,
  faults,
  className = '',
  children,
}: {
  readonly label: string;
  readonly faults: readonly Bilingual[];
  readonly className?: string;
  readonly children: (of: OfRow) => ReactNode;
}): ReactNode {
  const { said } = useSpeech();
  const id = useId();
  const wrong = faults.length > 0;
  return (
    <div className={`row-field ${className}`}>
      <label htmlFor={id}>{label}</label>
      {children({ id, 'aria-invalid': wrong, ...(wrong ? { 'aria-describedby': `${id}-faults` } : {}) })}
      {wrong && (
        <ul id={`${id}-faults`} className="row-faults">
          {faults.map((fault, at) => (
            <li key={at} className="fault">
              {said(fault)}
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
