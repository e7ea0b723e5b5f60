import { Body, Controller, Get, Headers, HttpCode, Param, Post, Query, Res } from '@nestjs/common';
import { ApiCreatedResponse, ApiHeader, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { type Response } from 'express';

import { CurrentCaller, type Caller } from '../../accounts/caller.js';
import { ChangeResponse } from '../../platform/history/change.dto.js';
import { Allow, AllowSignedIn } from '../../platform/http/access.js';
import { PageOf, type Page } from '../../platform/http/paging.js';
import { ParseIdPipe } from '../../platform/http/parse-id.pipe.js';
import { etagOf } from '../../platform/http/versions.js';
import { RectificationLife } from './rectification-life.service.js';
import {
  RectificationDetailResponse,
  RectificationQuery,
  RectificationRequest,
  RectificationResponse,
  RectificationStepRequest,
} from './rectification.dto.js';
import { Rectifications } from './rectifications.service.js';

/** 整改: what a target must mend after an inspection, and what became of it. */
@ApiTags('rectifications')
@Controller()
export class RectificationsController {
  constructor(
    private readonly rectifications: Rectifications,
    private readonly life: RectificationLife,
  ) {}

  /** Of the inspections that the caller sees. An inspector sees those in whose team he sits. */
  @AllowSignedIn()
  @Get('rectifications')
  @ApiOkResponse({ type: PageOf(RectificationResponse) })
  list(@CurrentCaller() caller: Caller, @Query() query: RectificationQuery): Promise<Page<RectificationResponse>> {
    return this.rectifications.list(caller, query);
  }

  /** With every step that was taken, and what may be done next. */
  @AllowSignedIn()
  @Get('rectifications/:id')
  @ApiOkResponse({ type: RectificationDetailResponse })
  async get(
    @CurrentCaller() caller: Caller,
    @Param('id', ParseIdPipe) id: number,
    @Res({ passthrough: true }) response: Response,
  ): Promise<RectificationDetailResponse> {
    return tagged(response, await this.rectifications.get(caller, id));
  }

  @AllowSignedIn()
  @Get('rectifications/:id/history')
  @ApiOkResponse({ type: ChangeResponse, isArray: true })
  history(@CurrentCaller() caller: Caller, @Param('id', ParseIdPipe) id: number): Promise<ChangeResponse[]> {
    return this.rectifications.historyOf(caller, id);
  }

  /** Orders one after a finding of an inspection whose result is reported. It is not public before that result is. */
  @Allow('admin', 'planner', 'inspector')
  @Post('inspections/:id/rectifications')
  @ApiHeader({ name: 'If-Match', required: false, description: 'The version of the inspection' })
  @ApiCreatedResponse({ type: RectificationDetailResponse })
  async order(
    @CurrentCaller() caller: Caller,
    @Param('id', ParseIdPipe) id: number,
    @Body() request: RectificationRequest,
    @Headers('if-match') ifMatch: string | undefined,
    @Res({ passthrough: true }) response: Response,
  ): Promise<RectificationDetailResponse> {
    return tagged(response, await this.life.order(caller, id, request, ifMatch));
  }

  /** Takes it a step further. Its `next` says what is possible, and who may do it. */
  @Allow('admin', 'planner', 'inspector')
  @Post('rectifications/:id/steps')
  @HttpCode(200)
  @ApiHeader({ name: 'If-Match', required: false })
  @ApiOkResponse({ type: RectificationDetailResponse })
  async take(
    @CurrentCaller() caller: Caller,
    @Param('id', ParseIdPipe) id: number,
    @Body() request: RectificationStepRequest,
    @Headers('if-match') ifMatch: string | undefined,
    @Res({ passthrough: true }) response: Response,
  ): Promise<RectificationDetailResponse> {
    return tagged(response, await this.life.take(caller, id, request, ifMatch));
  }
}

function tagged(response: Response, rectification: RectificationDetailResponse): RectificationDetailResponse {
  response.setHeader('ETag', etagOf(rectification.version));
  return rectification;
}
