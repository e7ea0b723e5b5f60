import { Body, Controller, Get, Headers, HttpCode, Param, Patch, Post, Put, Query, Res } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { type Response } from 'express';

import { CurrentCaller, type Caller } from '../../accounts/caller.js';
import { ChangeResponse } from '../../platform/history/change.dto.js';
import { Allow, AllowSignedIn } from '../../platform/http/access.js';
import { PageOf, type Page } from '../../platform/http/paging.js';
import { ParseIdPipe } from '../../platform/http/parse-id.pipe.js';
import { etagOf } from '../../platform/http/versions.js';
import { OccurrenceResponse, OccurrencesQuery } from '../occurrences/occurrence.dto.js';
import { OccurrencesService } from '../occurrences/occurrences.service.js';
import { PlanCapsRequest, PlanChangeRequest, PlanCreateRequest, PlanResponse, PlansQuery } from './plan.dto.js';
import { PlanPublication } from './plan-publication.service.js';
import { PlanCalendarResponse } from './plan-calendar.dto.js';
import { PlanCalendar } from './plan-calendar.service.js';
import { PlanCaps } from './plan-caps.service.js';
import { PlansService } from './plans.service.js';

@ApiTags('plans')
@Controller('plans')
export class PlansController {
  constructor(
    private readonly plans: PlansService,
    private readonly publication: PlanPublication,
    private readonly caps: PlanCaps,
    private readonly occurrences: OccurrencesService,
    private readonly calendar: PlanCalendar,
  ) {}

  @AllowSignedIn()
  @Get()
  @ApiOkResponse({ type: PageOf(PlanResponse) })
  list(@CurrentCaller() caller: Caller, @Query() query: PlansQuery): Promise<Page<PlanResponse>> {
    return this.plans.list(caller, query);
  }

  @Allow('admin', 'planner')
  @Post()
  @ApiCreatedResponse({ type: PlanResponse })
  async create(
    @CurrentCaller() caller: Caller,
    @Body() request: PlanCreateRequest,
    @Res({ passthrough: true }) response: Response,
  ): Promise<PlanResponse> {
    return tagged(response, await this.plans.create(caller, request));
  }

  @AllowSignedIn()
  @Get(':id')
  @ApiOkResponse({ type: PlanResponse })
  async get(
    @CurrentCaller() caller: Caller,
    @Param('id', ParseIdPipe) id: number,
    @Res({ passthrough: true }) response: Response,
  ): Promise<PlanResponse> {
    return tagged(response, await this.plans.get(caller, id));
  }

  @Allow('admin', 'planner')
  @Patch(':id')
  @ApiOkResponse({ type: PlanResponse })
  async change(
    @CurrentCaller() caller: Caller,
    @Param('id', ParseIdPipe) id: number,
    @Body() request: PlanChangeRequest,
    @Headers('if-match') ifMatch: string | undefined,
    @Res({ passthrough: true }) response: Response,
  ): Promise<PlanResponse> {
    return tagged(response, await this.plans.change(caller, id, request, ifMatch));
  }

  /** Most visits a year to one target. On a published plan this makes a new version, with a reason. */
  @Allow('admin', 'planner')
  @Put(':id/caps')
  @ApiOkResponse({ type: PlanResponse })
  async changeCaps(
    @CurrentCaller() caller: Caller,
    @Param('id', ParseIdPipe) id: number,
    @Body() request: PlanCapsRequest,
    @Headers('if-match') ifMatch: string | undefined,
    @Res({ passthrough: true }) response: Response,
  ): Promise<PlanResponse> {
    return tagged(response, await this.caps.change(caller, id, request, ifMatch));
  }

  /** From now on the batches come due by themselves. */
  @Allow('admin', 'planner')
  @Post(':id/publish')
  @HttpCode(200)
  @ApiOkResponse({ type: PlanResponse })
  async publish(
    @CurrentCaller() caller: Caller,
    @Param('id', ParseIdPipe) id: number,
    @Headers('if-match') ifMatch: string | undefined,
    @Res({ passthrough: true }) response: Response,
  ): Promise<PlanResponse> {
    return tagged(response, await this.publication.publish(caller, id, ifMatch));
  }

  @AllowSignedIn()
  @Get(':id/history')
  @ApiOkResponse({ type: ChangeResponse, isArray: true })
  history(@CurrentCaller() caller: Caller, @Param('id', ParseIdPipe) id: number): Promise<ChangeResponse[]> {
    return this.plans.historyOf(caller, id);
  }

  /** Its year: every draw with its visits. Of a plan that is not published, as it would be if it were published now. */
  @AllowSignedIn()
  @Get(':id/calendar')
  @ApiOkResponse({ type: PlanCalendarResponse })
  calendarOf(@CurrentCaller() caller: Caller, @Param('id', ParseIdPipe) id: number): Promise<PlanCalendarResponse> {
    return this.calendar.of(caller, id);
  }

  @AllowSignedIn()
  @Get(':id/occurrences')
  @ApiOkResponse({ type: PageOf(OccurrenceResponse) })
  listOccurrences(
    @CurrentCaller() caller: Caller,
    @Param('id', ParseIdPipe) id: number,
    @Query() query: OccurrencesQuery,
  ): Promise<Page<OccurrenceResponse>> {
    return this.occurrences.list(caller, id, query);
  }
}

function tagged<T extends { readonly version: number }>(response: Response, body: T): T {
  response.setHeader('ETag', etagOf(body.version));
  return body;
}
