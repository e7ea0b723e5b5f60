import { Button, Input } from 'antd';
import { useId, useState, type DragEvent, type ReactNode } from 'react';

import { type Schemas } from '../api/client.js';
import { useSpeech } from '../words/words.js';
import { PAGE } from '../../verify/words.js';
import { CheckResult } from './check-result.js';
import { useCheck } from './check.js';
import '../words/audit-words.js';

/** A draw is checked where it is looked at: what the server has of it, or a file that somebody else gave. */
export default function CheckDraw({
  draw,
}: {
  readonly draw: Pick<Schemas['DrawResponse'], 'id' | 'number'>;
}): ReactNode {
  const { t, said } = useSpeech();
  const { state, begin } = useCheck();
  const [key, setKey] = useState('');
  const [over, setOver] = useState(false);
  const ids = useId();
  const own = (): void =>
    begin({ draw: draw.number, target: undefined, address: `/api/v1/draws/${draw.id}/evidence` }, key.trim());
  const take = (file: File | null | undefined): void => {
    if (file != null) begin({ file }, key.trim());
  };
  const drop = (event: DragEvent): void => {
    event.preventDefault();
    setOver(event.type === 'dragover');
    if (event.type === 'drop') take(event.dataTransfer.files[0]);
  };
  const told = state.kind === 'done' ? state.verification.subject?.draw : undefined;
  return (
    <section
      className={`card gap check ${over ? 'check-over' : ''}`}
      aria-labelledby={`${ids}title`}
      onDragOver={drop}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
    >
      <h2 id={`${ids}title`}>{t('check.title')}</h2>
      <p className="quiet">{t('check.lead')}</p>
      <div className="check-ask">
        <Button type="primary" onClick={own} loading={state.kind === 'working'}>
          {t('check.own')}
        </Button>
        <label className="file-choice">
          <span>{t('check.file')}</span>
          <input
            type="file"
            accept="application/json,.json"
            onChange={({ target }) => {
              take(target.files?.[0]);
              // the same file, changed meanwhile, can be chosen again
              target.value = '';
            }}
          />
        </label>
      </div>
      <details>
        <summary>{said(PAGE.key)}</summary>
        <p className="quiet" id={`${ids}hint`}>
          {said(PAGE.keyHint)}
        </p>
        <Input
          className="code"
          aria-label={said(PAGE.key)}
          aria-describedby={`${ids}hint`}
          value={key}
          maxLength={400}
          autoComplete="off"
          spellCheck={false}
          onChange={({ target }) => setKey(target.value)}
        />
      </details>
      <CheckResult
        state={state}
        warning={
          told !== undefined &&
          told !== draw.number && <p className="warn">{t('check.another', { file: told, here: draw.number })}</p>
        }
      />
      <p className="quiet">
        {t('check.otherwise')} <a href={`/verify/?draw=${encodeURIComponent(draw.number)}`}>{t('check.page')}</a> ·{' '}
        <a href="/verify.py" download>
          {t('check.python')}
        </a>
      </p>
    </section>
  );
}
