import { Controller, Get, Param } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';

import { CurrentCaller, type Caller } from '../../accounts/caller.js';
import { AllowSignedIn } from '../../platform/http/access.js';
import { ParseIdPipe } from '../../platform/http/parse-id.pipe.js';
import { AgencyTermsResponse } from './agency-terms.dto.js';
import { AgencyTerms } from './agency-terms.service.js';

@ApiTags('agencies')
@Controller('agencies/:id/terms')
export class AgencyTermsController {
  constructor(private readonly terms: AgencyTerms) {}

  /** The terms that hold for the agency's visits, and who says so. They are changed with the agency itself. */
  @AllowSignedIn()
  @Get()
  @ApiOkResponse({ type: AgencyTermsResponse })
  of(@CurrentCaller() caller: Caller, @Param('id', ParseIdPipe) id: number): Promise<AgencyTermsResponse> {
    return this.terms.of(caller, id);
  }
}
