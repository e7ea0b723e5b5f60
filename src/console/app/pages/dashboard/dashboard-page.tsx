import { lazy, type ReactNode } from 'react';

import { useSession } from '../../session/session.js';
import { Office } from './office.js';

const OnSite = lazy(() => import('../on-site/on-site-page.js'));

/** The first page answers the question that a person of this role comes with. */
export default function DashboardPage(): ReactNode {
  const { person } = useSession();
  return person.role === 'inspector' ? <OnSite /> : <Office />;
}
