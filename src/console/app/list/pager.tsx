import { Button } from 'antd';
import { type ReactNode } from 'react';

import { useSpeech } from '../words/words.js';
import { pagesNamed } from './pages-named.js';

/** The ways through a list that is shown a page at a time; nothing where there is one page. */
export function Pager({
  page,
  size,
  total,
  go,
}: {
  /** From 1. */
  readonly page: number;
  readonly size: number;
  readonly total: number;
  readonly go: (page: number) => void;
}): ReactNode {
  const { t, count } = useSpeech();
  const last = Math.max(1, Math.ceil(total / size));
  const here = Math.min(page, last);
  if (last === 1 && page === 1) return null;
  return (
    <nav className="pager" aria-label={t('list.pages')}>
      <Button disabled={here === 1} onClick={() => go(here - 1)}>
        {t('list.newer')}
      </Button>
      {pagesNamed(page, last).map((one, at) =>
        one === undefined ? (
          <span key={`gap ${at}`} className="pager-far" aria-hidden="true">
            …
          </span>
        ) : (
          <Button
            key={one}
            type={one === page ? 'primary' : 'text'}
            className={one === here ? 'pager-here' : 'pager-far'}
            aria-label={t('list.page', { n: one })}
            aria-current={one === page ? 'page' : undefined}
            onClick={() => go(one)}
          >
            {count(one)}
          </Button>
        ),
      )}
      <span className="pager-of" aria-hidden="true">
        / {count(last)}
      </span>
      <Button disabled={page >= last} onClick={() => go(here + 1)}>
        {t('list.older')}
      </Button>
    </nav>
  );
}
