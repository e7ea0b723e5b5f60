import { Body, Controller, Get, Headers, HttpCode, Param, Post, Query, UseInterceptors } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';

import { CurrentCaller, type Caller } from '../../accounts/caller.js';
import { ChangeResponse } from '../../platform/history/change.dto.js';
import { Allow } from '../../platform/http/access.js';
import { type Page } from '../../platform/http/paging.js';
import { ParseIdPipe } from '../../platform/http/parse-id.pipe.js';
import { VersionTag } from '../records/version-tag.interceptor.js';
import { CreateVisitRequest, VisitResponse, VisitsPage, VisitsQuery, WithdrawVisitRequest } from './visit.dto.js';
import { VisitsService } from './visits.service.js';

/** Who was inspected when. Not for inspectors: it would tell them to whom others will be sent. */
@ApiTags('visits')
@UseInterceptors(VersionTag)
@Controller('visits')
export class VisitsController {
  constructor(private readonly visits: VisitsService) {}

  @Allow('admin', 'planner', 'auditor')
  @Get()
  @ApiOkResponse({ type: VisitsPage })
  list(@CurrentCaller() caller: Caller, @Query() query: VisitsQuery): Promise<Page<VisitResponse>> {
    return this.visits.list(caller, query);
  }

  @Allow('admin', 'planner', 'auditor')
  @Get(':id')
  @ApiOkResponse({ type: VisitResponse })
  one(@CurrentCaller() caller: Caller, @Param('id', ParseIdPipe) id: number): Promise<VisitResponse> {
    return this.visits.one(caller, id);
  }

  @Allow('admin', 'planner', 'auditor')
  @Get(':id/history')
  @ApiOkResponse({ type: ChangeResponse, isArray: true })
  history(@CurrentCaller() caller: Caller, @Param('id', ParseIdPipe) id: number): Promise<ChangeResponse[]> {
    return this.visits.historyOf(caller, id);
  }

  /** One that was not arranged here, so that it counts all the same. */
  @Allow('admin', 'planner')
  @Post()
  @ApiCreatedResponse({ type: VisitResponse })
  create(@CurrentCaller() caller: Caller, @Body() request: CreateVisitRequest): Promise<VisitResponse> {
    return this.visits.create(caller, request);
  }

  @Allow('admin', 'planner')
  @Post(':id/withdraw')
  @HttpCode(200)
  @ApiOkResponse({ type: VisitResponse })
  withdraw(
    @CurrentCaller() caller: Caller,
    @Param('id', ParseIdPipe) id: number,
    @Headers('if-match') ifMatch: string | undefined,
    @Body() request: WithdrawVisitRequest,
  ): Promise<VisitResponse> {
    return this.visits.withdraw(caller, id, ifMatch, request.reason);
  }
}
