import { lazy, type ReactNode } from 'react';
import { createBrowserRouter, type RouteObject } from 'react-router';

import { Broken } from './frame/broken.js';
import { Frame } from './frame/frame.js';
import { NoSuchPage, NotAllowed } from './frame/states.js';
import { mayOpen, PAGES, type PageOfConsole } from './pages.js';
import { SessionProvider, useSession } from './session/session.js';

/** The server decides what anybody sees; here nobody is led to a page that would only be refused. */
function Guarded({ page, children }: { readonly page: PageOfConsole; readonly children: ReactNode }): ReactNode {
  const { person } = useSession();
  return mayOpen(page, person.role) ? children : <NotAllowed />;
}

function routeOf(page: PageOfConsole): RouteObject {
  const Content = lazy(page.load);
  return {
    path: page.below ? `${page.path}/*` : page.path,
    element: (
      <Guarded page={page}>
        <Content />
      </Guarded>
    ),
    errorElement: <Broken />,
  };
}

export const router = createBrowserRouter([
  {
    element: (
      <SessionProvider>
        <Frame />
      </SessionProvider>
    ),
    errorElement: <Broken />,
    children: [...PAGES.map(routeOf), { path: '*', element: <NoSuchPage /> }],
  },
]);
