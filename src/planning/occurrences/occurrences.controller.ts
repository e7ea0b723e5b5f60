import { Body, Controller, Headers, HttpCode, Param, Post, Res } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { type Response } from 'express';

import { CurrentCaller, type Caller } from '../../accounts/caller.js';
import { Allow } from '../../platform/http/access.js';
import { ParseIdPipe } from '../../platform/http/parse-id.pipe.js';
import { etagOf } from '../../platform/http/versions.js';
import { MissedOccurrences } from './missed-occurrences.service.js';
import { MissedDrawDecisionRequest, OccurrenceResponse } from './occurrence.dto.js';

@ApiTags('plans')
@Controller('plans/:id/occurrences')
export class OccurrencesController {
  constructor(private readonly missed: MissedOccurrences) {}

  /** What becomes of an occurrence that was missed. If-Match and ETag name the version of the plan. */
  @Allow('admin', 'planner')
  @Post(':occurrenceId/decision')
  @HttpCode(200)
  @ApiOkResponse({ type: OccurrenceResponse })
  async decide(
    @CurrentCaller() caller: Caller,
    @Param('id', ParseIdPipe) planId: number,
    @Param('occurrenceId', ParseIdPipe) id: number,
    @Body() request: MissedDrawDecisionRequest,
    @Headers('if-match') ifMatch: string | undefined,
    @Res({ passthrough: true }) response: Response,
  ): Promise<OccurrenceResponse> {
    const { occurrence, version } = await this.missed.decide(caller, planId, id, request, ifMatch);
    response.setHeader('ETag', etagOf(version));
    return occurrence;
  }
}
