import { Body, Controller, Get, Patch } from '@nestjs/common';
import { ApiBearerAuth, ApiOkResponse, ApiTags } from '@nestjs/swagger';

import { AllowSignedIn } from '../../platform/http/access.js';
import { CurrentCaller, type Caller } from '../caller.js';
import { OwnChangeRequest, OwnResponse } from './user.dto.js';
import { Users } from './users.service.js';

/** Everyone's own page: what is kept of him, and where he is told of things. */
@ApiTags('me')
@ApiBearerAuth()
@AllowSignedIn()
@Controller('me')
export class MeController {
  constructor(private readonly users: Users) {}

  @Get()
  @ApiOkResponse({ type: OwnResponse })
  own(@CurrentCaller() caller: Caller): Promise<OwnResponse> {
    return this.users.own(caller);
  }

  @Patch()
  @ApiOkResponse({ type: OwnResponse })
  change(@CurrentCaller() caller: Caller, @Body() body: OwnChangeRequest): Promise<OwnResponse> {
    return this.users.changeOwn(caller, body);
  }
}
