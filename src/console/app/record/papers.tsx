import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Alert, Button } from 'antd';
import { useState, type ReactNode } from 'react';

import { ask, type Schemas } from '../api/client.js';
import { download } from '../api/download.js';
import { Asking, Trouble, TroubleText } from '../frame/states.js';
import { useSpeech } from '../words/words.js';

type Paper = Schemas['InspectionDocumentResponse'] | Schemas['DrawDocumentResponse'];

/** To keep, and to write on. */
const FILES = ['pdf', 'docx'] as const;

/**
 * The papers of one thing: why each may not be issued yet, or its last edition, and who may, issues it.
 * @param of where the API has the thing
 * @param version when that changes, so may what can be issued
 */
export function Papers({ of, version }: { readonly of: string; readonly version: number | string }): ReactNode {
  const { t, said, language } = useSpeech();
  const queries = useQueryClient();
  const [error, setError] = useState<unknown>();
  const address = `${of}/documents`;
  const papers = useQuery({
    queryKey: [address, version],
    queryFn: ({ signal }) => ask<Paper[]>('GET', address, { signal }),
  });
  return (
    <section className="card" aria-labelledby="documents-title">
      <h2 id="documents-title">{t('documents.title')}</h2>
      {error !== undefined && <Alert type="error" showIcon role="alert" title={<TroubleText error={error} />} />}
      {papers.error !== null ? (
        <Trouble error={papers.error} />
      ) : papers.data === undefined ? (
        <Asking />
      ) : (
        <ul className="missing">
          {papers.data.map((paper) => (
            <li key={paper.kind}>
              <span>
                {said(paper.name)}
                {paper.issues.length === 0 && paper.why !== null && (
                  <span className="quiet block">{said(paper.why)}</span>
                )}
              </span>
              <span className="form-actions">
                {paper.issues.length > 0 && (
                  <>
                    {FILES.map((format) => (
                      <Button
                        key={format}
                        size="small"
                        aria-label={`${said(paper.name)} ${t(`documents.${format}`)}`}
                        onClick={() =>
                          void download(`${address}/${paper.kind}?format=${format}&language=${language}`).catch(
                            setError,
                          )
                        }
                      >
                        {t(`documents.${format}`)}
                      </Button>
                    ))}
                  </>
                )}
                {paper.possible && paper.mine && (
                  <Button
                    size="small"
                    aria-label={`${said(paper.name)} ${t(paper.issues.length === 0 ? 'documents.issue' : 'documents.issueAgain')}`}
                    onClick={() => {
                      setError(undefined);
                      void ask('POST', `${address}/${paper.kind}`)
                        .then(() => queries.invalidateQueries({ queryKey: [address] }))
                        .catch(setError);
                    }}
                  >
                    {t(paper.issues.length === 0 ? 'documents.issue' : 'documents.issueAgain')}
                  </Button>
                )}
              </span>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
