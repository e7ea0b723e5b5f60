import { Button } from 'antd';
import { Suspense, useEffect, useRef, type ReactNode } from 'react';
import { NavLink, Outlet, useLocation } from 'react-router';

import { MENU, mayOpen } from '../pages.js';
import { useSession } from '../session/session.js';
import { useSpeech } from '../words/words.js';
import { Appearance } from './appearance.js';
import { Unread } from './unread.js';
import { Asking } from './states.js';

function Menu(): ReactNode {
  const { t } = useSpeech();
  const { person } = useSession();
  return (
    <nav aria-label={t('frame.menu')} className="menu">
      {MENU.map((group) => {
        const shown = group.pages.filter((page) => mayOpen(page, person.role));
        return (
          shown.length > 0 && (
            <ul key={group.name} aria-label={t(`menu.groups.${group.name}`)}>
              {shown.map((page) => (
                <li key={page.path}>
                  <NavLink to={page.path} end={page.path === '/'}>
                    {t(page.title)}
                    {page.path === '/notices' && <Unread />}
                  </NavLink>
                </li>
              ))}
            </ul>
          )
        );
      })}
    </nav>
  );
}

/** Who is signed in, and the way out. */
function Me(): ReactNode {
  const { t } = useSpeech();
  const { person, signOut } = useSession();
  return (
    <span className="me">
      <NavLink to="/account" title={t(`roles.${person.role}`)}>
        {person.displayName}
      </NavLink>
      <Button type="text" onClick={() => void signOut()}>
        {t('session.signOut')}
      </Button>
    </span>
  );
}

/** The menu where there is no room for it beside the page. */
function PhoneMenu(): ReactNode {
  const { t } = useSpeech();
  const dialog = useRef<HTMLDialogElement>(null);
  const { pathname } = useLocation();
  useEffect(() => dialog.current?.close(), [pathname]);
  return (
    <>
      <Button
        className="burger"
        onClick={() => dialog.current?.showModal()}
        aria-label={t('frame.openMenu')}
        type="text"
      >
        <span aria-hidden="true">☰</span>
      </Button>
      <dialog ref={dialog} className="phone-menu" aria-label={t('frame.menu')}>
        <Button type="text" onClick={() => dialog.current?.close()}>
          {t('common.close')}
        </Button>
        <Menu />
        <Me />
        <Appearance />
      </dialog>
    </>
  );
}

/** What stands around every page. */
export function Frame(): ReactNode {
  const { t } = useSpeech();
  return (
    <div className="frame">
      <a className="skip" href="#content">
        {t('frame.skip')}
      </a>
      <header className="top">
        <PhoneMenu />
        <span className="brand">{t('app.name')}</span>
        <span className="top-space" />
        <Appearance />
        <Me />
      </header>
      <aside className="side" aria-label={t('frame.menu')}>
        <Menu />
      </aside>
      <main id="content" className="content" tabIndex={-1}>
        <Suspense fallback={<Asking />}>
          <Outlet />
        </Suspense>
      </main>
    </div>
  );
}
