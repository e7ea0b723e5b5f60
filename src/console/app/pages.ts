import { type ComponentType } from 'react';

import { type Role } from './session/person.js';
import { type Key } from './words/words.js';

const EVERYONE: readonly Role[] = ['admin', 'planner', 'inspector', 'auditor'];
/** Who may sit in a team. */
const ON_SITE: readonly Role[] = ['admin', 'planner', 'inspector'];
/** Who follows responsibility back. */
const AUDIT: readonly Role[] = ['admin', 'auditor'];
const OFFICE: readonly Role[] = ['admin', 'planner', 'auditor'];

/** A page: where it is, what it is called, who may open it, and where its code is. */
export interface PageOfConsole {
  readonly path: string;
  readonly title: Key;
  readonly roles: readonly Role[];
  readonly load: () => Promise<{ readonly default: ComponentType }>;
  /** Addresses below it show the same page, with something opened on it. */
  readonly below: boolean;
}

const page = (
  path: string,
  title: Key,
  load: PageOfConsole['load'],
  { roles = EVERYONE, below = false }: { readonly roles?: readonly Role[]; readonly below?: boolean } = {},
): PageOfConsole => ({ path, title, load, roles, below });

/** As the menu shows them. */
export const MENU: readonly {
  readonly name: 'work' | 'lists' | 'audit' | 'office' | 'own';
  readonly pages: readonly PageOfConsole[];
}[] = [
  {
    name: 'work',
    pages: [
      page('/', 'dashboard.title', () => import('./pages/dashboard/dashboard-page.js')),
      page('/plans', 'plans.title', () => import('./pages/plans/plans-page.js')),
      page('/invitations', 'invitations.title', () => import('./pages/invitations/invitations-page.js'), {
        roles: OFFICE,
      }),
      page('/draws', 'draws.title', () => import('./pages/draws/draws-page.js')),
      page('/inspections', 'inspections.title', () => import('./pages/inspections/inspections-page.js')),
      // an inspector's first page shows it
      page('/on-site', 'menu.onSite', () => import('./pages/on-site/on-site-page.js'), {
        roles: ['admin', 'planner'],
      }),
      page('/rectifications', 'rectifications.title', () => import('./pages/rectifications/rectifications-page.js')),
      page('/statistics', 'menu.statistics', () => import('./pages/statistics/statistics-page.js'), { roles: OFFICE }),
    ],
  },
  {
    name: 'lists',
    pages: [
      page('/matters', 'matters.title', () => import('./pages/matters/matters-page.js'), { below: true }),
      page('/checklist', 'menu.checklist', () => import('./pages/checklist/checklist-page.js'), { roles: OFFICE }),
      page('/targets', 'targets.title', () => import('./pages/targets/targets-page.js'), { below: true }),
      page('/inspectors', 'inspectors.title', () => import('./pages/inspectors/inspectors-page.js'), { below: true }),
      page('/duties', 'menu.duties', () => import('./pages/duties/duties-page.js')),
    ],
  },
  {
    name: 'audit',
    pages: [
      page('/compare', 'compare.title', () => import('./pages/compare/compare-page.js'), { roles: OFFICE }),
      page('/log', 'log.title', () => import('./pages/log/log-page.js'), { roles: OFFICE, below: true }),
      page('/history', 'trail.title', () => import('./pages/history/history-page.js'), { roles: AUDIT }),
      page('/refusals', 'refusals.title', () => import('./pages/history/refusals-page.js'), { roles: AUDIT }),
      page('/pairings', 'pairings.title', () => import('./pages/pairings/pairings-page.js'), { roles: OFFICE }),
    ],
  },
  {
    name: 'office',
    pages: [
      page('/agencies', 'agencies.title', () => import('./pages/agencies/agencies-page.js'), { below: true }),
      page('/users', 'users.title', () => import('./pages/users/users-page.js'), { roles: ['admin'], below: true }),
      page('/roles', 'powers.title', () => import('./pages/roles/roles-page.js')),
      page('/settings', 'settings.title', () => import('./pages/settings/settings-page.js'), { roles: OFFICE }),
      page('/system', 'system.title', () => import('./pages/system/system-page.js'), { roles: OFFICE }),
    ],
  },
  {
    name: 'own',
    pages: [
      page('/notices', 'notices.title', () => import('./pages/notices/notices-page.js')),
      page('/account', 'account.title', () => import('./pages/account/account-page.js')),
    ],
  },
];

export const PAGES: readonly PageOfConsole[] = [
  ...MENU.flatMap(({ pages }) => pages),
  page('/templates', 'templates.title', () => import('./pages/templates/templates-page.js'), { roles: OFFICE }),
  page('/channels', 'channels.title', () => import('./pages/channels/channels-page.js'), {
    roles: ['admin', 'auditor'],
  }),
  page('/working-days', 'workingDays.title', () => import('./pages/working-days/working-days-page.js')),
  page('/plans/:id', 'plans.one', () => import('./pages/plans/plan-page.js')),
  page('/plans/:id/batches/:batchId', 'plans.batch', () => import('./pages/plans/batch-page.js'), { roles: OFFICE }),
  page('/draws/:id/fairness', 'fairness.sheet', () => import('./pages/draws/fairness-page.js')),
  page('/draws/:id', 'draws.one', () => import('./pages/draws/draw-page.js')),
  page('/on-site/sending', 'menu.sending', () => import('./pages/on-site/sending-page.js'), { roles: ON_SITE }),
  page('/on-site/:id', 'menu.visit', () => import('./pages/on-site/visit-page.js'), { roles: ON_SITE }),
  page('/inspections/:id', 'inspections.one', () => import('./pages/inspections/inspection-page.js')),
  page('/rectifications/:id', 'rectifications.title', () => import('./pages/rectifications/rectification-page.js')),
];

export const mayOpen = ({ roles }: PageOfConsole, role: Role): boolean => roles.includes(role);
