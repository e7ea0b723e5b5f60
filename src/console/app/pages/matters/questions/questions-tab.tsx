import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Alert, Button } from 'antd';
import { useState, type ReactNode } from 'react';

import { ask, type Schemas } from '../../../api/client.js';
import { Choice } from '../../../frame/choice.js';
import { Asking, Nothing, Trouble } from '../../../frame/states.js';
import { useSession } from '../../../session/session.js';
import { useSpeech } from '../../../words/words.js';
import { QuestionEditor } from './question-editor.js';
import { QuestionPreview } from './question-preview.js';
import { Questions } from './questions.js';
import './questions.css';
import '../../../words/registers-words.js';

type List = Schemas['QuestionListResponse'];

/** 检查要点: what is asked on site about a matter; as a list, as the officer sees it, and as it was in earlier versions. */
export default function QuestionsTab({
  id,
  mayKeep,
  onDirty,
}: {
  readonly id: number;
  readonly mayKeep: boolean;
  readonly onDirty: (dirty: boolean) => void;
}): ReactNode {
  const { t, moment } = useSpeech();
  const { person } = useSession();
  const queries = useQueryClient();
  const path = `/api/v1/matters/${id}/questions`;
  const [version, setVersion] = useState<number>();
  const [editing, setEditing] = useState(false);
  const [preview, setPreview] = useState(false);
  const [saved, setSaved] = useState(false);
  const current = useQuery({ queryKey: [path], queryFn: ({ signal }) => ask<List>('GET', path, { signal }) });
  const earlier = useQuery({
    queryKey: [path, version],
    queryFn: ({ signal }) => ask<List>('GET', `${path}/${version ?? 0}`, { signal }),
    enabled: version !== undefined,
    // what was once asked stays as it was
    staleTime: Infinity,
  });
  if (current.error !== null) return <Trouble error={current.error} retry={() => void current.refetch()} />;
  if (current.data === undefined) return <Asking />;
  if (editing)
    return (
      <QuestionEditor
        path={path}
        stored={current.data}
        onDirty={onDirty}
        cancel={() => setEditing(false)}
        done={async (now) => {
          queries.setQueryData([path], now);
          setEditing(false);
          setSaved(true);
          setVersion(undefined);
          await queries.invalidateQueries({ queryKey: [`/api/v1/matters/${id}`, 'history'] });
        }}
      />
    );
  const last = current.data.version;
  const shown = version === undefined || version === last ? current : earlier;
  return (
    <>
      <p>{t('questions.means')}</p>
      {saved && <Alert type="success" showIcon role="status" className="gap" title={t('questions.saved')} />}
      <div className="form-actions">
        {last > 1 && (
          <Choice
            label={t('questions.versions')}
            value={String(version ?? last)}
            onChange={(next) => setVersion(next === null || Number(next) === last ? undefined : Number(next))}
            options={Array.from({ length: last }, (_, at) => last - at).map((one) => ({
              value: String(one),
              label: t(one === last ? 'questions.versionNow' : 'questions.versionOf', { n: one }),
            }))}
          />
        )}
        {(shown.data?.questions.length ?? 0) > 0 && (
          <Button aria-pressed={preview} onClick={() => setPreview(!preview)}>
            {t(preview ? 'questions.asList' : 'questions.asSeen')}
          </Button>
        )}
        {/* the office that administers says what is asked; those who plan go by it */}
        {mayKeep && person.role === 'admin' && (version === undefined || version === last) && (
          <Button
            type="primary"
            onClick={() => {
              setSaved(false);
              setEditing(true);
            }}
          >
            {t(current.data.questions.length === 0 ? 'questions.write' : 'questions.change')}
          </Button>
        )}
      </div>
      {shown.error !== null ? (
        <Trouble error={shown.error} retry={() => void shown.refetch()} />
      ) : shown.data === undefined ? (
        <Asking />
      ) : (
        <>
          {shown.data.version > 0 && (
            <p className="quiet">
              {t('questions.versionBy', {
                n: shown.data.version,
                by: shown.data.by ?? '',
                at: moment(shown.data.at),
              })}
            </p>
          )}
          {shown.data.questions.length === 0 ? (
            <Nothing text={t('questions.none')} />
          ) : preview ? (
            <QuestionPreview key={shown.data.version} questions={shown.data.questions} />
          ) : (
            <Questions questions={shown.data.questions} />
          )}
        </>
      )}
    </>
  );
}
