import { type ReactNode } from 'react';
import { Link, useLocation } from 'react-router';

import './views.css';

/** Several ways to look at one thing; which one stands in the address, and everything else there stays. */
export function Views({
  label,
  views,
  current,
  first,
}: {
  readonly label: string;
  readonly views: readonly { readonly name: string; readonly label: string }[];
  readonly current: string;
  /** The one that the address need not name. */
  readonly first: string;
}): ReactNode {
  const { pathname, search } = useLocation();
  const to = (name: string): string => {
    const params = new URLSearchParams(search);
    params.delete('view');
    params.delete('page');
    if (name !== first) params.set('view', name);
    return `${pathname}?${params.toString()}`;
  };
  return (
    <nav className="views" aria-label={label}>
      {views.map((view) => (
        <Link
          key={view.name}
          to={to(view.name)}
          aria-current={view.name === current ? 'page' : undefined}
          className={view.name === current ? 'active' : undefined}
        >
          {view.label}
        </Link>
      ))}
    </nav>
  );
}
