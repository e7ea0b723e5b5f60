import { Body, Controller, Get, Headers, HttpCode, Param, Post, Query, Res } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { type Response } from 'express';

import { CurrentCaller, type Caller } from '../../accounts/caller.js';
import { Allow, AllowSignedIn } from '../../platform/http/access.js';
import { ListQuery, PageOf, type Page } from '../../platform/http/paging.js';
import { ParseIdPipe } from '../../platform/http/parse-id.pipe.js';
import { etagOf } from '../../platform/http/versions.js';
import { EditionDetailResponse, EditionResponse } from './plan-edition.dto.js';
import { PlanEditions } from './plan-editions.service.js';
import { PlanFiling } from './plan-filing.service.js';
import { PlanReview } from './plan-review.service.js';
import { PlanSteps } from './plan-steps.service.js';
import {
  PlanAcknowledgeRequest,
  PlanApproveRequest,
  PlanFileRequest,
  PlanResponse,
  PlanReturnRequest,
  PlanStepResponse,
  PlanSubmitRequest,
  stepResponse,
} from './plan.dto.js';
import { PlansService } from './plans.service.js';

/** The review of a plan, its editions, and its filing with the agency above. */
@ApiTags('plans')
@Controller('plans/:id')
export class PlanLifeController {
  constructor(
    private readonly plans: PlansService,
    private readonly review: PlanReview,
    private readonly filing: PlanFiling,
    private readonly editions: PlanEditions,
    private readonly steps: PlanSteps,
  ) {}

  /** 送审: the draft as it stands waits for a second person. */
  @Allow('admin', 'planner')
  @Post('submit')
  @HttpCode(200)
  @ApiOkResponse({ type: PlanResponse })
  async submit(
    @CurrentCaller() caller: Caller,
    @Param('id', ParseIdPipe) id: number,
    @Body() request: PlanSubmitRequest,
    @Headers('if-match') ifMatch: string | undefined,
    @Res({ passthrough: true }) response: Response,
  ): Promise<PlanResponse> {
    return tagged(response, await this.review.submit(caller, id, ifMatch, request.reason ?? null));
  }

  /** 审核通过: by someone other than who submitted it or changed it last. */
  @Allow('admin', 'planner')
  @Post('approve')
  @HttpCode(200)
  @ApiOkResponse({ type: PlanResponse })
  async approve(
    @CurrentCaller() caller: Caller,
    @Param('id', ParseIdPipe) id: number,
    @Body() request: PlanApproveRequest,
    @Headers('if-match') ifMatch: string | undefined,
    @Res({ passthrough: true }) response: Response,
  ): Promise<PlanResponse> {
    return tagged(response, await this.review.approve(caller, id, ifMatch, request.reason ?? null));
  }

  /** 退回: it is a draft again, with the reason. */
  @Allow('admin', 'planner')
  @Post('return')
  @HttpCode(200)
  @ApiOkResponse({ type: PlanResponse })
  async giveBack(
    @CurrentCaller() caller: Caller,
    @Param('id', ParseIdPipe) id: number,
    @Body() request: PlanReturnRequest,
    @Headers('if-match') ifMatch: string | undefined,
    @Res({ passthrough: true }) response: Response,
  ): Promise<PlanResponse> {
    return tagged(response, await this.review.giveBack(caller, id, ifMatch, request.reason));
  }

  /** 报备: files the present edition with the agency above. */
  @Allow('admin', 'planner')
  @Post('file')
  @HttpCode(200)
  @ApiOkResponse({ type: PlanResponse })
  async file(
    @CurrentCaller() caller: Caller,
    @Param('id', ParseIdPipe) id: number,
    @Body() request: PlanFileRequest,
  ): Promise<PlanResponse> {
    return this.filing.file(caller, id, request.reason ?? null);
  }

  /** 备案确认: the agency above has taken note of the last filing. */
  @Allow('admin', 'planner')
  @Post('acknowledge')
  @HttpCode(200)
  @ApiOkResponse({ type: PlanResponse })
  async acknowledge(
    @CurrentCaller() caller: Caller,
    @Param('id', ParseIdPipe) id: number,
    @Body() request: PlanAcknowledgeRequest,
  ): Promise<PlanResponse> {
    return this.filing.acknowledge(caller, id, request.reason ?? null);
  }

  /** Every step of its reviews and filings, the earliest first. */
  @AllowSignedIn()
  @Get('steps')
  @ApiOkResponse({ type: PlanStepResponse, isArray: true })
  async listSteps(@CurrentCaller() caller: Caller, @Param('id', ParseIdPipe) id: number): Promise<PlanStepResponse[]> {
    await this.plans.visible(caller, id);
    return (await this.steps.of(id)).map(stepResponse);
  }

  /** Its editions, the newest first: who made each of them, when and why. */
  @AllowSignedIn()
  @Get('editions')
  @ApiOkResponse({ type: PageOf(EditionResponse) })
  async listEditions(
    @CurrentCaller() caller: Caller,
    @Param('id', ParseIdPipe) id: number,
    @Query() query: ListQuery,
  ): Promise<Page<EditionResponse>> {
    await this.plans.visible(caller, id);
    return this.editions.list(id, query);
  }

  /** The plan and its batches as that edition had them. */
  @AllowSignedIn()
  @Get('editions/:edition')
  @ApiOkResponse({ type: EditionDetailResponse })
  async edition(
    @CurrentCaller() caller: Caller,
    @Param('id', ParseIdPipe) id: number,
    @Param('edition', ParseIdPipe) edition: number,
  ): Promise<EditionDetailResponse> {
    await this.plans.visible(caller, id);
    return this.editions.one(id, edition);
  }
}

function tagged(response: Response, plan: PlanResponse): PlanResponse {
  response.setHeader('ETag', etagOf(plan.version));
  return plan;
}
