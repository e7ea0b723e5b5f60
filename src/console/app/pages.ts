import { type ComponentType } from 'react';

import { type Role } from './session/session.js';
import { type Key } from './words/words.js';

const EVERYONE: readonly Role[] = ['admin', 'planner', 'inspector', 'auditor'];

/** A page: where it is, what it is called, who may open it, and where its code is. */
export interface PageOfConsole {
  readonly path: string;
  readonly title: Key;
  readonly roles: readonly Role[];
  readonly load: () => Promise<{ readonly default: ComponentType }>;
  /** Addresses below it that show the same page, with something opened on it. */
  readonly below?: boolean;
}

const page = (
  path: string,
  title: Key,
  load: PageOfConsole['load'],
  more: { roles?: readonly Role[]; below?: boolean } = {},
): PageOfConsole => ({ path, title, load, roles: more.roles ?? EVERYONE, ...(more.below ? { below: true } : {}) });

const dashboard = page('/', 'dashboard.title', () => import('./pages/dashboard/dashboard-page.js'));

const matters = page('/matters', 'matters.title', () => import('./pages/matters/matters-page.js'), { below: true });
const targets = page('/targets', 'targets.title', () => import('./pages/targets/targets-page.js'), { below: true });
const inspectors = page('/inspectors', 'inspectors.title', () => import('./pages/inspectors/inspectors-page.js'), {
  below: true,
});

/** As the menu shows them. */
export const MENU: readonly { readonly name: 'work' | 'lists'; readonly pages: readonly PageOfConsole[] }[] = [
  { name: 'work', pages: [dashboard] },
  { name: 'lists', pages: [matters, targets, inspectors] },
];

export const PAGES: readonly PageOfConsole[] = [...MENU.flatMap(({ pages }) => pages)];

export const mayOpen = ({ roles }: PageOfConsole, role: Role): boolean => roles.includes(role);
