import { type RequestHandler } from 'express';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { builtAssets } from '../../platform/http/built-assets.js';

/** The build puts it there; in the sources the same folder holds what it is made of. */
export const SITE_BUNDLE = fileURLToPath(new URL('../../console/public', import.meta.url));

export interface SiteAssets {
  readonly styles: readonly string[];
  readonly script: string | undefined;
}

interface Built {
  readonly file: string;
  readonly css?: readonly string[];
}

/** Where the style and the script of the pages are. Without a build there are none, and the pages can be read all the same. */
export function siteAssets(folder = SITE_BUNDLE): SiteAssets {
  const manifest = join(folder, 'manifest.json');
  if (!existsSync(manifest)) return { styles: [], script: undefined };
  const page = (JSON.parse(readFileSync(manifest, 'utf8')) as Record<string, Built>)['page.ts'];
  if (page === undefined) throw new Error(`${manifest} has no page.ts`);
  const at = (file: string): string => `/public/${file}`;
  return { styles: (page.css ?? []).map(at), script: at(page.file) };
}

/** The files themselves. Mounted at /public/assets. */
export function siteFiles(folder = SITE_BUNDLE): RequestHandler {
  const assets = join(folder, 'assets');
  return existsSync(assets) ? builtAssets(assets) : (_request, _response, next) => next();
}
