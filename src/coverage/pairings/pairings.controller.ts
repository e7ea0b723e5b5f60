import { Controller, Get, Query } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';

import { CurrentCaller, type Caller } from '../../accounts/caller.js';
import { Allow } from '../../platform/http/access.js';
import { PairingsQuery, PairingsResponse } from './pairing.dto.js';
import { PairingsService } from './pairings.service.js';

@ApiTags('statistics')
@Controller('pairings')
export class PairingsController {
  constructor(private readonly pairings: PairingsService) {}

  /** Who was paired with whom in the teams that a year's draws made, and how many teams each sits in. */
  @Allow('admin', 'planner', 'auditor')
  @Get()
  @ApiOkResponse({ type: PairingsResponse })
  of(@CurrentCaller() caller: Caller, @Query() query: PairingsQuery): Promise<PairingsResponse> {
    return this.pairings.of(caller, query);
  }
}
