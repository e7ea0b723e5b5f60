import { Body, Controller, Get, HttpCode, Param, Post } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';

import { CurrentCaller, type Caller } from '../../accounts/caller.js';
import { Allow, AllowSignedIn } from '../../platform/http/access.js';
import { ParseIdPipe } from '../../platform/http/parse-id.pipe.js';
import { Retractions } from './retractions.service.js';
import {
  RetractionDecisionRequest,
  RetractionRefusalRequest,
  RetractionRequest,
  RetractionResponse,
} from './retraction.dto.js';

/** 撤销检查登记、撤回公示. */
@ApiTags('inspections')
@Controller('inspections/:id/retractions')
export class RetractionsController {
  constructor(private readonly retractions: Retractions) {}

  /** All that were asked for, the refused and the withdrawn ones too. */
  @AllowSignedIn()
  @Get()
  @ApiOkResponse({ type: RetractionResponse, isArray: true })
  list(@CurrentCaller() caller: Caller, @Param('id', ParseIdPipe) id: number): Promise<RetractionResponse[]> {
    return this.retractions.of(caller, id);
  }

  /** Asks that a recorded visit is taken back, or a published result withdrawn. Until it is decided nothing goes on. */
  @Allow('admin', 'planner', 'inspector')
  @Post()
  @ApiCreatedResponse({ type: RetractionResponse })
  ask(
    @CurrentCaller() caller: Caller,
    @Param('id', ParseIdPipe) id: number,
    @Body() request: RetractionRequest,
  ): Promise<RetractionResponse> {
    return this.retractions.ask(caller, id, request);
  }

  /** By a second person, who neither asked nor was there. It is carried out at once. */
  @Allow('admin', 'planner', 'inspector')
  @Post(':retractionId/approve')
  @HttpCode(200)
  @ApiOkResponse({ type: RetractionResponse })
  approve(
    @CurrentCaller() caller: Caller,
    @Param('id', ParseIdPipe) id: number,
    @Param('retractionId', ParseIdPipe) retractionId: number,
    @Body() request: RetractionDecisionRequest,
  ): Promise<RetractionResponse> {
    return this.retractions.approve(caller, id, retractionId, request.reason ?? null);
  }

  /** By a second person. It stays on record. */
  @Allow('admin', 'planner', 'inspector')
  @Post(':retractionId/refuse')
  @HttpCode(200)
  @ApiOkResponse({ type: RetractionResponse })
  refuse(
    @CurrentCaller() caller: Caller,
    @Param('id', ParseIdPipe) id: number,
    @Param('retractionId', ParseIdPipe) retractionId: number,
    @Body() request: RetractionRefusalRequest,
  ): Promise<RetractionResponse> {
    return this.retractions.refuse(caller, id, retractionId, request.reason);
  }

  /** By whoever asked, as long as nobody has decided. It stays on record. */
  @Allow('admin', 'planner', 'inspector')
  @Post(':retractionId/withdraw')
  @HttpCode(200)
  @ApiOkResponse({ type: RetractionResponse })
  withdraw(
    @CurrentCaller() caller: Caller,
    @Param('id', ParseIdPipe) id: number,
    @Param('retractionId', ParseIdPipe) retractionId: number,
    @Body() request: RetractionRefusalRequest,
  ): Promise<RetractionResponse> {
    return this.retractions.withdraw(caller, id, retractionId, request.reason);
  }
}
