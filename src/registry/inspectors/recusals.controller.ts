import { Body, Controller, Get, HttpCode, Param, Post } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';

import { CurrentCaller, type Caller } from '../../accounts/caller.js';
import { Allow, AllowSignedIn } from '../../platform/http/access.js';
import { ParseIdPipe } from '../../platform/http/parse-id.pipe.js';
import { DeclareRecusalRequest, EndRecusalRequest, RecusalResponse } from './recusal.dto.js';
import { RecusalsService } from './recusals.service.js';

@ApiTags('inspectors')
@Controller('inspectors/:id/recusals')
export class RecusalsController {
  constructor(private readonly recusals: RecusalsService) {}

  @AllowSignedIn()
  @Get()
  @ApiOkResponse({ type: RecusalResponse, isArray: true })
  list(@CurrentCaller() caller: Caller, @Param('id', ParseIdPipe) id: number): Promise<RecusalResponse[]> {
    return this.recusals.list(caller, id);
  }

  @Allow('admin', 'planner')
  @Post()
  @ApiCreatedResponse({ type: RecusalResponse })
  declare(
    @CurrentCaller() caller: Caller,
    @Param('id', ParseIdPipe) id: number,
    @Body() request: DeclareRecusalRequest,
  ): Promise<RecusalResponse> {
    return this.recusals.declare(caller, id, request);
  }

  @Allow('admin', 'planner')
  @Post(':recusalId/end')
  @HttpCode(200)
  @ApiOkResponse({ type: RecusalResponse })
  end(
    @CurrentCaller() caller: Caller,
    @Param('id', ParseIdPipe) id: number,
    @Param('recusalId', ParseIdPipe) recusalId: number,
    @Body() request: EndRecusalRequest,
  ): Promise<RecusalResponse> {
    return this.recusals.end(caller, id, recusalId, request.reason ?? null);
  }
}
