import { Body, Controller, Get, Headers, HttpCode, Param, Patch, Post, Query, UseInterceptors } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';

import { CurrentCaller, type Caller } from '../../accounts/caller.js';
import { ChangeResponse } from '../../platform/history/change.dto.js';
import { Allow, AllowSignedIn } from '../../platform/http/access.js';
import { type Page } from '../../platform/http/paging.js';
import { ParseIdPipe } from '../../platform/http/parse-id.pipe.js';
import { RetireRequest } from '../records/record.dto.js';
import { VersionTag } from '../records/version-tag.interceptor.js';
import { AgenciesService } from './agencies.service.js';
import { AgenciesPage, AgenciesQuery, AgencyResponse, ChangeAgencyRequest, CreateAgencyRequest } from './agency.dto.js';

@ApiTags('agencies')
@UseInterceptors(VersionTag)
@Controller('agencies')
export class AgenciesController {
  constructor(private readonly agencies: AgenciesService) {}

  @AllowSignedIn()
  @Get()
  @ApiOkResponse({ type: AgenciesPage })
  list(@CurrentCaller() caller: Caller, @Query() query: AgenciesQuery): Promise<Page<AgencyResponse>> {
    return this.agencies.list(caller, query);
  }

  @AllowSignedIn()
  @Get(':id')
  @ApiOkResponse({ type: AgencyResponse })
  one(@CurrentCaller() caller: Caller, @Param('id', ParseIdPipe) id: number): Promise<AgencyResponse> {
    return this.agencies.one(caller, id);
  }

  @AllowSignedIn()
  @Get(':id/history')
  @ApiOkResponse({ type: ChangeResponse, isArray: true })
  history(@CurrentCaller() caller: Caller, @Param('id', ParseIdPipe) id: number): Promise<ChangeResponse[]> {
    return this.agencies.historyOf(caller, id);
  }

  @Allow('admin')
  @Post()
  @ApiCreatedResponse({ type: AgencyResponse })
  create(@CurrentCaller() caller: Caller, @Body() request: CreateAgencyRequest): Promise<AgencyResponse> {
    return this.agencies.create(caller, request);
  }

  @Allow('admin')
  @Patch(':id')
  @ApiOkResponse({ type: AgencyResponse })
  change(
    @CurrentCaller() caller: Caller,
    @Param('id', ParseIdPipe) id: number,
    @Headers('if-match') ifMatch: string | undefined,
    @Body() request: ChangeAgencyRequest,
  ): Promise<AgencyResponse> {
    return this.agencies.change(caller, id, ifMatch, request);
  }

  @Allow('admin')
  @Post(':id/retire')
  @HttpCode(200)
  @ApiOkResponse({ type: AgencyResponse })
  retire(
    @CurrentCaller() caller: Caller,
    @Param('id', ParseIdPipe) id: number,
    @Headers('if-match') ifMatch: string | undefined,
    @Body() request: RetireRequest,
  ): Promise<AgencyResponse> {
    return this.agencies.retire(caller, id, ifMatch, request.reason ?? null);
  }
}
