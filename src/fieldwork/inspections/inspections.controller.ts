import { Body, Controller, Get, Headers, Param, Post, Query, Res } from '@nestjs/common';
import { ApiCreatedResponse, ApiHeader, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { type Response } from 'express';

import { CurrentCaller, type Caller } from '../../accounts/caller.js';
import { ChangeResponse } from '../../platform/history/change.dto.js';
import { Allow, AllowSignedIn } from '../../platform/http/access.js';
import { PageOf, type Page } from '../../platform/http/paging.js';
import { ParseIdPipe } from '../../platform/http/parse-id.pipe.js';
import { etagOf } from '../../platform/http/versions.js';
import { FindingsRequest } from '../findings/finding.dto.js';
import { FindingsService } from '../findings/findings.service.js';
import {
  InspectionDaysResponse,
  InspectionDetailResponse,
  InspectionFilters,
  InspectionQuery,
  InspectionResponse,
} from './inspection.dto.js';
import { InspectionsService } from './inspections.service.js';

@ApiTags('inspections')
@Controller('inspections')
export class InspectionsController {
  constructor(
    private readonly inspections: InspectionsService,
    private readonly findings: FindingsService,
  ) {}

  /** Inspections of issued draws. An inspector sees those in whose team he sits. */
  @AllowSignedIn()
  @Get()
  @ApiOkResponse({ type: PageOf(InspectionResponse) })
  list(@CurrentCaller() caller: Caller, @Query() query: InspectionQuery): Promise<Page<InspectionResponse>> {
    return this.inspections.list(caller, query);
  }

  /** A calendar of them: how many on each day, how many of those were visited, and how many are late. */
  @AllowSignedIn()
  @Get('days')
  @ApiOkResponse({ type: InspectionDaysResponse })
  days(@CurrentCaller() caller: Caller, @Query() filters: InspectionFilters): Promise<InspectionDaysResponse> {
    return this.inspections.days(caller, filters);
  }

  @AllowSignedIn()
  @Get(':id')
  @ApiOkResponse({ type: InspectionDetailResponse })
  async get(
    @CurrentCaller() caller: Caller,
    @Param('id', ParseIdPipe) id: number,
    @Res({ passthrough: true }) response: Response,
  ): Promise<InspectionDetailResponse> {
    return tagged(response, await this.inspections.get(caller, id));
  }

  @AllowSignedIn()
  @Get(':id/history')
  @ApiOkResponse({ type: ChangeResponse, isArray: true })
  history(@CurrentCaller() caller: Caller, @Param('id', ParseIdPipe) id: number): Promise<ChangeResponse[]> {
    return this.inspections.historyOf(caller, id);
  }

  /**
   * Reports what was found, or corrects it: what is sent replaces what was there. With the day of the visit, the visit is
   * recorded as well where it is not yet. Refused once it is reviewed.
   */
  @Allow('admin', 'planner', 'inspector')
  @Post(':id/findings')
  @ApiHeader({ name: 'If-Match', required: false })
  @ApiCreatedResponse({ type: InspectionDetailResponse })
  async record(
    @CurrentCaller() caller: Caller,
    @Param('id', ParseIdPipe) id: number,
    @Body() body: FindingsRequest,
    @Headers('if-match') ifMatch: string | undefined,
    @Res({ passthrough: true }) response: Response,
  ): Promise<InspectionDetailResponse> {
    return tagged(response, await this.findings.record(caller, id, body, ifMatch));
  }
}

function tagged(response: Response, inspection: InspectionDetailResponse): InspectionDetailResponse {
  response.setHeader('ETag', etagOf(inspection.version));
  return inspection;
}
