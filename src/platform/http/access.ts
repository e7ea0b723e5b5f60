import { applyDecorators, SetMetadata } from '@nestjs/common';
import { ApiExtension, ApiSecurity } from '@nestjs/swagger';

/** The four roles, from the most to the least that they may change. */
export const ROLES = ['admin', 'planner', 'inspector', 'auditor'] as const;
export type Role = (typeof ROLES)[number];

export type AccessRule = { readonly public: true } | { readonly public: false; readonly roles: readonly Role[] };

export const ACCESS_RULE = 'sortis:access-rule';

/** The rule is also shown in the OpenAPI document: a test walks every route there with every role. */
function rule(held: AccessRule): MethodDecorator & ClassDecorator {
  return applyDecorators(
    SetMetadata(ACCESS_RULE, held),
    ApiExtension('x-roles', held.public ? ['public'] : [...held.roles]),
    ...(held.public ? [ApiSecurity({})] : []),
  );
}

/** Anyone may call this route, signed in or not. */
export const Public = (): MethodDecorator & ClassDecorator => rule({ public: true });

/** Only these roles may call this route. A route without a rule is refused to everyone. */
export const Allow = (...roles: readonly Role[]): MethodDecorator & ClassDecorator => rule({ public: false, roles });

/** Every signed-in person. */
export const AllowSignedIn = (): MethodDecorator & ClassDecorator => Allow(...ROLES);
