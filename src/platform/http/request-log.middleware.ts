import { Injectable, type NestMiddleware } from '@nestjs/common';
import { type NextFunction, type Request, type Response } from 'express';
import { randomUUID } from 'node:crypto';

import { Log } from '../log/log.js';
import { currentContext, runInContext } from './request-context.js';

const ACCEPTABLE_ID = /^[A-Za-z0-9._-]{1,64}$/;

/** Gives each request an id (the caller's own, where it has a sane one), says it back, and logs one line when it ends. */
@Injectable()
export class RequestLogMiddleware implements NestMiddleware {
  constructor(private readonly log: Log) {}

  use(request: Request, response: Response, next: NextFunction): void {
    const offered = request.header('x-request-id');
    const requestId = offered !== undefined && ACCEPTABLE_ID.test(offered) ? offered : randomUUID();
    response.setHeader('X-Request-Id', requestId);
    runInContext({ requestId, address: request.socket.remoteAddress ?? 'unknown', actor: null }, () => {
      const started = process.hrtime.bigint();
      response.once('close', () => {
        this.log.info(
          {
            method: request.method,
            path: request.originalUrl.split('?')[0],
            status: response.statusCode,
            finished: response.writableFinished,
            milliseconds: Number((process.hrtime.bigint() - started) / 1_000_000n),
            user: currentContext()?.actor?.name,
          },
          'request',
        );
      });
      next();
    });
  }
}
