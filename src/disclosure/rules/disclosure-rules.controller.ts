import { Body, Controller, Get, Headers, Param, Put, UseInterceptors } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';

import { CurrentCaller, type Caller } from '../../accounts/caller.js';
import { Allow, AllowSignedIn } from '../../platform/http/access.js';
import { ParseIdPipe } from '../../platform/http/parse-id.pipe.js';
import { VersionTag } from '../../registry/records/version-tag.interceptor.js';
import { DisclosureRulesRequest, DisclosureRulesResponse } from './disclosure-rule.dto.js';
import { DisclosureRulesService } from './disclosure-rules.service.js';

@ApiTags('disclosure')
@UseInterceptors(VersionTag)
@Controller('agencies/:id/disclosure-rules')
export class DisclosureRulesController {
  constructor(private readonly rules: DisclosureRulesService) {}

  /** What the agency's bulletins show of persons, and for how long: by its own word, or that of the nearest agency above. */
  @AllowSignedIn()
  @Get()
  @ApiOkResponse({ type: DisclosureRulesResponse })
  of(@CurrentCaller() caller: Caller, @Param('id', ParseIdPipe) id: number): Promise<DisclosureRulesResponse> {
    return this.rules.of(caller, id);
  }

  @Allow('admin')
  @Put()
  @ApiOkResponse({ type: DisclosureRulesResponse })
  put(
    @CurrentCaller() caller: Caller,
    @Param('id', ParseIdPipe) id: number,
    @Headers('if-match') ifMatch: string | undefined,
    @Body() request: DisclosureRulesRequest,
  ): Promise<DisclosureRulesResponse> {
    return this.rules.put(caller, id, ifMatch, request);
  }
}
