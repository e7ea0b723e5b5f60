import { useQuery } from '@tanstack/react-query';
import { useEffect, useState, type ReactNode } from 'react';

import { ask } from '../../../api/client.js';
import { isProblem } from '../../../api/problem.js';
import { TroubleText } from '../../../frame/states.js';
import { useSpeech } from '../../../words/words.js';
import { DryRunResult, type DryRunOf } from '../dry-run-result.js';
import { type Body } from './batch-values.js';
import { controlOf, type Remark } from './faults.js';
import '../../../words/planning-words.js';

/** Milliseconds of rest after the last change before the server is asked. */
const REST = 500;

/** A value that comes to rest: the last one that stood for a while. */
function useRested<T>(value: T): T {
  const [rested, setRested] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setRested(value), REST);
    return () => clearTimeout(timer);
  }, [value]);
  return rested;
}

export interface LiveRun {
  readonly run: DryRunOf | undefined;
  /** What is shown is of an earlier state of the form. */
  readonly stale: boolean;
  readonly remarks: readonly Remark[];
  readonly error: unknown;
}

const NONE: readonly Remark[] = [];

/**
 * Asks what the batch would come to while it is edited. One question at a time: what is asked of an earlier state of the form
 * is broken off. Nothing is drawn and nothing is kept, however often it is asked.
 * @param body as text, so that the same is not asked twice; undefined while something is missing
 */
export function useLiveRun(planId: number, batchId: number | undefined, body: string | undefined): LiveRun {
  const rested = useRested(body);
  const of = batchId === undefined ? 'dry-run' : `${batchId}/dry-run`;
  const asked = useQuery({
    queryKey: ['dry-run', planId, of, rested],
    queryFn: ({ signal }) =>
      ask<DryRunOf>('POST', `/api/v1/plans/${planId}/batches/${of}`, {
        body: JSON.parse(rested ?? '{}') as Body,
        signal,
      }),
    enabled: rested !== undefined,
    placeholderData: (before) => before,
    staleTime: 60_000,
    gcTime: 0,
    retry: false,
  });
  const refused = isProblem(asked.error) && (asked.error.problem.errors?.length ?? 0) > 0 ? asked.error : undefined;
  return {
    run: asked.data,
    stale: body !== rested || asked.isFetching || asked.isPlaceholderData || body === undefined,
    remarks:
      refused?.problem.errors ??
      (asked.error === null && rested !== undefined
        ? (asked.data?.faults.map(({ en, pointer, zh }) => ({ pointer, message: { zh, en } })) ?? NONE)
        : NONE),
    error: refused === undefined ? asked.error : null,
  };
}

/** Beside the form: what the batch would come to. */
export function LivePanel({
  live,
  missing,
  names,
}: {
  readonly live: LiveRun;
  readonly missing: readonly Remark[];
  readonly names: ReadonlyMap<string, string>;
}): ReactNode {
  const { t, said } = useSpeech();
  const { error, remarks, run, stale } = live;
  const told = missing.length > 0 ? missing : remarks;
  return (
    <section className="card live" aria-labelledby="live-title" data-stale={stale}>
      <h2 id="live-title">{t('editor.live')}</h2>
      <p className="quiet" role="status">
        {missing.length > 0
          ? t('editor.liveWants', { n: missing.length })
          : stale
            ? t('editor.liveAsking')
            : t('dryRun.nothingKept')}
      </p>
      {error !== null && (
        <p className="warn">
          <TroubleText error={error} />
        </p>
      )}
      {told.length > 0 && (
        <ul className="jumps">
          {told.map((one) => (
            <li key={one.pointer + one.message.en}>
              <button
                type="button"
                className="jump"
                onClick={() => {
                  const control = controlOf(one.pointer);
                  control?.scrollIntoView({ block: 'center' });
                  control?.focus();
                }}
              >
                {said(one.message)}
              </button>
            </li>
          ))}
        </ul>
      )}
      {run !== undefined && (
        <div className={stale ? 'live-stale' : undefined}>
          <DryRunResult run={{ ...run, faults: [] }} names={names} />
        </div>
      )}
    </section>
  );
}
