import { type Request, type Response } from 'express';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';

import { sha256Hex } from '../secrets/secrets.js';

/* A page that was written for one request. It is small, and sent over slow lines: compressing it costs a millisecond or two. */

const CODINGS = {
  br: (bytes: Buffer) =>
    promisify(brotliCompress)(bytes, {
      params: { [constants.BROTLI_PARAM_QUALITY]: 5, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length },
    }),
  gzip: (bytes: Buffer) => promisify(gzip)(bytes, { level: 6 }),
} as const;

/** Below this a compressed page is hardly smaller. */
const WORTH_IT = 1000;

/**
 * Sends a page. One that may be kept has the hash of its bytes for a tag, and whoever has it already is told that only.
 * @param caching of `Cache-Control`; `no-store` gets no tag
 */
export async function sendPage(request: Request, response: Response, page: string, caching: string): Promise<void> {
  response.setHeader('Content-Type', 'text/html; charset=utf-8');
  response.setHeader('Cache-Control', caching);
  response.vary('Accept-Encoding');
  if (caching !== 'no-store' && response.statusCode === 200) {
    // weak: the same page, however it was compressed
    const tag = `W/"${sha256Hex(page).slice(0, 32)}"`;
    response.setHeader('ETag', tag);
    const held = request.headers['if-none-match'];
    if (held?.split(',').some((one) => one.trim() === tag || one.trim() === '*') === true) {
      response.status(304).end();
      return;
    }
  }
  const bytes = Buffer.from(page);
  const coding = bytes.length < WORTH_IT ? false : request.acceptsEncodings(['br', 'gzip']);
  const sent = coding === 'br' || coding === 'gzip' ? await CODINGS[coding](bytes) : bytes;
  if (sent !== bytes) response.setHeader('Content-Encoding', coding as string);
  response.setHeader('Content-Length', sent.length);
  // a HEAD has the same heads
  response.end(request.method === 'HEAD' ? undefined : sent);
}
