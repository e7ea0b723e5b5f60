import { Button, Skeleton } from 'antd';
import { type ReactNode } from 'react';

import { detailOf, isProblem, NoAnswer } from '../api/problem.js';
import { useSpeech } from '../words/words.js';

/* What a page shows while it has nothing to show yet, or nothing at all: the same everywhere. */

export function Asking(): ReactNode {
  const { t } = useSpeech();
  return (
    <div className="asking" role="status" aria-busy="true" aria-label={t('states.asking')}>
      <Skeleton active paragraph={{ rows: 6 }} />
    </div>
  );
}

/** In the place of a page or of a part of it: why nothing is there, and what to do next. */
export function Stop({
  title,
  help,
  part = false,
  children,
}: {
  readonly title: string;
  readonly help: ReactNode;
  /** Of a page that has a heading of its own. */
  readonly part?: boolean;
  readonly children?: ReactNode;
}): ReactNode {
  const Heading = part ? 'h2' : 'h1';
  return (
    <div className="stop">
      <Heading>{title}</Heading>
      <p>{help}</p>
      {children}
    </div>
  );
}

export function Unreachable({ retry }: { readonly retry: () => void }): ReactNode {
  const { t } = useSpeech();
  return (
    <main className="door">
      <Stop title={t('states.unreachable')} help={t('states.unreachableHelp')}>
        <Button onClick={retry}>{t('common.retry')}</Button>
      </Stop>
    </main>
  );
}

/** In one sentence, what went wrong and what to do next. */
export function TroubleText({ error }: { readonly error: unknown }): ReactNode {
  const { t, language } = useSpeech();
  if (isProblem(error)) {
    const { requestId, status } = error.problem;
    // whoever can help finds the line of the log by it
    return (
      detailOf(error.problem, language) + (status >= 500 && requestId ? ` ${t('states.requestId', { requestId })}` : '')
    );
  }
  return error instanceof NoAnswer ? t('states.noAnswer') : t('states.broken');
}

/** In the place of what could not be shown. */
export function Trouble({ error, retry }: { readonly error: unknown; readonly retry?: () => void }): ReactNode {
  const { t } = useSpeech();
  if (isProblem(error) && error.problem.status === 403)
    return <Stop part title={t('states.notAllowed')} help={<TroubleText error={error} />} />;
  const missing = isProblem(error) && error.problem.status === 404;
  return (
    <Stop part title={t(missing ? 'states.notThere' : 'states.trouble')} help={<TroubleText error={error} />}>
      {retry !== undefined && !missing && <Button onClick={retry}>{t('common.retry')}</Button>}
    </Stop>
  );
}

export function NotAllowed(): ReactNode {
  const { t } = useSpeech();
  return <Stop title={t('states.notAllowed')} help={t('states.notAllowedHelp')} />;
}

export function NoSuchPage(): ReactNode {
  const { t } = useSpeech();
  return (
    <Stop title={t('states.noSuchPage')} help={t('states.noSuchPageHelp')}>
      <a href="/">{t('states.home')}</a>
    </Stop>
  );
}

/** Nothing is there: says so, and what can be done about it. */
export function Nothing({ text, children }: { readonly text: string; readonly children?: ReactNode }): ReactNode {
  return (
    <div className="nothing">
      <p className="quiet">{text}</p>
      {children}
    </div>
  );
}
