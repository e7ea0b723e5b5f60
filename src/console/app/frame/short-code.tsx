import { Button } from 'antd';
import { useState, type ReactNode } from 'react';

import { useSpeech } from '../words/words.js';

/** A hash as people read it to each other over the telephone: eight digits in two groups, and the whole at a click. */
export function ShortCode({ hash }: { readonly hash: string | null }): ReactNode {
  const { t } = useSpeech();
  const [whole, setWhole] = useState(false);
  if (hash === null) return t('common.none');
  return (
    <span className="short-code">
      <span className="code">{whole ? hash : `${hash.slice(0, 4)} ${hash.slice(4, 8)}`}</span>{' '}
      <Button type="link" size="small" className="flush" aria-expanded={whole} onClick={() => setWhole(!whole)}>
        {t(whole ? 'codes.short' : 'codes.whole')}
      </Button>
    </span>
  );
}
