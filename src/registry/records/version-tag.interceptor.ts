import { Injectable, type CallHandler, type ExecutionContext, type NestInterceptor } from '@nestjs/common';
import { type Response } from 'express';
import { tap, type Observable } from 'rxjs';

import { etagOf } from '../../platform/http/versions.js';

/** Gives an answer that carries a `version` its ETag, which a later change sends back as If-Match. */
@Injectable()
export class VersionTag implements NestInterceptor {
  intercept(context: ExecutionContext, next: CallHandler<unknown>): Observable<unknown> {
    return next.handle().pipe(
      tap((body) => {
        if (typeof body !== 'object' || body === null || !('version' in body)) return;
        if (typeof body.version !== 'number') return;
        context.switchToHttp().getResponse<Response>().setHeader('ETag', etagOf(body.version));
      }),
    );
  }
}
