import { Body, Controller, Headers, Param, Post } from '@nestjs/common';
import { ApiCreatedResponse, ApiTags } from '@nestjs/swagger';

import { CurrentCaller, type Caller } from '../../accounts/caller.js';
import { Allow } from '../../platform/http/access.js';
import { ParseIdPipe } from '../../platform/http/parse-id.pipe.js';
import { InspectionDetailResponse } from '../inspections/inspection.dto.js';
import { Corrections } from './corrections.service.js';
import { CorrectionRequest } from './finding.dto.js';

@ApiTags('inspections')
@Controller('inspections')
export class CorrectionsController {
  constructor(private readonly corrections: Corrections) {}

  /** 更正已公示的结果: a new version is published with the reason; the one before remains to be read. */
  @Allow('admin', 'planner')
  @Post(':id/corrections')
  @ApiCreatedResponse({ type: InspectionDetailResponse })
  correct(
    @CurrentCaller() caller: Caller,
    @Param('id', ParseIdPipe) id: number,
    @Headers('if-match') ifMatch: string | undefined,
    @Body() request: CorrectionRequest,
  ): Promise<InspectionDetailResponse> {
    return this.corrections.correct(caller, id, request, ifMatch);
  }
}
