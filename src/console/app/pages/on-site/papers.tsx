import { Button } from 'antd';
import { type ReactNode } from 'react';

import { download } from '../../api/download.js';
import { type KeptDay } from '../../field/field.js';
import { useSpeech } from '../../words/words.js';
import { useField } from './use-field.js';
import '../../words/on-site-words.js';

/** The papers that were issued: their names are there without a network, their pages with one. */
export function Papers({ id, kept }: { readonly id: number; readonly kept: KeptDay }): ReactNode {
  const { t, said, language } = useSpeech();
  const { state } = useField();
  const papers = kept.papers[id] ?? [];
  if (papers.length === 0) return t('onSite.noPapers');
  return (
    <ul className="papers">
      {papers.map(({ kind, name }) => (
        <li key={kind}>
          <Button
            type="link"
            className="flush"
            disabled={!state.online}
            onClick={() =>
              void download(`/api/v1/inspections/${id}/documents/${kind}?format=pdf&language=${language}`).catch(
                () => undefined,
              )
            }
          >
            {said(name)}
          </Button>
        </li>
      ))}
    </ul>
  );
}
