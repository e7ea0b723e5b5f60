import createClient from 'openapi-fetch';

import { asProblem, NoAnswer, ProblemError } from './problem.js';
import { type components, type paths } from './schema.js';

export type Schemas = components['schemas'];

/** Only a page of this server can send it (src/accounts/browser/same-origin.ts). */
const OWN = { 'X-Sortis-Console': '1' };

/** Asks the person for the password once more, over whatever is open. */
let askAgain: (() => void) | undefined;

/** Those that wait for it: however many requests find the session ended, the password is asked for once. */
let waiting: { readonly promise: Promise<void>; readonly resolve: () => void } | undefined;

/** Who asks people for their password when the server does not know them any more; undefined: nobody is signed in. */
export function whenSignedOut(ask: (() => void) | undefined): void {
  askAgain = ask;
  waiting = undefined;
}

/** What waited goes on. */
export function signedInAgain(): void {
  waiting?.resolve();
  waiting = undefined;
}

function signInAgain(ask: () => void): Promise<void> {
  if (waiting === undefined) {
    let resolve: () => void = () => undefined;
    const promise = new Promise<void>((done) => (resolve = done));
    waiting = { promise, resolve };
  }
  ask();
  return waiting.promise;
}

const SIGNED_OUT = new Set(['sign_in_required', 'session_expired', 'token_invalid', 'token_expired']);

async function isSignedOut(response: Response): Promise<boolean> {
  if (response.status !== 401) return false;
  const body: unknown = await response
    .clone()
    .json()
    .catch(() => undefined);
  return SIGNED_OUT.has(asProblem(body, 401).code);
}

/**
 * One request. Where the session has ended in the meantime the person signs in again, and the same request is sent once more:
 * a form that waits for it has lost nothing.
 */
async function send(request: Request): Promise<Response> {
  const again = request.clone();
  const response = await fetchOrNone(request);
  if (askAgain === undefined || !(await isSignedOut(response))) return response;
  await signInAgain(askAgain);
  return fetchOrNone(again);
}

async function fetchOrNone(request: Request): Promise<Response> {
  try {
    return await fetch(request);
  } catch (error) {
    if (request.signal.aborted) throw error;
    throw new NoAnswer();
  }
}

export const api = createClient<paths>({ baseUrl: location.origin, headers: OWN, fetch: send });

/** For what is asked before anybody is signed in: a refusal is an answer like any other. */
export const door = createClient<paths>({ baseUrl: location.origin, headers: OWN, fetch: fetchOrNone });

/** A file, or whatever else is no JSON. */
export const fetchOwn = (path: string): Promise<Response> =>
  send(new Request(new URL(path, location.origin), { headers: OWN }));

interface Answer<T> {
  readonly data?: T;
  readonly error?: unknown;
  readonly response: Response;
}

/** What was answered. @throws ProblemError, NoAnswer */
export async function take<T>(answer: Promise<Answer<T>>): Promise<T> {
  const { data, error, response } = await answer;
  if (!response.ok) throw new ProblemError(asProblem(error, response.status));
  return data as T;
}

interface Options {
  readonly query?: Readonly<Record<string, string | number | boolean | undefined>>;
  readonly body?: unknown;
  readonly version?: number;
  readonly signal?: AbortSignal;
}
type Method = 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE';

/** An answer that is no JSON, such as a page. @throws as `take` */
export async function askText(method: Method, path: string, options: Options = {}): Promise<string> {
  const address = new URL(path, location.origin);
  for (const [name, value] of Object.entries(options.query ?? {}))
    if (value !== undefined && value !== '') address.searchParams.set(name, String(value));
  const form = options.body instanceof FormData;
  const response = await send(
    new Request(address, {
      method,
      headers: {
        ...OWN,
        ...(options.body === undefined || form ? {} : { 'Content-Type': 'application/json' }),
        // changed against what was seen, or not at all (RFC 9110 §13.1.1)
        ...(options.version === undefined ? {} : { 'If-Match': `"${options.version}"` }),
      },
      ...(options.body === undefined ? {} : { body: form ? options.body : JSON.stringify(options.body) }),
      ...(options.signal === undefined ? {} : { signal: options.signal }),
    }),
  );
  const text = await response.text();
  if (!response.ok) throw new ProblemError(asProblem(parsed(text), response.status));
  return text;
}

function parsed(text: string): unknown {
  try {
    return text === '' ? undefined : JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** For the parts that several lists share, which know their address only when they run. @throws as `take` */
export async function ask<T>(method: Method, path: string, options: Options = {}): Promise<T> {
  return parsed(await askText(method, path, options)) as T;
}
