import { Body, Controller, Get, Headers, HttpCode, Param, Post, Res } from '@nestjs/common';
import { ApiHeader, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { type Response } from 'express';

import { CurrentCaller, type Caller } from '../../accounts/caller.js';
import { Allow, AllowSignedIn } from '../../platform/http/access.js';
import { ParseIdPipe } from '../../platform/http/parse-id.pipe.js';
import { etagOf } from '../../platform/http/versions.js';
import { InspectionDetailResponse } from '../inspections/inspection.dto.js';
import { InspectionLife } from './life.service.js';
import { InspectionStepResponse, StepRequest, StepsRequest, SteppedListResponse } from './step.dto.js';

/** The life of inspections, step by step. */
@ApiTags('inspections')
@Controller('inspections')
export class InspectionLifeController {
  constructor(private readonly life: InspectionLife) {}

  /** Every step that was taken, the earliest first. */
  @AllowSignedIn()
  @Get(':id/steps')
  @ApiOkResponse({ type: InspectionStepResponse, isArray: true })
  steps(@CurrentCaller() caller: Caller, @Param('id', ParseIdPipe) id: number): Promise<InspectionStepResponse[]> {
    return this.life.stepsOf(caller, id);
  }

  /** Takes the inspection a step further, or gives it back by one. Its `next` says what is possible, and who may do it. */
  @Allow('admin', 'planner', 'inspector')
  @Post(':id/steps')
  @HttpCode(200)
  @ApiHeader({ name: 'If-Match', required: false })
  @ApiOkResponse({ type: InspectionDetailResponse })
  async take(
    @CurrentCaller() caller: Caller,
    @Param('id', ParseIdPipe) id: number,
    @Body() request: StepRequest,
    @Headers('if-match') ifMatch: string | undefined,
    @Res({ passthrough: true }) response: Response,
  ): Promise<InspectionDetailResponse> {
    const inspection = await this.life.take(caller, id, request, ifMatch);
    response.setHeader('ETag', etagOf(inspection.version));
    return inspection;
  }

  /** Takes several inspections through the same step: all of them, or none. */
  @Allow('admin', 'planner', 'inspector')
  @Post('steps')
  @HttpCode(200)
  @ApiOkResponse({ type: SteppedListResponse })
  takeAll(@CurrentCaller() caller: Caller, @Body() request: StepsRequest): Promise<SteppedListResponse> {
    return this.life.takeAll(caller, request);
  }
}
