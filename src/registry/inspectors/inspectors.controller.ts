import { Body, Controller, Get, Headers, HttpCode, Param, Patch, Post, Query, UseInterceptors } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';

import { CurrentCaller, type Caller } from '../../accounts/caller.js';
import { ChangeResponse } from '../../platform/history/change.dto.js';
import { Allow, AllowSignedIn } from '../../platform/http/access.js';
import { type Page } from '../../platform/http/paging.js';
import { ParseIdPipe } from '../../platform/http/parse-id.pipe.js';
import { RetireRequest } from '../records/record.dto.js';
import { VersionTag } from '../records/version-tag.interceptor.js';
import { InspectorsService } from './inspectors.service.js';
import {
  InspectorsPage,
  InspectorsQuery,
  InspectorResponse,
  ChangeInspectorRequest,
  CreateInspectorRequest,
} from './inspector.dto.js';

@ApiTags('inspectors')
@UseInterceptors(VersionTag)
@Controller('inspectors')
export class InspectorsController {
  constructor(private readonly inspectors: InspectorsService) {}

  @AllowSignedIn()
  @Get()
  @ApiOkResponse({ type: InspectorsPage })
  list(@CurrentCaller() caller: Caller, @Query() query: InspectorsQuery): Promise<Page<InspectorResponse>> {
    return this.inspectors.list(caller, query);
  }

  @AllowSignedIn()
  @Get(':id')
  @ApiOkResponse({ type: InspectorResponse })
  one(@CurrentCaller() caller: Caller, @Param('id', ParseIdPipe) id: number): Promise<InspectorResponse> {
    return this.inspectors.one(caller, id);
  }

  @AllowSignedIn()
  @Get(':id/history')
  @ApiOkResponse({ type: ChangeResponse, isArray: true })
  history(@CurrentCaller() caller: Caller, @Param('id', ParseIdPipe) id: number): Promise<ChangeResponse[]> {
    return this.inspectors.historyOf(caller, id);
  }

  @Allow('admin', 'planner')
  @Post()
  @ApiCreatedResponse({ type: InspectorResponse })
  create(@CurrentCaller() caller: Caller, @Body() request: CreateInspectorRequest): Promise<InspectorResponse> {
    return this.inspectors.create(caller, request);
  }

  @Allow('admin', 'planner')
  @Patch(':id')
  @ApiOkResponse({ type: InspectorResponse })
  change(
    @CurrentCaller() caller: Caller,
    @Param('id', ParseIdPipe) id: number,
    @Headers('if-match') ifMatch: string | undefined,
    @Body() request: ChangeInspectorRequest,
  ): Promise<InspectorResponse> {
    return this.inspectors.change(caller, id, ifMatch, request);
  }

  @Allow('admin', 'planner')
  @Post(':id/retire')
  @HttpCode(200)
  @ApiOkResponse({ type: InspectorResponse })
  retire(
    @CurrentCaller() caller: Caller,
    @Param('id', ParseIdPipe) id: number,
    @Headers('if-match') ifMatch: string | undefined,
    @Body() request: RetireRequest,
  ): Promise<InspectorResponse> {
    return this.inspectors.retire(caller, id, ifMatch, request.reason ?? null);
  }
}
