import { useQueryClient } from '@tanstack/react-query';
import { createContext, lazy, Suspense, use, useCallback, useEffect, useMemo, useState, type ReactNode } from 'react';

import { door, signedInAgain, take, whenSignedOut } from '../api/client.js';
import { isProblem, NoAnswer } from '../api/problem.js';
import { forget, forgetOthers, isLeaving, personOf, setLeaving, unsentOf } from '../field/indexed-store.js';
import { Asking, Unreachable } from '../frame/states.js';
import { dayNow } from '../words/dates.js';
import { useSpeech } from '../words/words.js';
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

/** A network that does not answer for so long is taken for none, where somebody can work without it. */
const PATIENCE = 6000;

/** Whoever opened his day here today goes on without a network; the server asks who he is as soon as there is one. */
async function whoIsThere(): Promise<State> {
  const kept = await personOf<Person>(dayNow());
  const stop = new AbortController();
  const timer = kept === undefined ? undefined : setTimeout(() => stop.abort(), PATIENCE);
  try {
    if (await isLeaving()) {
      await take(door.DELETE('/api/v1/browser-session')).catch(ended);
      await setLeaving(false);
    }
    const { user } = await take(door.GET('/api/v1/session', { signal: stop.signal }));
    await forgetOthers(user.id);
    return { kind: 'in', person: user };
  } catch (error) {
    if (isProblem(error) && error.problem.status === 401) return { kind: 'out' };
    return kept === undefined ? { kind: 'unreachable' } : { kind: 'in', person: kept };
  } finally {
    clearTimeout(timer);
  }
}

/** Where the session has ended already, that is what was wanted. */
function ended(error: unknown): void {
  if (!isProblem(error) || error.problem.status !== 401) throw error;
}

/**
 * Shows what is below to whoever is signed in, and the sign-in to everybody else. A session that ends while somebody works is
 * begun anew in a dialog over the page: the page, and what was typed into it, stays as it is.
 */
export function SessionProvider({ children }: { readonly children: ReactNode }): ReactNode {
  const { t } = useSpeech();
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
      void forgetOthers(person.id).then(() => setState({ kind: 'in', person }));
    },
    [queries],
  );
  const goOn = useCallback((): void => {
    setLost(false);
    signedInAgain();
  }, []);
  const person = state.kind === 'in' ? state.person : undefined;
  const leave = useCallback((): void => {
    whenSignedOut(undefined);
    setLost(false);
    queries.clear();
    void (person === undefined ? Promise.resolve() : forget(person.id)).then(() => setState({ kind: 'out' }));
  }, [person, queries]);

  const signOut = useCallback(
    async (everywhere = false): Promise<void> => {
      const unsent = person === undefined ? 0 : await unsentOf(person.id);
      if (unsent > 0 && !window.confirm(t('session.signOutUnsent', { n: unsent }))) return;
      try {
        await take(everywhere ? door.DELETE('/api/v1/session') : door.DELETE('/api/v1/browser-session')).catch(ended);
      } catch (error) {
        if (!(error instanceof NoAnswer) || everywhere) throw error;
        // the server hears of it before anything else
        await setLeaving(true);
      }
      leave();
    },
    [leave, person, t],
  );
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
