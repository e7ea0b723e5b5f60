import { cacheOf, outdated, wayOf } from './rules.js';

/*
 * Opens the pages of an inspector without a network. With one, every page comes from the server: a new version of the product
 * is there at once, and this file is renewed behind it. It keeps the console's own files and the empty page, which are the
 * same for everybody; nothing of the API, and nothing of anybody.
 */

/** Written in by the build (config/vite.offline.config.mjs). */
declare const SHELL: { readonly version: string; readonly entry: string; readonly files: readonly string[] };

/** A network that has not answered by then is taken for none. */
const PATIENCE = 4000;

interface Lasting extends Event {
  waitUntil(work: Promise<unknown>): void;
}
interface Fetching extends Lasting {
  readonly request: Request;
  respondWith(answer: Promise<Response>): void;
}
interface Worker {
  readonly location: Location;
  readonly clients: { claim(): Promise<void> };
  skipWaiting(): Promise<void>;
  addEventListener(event: 'install' | 'activate', listener: (event: Lasting) => void): void;
  addEventListener(event: 'fetch', listener: (event: Fetching) => void): void;
}
const worker = self as unknown as Worker;
const name = cacheOf(SHELL.version);

/** Whole, or not at all: the page has to be of the same version as its files. */
async function keepShell(): Promise<void> {
  try {
    const cache = await caches.open(name);
    const page = await fetch('/', { headers: { Accept: 'text/html' }, cache: 'no-store', credentials: 'omit' });
    if (!page.ok || !(await page.clone().text()).includes(SHELL.entry))
      throw new Error('the page is of another version');
    await cache.put('/', page);
    await cache.addAll([...SHELL.files]);
  } catch (error) {
    await caches.delete(name);
    throw error;
  }
  await worker.skipWaiting();
}

async function tidy(): Promise<void> {
  for (const old of outdated(await caches.keys(), SHELL.version)) await caches.delete(old);
  await worker.clients.claim();
}

const keptPage = (): Promise<Response | undefined> => caches.match('/', { cacheName: name });

async function page(request: Request): Promise<Response> {
  const coming = fetch(request);
  const late = new Promise<undefined>((resolve) => setTimeout(() => resolve(undefined), PATIENCE));
  try {
    const answer = await Promise.race([coming, late]);
    // a proxy that finds no server behind it is no network either
    if (answer !== undefined && answer.status < 500) return answer;
    return (await keptPage()) ?? (await coming);
  } catch (error) {
    const kept = await keptPage();
    if (kept === undefined) throw error;
    return kept;
  }
}

const asset = async (request: Request): Promise<Response> =>
  (await caches.match(request, { ignoreVary: true })) ?? fetch(request);

worker.addEventListener('install', (event) => event.waitUntil(keepShell()));
worker.addEventListener('activate', (event) => event.waitUntil(tidy()));
worker.addEventListener('fetch', (event) => {
  switch (wayOf(event.request, worker.location.origin)) {
    case 'page':
      return event.respondWith(page(event.request));
    case 'asset':
      return event.respondWith(asset(event.request));
    case 'leave':
  }
});
