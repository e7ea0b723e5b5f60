import { Controller, Get } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';

import { AllowSignedIn } from '../../platform/http/access.js';
import { FindingCodesResponse, toFindingCodesResponse } from './finding.dto.js';

@ApiTags('inspections')
@Controller('finding-codes')
export class FindingCodesController {
  /** The standard findings, and the states in which a target is met, with their names. */
  @AllowSignedIn()
  @Get()
  @ApiOkResponse({ type: FindingCodesResponse })
  list(): FindingCodesResponse {
    return toFindingCodesResponse();
  }
}
