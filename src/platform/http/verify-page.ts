import express, { type Router } from 'express';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { DomainError } from '../errors/domain-error.js';
import { text } from '../text.js';

/** The build puts the bundle there; in the sources the same folder holds what it is made of. */
const BUNDLE = fileURLToPath(new URL('../../console/verify', import.meta.url));

/** Nothing but the page's own files, and the evidence from this server. */
const POLICY =
  "default-src 'none'; script-src 'self'; worker-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' data:; " +
  "base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/** The page on which anyone checks a draw in a browser of their own. No sign-in. Mounted at /verify. */
export function verifyPage(folder = BUNDLE): Router {
  const router = express.Router();
  if (!existsSync(join(folder, 'assets'))) {
    router.use(() => {
      throw new DomainError(
        'not-found',
        'verify_page_not_built',
        text(
          '核验页面尚未构建（npm run build）。也可用 /verify.py 核验。',
          'The verify page is not built (npm run build). /verify.py checks as well.',
        ),
      );
    });
    return router;
  }
  router.use((_request, response, next) => {
    response.setHeader('Content-Security-Policy', POLICY);
    next();
  });
  // names carry a hash of what is in them
  router.use('/assets', express.static(join(folder, 'assets'), { immutable: true, maxAge: '365d' }));
  router.use(
    express.static(folder, {
      cacheControl: false,
      setHeaders: (response) => response.setHeader('Cache-Control', 'no-cache'),
    }),
  );
  return router;
}
