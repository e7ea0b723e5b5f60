import { Body, Controller, Get, HttpCode, Param, Patch, Post, Query } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';

import { CurrentCaller, type Caller } from '../../accounts/caller.js';
import { Allow, AllowSignedIn } from '../../platform/http/access.js';
import { PageOf, type Page } from '../../platform/http/paging.js';
import { ParseIdPipe } from '../../platform/http/parse-id.pipe.js';
import {
  ChangeDutyRequest,
  DutiesEnteredResponse,
  DutiesQuery,
  DutyResponse,
  EnterDutiesRequest,
} from './absence.dto.js';
import { DutiesService } from './duties.service.js';

/** The duty roster (值班表): who is needed elsewhere on which days, and so goes on no visit. */
@ApiTags('inspectors')
@Controller('duties')
export class DutiesController {
  constructor(private readonly duties: DutiesService) {}

  /** By first day unless sorted otherwise. One of them is removed as an absence of its inspector. */
  @AllowSignedIn()
  @Get()
  @ApiOkResponse({ type: PageOf(DutyResponse) })
  list(@CurrentCaller() caller: Caller, @Query() query: DutiesQuery): Promise<Page<DutyResponse>> {
    return this.duties.list(caller, query);
  }

  /** Enters a roster for many people in one go, all of it or nothing. */
  @Allow('admin', 'planner')
  @Post()
  @HttpCode(200)
  @ApiOkResponse({ type: DutiesEnteredResponse })
  enter(@CurrentCaller() caller: Caller, @Body() request: EnterDutiesRequest): Promise<DutiesEnteredResponse> {
    return this.duties.enter(caller, request.duties);
  }

  /** Moves one of them to other days, or hands it over to somebody else. */
  @Allow('admin', 'planner')
  @Patch(':id')
  @ApiOkResponse({ type: DutyResponse })
  change(
    @CurrentCaller() caller: Caller,
    @Param('id', ParseIdPipe) id: number,
    @Body() request: ChangeDutyRequest,
  ): Promise<DutyResponse> {
    return this.duties.change(caller, id, request);
  }
}
