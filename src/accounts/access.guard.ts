import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { type Response } from 'express';
import { DataSource } from 'typeorm';

import { DomainError } from '../platform/errors/domain-error.js';
import { ACCESS_RULE, type AccessRule } from '../platform/http/access.js';
import { currentContext } from '../platform/http/request-context.js';
import { Log } from '../platform/log/log.js';
import { text } from '../platform/text.js';
import { BrowserSessions } from './browser/browser-sessions.service.js';
import { type Caller, type CallerRequest } from './caller.js';
import { Tokens, unusable, type TokenHolder } from './session/tokens.js';
import { User } from './users/user.entity.js';

/**
 * Stands before every route and denies by default. The user's row is read at each request (one look-up by primary key, far
 * below a millisecond): a changed role, a deactivation and a sign-out hold from the next request on, in every process.
 */
@Injectable()
export class AccessGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly tokens: Tokens,
    private readonly browsers: BrowserSessions,
    private readonly dataSource: DataSource,
    private readonly log: Log,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const request = context.switchToHttp().getRequest<CallerRequest>();
    try {
      await this.admit(context, request);
      return true;
    } catch (error) {
      if (error instanceof DomainError) {
        this.log.warn(
          {
            code: error.code,
            method: request.method,
            path: request.originalUrl.split('?')[0],
            user: request.caller?.username,
            role: request.caller?.role,
            address: currentContext()?.address,
          },
          'access denied',
        );
      }
      throw error;
    }
  }

  private async admit(context: ExecutionContext, request: CallerRequest): Promise<void> {
    const rule = this.reflector.getAllAndOverride<AccessRule | undefined>(ACCESS_RULE, [
      context.getHandler(),
      context.getClass(),
    ]);
    if (rule === undefined) {
      throw new DomainError(
        'forbidden',
        'no_access_rule',
        text('这个地址没有规定谁可以使用，因此谁也不能用。', 'Nobody is allowed here: this route states no rule.'),
      );
    }
    if (rule.public) return;
    // what only some may read stays in nobody's cache, least of all in that of a desk which several people sit at
    context.switchToHttp().getResponse<Response>().setHeader('Cache-Control', 'private, no-store');
    const caller = await this.callerOf(request);
    request.caller = caller;
    const current = currentContext();
    if (current !== undefined) {
      current.actor = { userId: caller.userId, name: caller.username };
      current.standing = { role: caller.role, agencyId: caller.agencyId };
    }
    if (!rule.roles.includes(caller.role)) {
      throw new DomainError('forbidden', 'not_allowed', text('你的角色不能做这件事。', 'Your role may not do this.'));
    }
  }

  private async callerOf(request: CallerRequest): Promise<Caller> {
    const holder = await this.holderOf(request);
    const user = await this.dataSource.manager.findOneBy(User, { id: holder.userId });
    if (user?.active !== true || user.tokenGeneration !== holder.generation) throw unusable();
    return {
      userId: user.id,
      username: user.username,
      role: user.role,
      agencyId: user.agencyId,
      inspectorId: user.inspectorId,
    };
  }

  /** A token that was brought speaks before a cookie, which comes by itself. */
  private async holderOf(request: CallerRequest): Promise<Pick<TokenHolder, 'userId' | 'generation'>> {
    const { authorization } = request.headers;
    const holder = authorization === undefined ? await this.browsers.holderOf(request) : undefined;
    if (holder !== undefined) return holder;
    // RFC 6750 §2.1; the scheme's name is case-insensitive
    const token = /^Bearer +([A-Za-z0-9._~+/-]+=*)$/i.exec(authorization ?? '')?.[1];
    if (token === undefined) {
      throw new DomainError('unauthenticated', 'sign_in_required', text('请先登录。', 'Sign in first.'));
    }
    return this.tokens.read(token);
  }
}
