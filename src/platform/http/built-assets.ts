import { type Request, type RequestHandler, type Response } from 'express';
import { readdirSync } from 'node:fs';
import { extname } from 'node:path';

const TYPES: Readonly<Record<string, string>> = {
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
};

/** How the build has compressed a file beside it, the best first. */
const CODINGS = [
  { coding: 'br', ending: '.br' },
  { coding: 'gzip', ending: '.gz' },
] as const;

/** What a build has put into a folder. Names carry a hash of what is in them: what was fetched once is never asked for again. */
export function builtAssets(folder: string): RequestHandler {
  // the names that there are: no other path is ever looked for on the disk
  const names = new Set(readdirSync(folder));
  return (request, response, next) => {
    const name = request.path.slice(1);
    const type = TYPES[extname(name)];
    if (!['GET', 'HEAD'].includes(request.method) || type === undefined || !names.has(name)) return next();
    sendAsset(folder, name, type, names, request, response);
  };
}

function sendAsset(
  folder: string,
  name: string,
  type: string,
  names: ReadonlySet<string>,
  request: Request,
  response: Response,
): void {
  const taken = CODINGS.find(
    ({ coding, ending }) => names.has(name + ending) && request.acceptsEncodings(coding) === coding,
  );
  response.setHeader('Content-Type', type);
  response.vary('Accept-Encoding');
  if (taken !== undefined) response.setHeader('Content-Encoding', taken.coding);
  response.sendFile(name + (taken?.ending ?? ''), { root: folder, immutable: true, maxAge: '365d', dotfiles: 'deny' });
}
