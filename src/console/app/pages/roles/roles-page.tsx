import { type ReactNode } from 'react';
import { Link } from 'react-router';

import { Page } from '../../frame/page.js';
import { useSession } from '../../session/session.js';
import { useSpeech } from '../../words/words.js';
import { POWERS } from './powers.js';
import './roles.css';
import '../../words/office-words.js';

const ROLES = ['admin', 'planner', 'inspector', 'auditor'] as const;

/** What each role is for, and what it may do. */
export default function RolesPage(): ReactNode {
  const { t } = useSpeech();
  const { person } = useSession();
  return (
    <Page title={t('powers.title')} lead={t('powers.lead')}>
      <div className="role-cards">
        {ROLES.map((role) => (
          <section key={role} className="card" aria-labelledby={`role-${role}`}>
            <h2 id={`role-${role}`}>{t(`roles.${role}`)}</h2>
            <p>{t(`powers.about.${role}`)}</p>
            {person.role === 'admin' && <Link to={`/users?role=${role}`}>{t('powers.whoIs')}</Link>}
          </section>
        ))}
      </div>
      <div className="table-frame gap" tabIndex={0} role="region" aria-label={t('powers.title')}>
        <table className="plain powers">
          <thead>
            <tr>
              <th scope="col">{t('powers.what')}</th>
              {ROLES.map((role) => (
                <th key={role} scope="col">
                  {t(`roles.${role}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {POWERS.map(({ what, roles }) => (
              <tr key={what}>
                <th scope="row">{t(what)}</th>
                {ROLES.map((role) => (
                  <td key={role}>
                    {roles.includes(role) ? (
                      <>
                        <span aria-hidden="true">✓</span>
                        <span className="sr">{t('common.yes')}</span>
                      </>
                    ) : (
                      <span className="quiet">
                        <span aria-hidden="true">–</span>
                        <span className="sr">{t('common.no')}</span>
                      </span>
                    )}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <p className="quiet">{t('powers.part')}</p>
    </Page>
  );
}
