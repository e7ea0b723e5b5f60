import { Body, Controller, Get, Headers, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiHeader, ApiOkResponse, ApiTags } from '@nestjs/swagger';

import { CurrentCaller, type Caller } from '../../accounts/caller.js';
import { Allow, AllowSignedIn } from '../../platform/http/access.js';
import { PageOf, type Page } from '../../platform/http/paging.js';
import { ParseIdPipe } from '../../platform/http/parse-id.pipe.js';
import { ConsentRequest, JointVisitDeclineRequest, JointVisitResponse, JointVisitsQuery } from './joint-visit.dto.js';
import { JointVisits } from './joint-visits.service.js';

/** Two inspections of one target by different draws, offered to be one visit. */
@ApiTags('inspections')
@Controller()
export class JointVisitsController {
  constructor(private readonly visits: JointVisits) {}

  @AllowSignedIn()
  @Get('joint-visits')
  @ApiOkResponse({ type: PageOf(JointVisitResponse) })
  list(@CurrentCaller() caller: Caller, @Query() query: JointVisitsQuery): Promise<Page<JointVisitResponse>> {
    return this.visits.list(caller, query);
  }

  @AllowSignedIn()
  @Get('inspections/:id/joint-visits')
  @ApiOkResponse({ type: JointVisitResponse, isArray: true })
  of(@CurrentCaller() caller: Caller, @Param('id', ParseIdPipe) id: number): Promise<JointVisitResponse[]> {
    return this.visits.of(caller, id);
  }

  /** For the side of this inspection. It is one visit once both sides have consented to the same day. */
  @Allow('admin', 'planner')
  @Post('inspections/:id/joint-visits/:visitId/consent')
  @HttpCode(200)
  @ApiHeader({ name: 'If-Match', required: false })
  @ApiOkResponse({ type: JointVisitResponse })
  consent(
    @CurrentCaller() caller: Caller,
    @Param('id', ParseIdPipe) id: number,
    @Param('visitId', ParseIdPipe) visitId: number,
    @Body() request: ConsentRequest,
    @Headers('if-match') ifMatch: string | undefined,
  ): Promise<JointVisitResponse> {
    return this.visits.consent(caller, id, visitId, request.plannedOn, ifMatch);
  }

  /** The two stay two visits, or become two again. */
  @Allow('admin', 'planner')
  @Post('inspections/:id/joint-visits/:visitId/decline')
  @HttpCode(200)
  @ApiHeader({ name: 'If-Match', required: false })
  @ApiOkResponse({ type: JointVisitResponse })
  decline(
    @CurrentCaller() caller: Caller,
    @Param('id', ParseIdPipe) id: number,
    @Param('visitId', ParseIdPipe) visitId: number,
    @Body() request: JointVisitDeclineRequest,
    @Headers('if-match') ifMatch: string | undefined,
  ): Promise<JointVisitResponse> {
    return this.visits.decline(caller, id, visitId, request.reason, ifMatch);
  }
}
