import { Injectable, type CallHandler, type ExecutionContext, type NestInterceptor } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { type Request, type Response } from 'express';
import { from, lastValueFrom, type Observable } from 'rxjs';
import { DataSource, LessThan } from 'typeorm';

import { Clock } from '../clock/clock.js';
import { isDuplicate, Transactions } from '../database/transactions.js';
import { DomainError, invalid } from '../errors/domain-error.js';
import { currentActor } from '../http/request-context.js';
import { sha256Hex } from '../secrets/secrets.js';
import { text } from '../text.js';
import { CONFIDENTIAL } from './confidential.js';
import { IdempotencyKey } from './idempotency-key.entity.js';

const KEY = /^[\x21-\x7e]{1,100}$/;
const KEPT_HOURS = 24;
/** A first request that has not answered after so long died with its process. */
const ABANDONED_MINUTES = 10;
/** MySQL's `text` ends at 65 535 bytes. */
const RESPONSE_BYTES = 60_000;

/**
 * `Idempotency-Key` on a POST with a JSON body: the first request does the work, and the same one sent again (a lost answer, a
 * nervous finger) gets the first one's answer instead of a second record. Keys belong to their caller and are kept for a day.
 */
@Injectable()
export class IdempotencyInterceptor implements NestInterceptor {
  constructor(
    private readonly reflector: Reflector,
    private readonly dataSource: DataSource,
    private readonly transactions: Transactions,
    private readonly clock: Clock,
  ) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const http = context.switchToHttp();
    const request = http.getRequest<Request>();
    const key = request.header('idempotency-key');
    if (key === undefined || request.method !== 'POST' || request.is('json') !== 'json') return next.handle();
    // before sign-in nothing is created
    if (currentActor().userId === null) return next.handle();
    const places = [context.getHandler(), context.getClass()];
    if (this.reflector.getAllAndOverride<boolean | undefined>(CONFIDENTIAL, places) === true) return next.handle();
    return from(this.once(key, request, http.getResponse<Response>(), () => lastValueFrom(next.handle())));
  }

  private async once(
    key: string,
    request: Request,
    response: Response,
    work: () => Promise<unknown>,
  ): Promise<unknown> {
    if (!KEY.test(key)) {
      throw invalid(
        '/headers/Idempotency-Key',
        'idempotency_key',
        text('应为 1 到 100 个可见的 ASCII 字符。', 'Should be 1 to 100 visible ASCII characters.'),
      );
    }
    const caller = String(currentActor().userId ?? 'nobody');
    const requestHash = sha256Hex(`${request.originalUrl}\n${JSON.stringify(request.body)}`);
    const before = await this.reserve(caller, key, requestHash);
    if (before !== undefined) return this.repeat(before, requestHash, response);
    let body: unknown;
    try {
      body = await work();
    } catch (error) {
      // nothing was created: the same key may be used for the corrected request
      await this.forget(caller, key);
      throw error;
    }
    // where this fails the key stays taken: the work is done, and must not be done again for a caller who asks again
    await this.settle(caller, key, response.statusCode, JSON.stringify(body ?? null));
    return body;
  }

  /** Takes the key, or returns the row of the one who took it before. */
  private async reserve(
    caller: string,
    idempotencyKey: string,
    requestHash: string,
  ): Promise<IdempotencyKey | undefined> {
    const now = this.clock.now();
    const before = (minutes: number): Date => new Date(now.getTime() - minutes * 60_000);
    try {
      await this.transactions.run(async (manager) => {
        await manager.delete(IdempotencyKey, { createdAt: LessThan(before(KEPT_HOURS * 60)) });
        const taken = await manager.findOneBy(IdempotencyKey, { caller, idempotencyKey });
        if (taken?.status === null && taken.createdAt < before(ABANDONED_MINUTES))
          await manager.delete(IdempotencyKey, { id: taken.id });
        const row = { caller, idempotencyKey, requestHash, status: null, response: null, createdAt: now };
        await manager.insert(IdempotencyKey, row);
      });
      return undefined;
    } catch (error) {
      if (!isDuplicate(error)) throw error;
      return this.dataSource.getRepository(IdempotencyKey).findOneByOrFail({ caller, idempotencyKey });
    }
  }

  private repeat(before: IdempotencyKey, requestHash: string, response: Response): unknown {
    if (before.requestHash !== requestHash) {
      throw new DomainError(
        'conflict',
        'idempotency_key_reused',
        text(
          '这个 Idempotency-Key 已用于另一个请求，请换一个。',
          'This Idempotency-Key belongs to another request; use a new one.',
        ),
      );
    }
    if (before.status === null || before.response === null) {
      throw new DomainError(
        'conflict',
        'idempotency_key_in_use',
        text('同一请求正在处理，请稍候再试。', 'The same request is being worked on; try again in a moment.'),
        { retryAfterSeconds: 2 },
      );
    }
    response.status(before.status).setHeader('Idempotent-Replayed', 'true');
    return JSON.parse(before.response) as unknown;
  }

  private async settle(caller: string, idempotencyKey: string, status: number, response: string): Promise<void> {
    if (Buffer.byteLength(response) > RESPONSE_BYTES) return this.forget(caller, idempotencyKey);
    await this.transactions.run((manager) =>
      manager.update(IdempotencyKey, { caller, idempotencyKey }, { status, response }),
    );
  }

  private async forget(caller: string, idempotencyKey: string): Promise<void> {
    await this.transactions.run((manager) => manager.delete(IdempotencyKey, { caller, idempotencyKey }));
  }
}
