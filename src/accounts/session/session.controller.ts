import { Body, Controller, Delete, Get, Header, HttpCode, Post } from '@nestjs/common';
import { ApiBearerAuth, ApiCreatedResponse, ApiNoContentResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';

import { AllowSignedIn, Public } from '../../platform/http/access.js';
import { Confidential } from '../../platform/idempotency/confidential.js';
import { CurrentCaller, type Caller } from '../caller.js';
import { OwnPasswordRequest, SessionResponse, SignInRequest, WhoAmIResponse } from './session.dto.js';
import { Session } from './session.service.js';

@ApiTags('session')
@Confidential()
@Controller('session')
export class SessionController {
  constructor(private readonly session: Session) {}

  @Public()
  @Post()
  // an answer with a token in it is kept by nobody on the way (RFC 6749 §5.1)
  @Header('Cache-Control', 'no-store')
  @ApiCreatedResponse({ type: SessionResponse })
  signIn(@Body() body: SignInRequest): Promise<SessionResponse> {
    return this.session.signIn(body.username, body.password);
  }

  @AllowSignedIn()
  @Get()
  @ApiBearerAuth()
  @ApiOkResponse({ type: WhoAmIResponse })
  whoAmI(@CurrentCaller() caller: Caller): Promise<WhoAmIResponse> {
    return this.session.whoAmI(caller);
  }

  /** Signs out everywhere. */
  @AllowSignedIn()
  @Delete()
  @HttpCode(204)
  @ApiBearerAuth()
  @ApiNoContentResponse()
  signOut(@CurrentCaller() caller: Caller): Promise<void> {
    return this.session.signOut(caller);
  }

  /** A person's own new password, against the old one. Signs out everywhere else. */
  @AllowSignedIn()
  @Post('password')
  @HttpCode(200)
  @Header('Cache-Control', 'no-store')
  @ApiBearerAuth()
  @ApiOkResponse({ type: SessionResponse })
  changePassword(@CurrentCaller() caller: Caller, @Body() body: OwnPasswordRequest): Promise<SessionResponse> {
    return this.session.changePassword(caller, body.oldPassword, body.newPassword);
  }
}
