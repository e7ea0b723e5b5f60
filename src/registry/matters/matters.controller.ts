import { Body, Controller, Get, Headers, HttpCode, Param, Patch, Post, Query, UseInterceptors } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';

import { CurrentCaller, type Caller } from '../../accounts/caller.js';
import { ChangeResponse } from '../../platform/history/change.dto.js';
import { Allow, AllowSignedIn } from '../../platform/http/access.js';
import { type Page } from '../../platform/http/paging.js';
import { ParseIdPipe } from '../../platform/http/parse-id.pipe.js';
import { RetireRequest } from '../records/record.dto.js';
import { VersionTag } from '../records/version-tag.interceptor.js';
import { MattersService } from './matters.service.js';
import { MattersPage, MattersQuery, MatterResponse, ChangeMatterRequest, CreateMatterRequest } from './matter.dto.js';

@ApiTags('matters')
@UseInterceptors(VersionTag)
@Controller('matters')
export class MattersController {
  constructor(private readonly matters: MattersService) {}

  @AllowSignedIn()
  @Get()
  @ApiOkResponse({ type: MattersPage })
  list(@CurrentCaller() caller: Caller, @Query() query: MattersQuery): Promise<Page<MatterResponse>> {
    return this.matters.list(caller, query);
  }

  @AllowSignedIn()
  @Get(':id')
  @ApiOkResponse({ type: MatterResponse })
  one(@CurrentCaller() caller: Caller, @Param('id', ParseIdPipe) id: number): Promise<MatterResponse> {
    return this.matters.one(caller, id);
  }

  @AllowSignedIn()
  @Get(':id/history')
  @ApiOkResponse({ type: ChangeResponse, isArray: true })
  history(@CurrentCaller() caller: Caller, @Param('id', ParseIdPipe) id: number): Promise<ChangeResponse[]> {
    return this.matters.historyOf(caller, id);
  }

  @Allow('admin', 'planner')
  @Post()
  @ApiCreatedResponse({ type: MatterResponse })
  create(@CurrentCaller() caller: Caller, @Body() request: CreateMatterRequest): Promise<MatterResponse> {
    return this.matters.create(caller, request);
  }

  @Allow('admin', 'planner')
  @Patch(':id')
  @ApiOkResponse({ type: MatterResponse })
  change(
    @CurrentCaller() caller: Caller,
    @Param('id', ParseIdPipe) id: number,
    @Headers('if-match') ifMatch: string | undefined,
    @Body() request: ChangeMatterRequest,
  ): Promise<MatterResponse> {
    return this.matters.change(caller, id, ifMatch, request);
  }

  @Allow('admin', 'planner')
  @Post(':id/retire')
  @HttpCode(200)
  @ApiOkResponse({ type: MatterResponse })
  retire(
    @CurrentCaller() caller: Caller,
    @Param('id', ParseIdPipe) id: number,
    @Headers('if-match') ifMatch: string | undefined,
    @Body() request: RetireRequest,
  ): Promise<MatterResponse> {
    return this.matters.retire(caller, id, ifMatch, request.reason ?? null);
  }
}
