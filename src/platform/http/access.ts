import { SetMetadata, type CustomDecorator } from '@nestjs/common';

/** The four roles, from the most to the least that they may change. */
export const ROLES = ['admin', 'planner', 'inspector', 'auditor'] as const;
export type Role = (typeof ROLES)[number];

export type AccessRule = { readonly public: true } | { readonly public: false; readonly roles: readonly Role[] };

export const ACCESS_RULE = 'sortis:access-rule';

/** Anyone may call this route, signed in or not. */
export const Public = (): CustomDecorator => SetMetadata(ACCESS_RULE, { public: true } satisfies AccessRule);

/** Only these roles may call this route. A route without a rule is refused to everyone. */
export const Allow = (...roles: readonly Role[]): CustomDecorator =>
  SetMetadata(ACCESS_RULE, { public: false, roles } satisfies AccessRule);

/** Every signed-in person. */
export const AllowSignedIn = (): CustomDecorator => Allow(...ROLES);
