import { Body, Controller, Get, Headers, HttpCode, Param, Post, Query, Res } from '@nestjs/common';
import { ApiCreatedResponse, ApiHeader, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { type Response } from 'express';

import { CurrentCaller, type Caller } from '../../accounts/caller.js';
import { Allow, AllowSignedIn } from '../../platform/http/access.js';
import { ListQuery, PageOf, type Page } from '../../platform/http/paging.js';
import { ParseIdPipe } from '../../platform/http/parse-id.pipe.js';
import { etagOf } from '../../platform/http/versions.js';
import {
  AmendmentQuery,
  AmendmentRequest,
  AmendmentResponse,
  AmendmentDecisionRequest,
  AmendmentDeclineRequest,
} from './amendment.dto.js';
import { AmendmentsService } from './amendments.service.js';

/** 作废、补抽、更换 of one draw. */
@ApiTags('amendments')
@Controller('draws/:id/amendments')
export class DrawAmendmentsController {
  constructor(private readonly amendments: AmendmentsService) {}

  @AllowSignedIn()
  @Get()
  @ApiOkResponse({ type: PageOf(AmendmentResponse) })
  list(
    @CurrentCaller() caller: Caller,
    @Param('id', ParseIdPipe) drawId: number,
    @Query() query: ListQuery,
  ): Promise<Page<AmendmentResponse>> {
    return this.amendments.ofDraw(caller, drawId, query);
  }

  /** Nothing happens until another person approves it. */
  @Allow('admin', 'planner')
  @Post()
  @ApiCreatedResponse({ type: AmendmentResponse })
  async propose(
    @CurrentCaller() caller: Caller,
    @Param('id', ParseIdPipe) drawId: number,
    @Body() body: AmendmentRequest,
    @Res({ passthrough: true }) response: Response,
  ): Promise<AmendmentResponse> {
    return tagged(response, await this.amendments.propose(caller, drawId, body));
  }
}

/** What waits for a second person, and what was decided. */
@ApiTags('amendments')
@Controller('amendments')
export class AmendmentsController {
  constructor(private readonly amendments: AmendmentsService) {}

  @AllowSignedIn()
  @Get()
  @ApiOkResponse({ type: PageOf(AmendmentResponse) })
  list(@CurrentCaller() caller: Caller, @Query() query: AmendmentQuery): Promise<Page<AmendmentResponse>> {
    return this.amendments.list(caller, query);
  }

  @AllowSignedIn()
  @Get(':id')
  @ApiOkResponse({ type: AmendmentResponse })
  async get(
    @CurrentCaller() caller: Caller,
    @Param('id', ParseIdPipe) id: number,
    @Res({ passthrough: true }) response: Response,
  ): Promise<AmendmentResponse> {
    return tagged(response, await this.amendments.get(caller, id));
  }

  /** By someone other than who proposed it. It takes effect at once, and stands in the log for ever. */
  @Allow('admin', 'planner')
  @Post(':id/approve')
  @HttpCode(200)
  @ApiHeader({ name: 'If-Match', required: false })
  @ApiOkResponse({ type: AmendmentResponse })
  async approve(
    @CurrentCaller() caller: Caller,
    @Param('id', ParseIdPipe) id: number,
    @Body() body: AmendmentDecisionRequest,
    @Headers('if-match') ifMatch: string | undefined,
    @Res({ passthrough: true }) response: Response,
  ): Promise<AmendmentResponse> {
    return tagged(response, await this.amendments.approve(caller, id, body, ifMatch));
  }

  /** By someone other than who proposed it. */
  @Allow('admin', 'planner')
  @Post(':id/decline')
  @HttpCode(200)
  @ApiHeader({ name: 'If-Match', required: false })
  @ApiOkResponse({ type: AmendmentResponse })
  async decline(
    @CurrentCaller() caller: Caller,
    @Param('id', ParseIdPipe) id: number,
    @Body() body: AmendmentDeclineRequest,
    @Headers('if-match') ifMatch: string | undefined,
    @Res({ passthrough: true }) response: Response,
  ): Promise<AmendmentResponse> {
    return tagged(response, await this.amendments.decline(caller, id, body, ifMatch));
  }
}

function tagged(response: Response, body: AmendmentResponse): AmendmentResponse {
  response.setHeader('ETag', etagOf(body.version));
  return body;
}
