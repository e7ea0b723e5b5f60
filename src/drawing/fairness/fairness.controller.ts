import { Controller, Get, Param } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';

import { CurrentCaller, type Caller } from '../../accounts/caller.js';
import { AllowSignedIn } from '../../platform/http/access.js';
import { ParseIdPipe } from '../../platform/http/parse-id.pipe.js';
import { FairnessResponse } from './fairness.dto.js';
import { FairnessService } from './fairness.service.js';

@ApiTags('draws')
@Controller('draws')
export class FairnessController {
  constructor(private readonly fairness: FairnessService) {}

  /** Each target's chance, each inspector's load, and what the randomness was worth. From the commitment on. */
  @AllowSignedIn()
  @Get(':id/fairness')
  @ApiOkResponse({ type: FairnessResponse })
  get(@CurrentCaller() caller: Caller, @Param('id', ParseIdPipe) id: number): Promise<FairnessResponse> {
    return this.fairness.forCaller(caller, id);
  }
}
