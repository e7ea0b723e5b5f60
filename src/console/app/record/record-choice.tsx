import { useQuery } from '@tanstack/react-query';
import { Select } from 'antd';
import { useEffect, useState, type ReactNode } from 'react';

import { ask } from '../api/client.js';
import { useSpeech } from '../words/words.js';

export interface Named {
  readonly id: number;
  readonly name: string;
  readonly code: string;
}

/** How long somebody pauses before what he typed is searched for. */
const PAUSE = 250;

function useOne(api: string, id: number | null): Named | undefined {
  const { data } = useQuery({
    queryKey: [api, 'one', id],
    queryFn: ({ signal }) => ask<Named>('GET', `${api}/${id ?? 0}`, { signal }),
    enabled: id !== null,
    staleTime: 60_000,
  });
  return data;
}

/** A record by its name, where only its id is known. */
export function RecordName({ api, id }: { readonly api: string; readonly id: number }): ReactNode {
  return useOne(api, id)?.name ?? `#${id}`;
}

/** Those of a list that fit what is typed, once the person pauses; `typing` is told each letter. */
function useFound(api: string): {
  readonly items: readonly Named[];
  readonly busy: boolean;
  readonly typing: (typed: string) => void;
} {
  const [typed, setTyped] = useState('');
  const [search, setSearch] = useState('');
  useEffect(() => {
    const timer = setTimeout(() => setSearch(typed.trim()), PAUSE);
    return () => clearTimeout(timer);
  }, [typed]);
  const found = useQuery({
    queryKey: [api, 'found', search],
    queryFn: ({ signal }) =>
      ask<{ readonly items: readonly Named[] }>('GET', api, { query: { search, pageSize: 20, sort: 'name' }, signal }),
    staleTime: 10_000,
  });
  return { items: found.data?.items ?? [], busy: found.isFetching, typing: setTyped };
}

const optionOf = ({ id, name, code }: Named): { readonly value: number; readonly label: string } => ({
  value: id,
  label: `${name} (${code})`,
});

/** One of a list that may be long: found by a part of its name, or the beginning of its code. */
export function RecordChoice({
  api,
  id,
  value,
  onChange,
}: {
  readonly api: string;
  readonly id?: string;
  readonly value?: number | null;
  readonly onChange?: (value: number | null) => void;
}): ReactNode {
  const { t } = useSpeech();
  const { items, busy, typing } = useFound(api);
  const own = useOne(api, value ?? null);
  const shown = own === undefined || items.some((item) => item.id === own.id) ? items : [own, ...items];
  return (
    <Select
      {...(id === undefined ? {} : { id })}
      allowClear
      showSearch={{ filterOption: false, onSearch: typing }}
      value={value ?? undefined}
      onChange={(next: number | undefined) => onChange?.(next ?? null)}
      loading={busy}
      notFoundContent={t(busy ? 'states.asking' : 'list.noneSo')}
      options={shown.map(optionOf)}
    />
  );
}

/** Several of them. Those that are chosen keep the names by which they were found. */
export function RecordsChoice({
  api,
  id,
  value,
  wrong = false,
  onChange,
}: {
  readonly api: string;
  readonly id: string;
  readonly value: readonly Named[];
  readonly wrong?: boolean;
  readonly onChange: (value: readonly Named[]) => void;
}): ReactNode {
  const { t } = useSpeech();
  const { items, busy, typing } = useFound(api);
  const known = [...value, ...items.filter((item) => !value.some((one) => one.id === item.id))];
  return (
    <Select
      id={id}
      mode="multiple"
      {...(wrong ? { status: 'error' as const } : {})}
      aria-invalid={wrong}
      showSearch={{ filterOption: false, onSearch: typing }}
      value={value.map((one) => one.id)}
      onChange={(ids: number[]) => onChange(ids.flatMap((one) => known.find((item) => item.id === one) ?? []))}
      loading={busy}
      notFoundContent={t(busy ? 'states.asking' : 'list.noneSo')}
      options={known.map(optionOf)}
    />
  );
}
