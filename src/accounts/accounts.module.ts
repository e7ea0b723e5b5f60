import { Module } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';

import { SettingsModule } from '../platform/settings/settings.module.js';
import { AccessGuard } from './access.guard.js';
import { BrowserSessionController } from './browser/browser-session.controller.js';
import { BrowserSessions } from './browser/browser-sessions.service.js';
import { FirstAdministrator } from './first-administrator.js';
import { Passwords } from './passwords/passwords.js';
import { Credentials } from './session/credentials.js';
import { SessionController } from './session/session.controller.js';
import { Session } from './session/session.service.js';
import { SignInThrottle } from './session/sign-in-throttle.js';
import { Tokens } from './session/tokens.js';
import { MeController } from './users/me.controller.js';
import { UserScope } from './users/user-scope.js';
import { UsersController } from './users/users.controller.js';
import { Users } from './users/users.service.js';

/**
 * Users, sign-in and the guard before every route. `AgencyTree` and `InspectorRoll` are ports: the registry implements them
 * and provides them globally.
 */
@Module({
  imports: [SettingsModule],
  controllers: [SessionController, BrowserSessionController, UsersController, MeController],
  providers: [
    Passwords,
    Tokens,
    SignInThrottle,
    Credentials,
    Session,
    BrowserSessions,
    UserScope,
    Users,
    FirstAdministrator,
    { provide: APP_GUARD, useClass: AccessGuard },
  ],
  exports: [Users, FirstAdministrator],
})
export class AccountsModule {}
