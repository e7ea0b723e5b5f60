import { type RequestHandler } from 'express';
import { randomUUID } from 'node:crypto';

import { type Log } from '../log/log.js';
import { currentContext, runInContext } from './request-context.js';

const ACCEPTABLE_ID = /^[A-Za-z0-9._-]{1,64}$/;

/** Gives each request an id (the caller's own, where it has a sane one), says it back, and logs one line when it ends. */
export function requestLog(log: Log): RequestHandler {
  return (request, response, next) => {
    const offered = request.header('x-request-id');
    const requestId = offered !== undefined && ACCEPTABLE_ID.test(offered) ? offered : randomUUID();
    response.setHeader('X-Request-Id', requestId);
    runInContext({ requestId, address: request.ip ?? 'unknown', actor: null }, () => {
      const context = currentContext();
      const started = process.hrtime.bigint();
      response.once('close', () => {
        // a health check or a scrape every few seconds would drown everything else
        const watching = request.path.startsWith('/health/') || request.path === '/metrics';
        const level = watching && response.statusCode < 400 ? 'debug' : 'info';
        log[level](
          {
            requestId,
            method: request.method,
            path: request.originalUrl.split('?')[0],
            status: response.statusCode,
            finished: response.writableFinished,
            milliseconds: Number((process.hrtime.bigint() - started) / 1_000_000n),
            user: context?.actor?.name,
          },
          'request',
        );
      });
      next();
    });
  };
}
