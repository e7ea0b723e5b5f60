import { type ReactNode } from 'react';
import { Link } from 'react-router';

import { type Act } from '../../field/acts.js';
import { Page } from '../../frame/page.js';
import { Nothing } from '../../frame/states.js';
import { useSession } from '../../session/session.js';
import { useSpeech } from '../../words/words.js';
import { actWords, whereWords } from './act-words.js';
import { Refusals } from './refusals.js';
import { Standing } from './standing.js';
import { useField, WithField } from './use-field.js';
import '../../words/on-site-words.js';

/** What was done on this phone: what waits, what was sent, what was refused. */
export default function SendingPage(): ReactNode {
  const { t } = useSpeech();
  const { person } = useSession();
  return (
    <Page
      title={t('menu.sending')}
      lead={<Link to={person.role === 'inspector' ? '/' : '/on-site'}>{t('onSite.back')}</Link>}
    >
      <WithField>
        <Sent />
      </WithField>
    </Page>
  );
}

function Sent(): ReactNode {
  const speech = useSpeech();
  const { t, moment } = speech;
  const { field, state } = useField();
  const { day, queue } = state;
  const sent = [...queue.sent].reverse();
  const listed = (acts: readonly { readonly act: Act }[]): ReactNode => (
    <ol className="acts">
      {acts.map(({ act }) => (
        <li key={act.id}>
          {actWords(speech, act, day)}
          <span className="quiet block">
            {whereWords(speech, act.inspectionId, day)} · {moment(act.at)}
          </span>
        </li>
      ))}
    </ol>
  );
  return (
    <div className="on-site">
      <Standing />
      <Refusals />
      <section className="card" aria-labelledby="waits-title">
        <h2 id="waits-title">{t('onSite.waitsTitle', { n: queue.waiting.length })}</h2>
        {queue.waiting.length === 0 ? (
          <Nothing text={t('onSite.nothingWaits')} />
        ) : (
          <>
            {listed(queue.waiting)}
            <button type="button" className="thumb" onClick={() => void field.refresh()}>
              {t('onSite.sendNow')}
            </button>
          </>
        )}
      </section>
      <section className="card" aria-labelledby="sent-title">
        <h2 id="sent-title">{t('onSite.sentTitle')}</h2>
        {sent.length === 0 ? <Nothing text={t('onSite.nothingSent')} /> : listed(sent)}
      </section>
      <p className="quiet">{t('serviceWorker' in navigator ? 'onSite.keptHere' : 'onSite.keptOpen')}</p>
    </div>
  );
}
