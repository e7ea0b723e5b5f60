import { Body, Controller, Delete, Header, HttpCode, Post, Req, Res } from '@nestjs/common';
import { ApiBearerAuth, ApiCreatedResponse, ApiNoContentResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { type Request, type Response } from 'express';

import { AllowSignedIn, Public } from '../../platform/http/access.js';
import { Confidential } from '../../platform/idempotency/confidential.js';
import { CurrentCaller, type Caller } from '../caller.js';
import { Credentials } from '../session/credentials.js';
import { OwnPasswordRequest, SignInRequest, WhoAmIResponse } from '../session/session.dto.js';
import { Session } from '../session/session.service.js';
import { personResponse } from '../users/user.dto.js';
import { type User } from '../users/user.entity.js';
import { BrowserSessions } from './browser-sessions.service.js';
import { clearingCookie, settingCookie } from './session-cookie.js';

/**
 * Signing in with a browser: the answer carries a cookie and no token, so no script ever holds one. Every request that the
 * cookie speaks for, and that changes something, needs the header `X-Sortis-Console: 1` and has to come from this server's
 * own pages.
 */
@ApiTags('session')
@Confidential()
@Controller('browser-session')
export class BrowserSessionController {
  constructor(
    private readonly sessions: BrowserSessions,
    private readonly credentials: Credentials,
    private readonly session: Session,
  ) {}

  @Public()
  @Post()
  @Header('Cache-Control', 'no-store')
  @ApiCreatedResponse({ type: WhoAmIResponse })
  async signIn(
    @Body() body: SignInRequest,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<WhoAmIResponse> {
    // a stranger's page must not sign anyone in as somebody else either
    this.sessions.requireOwnPage(request);
    return this.begin(await this.credentials.signIn(body.username, body.password), request, response);
  }

  /** Signs out in this browser alone; `DELETE /api/v1/session` does so everywhere. */
  @AllowSignedIn()
  @Delete()
  @HttpCode(204)
  @ApiBearerAuth()
  @ApiNoContentResponse()
  async signOut(@Req() request: Request, @Res({ passthrough: true }) response: Response): Promise<void> {
    await this.sessions.end(request);
    response.append('Set-Cookie', clearingCookie(this.sessions.wayOf(request)));
  }

  /** A person's own new password, against the old one. Signs out everywhere else. */
  @AllowSignedIn()
  @Post('password')
  @HttpCode(200)
  @Header('Cache-Control', 'no-store')
  @ApiBearerAuth()
  @ApiOkResponse({ type: WhoAmIResponse })
  async changePassword(
    @CurrentCaller() caller: Caller,
    @Body() body: OwnPasswordRequest,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<WhoAmIResponse> {
    const user = await this.session.replacePassword(caller, body.oldPassword, body.newPassword);
    return this.begin(user, request, response);
  }

  private async begin(user: User, request: Request, response: Response): Promise<WhoAmIResponse> {
    const secret = await this.sessions.begin(user, request);
    response.append('Set-Cookie', settingCookie(secret, this.sessions.wayOf(request)));
    return { user: personResponse(user) };
  }
}
