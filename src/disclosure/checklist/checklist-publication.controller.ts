import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';

import { CurrentCaller, type Caller } from '../../accounts/caller.js';
import { Allow } from '../../platform/http/access.js';
import { ParseIdPipe } from '../../platform/http/parse-id.pipe.js';
import { PublishChecklistRequest, PublishedChecklistResponse } from './checklist.dto.js';
import { ChecklistPublication } from './checklist-publication.service.js';

@ApiTags('disclosure')
@Controller('agencies')
export class ChecklistPublicationController {
  constructor(private readonly publication: ChecklistPublication) {}

  /** 公布清单: the agency's matters as they stand; what says something else than before is a new version, with the reason. */
  @Allow('admin', 'planner')
  @Post(':id/checklist')
  @HttpCode(200)
  @ApiOkResponse({ type: PublishedChecklistResponse })
  publish(
    @CurrentCaller() caller: Caller,
    @Param('id', ParseIdPipe) id: number,
    @Body() request: PublishChecklistRequest,
  ): Promise<PublishedChecklistResponse> {
    return this.publication.publishOf(caller, id, request);
  }
}
