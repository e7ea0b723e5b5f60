import { type RequestHandler } from 'express';
import { randomUUID } from 'node:crypto';
import { type Server } from 'node:http';
import { type Duplex } from 'node:stream';

import { DomainError } from '../errors/domain-error.js';
import { text } from '../text.js';
import { fromStatus, toProblem } from './problem.js';
import { currentContext } from './request-context.js';

/*
 * Two kinds of request never reach a route: those for addresses outside the API, which Express would answer with a page of
 * its own, and those that Node's parser cannot read, which Node would answer without a word.
 */

/** Answers what no route took. Goes after all routes. */
export function nothingHere(): RequestHandler {
  return (_request, response) => {
    const problem = toProblem(fromStatus(404), currentContext()?.requestId);
    response.status(404).type('application/problem+json').send(JSON.stringify(problem));
  };
}

/** Answers what is no HTTP, or has headers or an address longer than 16 kB together. */
export function answerBrokenRequests(server: Server): void {
  server.on('clientError', (error: NodeJS.ErrnoException, socket: Duplex) => {
    if (error.code === 'ECONNRESET' || !socket.writable) {
      socket.destroy();
      return;
    }
    const [line, refusal] = REFUSALS[error.code ?? ''] ?? ['400 Bad Request', fromStatus(400)];
    const requestId = randomUUID();
    const body = JSON.stringify({ ...toProblem(refusal, requestId), status: Number(line.slice(0, 3)) });
    socket.end(
      `HTTP/1.1 ${line}\r\nContent-Type: application/problem+json; charset=utf-8\r\nX-Content-Type-Options: nosniff\r\n` +
        `X-Request-Id: ${requestId}\r\n` +
        `Content-Length: ${Buffer.byteLength(body)}\r\nConnection: close\r\n\r\n${body}`,
    );
  });
}

const REFUSALS: Readonly<Record<string, readonly [string, DomainError]>> = {
  HPE_HEADER_OVERFLOW: [
    '431 Request Header Fields Too Large',
    new DomainError(
      'too-large',
      'headers_too_large',
      text('地址和请求头合计超过 16 KB。', 'The address and the headers together are over 16 kB.'),
    ),
  ],
  ERR_HTTP_REQUEST_TIMEOUT: [
    '408 Request Timeout',
    new DomainError('invalid', 'request_timeout', text('请求没有按时发完。', 'The request did not arrive in time.')),
  ],
};
