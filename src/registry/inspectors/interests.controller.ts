import { Body, Controller, Get, HttpCode, Param, Post } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';

import { CurrentCaller, type Caller } from '../../accounts/caller.js';
import { Allow } from '../../platform/http/access.js';
import { ParseIdPipe } from '../../platform/http/parse-id.pipe.js';
import { DeclareInterestRequest, InterestResponse } from './interest.dto.js';
import { InterestsService } from './interests.service.js';

/** Personal: for the office, and for the inspector himself. */
@ApiTags('inspectors')
@Controller('inspectors/:id/interests')
export class InterestsController {
  constructor(private readonly interests: InterestsService) {}

  @Allow('admin', 'planner', 'inspector')
  @Get()
  @ApiOkResponse({ type: InterestResponse, isArray: true })
  list(@CurrentCaller() caller: Caller, @Param('id', ParseIdPipe) id: number): Promise<InterestResponse[]> {
    return this.interests.list(caller, id);
  }

  /** From then on no draw sends the inspector to a target that it fits. */
  @Allow('admin', 'planner', 'inspector')
  @Post()
  @ApiCreatedResponse({ type: InterestResponse })
  declare(
    @CurrentCaller() caller: Caller,
    @Param('id', ParseIdPipe) id: number,
    @Body() request: DeclareInterestRequest,
  ): Promise<InterestResponse> {
    return this.interests.declare(caller, id, request);
  }

  @Allow('admin', 'planner', 'inspector')
  @Post(':interestId/end')
  @HttpCode(200)
  @ApiOkResponse({ type: InterestResponse })
  end(
    @CurrentCaller() caller: Caller,
    @Param('id', ParseIdPipe) id: number,
    @Param('interestId', ParseIdPipe) interestId: number,
  ): Promise<InterestResponse> {
    return this.interests.end(caller, id, interestId);
  }
}
