import { Alert } from 'antd';
import { lazy, Suspense, useState, type ReactNode } from 'react';

import { codeIn, groupedCode } from '../../field/code.js';
import { isFar, metresBetween, placeFrom, type SeenPlace } from '../../field/places.js';
import { useSpeech, type Key } from '../../words/words.js';
import { useField } from './use-field.js';
import { type StepOfVisit } from './step-of-visit.js';
import { Where } from './where.js';
import '../../words/on-site-words.js';

const Scanner = lazy(() => import('./scanner.js'));

type Asked = 'not' | 'asking' | 'denied' | SeenPlace;

/** 签到: the code of a paper of this inspection, and where one is if one says so. */
export function CheckIn({ inspection, view }: StepOfVisit): ReactNode {
  const { t, moment, count } = useSpeech();
  const { field } = useField();
  const [code, setCode] = useState('');
  const [scanning, setScanning] = useState(false);
  const [place, setPlace] = useState<Asked>('not');
  const [reason, setReason] = useState('');
  const [fault, setFault] = useState<Key>();
  const { target } = inspection;
  const seen = typeof place === 'string' ? undefined : place;
  const known =
    target.longitude === null || target.latitude === null
      ? undefined
      : { longitude: target.longitude, latitude: target.latitude };
  const metres = seen === undefined || known === undefined ? undefined : metresBetween(known, seen);
  const far = metres !== undefined && seen !== undefined && isFar(metres, inspection.checkInMetres, seen.accuracy);

  function ask(): void {
    setPlace('asking');
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => setPlace(placeFrom(coords)),
      () => setPlace('denied'),
      { enableHighAccuracy: true, timeout: 20_000, maximumAge: 60_000 },
    );
  }
  async function checkIn(said: string): Promise<void> {
    const read = codeIn(said);
    if (read === undefined) return setFault('onSite.codeShape');
    if (far && reason.trim() === '') return setFault('onSite.farWhy');
    setFault(undefined);
    await field.add('check-in', inspection.id, {
      code: read,
      ...(seen === undefined ? {} : { place: seen }),
      ...(far ? { farReason: reason.trim() } : {}),
    });
    setCode('');
  }

  return (
    <>
      <p>
        <Where target={target} />
      </p>
      {view.others.map(({ at, name }) => (
        <p key={name} className="quiet">
          {t('onSite.otherCheckedIn', { name, at: moment(at) })}
        </p>
      ))}
      {view.checkedIn !== undefined ? (
        <div className="card">
          <p className="big">{t('onSite.checkedIn', { at: moment(view.checkedIn.at) })}</p>
          {view.checkedIn.distance !== null && (
            <p>{t('onSite.distance', { metres: count(view.checkedIn.distance) })}</p>
          )}
          {view.checkedIn.waiting && <p className="quiet">{t('onSite.notSentYet')}</p>}
        </div>
      ) : (
        <form
          className="card"
          onSubmit={(event) => {
            event.preventDefault();
            void checkIn(code);
          }}
        >
          <button type="button" className="thumb" onClick={() => setScanning(true)}>
            {t('onSite.scan')}
          </button>
          {scanning && (
            <Suspense fallback={null}>
              <Scanner
                close={() => setScanning(false)}
                found={(said) => {
                  const read = codeIn(said);
                  setScanning(false);
                  setCode(read === undefined ? '' : groupedCode(read));
                  setFault(read === undefined ? 'onSite.codeOther' : undefined);
                }}
              />
            </Suspense>
          )}
          <label className="field" htmlFor="code">
            {t('onSite.code')}
            <span className="quiet block">{t('onSite.codeHelp')}</span>
          </label>
          <input
            id="code"
            className="big-input code"
            value={code}
            onChange={({ target: { value } }) => setCode(value)}
            autoCapitalize="characters"
            autoComplete="off"
            autoCorrect="off"
            spellCheck={false}
            enterKeyHint="done"
            maxLength={300}
            aria-invalid={fault === 'onSite.codeShape'}
            aria-describedby={fault === undefined ? undefined : 'check-in-fault'}
          />
          <fieldset className="place">
            <legend>{t('onSite.place')}</legend>
            <p className="quiet">{t('onSite.placeHelp')}</p>
            {seen !== undefined ? (
              <>
                <p>
                  {metres === undefined
                    ? t('onSite.placeKnown', { accuracy: count(seen.accuracy) })
                    : t('onSite.placeDistance', { metres: count(metres), accuracy: count(seen.accuracy) })}{' '}
                  <button type="button" className="link" onClick={() => setPlace('not')}>
                    {t('onSite.placeWithout')}
                  </button>
                </p>
                {far && (
                  <>
                    <label className="field warn" htmlFor="far">
                      {t('onSite.far', { metres: count(inspection.checkInMetres) })}
                    </label>
                    <textarea
                      id="far"
                      className="big-input"
                      rows={2}
                      maxLength={500}
                      value={reason}
                      onChange={({ target: { value } }) => setReason(value)}
                    />
                  </>
                )}
              </>
            ) : (
              <>
                {place === 'denied' && <p className="warn">{t('onSite.placeDenied')}</p>}
                {'geolocation' in navigator && window.isSecureContext ? (
                  <button type="button" className="thumb" onClick={ask} disabled={place === 'asking'}>
                    {t(place === 'asking' ? 'onSite.placeAsking' : 'onSite.placeAsk')}
                  </button>
                ) : (
                  <p className="quiet">{t('onSite.placeNever')}</p>
                )}
              </>
            )}
          </fieldset>
          {fault !== undefined && <Alert id="check-in-fault" type="error" showIcon role="alert" title={t(fault)} />}
          <button type="submit" className="thumb thumb-primary">
            {t('onSite.checkInNow')}
          </button>
        </form>
      )}
    </>
  );
}
