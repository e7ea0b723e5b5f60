import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type ReactNode } from 'react';

import { ask, type Schemas } from '../../api/client.js';
import { Choice } from '../../frame/choice.js';
import { Asking, Trouble, TroubleText } from '../../frame/states.js';
import { useSpeech } from '../../words/words.js';

type Choices = Schemas['NoticeChoicesResponse'];
type Chosen = Choices['choices'][number];

const WHEN = ['at-once', 'digest', 'none'] as const;

/** Of what one is told by mail, and when. The list of notices has everything anyhow. */
export function NoticeChoices(): ReactNode {
  const { t } = useSpeech();
  const queries = useQueryClient();
  const choices = useQuery({
    queryKey: ['notice-choices'],
    queryFn: ({ signal }) => ask<Choices>('GET', '/api/v1/me/notice-choices', { signal }),
  });
  const choose = useMutation({
    mutationFn: (next: readonly Chosen[]) =>
      ask<Choices>('PUT', '/api/v1/me/notice-choices', { body: { choices: next } }),
    onSuccess: (now) => queries.setQueryData(['notice-choices'], now),
  });
  return (
    <section className="card shares" aria-labelledby="choices-title">
      <h2 id="choices-title">{t('account.notices')}</h2>
      {choices.error !== null ? (
        <Trouble error={choices.error} retry={() => void choices.refetch()} />
      ) : choices.data === undefined ? (
        <Asking />
      ) : (
        <>
          {!choices.data.mailIsSent && <p className="warn">{t('account.noMail')}</p>}
          {choices.data.mailIsSent && choices.data.email === null && <p className="warn">{t('account.noEmail')}</p>}
          {choose.error !== null && (
            <p role="alert" className="warn">
              <TroubleText error={choose.error} />
            </p>
          )}
          <table>
            <tbody>
              {choices.data.choices.map((choice) => (
                <tr key={`${choice.kind} ${choice.channel}`}>
                  <th scope="row">{t(`noticeKinds.${choice.kind}`)}</th>
                  <td className="number">
                    <Choice
                      label={t(`noticeKinds.${choice.kind}`)}
                      value={choice.when}
                      disabled={choose.isPending}
                      onChange={(when) =>
                        choose.mutate(
                          choices.data.choices.map((one) =>
                            one === choice ? { ...one, when: (when ?? one.when) as Chosen['when'] } : one,
                          ),
                        )
                      }
                      options={WHEN.map((when) => ({ value: when, label: t(`noticeWhen.${when}`) }))}
                    />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </>
      )}
    </section>
  );
}
