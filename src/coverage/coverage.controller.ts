import { Controller, Get, Query } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';

import { CurrentCaller, type Caller } from '../accounts/caller.js';
import { AllowSignedIn } from '../platform/http/access.js';
import { CoverageQuery, CoverageResponse } from './coverage.dto.js';
import { CoverageService } from './coverage.service.js';

@ApiTags('coverage')
@Controller('coverage')
export class CoverageController {
  constructor(private readonly coverage: CoverageService) {}

  /** How far an agency has come: each share with its numerator and denominator, what is missing, and when it will be whole. */
  @AllowSignedIn()
  @Get()
  @ApiOkResponse({ type: CoverageResponse })
  of(@CurrentCaller() caller: Caller, @Query() query: CoverageQuery): Promise<CoverageResponse> {
    return this.coverage.of(caller, query);
  }
}
