import { useQueries, useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState, type ReactNode } from 'react';

import { ask } from '../../../api/client.js';
import { useSpeech } from '../../../words/words.js';
import { type Wired } from './faults.js';
import '../../../words/planning-words.js';

const SIGNS = /[、，,；;\n]+/;

/** Several words in one line, with a comma of either script between them. */
export function WordsInput({
  wired,
  label,
  value,
  onChange,
}: {
  readonly wired?: Wired;
  readonly label?: string;
  readonly value: readonly string[];
  readonly onChange: (words: string[]) => void;
}): ReactNode {
  const { t } = useSpeech();
  const split = (text: string): string[] => [
    ...new Set(
      text
        .split(SIGNS)
        .map((word) => word.trim())
        .filter((word) => word !== ''),
    ),
  ];
  const joined = value.join(t('common.comma'));
  const [text, setText] = useState(joined);
  // somebody else's words have come under it
  const [seen, setSeen] = useState(joined);
  if (seen !== joined) {
    setSeen(joined);
    if (split(text).join(t('common.comma')) !== joined) setText(joined);
  }
  return (
    <input
      {...wired}
      aria-label={label}
      className="plain-input"
      value={text}
      maxLength={4000}
      onChange={({ target }) => {
        setText(target.value);
        onChange(split(target.value));
      }}
    />
  );
}

export function NumberInput({
  wired,
  label,
  value,
  onChange,
  unit,
}: {
  readonly wired?: Wired;
  readonly label?: string;
  readonly value: string;
  readonly onChange: (text: string) => void;
  readonly unit?: string;
}): ReactNode {
  return (
    <span className="with-unit">
      <input
        {...wired}
        aria-label={label}
        className="plain-input short"
        inputMode="numeric"
        value={value}
        maxLength={9}
        onChange={({ target }) => onChange(target.value)}
      />
      {unit !== undefined && <span className="quiet">{unit}</span>}
    </span>
  );
}

interface Listed {
  readonly id: number;
  readonly name: string;
}

/** Some of a long list, found by their names. What was chosen stays in sight. */
export function PickMany<Row extends Listed>({
  wired,
  api,
  agencyId,
  value,
  onChange,
  about,
  search,
  none,
}: {
  readonly wired: Wired;
  /** The list in the API. */
  readonly api: string;
  /** Whose list is shown while nothing is searched for. */
  readonly agencyId: number;
  readonly value: readonly number[];
  readonly onChange: (ids: number[]) => void;
  readonly about: (row: Row) => ReactNode;
  readonly search: string;
  readonly none: string;
}): ReactNode {
  const { t } = useSpeech();
  const [typed, setTyped] = useState('');
  const [all, setAll] = useState(false);
  const query = typed.trim() === '' ? { agencyId } : { search: typed.trim() };
  const list = useQuery({
    queryKey: [api, 'pick', query],
    queryFn: ({ signal }) =>
      ask<{ items: Row[]; total: number }>('GET', api, { query: { ...query, pageSize: 100, sort: 'code' }, signal }),
    placeholderData: (before) => before,
  });
  const found = list.data?.items ?? [];
  const unseen = value.filter((id) => !found.some((row) => row.id === id));
  // what was chosen and is not in the list that is shown, by its own address
  const others = useQueries({
    queries: unseen.map((id) => ({
      queryKey: [api, 'one', id],
      queryFn: ({ signal }: { signal: AbortSignal }) => ask<Row>('GET', `${api}/${id}`, { signal }),
      retry: false,
    })),
  }).flatMap(({ data }) => data ?? []);
  const chosen = new Set(value);
  const toggle = (id: number): void =>
    onChange(chosen.has(id) ? value.filter((one) => one !== id) : [...value, id].sort((a, b) => a - b));
  const rows = [...others, ...found];
  const shown = all || typed !== '' ? rows : rows.slice(0, Math.max(12, others.length));
  return (
    <div className="pick">
      <input
        {...wired}
        type="search"
        className="plain-input"
        placeholder={search}
        value={typed}
        maxLength={100}
        onChange={({ target }) => setTyped(target.value)}
      />
      <p className="quiet">{t('editor.picked', { n: value.length })}</p>
      {list.data !== undefined && rows.length === 0 && <p className="quiet">{none}</p>}
      <ul aria-busy={list.isFetching && list.data === undefined}>
        {shown.map((row) => (
          <li key={row.id}>
            <label>
              <input type="checkbox" checked={chosen.has(row.id)} onChange={() => toggle(row.id)} />
              <span>
                {row.name} <span className="quiet">{about(row)}</span>
              </span>
            </label>
          </li>
        ))}
      </ul>
      {rows.length > shown.length && (
        <Button type="link" className="flush" onClick={() => setAll(true)}>
          {t('editor.showAll', { n: rows.length })}
        </Button>
      )}
    </div>
  );
}

/** A list to which something is added, and from which it is taken. */
export function Rows<T>({
  rows,
  onChange,
  make,
  add,
  remove,
  most,
  children,
}: {
  readonly rows: readonly T[];
  readonly onChange: (rows: T[]) => void;
  readonly make: () => T;
  readonly add: string;
  readonly remove: (at: number) => string;
  readonly most: number;
  readonly children: (row: T, change: (part: Partial<T>) => void, at: number) => ReactNode;
}): ReactNode {
  const { t } = useSpeech();
  return (
    <>
      {rows.map((row, at) => (
        // rows have no name of their own: their place is what they are
        <div key={at} className="row">
          <div>
            {children(
              row,
              (part) => onChange(rows.map((one, other) => (other === at ? { ...one, ...part } : one))),
              at,
            )}
          </div>
          <Button
            size="small"
            aria-label={remove(at)}
            title={remove(at)}
            onClick={() => onChange(rows.filter((_, other) => other !== at))}
          >
            {t('editor.remove')}
          </Button>
        </div>
      ))}
      {rows.length < most && <Button onClick={() => onChange([...rows, make()])}>{add}</Button>}
    </>
  );
}
