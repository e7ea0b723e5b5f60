import express, { type ErrorRequestHandler, type Request, type RequestHandler } from 'express';

import { DomainError } from '../errors/domain-error.js';
import { text } from '../text.js';

/** A body larger than this is refused before it is read. Lists arrive as spreadsheets, not as JSON. */
export const BODY_BYTES = 1024 * 1024;
const DEPTH = 32;

/**
 * Reads JSON bodies: bounded in size, and in depth before anything of ours walks the value.
 * @param takesBytes whether a request's body is for its route alone, which reads it as it comes
 */
export function jsonBody(
  takesBytes: (request: Request) => boolean = () => false,
): (RequestHandler | ErrorRequestHandler)[] {
  const refusals = new WeakMap<object, DomainError>();
  const refuseOtherTypes: RequestHandler = (request, _response, next) =>
    next(takesBytes(request) || isReadable(request) ? undefined : notReadable());
  const refuseDepth: RequestHandler = (request, _response, next) => next(refusals.get(request));
  const explain: ErrorRequestHandler = (error, request, _response, next) => next(refusals.get(request) ?? error);
  return [
    refuseOtherTypes,
    express.json({
      limit: BODY_BYTES,
      strict: true,
      type: (request) => !takesBytes(request as Request) && (request as Request).is('json') === 'json',
      // what is thrown in here comes out as a bare 403, so the finding is kept for the handlers after this one
      verify: (request, _response, bytes, encoding) => {
        // JSON is UTF-8 (RFC 8259 §8.1); Express reads UTF-16 and UTF-7 too, whose bytes say nothing about depth
        if (encoding !== 'utf-8') refusals.set(request, notReadable());
        else if (deeperThan(bytes, DEPTH)) refusals.set(request, nestedTooDeep());
      },
    }),
    refuseDepth,
    // brackets that are never closed are malformed as well, but their number is what is wrong with them
    explain,
  ];
}

/** A body that claims to be something else would be passed over, and its sender told that every field is missing. */
function isReadable(request: Request): boolean {
  const empty = request.headers['transfer-encoding'] === undefined && !(Number(request.headers['content-length']) > 0);
  return empty || request.is(['json', 'multipart/form-data']) !== false;
}

const notReadable = (): DomainError =>
  new DomainError(
    'unsupported',
    'unsupported_media_type',
    text(
      '请使用 application/json（UTF-8）或 multipart/form-data。',
      'Use application/json (in UTF-8) or multipart/form-data.',
    ),
  );

const nestedTooDeep = (): DomainError =>
  new DomainError(
    'invalid',
    'json_too_deep',
    text(`JSON 嵌套超过 ${DEPTH} 层。`, `The JSON is nested deeper than ${DEPTH} levels.`),
  );

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
