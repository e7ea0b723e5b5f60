import { type ReactNode } from 'react';

import { useSession } from '../../session/session.js';
import { NextVisit } from './next-visit.js';
import { Office } from './office.js';

/** The first page answers the question that a person of this role comes with. */
export default function DashboardPage(): ReactNode {
  const { person } = useSession();
  return person.role === 'inspector' ? <NextVisit /> : <Office />;
}
