import { Body, Controller, Param, Post } from '@nestjs/common';
import { ApiCreatedResponse, ApiTags } from '@nestjs/swagger';

import { CurrentCaller, type Caller } from '../../accounts/caller.js';
import { Allow } from '../../platform/http/access.js';
import { ParseIdPipe } from '../../platform/http/parse-id.pipe.js';
import { Confidential } from '../../platform/idempotency/confidential.js';
import {
  BeaconRoundRequest,
  FiguresEventsRequest,
  FiguresRequest,
  StatementResponse,
  WitnessCommitmentRequest,
  WitnessRevealRequest,
} from './statement.dto.js';
import { StatementsService } from './statements.service.js';

/** What people bring to a draw's randomness. */
@ApiTags('draws')
@Controller('draws/:id')
export class StatementsController {
  constructor(private readonly statements: StatementsService) {}

  /** By which published figures it will be drawn. Until the commitment; what was said last counts. */
  @Allow('admin', 'planner')
  @Post('figures-events')
  @ApiCreatedResponse({ type: StatementResponse })
  events(
    @CurrentCaller() caller: Caller,
    @Param('id', ParseIdPipe) id: number,
    @Body() request: FiguresEventsRequest,
  ): Promise<StatementResponse> {
    return this.statements.events(caller, id, request);
  }

  /** The figures, entered by two people independently. */
  @Confidential()
  @Allow('admin', 'planner')
  @Post('figures')
  @ApiCreatedResponse({ type: StatementResponse })
  figures(
    @CurrentCaller() caller: Caller,
    @Param('id', ParseIdPipe) id: number,
    @Body() request: FiguresRequest,
  ): Promise<StatementResponse> {
    return this.statements.figures(caller, id, request);
  }

  /** A witness's hash, before the commitment. */
  @Allow('admin', 'planner')
  @Post('ceremony/commitments')
  @ApiCreatedResponse({ type: StatementResponse })
  witness(
    @CurrentCaller() caller: Caller,
    @Param('id', ParseIdPipe) id: number,
    @Body() request: WitnessCommitmentRequest,
  ): Promise<StatementResponse> {
    return this.statements.witness(caller, id, request);
  }

  /** A witness's secret, at the draw. Shown to nobody before all are in. */
  @Confidential()
  @Allow('admin', 'planner')
  @Post('ceremony/reveals')
  @ApiCreatedResponse({ type: StatementResponse })
  secret(
    @CurrentCaller() caller: Caller,
    @Param('id', ParseIdPipe) id: number,
    @Body() request: WitnessRevealRequest,
  ): Promise<StatementResponse> {
    return this.statements.secret(caller, id, request);
  }

  /** The announced round of the public beacon, carried in by hand where the server has no way to it. */
  @Allow('admin', 'planner')
  @Post('beacon-round')
  @ApiCreatedResponse({ type: StatementResponse })
  round(
    @CurrentCaller() caller: Caller,
    @Param('id', ParseIdPipe) id: number,
    @Body() request: BeaconRoundRequest,
  ): Promise<StatementResponse> {
    return this.statements.round(caller, id, JSON.stringify(request));
  }
}
