import { type ReactNode } from 'react';

export interface Option {
  readonly value: string;
  readonly label: string;
}

/**
 * One of a few, by the browser's own control: phones and screen readers know what to do with it. Within a form it takes the
 * id, value and onChange that the form hands over.
 */
export function Choice({
  id,
  label,
  value,
  onChange,
  options,
  empty,
  disabled = false,
  className = '',
}: {
  readonly id?: string | undefined;
  /** Said where no label stands beside it. */
  readonly label?: string;
  readonly value?: string | null;
  readonly onChange?: (value: string | null) => void;
  readonly options: readonly Option[];
  /** What stands for none; without it one has to be chosen. */
  readonly empty?: string;
  readonly disabled?: boolean;
  readonly className?: string;
}): ReactNode {
  return (
    <select
      id={id}
      aria-label={label}
      className={`plain-select ${value == null || value === '' ? 'plain-select-empty' : ''} ${className}`}
      value={value ?? ''}
      disabled={disabled}
      onChange={({ target }) => onChange?.(target.value === '' ? null : target.value)}
    >
      {(empty !== undefined || value == null || value === '') && <option value="">{empty ?? ''}</option>}
      {options.map((option) => (
        <option key={option.value} value={option.value}>
          {option.label}
        </option>
      ))}
    </select>
  );
}
