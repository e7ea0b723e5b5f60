import { Catch, HttpException, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import { type Request, type Response } from 'express';

import { isAway, isFull, isUndone, mayPass } from '../database/database-errors.js';
import { DomainError } from '../errors/domain-error.js';
import { Log } from '../log/log.js';
import { text } from '../text.js';
import { fromStatus, toProblem, type Problem } from './problem.js';
import { currentContext } from './request-context.js';

/** Whoever keeps what people were refused; never fails. */
export interface Noted {
  note(error: DomainError, method: string, path: string): Promise<void>;
}

/** Turns whatever went wrong into a problem document. What we did not foresee is logged whole and shown as a 500 without its insides. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  constructor(
    private readonly log: Log,
    private readonly refusals?: Noted,
  ) {}

  catch(error: unknown, host: ArgumentsHost): void {
    const response = host.switchToHttp().getResponse<Response>();
    const requestId = currentContext()?.requestId;
    if (response.headersSent) {
      // a stream that broke half-way: cut the connection, so that nobody takes the half for the whole
      this.log.error({ err: error }, 'response broke off');
      response.destroy();
      return;
    }
    const known = recognise(error);
    if (known === undefined) this.log.error({ err: error }, 'unforeseen error');
    else if (mayPass(error)) this.log.warn({ err: error }, 'the database could not serve a request');
    const problem =
      known === undefined
        ? {
            ...toProblem(
              new DomainError(
                'unavailable',
                'internal_error',
                text(
                  '服务内部出错，已记录。请把请求编号告诉管理员。',
                  'Something failed inside and was recorded. Tell your administrator the request id.',
                ),
              ),
              requestId,
            ),
            status: 500,
          }
        : toProblem(known, requestId);
    if (known?.retryAfterSeconds !== undefined) response.setHeader('Retry-After', String(known.retryAfterSeconds));
    if (problem.status === 401) response.setHeader('WWW-Authenticate', 'Bearer');
    // what the route promised about keeping its answer was not about this one
    if (response.getHeader('Cache-Control') !== undefined) response.setHeader('Cache-Control', 'no-store');
    if (known === undefined || this.refusals === undefined) return this.answer(host, problem);
    const { method, originalUrl } = host.switchToHttp().getRequest<Request>();
    // whoever is told that he was refused can count on it that this was written down
    void this.refusals.note(known, method, originalUrl.split('?')[0] ?? '').finally(() => this.answer(host, problem));
  }

  /** As what it is told; heads that every answer has are set. */
  protected answer(host: ArgumentsHost, problem: Problem): void {
    const response = host.switchToHttp().getResponse<Response>();
    response.status(problem.status).type('application/problem+json').send(JSON.stringify(problem));
  }
}

function recognise(error: unknown): DomainError | undefined {
  if (error instanceof DomainError) return error;
  const outage = outageOf(error);
  if (outage !== undefined) return outage;
  if (error instanceof HttpException) return error.getStatus() >= 500 ? undefined : fromStatus(error.getStatus());
  // body-parser and multer throw plain errors that carry a status
  if (typeof error === 'object' && error !== null && 'status' in error && typeof error.status === 'number') {
    return error.status >= 500 ? undefined : fromStatus(error.status);
  }
  return undefined;
}

/** What the database cannot do now and may do soon. Whether what was asked for has been done is not always known. */
function outageOf(error: unknown): DomainError | undefined {
  const outage = (code: string, retryAfterSeconds: number, zh: string, en: string): DomainError =>
    new DomainError('unavailable', code, text(zh, en), { retryAfterSeconds });
  if (isAway(error))
    return outage(
      'database_unreachable',
      5,
      '数据库没有应答，请稍后再试。如果刚才是在提交，请先查看是否已经生效。',
      'The database does not answer; try again soon. If you were changing something, look first whether it was done.',
    );
  if (isFull(error))
    return outage(
      'storage_full',
      60,
      '数据库无法写入：磁盘已满或只读。没有任何改动。请联系管理员。',
      'The database cannot write: its disk is full or read-only. Nothing was changed. Tell your administrator.',
    );
  if (isUndone(error))
    return outage(
      'database_busy',
      2,
      '同时的改动太多，这一次没有成功，没有任何改动。请再试一次。',
      'Too many changes at once: this one did not succeed, and nothing was changed. Try again.',
    );
  return undefined;
}
