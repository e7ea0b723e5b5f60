import express, { type RequestHandler } from 'express';

import { DomainError } from '../errors/domain-error.js';
import { text } from '../text.js';

/** A body larger than this is refused before it is read. Lists arrive as spreadsheets, not as JSON. */
export const BODY_BYTES = 1024 * 1024;
const DEPTH = 32;

/** Reads JSON bodies: bounded in size, and in depth before anything of ours walks the value. */
export function jsonBody(): RequestHandler[] {
  const tooDeep = new WeakSet<object>();
  return [
    express.json({
      limit: BODY_BYTES,
      strict: true,
      // what is thrown in here comes out as a bare 403, so the finding is kept for the next handler
      verify: (request, _response, bytes) => {
        if (deeperThan(bytes, DEPTH)) tooDeep.add(request);
      },
    }),
    (request, _response, next) => {
      if (!tooDeep.has(request)) return next();
      next(
        new DomainError(
          'invalid',
          'json_too_deep',
          text(`JSON 嵌套超过 ${DEPTH} 层。`, `The JSON is nested deeper than ${DEPTH} levels.`),
        ),
      );
    },
  ];
}

/** Counts brackets outside strings; linear, and does not build anything. */
export function deeperThan(bytes: Uint8Array, limit: number): boolean {
  let depth = 0;
  let inString = false;
  for (let at = 0; at < bytes.length; at++) {
    const byte = bytes[at];
    if (inString) {
      if (byte === 0x5c) at++;
      else if (byte === 0x22) inString = false;
    } else if (byte === 0x22) inString = true;
    else if (byte === 0x7b || byte === 0x5b) {
      if (++depth > limit) return true;
    } else if (byte === 0x7d || byte === 0x5d) depth--;
  }
  return false;
}
