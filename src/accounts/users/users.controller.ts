import { Body, Controller, Get, Headers, HttpCode, Param, Patch, Post, Query, Res } from '@nestjs/common';
import { ApiBearerAuth, ApiCreatedResponse, ApiNoContentResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { type Response } from 'express';

import { ChangeResponse } from '../../platform/history/change.dto.js';
import { Allow } from '../../platform/http/access.js';
import { Confidential } from '../../platform/idempotency/confidential.js';
import { PageOf, type Page } from '../../platform/http/paging.js';
import { ParseIdPipe } from '../../platform/http/parse-id.pipe.js';
import { etagOf } from '../../platform/http/versions.js';
import { CurrentCaller, type Caller } from '../caller.js';
import { NewPasswordRequest, NewUserRequest, UserChangeRequest, UserListQuery, UserResponse } from './user.dto.js';
import { Users } from './users.service.js';

@ApiTags('users')
@ApiBearerAuth()
@Allow('admin')
@Confidential()
@Controller('users')
export class UsersController {
  constructor(private readonly users: Users) {}

  @Get()
  @ApiOkResponse({ type: PageOf(UserResponse) })
  list(@CurrentCaller() caller: Caller, @Query() query: UserListQuery): Promise<Page<UserResponse>> {
    return this.users.list(caller, query);
  }

  @Get(':id')
  @ApiOkResponse({ type: UserResponse })
  async get(
    @CurrentCaller() caller: Caller,
    @Param('id', ParseIdPipe) id: number,
    @Res({ passthrough: true }) response: Response,
  ): Promise<UserResponse> {
    return withEtag(response, await this.users.get(caller, id));
  }

  @Get(':id/history')
  @ApiOkResponse({ type: ChangeResponse, isArray: true })
  history(@CurrentCaller() caller: Caller, @Param('id', ParseIdPipe) id: number): Promise<ChangeResponse[]> {
    return this.users.historyOf(caller, id);
  }

  @Post()
  @ApiCreatedResponse({ type: UserResponse })
  async create(
    @CurrentCaller() caller: Caller,
    @Body() body: NewUserRequest,
    @Res({ passthrough: true }) response: Response,
  ): Promise<UserResponse> {
    return withEtag(response, await this.users.create(caller, body));
  }

  @Patch(':id')
  @ApiOkResponse({ type: UserResponse })
  async change(
    @CurrentCaller() caller: Caller,
    @Param('id', ParseIdPipe) id: number,
    @Body() body: UserChangeRequest,
    @Headers('if-match') ifMatch: string | undefined,
    @Res({ passthrough: true }) response: Response,
  ): Promise<UserResponse> {
    return withEtag(response, await this.users.change(caller, id, body, ifMatch));
  }

  /** Sets a new password for someone else and signs that person out everywhere. */
  @Post(':id/password')
  @HttpCode(204)
  @ApiNoContentResponse()
  async setPassword(
    @CurrentCaller() caller: Caller,
    @Param('id', ParseIdPipe) id: number,
    @Body() body: NewPasswordRequest,
  ): Promise<void> {
    await this.users.setPassword(caller, id, body.password);
  }
}

function withEtag(response: Response, user: UserResponse): UserResponse {
  response.setHeader('ETag', etagOf(user.version));
  return user;
}
