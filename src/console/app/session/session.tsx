import { useQueryClient } from '@tanstack/react-query';
import {
  createContext,
  lazy,
  Suspense,
  use,
  useCallback,
  useEffect,
  useMemo,
  useRef,
  useState,
  type ReactNode,
} from 'react';

import { door, take, whenSignedOut, type Schemas } from '../api/client.js';
import { isProblem } from '../api/problem.js';
import { Asking, Unreachable } from '../frame/states.js';

const SignInPage = lazy(() => import('./sign-in-page.js'));
const SignInDialog = lazy(() => import('./sign-in-dialog.js'));

export type Person = Schemas['PersonResponse'];
export type Role = Person['role'];

export interface Session {
  readonly person: Person;
  signOut(everywhere?: boolean): Promise<void>;
}

const Signed = createContext<Session | undefined>(undefined);

/** Who is signed in. Only below `SessionProvider`, where somebody is. */
export function useSession(): Session {
  const session = use(Signed);
  if (session === undefined) throw new Error('nobody is signed in here');
  return session;
}

interface Pending {
  readonly promise: Promise<void>;
  readonly resolve: () => void;
}

function pending(): Pending {
  let resolve: () => void = () => undefined;
  const promise = new Promise<void>((done) => (resolve = done));
  return { promise, resolve };
}

type State =
  | { readonly kind: 'asking' }
  | { readonly kind: 'unreachable' }
  | { readonly kind: 'out' }
  | { readonly kind: 'in'; readonly person: Person };

/**
 * Shows what is below to whoever is signed in, and the sign-in to everybody else. A session that ends while somebody works is
 * begun anew in a dialog over the page: the page, and what was typed into it, stays as it is.
 */
export function SessionProvider({ children }: { readonly children: ReactNode }): ReactNode {
  const queries = useQueryClient();
  const [state, setState] = useState<State>({ kind: 'asking' });
  const [lost, setLost] = useState(false);
  const waiting = useRef<Pending | undefined>(undefined);

  const look = useCallback(async (): Promise<void> => {
    setState({ kind: 'asking' });
    try {
      const { user } = await take(door.GET('/api/v1/session'));
      setState({ kind: 'in', person: user });
    } catch (error) {
      setState({ kind: isProblem(error) && error.problem.status === 401 ? 'out' : 'unreachable' });
    }
  }, []);
  useEffect(() => void look(), [look]);

  const signedIn = state.kind === 'in';
  useEffect(() => {
    if (!signedIn) return undefined;
    whenSignedOut(() => {
      // however many requests find the session ended, the password is asked for once
      waiting.current ??= pending();
      setLost(true);
      return waiting.current.promise;
    });
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
    waiting.current?.resolve();
    waiting.current = undefined;
  }, []);
  const leave = useCallback((): void => {
    whenSignedOut(undefined);
    waiting.current = undefined;
    setLost(false);
    queries.clear();
    setState({ kind: 'out' });
  }, [queries]);

  const person = state.kind === 'in' ? state.person : undefined;
  const session = useMemo<Session | undefined>(
    () =>
      person && {
        person,
        async signOut(everywhere = false): Promise<void> {
          // where the session has ended already, that is what was wanted
          await take(everywhere ? door.DELETE('/api/v1/session') : door.DELETE('/api/v1/browser-session')).catch(
            (error: unknown) => {
              if (!isProblem(error) || error.problem.status !== 401) throw error;
            },
          );
          leave();
        },
      },
    [person, leave],
  );

  if (state.kind === 'asking') return <Asking />;
  if (state.kind === 'unreachable') return <Unreachable retry={() => void look()} />;
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
