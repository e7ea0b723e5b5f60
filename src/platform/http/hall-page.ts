import express, { type Router } from 'express';
import { fileURLToPath } from 'node:url';

import { verifyPage } from './verify-page.js';

const BUNDLE = fileURLToPath(new URL('../../console/hall', import.meta.url));

/** The page on which everyone watches a draw, under the policy of the page that checks one. Mounted at /hall. */
export function hallPage(folder = BUNDLE): Router {
  const router = express.Router();
  router.use((request, _response, next) => {
    // which draw it is about the page reads off its own address
    if (/^\/[A-Za-z0-9][A-Za-z0-9._-]{0,63}\/?$/.test(request.path) && !request.path.startsWith('/assets'))
      request.url = '/';
    next();
  });
  router.use(verifyPage(folder));
  return router;
}
