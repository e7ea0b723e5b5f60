import { useMutation, useQuery } from '@tanstack/react-query';
import { Button, Input, InputNumber } from 'antd';
import { useId, useState, type DragEvent, type ReactNode } from 'react';

import { ShortCode } from '../../frame/short-code.js';
import { Asking, Trouble, TroubleText } from '../../frame/states.js';
import { useSpeech } from '../../words/words.js';
import { askLog, useHead, type ShownHead } from './ask-log.js';
import { checkpointIn, isSigned, judgeHeads, noteIn, type HeadsVerdict } from './judge.js';

const NEWEST = 10;

/** The signed heads of the log, and whether one goes on from another. */
export default function Heads(): ReactNode {
  const head = useHead();
  if (head.error !== null) return <Trouble error={head.error} retry={() => void head.refetch()} />;
  if (head.data === undefined) return <Asking />;
  return (
    <>
      <Kept head={head.data} />
      <Between head={head.data} />
      <Listed head={head.data} />
    </>
  );
}

function Judged({ verdict }: { readonly verdict: HeadsVerdict }): ReactNode {
  const { t, said } = useSpeech();
  const holds = verdict.verdict === 'goes-on';
  const words = ((): string => {
    switch (verdict.verdict) {
      case 'goes-on':
        return verdict.kept.size === verdict.shown.size
          ? t('heads.same', { size: verdict.kept.size })
          : t('heads.goesOn', { from: verdict.kept.size, to: verdict.shown.size });
      case 'forged':
        return t('heads.forged', { size: verdict.kept.size, key: verdict.key });
      case 'no-checkpoint':
        return t('heads.noCheckpoint');
      case 'alarm':
        return `${said(verdict.words)} ${t('heads.alarmNext')}`;
      case 'no-proof':
        return `${t('heads.noProof')} ${said(verdict.words)}`;
    }
  })();
  return (
    <div
      className={`verdict verdict-${holds ? 'holds' : 'fails'}`}
      role="status"
      aria-live="polite"
      data-verdict={verdict.verdict}
    >
      <strong className={holds ? 'seal' : undefined}>
        <span aria-hidden="true">{holds ? '✓' : '✗'}</span> {t(holds ? 'heads.holds' : 'heads.holdsNot')}
      </strong>
      <p>{words}</p>
    </div>
  );
}

/** What the auditor kept himself is held against what the server shows now. */
function Kept({ head }: { readonly head: ShownHead }): ReactNode {
  const { t } = useSpeech();
  const ids = useId();
  const [text, setText] = useState('');
  const judging = useMutation({
    mutationFn: async (kept: string) => judgeHeads(noteIn(kept), head.note, head.keys, askLog),
  });
  const take = (file: File | null | undefined): void => {
    // a checkpoint is short; what is longer is none
    if (file != null)
      void file
        .slice(0, 10_000_000)
        .text()
        .then((read) => {
          setText(read.slice(0, 20_000));
          judging.mutate(read);
        });
  };
  const drop = (event: DragEvent): void => {
    event.preventDefault();
    if (event.type === 'drop') take(event.dataTransfer.files[0]);
  };
  return (
    <section className="card gap" aria-labelledby={`${ids}title`} onDragOver={drop} onDrop={drop}>
      <h2 id={`${ids}title`}>{t('heads.kept')}</h2>
      <p className="quiet" id={`${ids}hint`}>
        {t('heads.keptHelp')}
      </p>
      <Input.TextArea
        className="code"
        rows={5}
        maxLength={20_000}
        aria-label={t('heads.paste')}
        aria-describedby={`${ids}hint`}
        placeholder={t('heads.paste')}
        value={text}
        spellCheck={false}
        onChange={({ target }) => setText(target.value)}
      />
      <div className="check-ask">
        <Button
          type="primary"
          disabled={text.trim() === ''}
          loading={judging.isPending}
          onClick={() => judging.mutate(text)}
        >
          {t('heads.judge')}
        </Button>
        <label className="file-choice">
          <span>{t('heads.file')}</span>
          <input
            type="file"
            onChange={({ target }) => {
              take(target.files?.[0]);
              target.value = '';
            }}
          />
        </label>
      </div>
      {judging.error !== null && (
        <p role="alert" className="warn">
          <TroubleText error={judging.error} />
        </p>
      )}
      {judging.data !== undefined && <Judged verdict={judging.data} />}
    </section>
  );
}

/** Two heads that the server itself keeps. */
function Between({ head }: { readonly head: ShownHead }): ReactNode {
  const { t } = useSpeech();
  const ids = useId();
  const size = checkpointIn(head.note)?.size ?? 1;
  const [from, setFrom] = useState<number | null>(1);
  const [to, setTo] = useState<number | null>(size);
  const judging = useMutation({
    mutationFn: async (sizes: readonly [number, number]) => {
      const [earlier, later] = [...sizes].sort((one, other) => one - other);
      const notes = await Promise.all([earlier, later].map((one) => askLog(`checkpoints/${one}`)));
      return judgeHeads(notes[0] ?? '', notes[1] ?? '', head.keys, askLog);
    },
  });
  return (
    <section className="card gap" aria-labelledby={`${ids}title`}>
      <h2 id={`${ids}title`}>{t('heads.between')}</h2>
      <div className="check-ask">
        <label>
          {t('heads.earlier')} <InputNumber min={1} max={size} precision={0} value={from} onChange={setFrom} />
        </label>
        <label>
          {t('heads.later')} <InputNumber min={1} max={size} precision={0} value={to} onChange={setTo} />
        </label>
        <Button
          disabled={from === null || to === null}
          loading={judging.isPending}
          onClick={() => from !== null && to !== null && judging.mutate([from, to])}
        >
          {t('heads.compare')}
        </Button>
      </div>
      {judging.error !== null && (
        <p role="alert" className="warn">
          <TroubleText error={judging.error} />
        </p>
      )}
      {judging.data !== undefined && <Judged verdict={judging.data} />}
    </section>
  );
}

/** The newest ones, each with its signature checked here. */
function Listed({ head }: { readonly head: ShownHead }): ReactNode {
  const { t } = useSpeech();
  const size = checkpointIn(head.note)?.size ?? 0;
  const sizes = Array.from({ length: Math.min(NEWEST, size) }, (_, at) => size - at);
  const notes = useQuery({
    queryKey: ['log', 'heads', size],
    queryFn: async () => Promise.all(sizes.map((one) => askLog(`checkpoints/${one}`))),
  });
  return (
    <section className="card gap" aria-labelledby="heads-title">
      <h2 id="heads-title">{t('heads.listed', { n: sizes.length })}</h2>
      {notes.error !== null ? (
        <Trouble error={notes.error} retry={() => void notes.refetch()} />
      ) : notes.data === undefined ? (
        <Asking />
      ) : (
        <table className="plain">
          <thead>
            <tr>
              <th scope="col" className="number">
                {t('heads.size')}
              </th>
              <th scope="col">{t('heads.root')}</th>
              <th scope="col">{t('heads.signature')}</th>
            </tr>
          </thead>
          <tbody>
            {notes.data.map((note, at) => {
              const read = checkpointIn(note);
              const good = read !== undefined && read.size === sizes[at] && isSigned(read, head.keys);
              return (
                <tr key={sizes[at]}>
                  <td className="number">{sizes[at]}</td>
                  <td>
                    <ShortCode hash={read?.root ?? null} />
                  </td>
                  <td className={good ? undefined : 'warn'}>
                    {good && <span aria-hidden="true">✓ </span>}
                    {t(good ? 'heads.good' : 'heads.bad')}
                  </td>
                </tr>
              );
            })}
          </tbody>
        </table>
      )}
      <h3>{t('heads.keys')}</h3>
      <ul className="keys">
        {head.keys.map(({ index, key }) => (
          <li key={index}>
            {t('heads.keyFrom', { index })} <span className="code">{key}</span>
          </li>
        ))}
      </ul>
      <p className="quiet">{t('heads.keysHelp')}</p>
    </section>
  );
}
