import { useQuery } from '@tanstack/react-query';
import { Select } from 'antd';
import { useEffect, useState, type ReactNode } from 'react';

import { ask } from '../api/client.js';
import { useSpeech } from '../words/words.js';

interface Named {
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
  const own = useOne(api, value ?? null);
  const items = found.data?.items ?? [];
  const shown = own === undefined || items.some((item) => item.id === own.id) ? items : [own, ...items];
  return (
    <Select
      {...(id === undefined ? {} : { id })}
      allowClear
      showSearch={{ filterOption: false, onSearch: setTyped }}
      value={value ?? undefined}
      onChange={(next: number | undefined) => onChange?.(next ?? null)}
      loading={found.isFetching}
      notFoundContent={t(found.isFetching ? 'states.asking' : 'list.noneSo')}
      options={shown.map((item) => ({ value: item.id, label: `${item.name} (${item.code})` }))}
    />
  );
}
