import express, { type Request, type Router } from 'express';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { DomainError } from '../errors/domain-error.js';
import { secretBytes } from '../secrets/secrets.js';
import { text } from '../text.js';
import { builtAssets } from './built-assets.js';

/** The build puts the console there; in the sources the same folder holds what it is made of. */
const BUNDLE = fileURLToPath(new URL('../../console/app', import.meta.url));

/** Addresses that are not the console's: what is not there is not there, whoever asks. */
const OF_OTHERS = /^\/(?:api|assets|hall|health|i|metrics|public|robots\.txt|verify|verify\.py)(?:\/|$)/;

/** Written into the page at the build; each answer has a nonce of its own in its place. */
const NONCE = '__NONCE__';

/**
 * Nothing but the console's own files and this server. Ant Design writes its styles into the page while it runs, so a style
 * may also carry the answer's nonce; a script may not, and nothing may stand in the page itself.
 */
const policy = (nonce: string): string =>
  `default-src 'none'; script-src 'self'; style-src 'self' 'nonce-${nonce}'; img-src 'self' data: blob:; font-src 'self'; ` +
  "connect-src 'self'; worker-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/** Of the service worker: it fetches from this server, and does nothing else. */
const WORKER_POLICY = "default-src 'none'; connect-src 'self'";

/** The console, at every address that nobody else has. Goes after all routes. */
export function consolePage(folder = BUNDLE): Router {
  const router = express.Router();
  const assets = join(folder, 'assets');
  if (!existsSync(assets)) {
    router.use((request, _response, next) => {
      if (!isForPage(request)) return next();
      throw notBuilt();
    });
    return router;
  }
  const page = readFileSync(join(folder, 'index.html'), 'utf8');
  if (!page.includes(NONCE)) throw new Error(`${folder}/index.html has no place for a nonce`);
  router.use('/assets', builtAssets(assets));
  router.get('/sw.js', (_request, response, next) => {
    if (!existsSync(join(folder, 'sw.js'))) return next();
    response.setHeader('Content-Security-Policy', WORKER_POLICY);
    response.setHeader('Cache-Control', 'no-cache');
    response.type('text/javascript; charset=utf-8').sendFile('sw.js', { root: folder, cacheControl: false });
  });
  router.use((request, response, next) => {
    if (!isForPage(request)) return next();
    const nonce = Buffer.from(secretBytes(16)).toString('base64');
    response.setHeader('Content-Security-Policy', policy(nonce));
    response.setHeader('Cache-Control', 'no-store');
    response.type('html').send(page.replaceAll(NONCE, nonce));
  });
  return router;
}

/** Somebody opens an address with a browser. Which pages there are the console itself knows. */
function isForPage(request: Request): boolean {
  return (
    ['GET', 'HEAD'].includes(request.method) &&
    request.header('accept')?.includes('text/html') === true &&
    !OF_OTHERS.test(request.path)
  );
}

const notBuilt = (): DomainError =>
  new DomainError(
    'not-found',
    'console_not_built',
    text(
      '管理界面尚未构建（npm run build）。接口文档在 /api/docs。',
      'The console is not built (npm run build). The API is documented at /api/docs.',
    ),
  );
