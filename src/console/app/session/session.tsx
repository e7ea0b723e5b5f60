import { useQueryClient } from '@tanstack/react-query';
import { createContext, lazy, Suspense, use, useCallback, useEffect, useMemo, useState, type ReactNode } from 'react';

import { door, signedInAgain, take, whenSignedOut } from '../api/client.js';
import { isProblem } from '../api/problem.js';
import { Asking, Unreachable } from '../frame/states.js';
import { type Person } from './person.js';

const SignInPage = lazy(() => import('./sign-in-page.js'));
const SignInDialog = lazy(() => import('./sign-in-dialog.js'));

export interface Session {
  readonly person: Person;
  readonly signOut: (everywhere?: boolean) => Promise<void>;
}

const Signed = createContext<Session | undefined>(undefined);

/** Who is signed in. Only below `SessionProvider`, where somebody is. */
export function useSession(): Session {
  const session = use(Signed);
  if (session === undefined) throw new Error('nobody is signed in here');
  return session;
}

type State =
  | { readonly kind: 'asking' }
  | { readonly kind: 'unreachable' }
  | { readonly kind: 'out' }
  | { readonly kind: 'in'; readonly person: Person };

async function whoIsThere(): Promise<State> {
  try {
    const { user } = await take(door.GET('/api/v1/session'));
    return { kind: 'in', person: user };
  } catch (error) {
    return { kind: isProblem(error) && error.problem.status === 401 ? 'out' : 'unreachable' };
  }
}

/**
 * Shows what is below to whoever is signed in, and the sign-in to everybody else. A session that ends while somebody works is
 * begun anew in a dialog over the page: the page, and what was typed into it, stays as it is.
 */
export function SessionProvider({ children }: { readonly children: ReactNode }): ReactNode {
  const queries = useQueryClient();
  const [state, setState] = useState<State>({ kind: 'asking' });
  const [lost, setLost] = useState(false);

  useEffect(() => void whoIsThere().then(setState), []);

  const signedIn = state.kind === 'in';
  useEffect(() => {
    if (!signedIn) return undefined;
    whenSignedOut(() => setLost(true));
    return () => whenSignedOut(undefined);
  }, [signedIn]);

  const enter = useCallback(
    (person: Person): void => {
      queries.clear();
      setState({ kind: 'in', person });
    },
    [queries],
  );
  const goOn = useCallback((): void => {
    setLost(false);
    signedInAgain();
  }, []);
  const leave = useCallback((): void => {
    whenSignedOut(undefined);
    setLost(false);
    queries.clear();
    setState({ kind: 'out' });
  }, [queries]);

  const signOut = useCallback(
    async (everywhere = false): Promise<void> => {
      try {
        await take(everywhere ? door.DELETE('/api/v1/session') : door.DELETE('/api/v1/browser-session'));
      } catch (error) {
        // where the session has ended already, that is what was wanted
        if (!isProblem(error) || error.problem.status !== 401) throw error;
      }
      leave();
    },
    [leave],
  );
  const person = state.kind === 'in' ? state.person : undefined;
  const session = useMemo<Session | undefined>(() => person && { person, signOut }, [person, signOut]);

  if (state.kind === 'asking') return <Asking />;
  if (state.kind === 'unreachable')
    return (
      <Unreachable
        retry={() => {
          setState({ kind: 'asking' });
          void whoIsThere().then(setState);
        }}
      />
    );
  if (session === undefined)
    return (
      <Suspense fallback={<Asking />}>
        <SignInPage enter={enter} />
      </Suspense>
    );
  return (
    <Signed value={session}>
      {children}
      {lost && (
        <Suspense fallback={null}>
          <SignInDialog username={session.person.username} goOn={goOn} leave={leave} />
        </Suspense>
      )}
    </Signed>
  );
}
