import { Body, Controller, Get, HttpCode, Param, Post } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';

import { CurrentCaller, type Caller } from '../../accounts/caller.js';
import { Allow, AllowSignedIn } from '../../platform/http/access.js';
import { ParseIdPipe } from '../../platform/http/parse-id.pipe.js';
import { InspectionRecusals } from './inspection-recusals.service.js';
import { RecusalDecisions } from './recusal-decisions.service.js';
import {
  InspectionRecusalRequest,
  InspectionRecusalResponse,
  RecusalDecisionRequest,
  RecusalRefusalRequest,
} from './recusal.dto.js';

/** 回避: from one inspection, before anybody has been there. */
@ApiTags('inspections')
@Controller('inspections/:id/recusals')
export class InspectionRecusalsController {
  constructor(
    private readonly recusals: InspectionRecusals,
    private readonly decisions: RecusalDecisions,
  ) {}

  /** All that were asked for, the refused and the withdrawn ones too. */
  @AllowSignedIn()
  @Get()
  @ApiOkResponse({ type: InspectionRecusalResponse, isArray: true })
  list(@CurrentCaller() caller: Caller, @Param('id', ParseIdPipe) id: number): Promise<InspectionRecusalResponse[]> {
    return this.recusals.of(caller, id);
  }

  /** By the inspector for himself; for the target, or for a supervisor, by whoever plans. Until it is decided nobody goes. */
  @Allow('admin', 'planner', 'inspector')
  @Post()
  @ApiCreatedResponse({ type: InspectionRecusalResponse })
  ask(
    @CurrentCaller() caller: Caller,
    @Param('id', ParseIdPipe) id: number,
    @Body() request: InspectionRecusalRequest,
  ): Promise<InspectionRecusalResponse> {
    return this.recusals.ask(caller, id, request);
  }

  /** By a second person: neither who asked nor whom it concerns. The seat is drawn again, on record. */
  @Allow('admin', 'planner', 'inspector')
  @Post(':recusalId/approve')
  @HttpCode(200)
  @ApiOkResponse({ type: InspectionRecusalResponse })
  approve(
    @CurrentCaller() caller: Caller,
    @Param('id', ParseIdPipe) id: number,
    @Param('recusalId', ParseIdPipe) recusalId: number,
    @Body() request: RecusalDecisionRequest,
  ): Promise<InspectionRecusalResponse> {
    return this.decisions.approve(caller, id, recusalId, request);
  }

  /** By a second person: neither who asked nor whom it concerns. It stays on record. */
  @Allow('admin', 'planner', 'inspector')
  @Post(':recusalId/refuse')
  @HttpCode(200)
  @ApiOkResponse({ type: InspectionRecusalResponse })
  refuse(
    @CurrentCaller() caller: Caller,
    @Param('id', ParseIdPipe) id: number,
    @Param('recusalId', ParseIdPipe) recusalId: number,
    @Body() request: RecusalRefusalRequest,
  ): Promise<InspectionRecusalResponse> {
    return this.decisions.refuse(caller, id, recusalId, request.reason);
  }

  /** By whoever asked, as long as nobody has decided. It stays on record. */
  @Allow('admin', 'planner', 'inspector')
  @Post(':recusalId/withdraw')
  @HttpCode(200)
  @ApiOkResponse({ type: InspectionRecusalResponse })
  withdraw(
    @CurrentCaller() caller: Caller,
    @Param('id', ParseIdPipe) id: number,
    @Param('recusalId', ParseIdPipe) recusalId: number,
    @Body() request: RecusalRefusalRequest,
  ): Promise<InspectionRecusalResponse> {
    return this.recusals.withdraw(caller, id, recusalId, request.reason);
  }
}
