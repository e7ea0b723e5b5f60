import { Body, Controller, Get, Headers, HttpCode, Param, Patch, Post, Query, Res } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { type Response } from 'express';

import { CurrentCaller, type Caller } from '../../accounts/caller.js';
import { ChangeResponse } from '../../platform/history/change.dto.js';
import { Allow, AllowSignedIn } from '../../platform/http/access.js';
import { PageOf, type Page } from '../../platform/http/paging.js';
import { ParseIdPipe } from '../../platform/http/parse-id.pipe.js';
import { etagOf } from '../../platform/http/versions.js';
import {
  BatchCancelRequest,
  BatchChangeRequest,
  BatchCreateRequest,
  BatchesQuery,
  BatchResponse,
  BatchReviewResponse,
} from './batch.dto.js';
import { BatchStanding } from './batch-standing.service.js';
import { BatchesService } from './batches.service.js';

@ApiTags('batches')
@Controller('plans/:id/batches')
export class BatchesController {
  constructor(
    private readonly batches: BatchesService,
    private readonly standing: BatchStanding,
  ) {}

  @AllowSignedIn()
  @Get()
  @ApiOkResponse({ type: PageOf(BatchResponse) })
  list(
    @CurrentCaller() caller: Caller,
    @Param('id', ParseIdPipe) planId: number,
    @Query() query: BatchesQuery,
  ): Promise<Page<BatchResponse>> {
    return this.batches.list(caller, planId, query);
  }

  /** If-Match, where it is given, names the version of the plan. */
  @Allow('admin', 'planner')
  @Post()
  @ApiCreatedResponse({ type: BatchResponse })
  async create(
    @CurrentCaller() caller: Caller,
    @Param('id', ParseIdPipe) planId: number,
    @Body() request: BatchCreateRequest,
    @Headers('if-match') ifMatch: string | undefined,
    @Res({ passthrough: true }) response: Response,
  ): Promise<BatchResponse> {
    return tagged(response, await this.batches.create(caller, planId, request, ifMatch));
  }

  @AllowSignedIn()
  @Get(':batchId')
  @ApiOkResponse({ type: BatchResponse })
  async get(
    @CurrentCaller() caller: Caller,
    @Param('id', ParseIdPipe) planId: number,
    @Param('batchId', ParseIdPipe) id: number,
    @Res({ passthrough: true }) response: Response,
  ): Promise<BatchResponse> {
    return tagged(response, await this.batches.get(caller, planId, id));
  }

  /** How it would be drawn by the lists of today: what stands against it, and what to think about before. */
  @AllowSignedIn()
  @Get(':batchId/review')
  @ApiOkResponse({ type: BatchReviewResponse })
  review(
    @CurrentCaller() caller: Caller,
    @Param('id', ParseIdPipe) planId: number,
    @Param('batchId', ParseIdPipe) id: number,
  ): Promise<BatchReviewResponse> {
    return this.standing.shown(caller, planId, id);
  }

  @AllowSignedIn()
  @Get(':batchId/history')
  @ApiOkResponse({ type: ChangeResponse, isArray: true })
  history(
    @CurrentCaller() caller: Caller,
    @Param('id', ParseIdPipe) planId: number,
    @Param('batchId', ParseIdPipe) id: number,
  ): Promise<ChangeResponse[]> {
    return this.batches.historyOf(caller, planId, id);
  }

  /** On a published plan this makes a new version, with a reason, and plans anew what is not yet begun. */
  @Allow('admin', 'planner')
  @Patch(':batchId')
  @ApiOkResponse({ type: BatchResponse })
  async change(
    @CurrentCaller() caller: Caller,
    @Param('id', ParseIdPipe) planId: number,
    @Param('batchId', ParseIdPipe) id: number,
    @Body() request: BatchChangeRequest,
    @Headers('if-match') ifMatch: string | undefined,
    @Res({ passthrough: true }) response: Response,
  ): Promise<BatchResponse> {
    return tagged(response, await this.batches.change(caller, planId, id, request, ifMatch));
  }

  @Allow('admin', 'planner')
  @Post(':batchId/cancel')
  @HttpCode(200)
  @ApiOkResponse({ type: BatchResponse })
  async cancel(
    @CurrentCaller() caller: Caller,
    @Param('id', ParseIdPipe) planId: number,
    @Param('batchId', ParseIdPipe) id: number,
    @Body() request: BatchCancelRequest,
    @Headers('if-match') ifMatch: string | undefined,
    @Res({ passthrough: true }) response: Response,
  ): Promise<BatchResponse> {
    return tagged(response, await this.batches.cancel(caller, planId, id, request, ifMatch));
  }
}

function tagged(response: Response, body: BatchResponse): BatchResponse {
  response.setHeader('ETag', etagOf(body.version));
  return body;
}
