import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import { type Request } from 'express';

import { DomainError } from '../platform/errors/domain-error.js';
import { type Role } from '../platform/http/access.js';
import { text } from '../platform/text.js';

/** The person who calls, as the token says. */
export interface Caller {
  readonly userId: number;
  readonly username: string;
  readonly role: Role;
  /** The top of the part of the tree that this person sees; null is the whole tree. */
  readonly agencyId: number | null;
  readonly inspectorId: number | null;
}

export type CallerRequest = Request & { caller?: Caller };

export function callerOf(request: CallerRequest): Caller {
  if (request.caller === undefined) {
    throw new DomainError('unauthenticated', 'sign_in_required', text('请先登录。', 'Sign in first.'));
  }
  return request.caller;
}

/** `@CurrentCaller() caller: Caller` in a controller. */
export const CurrentCaller = createParamDecorator((_: unknown, context: ExecutionContext) =>
  callerOf(context.switchToHttp().getRequest<CallerRequest>()),
);
