import { Body, Controller, Get, Headers, HttpCode, Param, Patch, Post, Query, UseInterceptors } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';

import { CurrentCaller, type Caller } from '../../accounts/caller.js';
import { ChangeResponse } from '../../platform/history/change.dto.js';
import { Allow, AllowSignedIn } from '../../platform/http/access.js';
import { type Page } from '../../platform/http/paging.js';
import { ParseIdPipe } from '../../platform/http/parse-id.pipe.js';
import { RetireRequest } from '../records/record.dto.js';
import { VersionTag } from '../records/version-tag.interceptor.js';
import { TargetsService } from './targets.service.js';
import { TargetsPage, TargetsQuery, TargetResponse, ChangeTargetRequest, CreateTargetRequest } from './target.dto.js';

@ApiTags('targets')
@UseInterceptors(VersionTag)
@Controller('targets')
export class TargetsController {
  constructor(private readonly targets: TargetsService) {}

  @AllowSignedIn()
  @Get()
  @ApiOkResponse({ type: TargetsPage })
  list(@CurrentCaller() caller: Caller, @Query() query: TargetsQuery): Promise<Page<TargetResponse>> {
    return this.targets.list(caller, query);
  }

  @AllowSignedIn()
  @Get(':id')
  @ApiOkResponse({ type: TargetResponse })
  one(@CurrentCaller() caller: Caller, @Param('id', ParseIdPipe) id: number): Promise<TargetResponse> {
    return this.targets.one(caller, id);
  }

  @AllowSignedIn()
  @Get(':id/history')
  @ApiOkResponse({ type: ChangeResponse, isArray: true })
  history(@CurrentCaller() caller: Caller, @Param('id', ParseIdPipe) id: number): Promise<ChangeResponse[]> {
    return this.targets.historyOf(caller, id);
  }

  @Allow('admin', 'planner')
  @Post()
  @ApiCreatedResponse({ type: TargetResponse })
  create(@CurrentCaller() caller: Caller, @Body() request: CreateTargetRequest): Promise<TargetResponse> {
    return this.targets.create(caller, request);
  }

  @Allow('admin', 'planner')
  @Patch(':id')
  @ApiOkResponse({ type: TargetResponse })
  change(
    @CurrentCaller() caller: Caller,
    @Param('id', ParseIdPipe) id: number,
    @Headers('if-match') ifMatch: string | undefined,
    @Body() request: ChangeTargetRequest,
  ): Promise<TargetResponse> {
    return this.targets.change(caller, id, ifMatch, request);
  }

  @Allow('admin', 'planner')
  @Post(':id/retire')
  @HttpCode(200)
  @ApiOkResponse({ type: TargetResponse })
  retire(
    @CurrentCaller() caller: Caller,
    @Param('id', ParseIdPipe) id: number,
    @Headers('if-match') ifMatch: string | undefined,
    @Body() request: RetireRequest,
  ): Promise<TargetResponse> {
    return this.targets.retire(caller, id, ifMatch, request.reason ?? null);
  }
}
