import { Alert, Button, Radio } from 'antd';
import { useEffect, useRef, useState, type ReactNode } from 'react';

import { useAgencies } from '../registry/agencies.js';
import { useSpeech } from '../words/words.js';
import { type Theirs } from './differences.js';
import { shown, type Field } from './fields.js';

/** Somebody else saved meanwhile: what they changed, and, where both did, whose value it is to be. */
export function Conflict({
  fields,
  changes,
  settle,
}: {
  readonly fields: readonly Field[];
  readonly changes: readonly Theirs[];
  /** @param keep the fields in which one's own values stay */
  readonly settle: (keep: ReadonlySet<string>) => void;
}): ReactNode {
  const speech = useSpeech();
  const { t } = speech;
  const agencies = useAgencies();
  const [kept, setKept] = useState<ReadonlySet<string>>(
    new Set(changes.filter(({ both }) => both).map(({ name }) => name)),
  );
  const place = useRef<HTMLDivElement>(null);
  // whoever saved stands at the foot of the form
  useEffect(() => {
    place.current?.focus();
    place.current?.scrollIntoView({ block: 'nearest' });
  }, []);
  const choose = (name: string, mine: boolean): void => {
    const next = new Set(kept);
    if (mine) next.add(name);
    else next.delete(name);
    setKept(next);
  };
  return (
    <div ref={place} tabIndex={-1}>
      <Alert
        type="warning"
        role="alert"
        className="gap"
        title={t('conflict.title')}
        description={
          <>
            <p>{t(changes.some(({ both }) => both) ? 'conflict.choose' : 'conflict.others')}</p>
            <ul className="conflicts">
              {changes.map(({ name, base, theirs, mine, both }) => {
                const field = fields.find((one) => one.name === name);
                if (field === undefined) return null;
                const show = (value: unknown): ReactNode => shown(field, value, speech, agencies.nameOf);
                return (
                  <li key={name}>
                    <strong>{t(field.label)}</strong>
                    <span className="quiet">
                      {' '}
                      {t('conflict.was')} {show(base)}
                    </span>
                    {both ? (
                      <Radio.Group
                        aria-label={t(field.label)}
                        value={kept.has(name) ? 'mine' : 'theirs'}
                        onChange={({ target }) => choose(name, target.value === 'mine')}
                        options={[
                          {
                            value: 'mine',
                            label: (
                              <>
                                {t('conflict.mine')} {show(mine)}
                              </>
                            ),
                          },
                          {
                            value: 'theirs',
                            label: (
                              <>
                                {t('conflict.theirs')} {show(theirs)}
                              </>
                            ),
                          },
                        ]}
                        vertical
                      />
                    ) : (
                      <span className="block">
                        {t('conflict.now')} {show(theirs)}
                      </span>
                    )}
                  </li>
                );
              })}
            </ul>
            <Button onClick={() => settle(kept)}>{t('conflict.settle')}</Button>
          </>
        }
      />
    </div>
  );
}
