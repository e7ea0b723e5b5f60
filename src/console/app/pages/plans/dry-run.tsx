import { useQuery } from '@tanstack/react-query';
import { Drawer } from 'antd';
import { type ReactNode } from 'react';

import { ask, type Schemas } from '../../api/client.js';
import { Asking, Trouble } from '../../frame/states.js';
import { useSpeech } from '../../words/words.js';
import { DryRunResult, type DryRunOf } from './dry-run-result.js';

/** What the next draw would be, by the very code of the draw; nothing is kept, and nobody is drawn. */
export default function DryRun({
  planId,
  batch,
  close,
}: {
  readonly planId: number;
  readonly batch: Schemas['BatchResponse'];
  readonly close: () => void;
}): ReactNode {
  const { t } = useSpeech();
  const run = useQuery({
    queryKey: ['/api/v1/plans', 'dry-run', batch.id, batch.version],
    queryFn: ({ signal }) =>
      ask<DryRunOf>('POST', `/api/v1/plans/${planId}/batches/${batch.id}/dry-run`, { body: {}, signal }),
    staleTime: 0,
    gcTime: 0,
  });
  return (
    <Drawer
      open
      onClose={close}
      title={t('dryRun.title', { name: batch.name })}
      size="min(720px, 100vw)"
      destroyOnHidden
    >
      {run.error !== null ? (
        <Trouble error={run.error} retry={() => void run.refetch()} />
      ) : run.data === undefined ? (
        <Asking />
      ) : (
        <>
          <p className="quiet">{t('dryRun.nothingKept')}</p>
          <DryRunResult run={run.data} names={new Map(batch.strata.map(({ code, name }) => [code, name]))} />
        </>
      )}
    </Drawer>
  );
}
