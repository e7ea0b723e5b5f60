import { type ReactNode } from 'react';

import { Appearance } from '../frame/appearance.js';
import { useTitle } from '../frame/title.js';
import { useSpeech } from '../words/words.js';
import { type Person } from './person.js';
import { SignInForm } from './sign-in-form.js';

/** Whoever opens an address without being signed in signs in there, and then sees what he asked for. */
export default function SignInPage({ enter }: { readonly enter: (person: Person) => void }): ReactNode {
  const { t } = useSpeech();
  useTitle(t('session.signIn'));
  return (
    <div className="door">
      <main className="door-card">
        <p className="brand">{t('app.name')}</p>
        <h1>{t('session.signIn')}</h1>
        <p className="quiet">{t('app.what')}</p>
        <SignInForm enter={enter} />
      </main>
      <footer className="door-foot">
        <Appearance />
        <a href="/verify/">{t('session.verifyInstead')}</a>
      </footer>
    </div>
  );
}
