import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';

import { CurrentCaller, type Caller } from '../../accounts/caller.js';
import { Allow, AllowSignedIn } from '../../platform/http/access.js';
import { ParseIdPipe } from '../../platform/http/parse-id.pipe.js';
import {
  ChecklistStandingQuery,
  ChecklistStandingResponse,
  MatterPublicationResponse,
  PublishChecklistRequest,
  PublishedChecklistResponse,
} from './checklist.dto.js';
import { ChecklistPublication } from './checklist-publication.service.js';
import { ChecklistStandings } from './checklist-standings.service.js';

@ApiTags('disclosure')
@Controller()
export class ChecklistPublicationController {
  constructor(
    private readonly publication: ChecklistPublication,
    private readonly standings: ChecklistStandings,
  ) {}

  /** The agency's matters, each with what is public of it and what would be: what a publication would change. */
  @AllowSignedIn()
  @Get('agencies/:id/checklist')
  @ApiOkResponse({ type: ChecklistStandingResponse })
  standing(
    @CurrentCaller() caller: Caller,
    @Param('id', ParseIdPipe) id: number,
    @Query() query: ChecklistStandingQuery,
  ): Promise<ChecklistStandingResponse> {
    return this.standings.ofAgency(caller, id, query);
  }

  /** The same of one matter, also of a retired one. */
  @AllowSignedIn()
  @Get('matters/:id/publication')
  @ApiOkResponse({ type: MatterPublicationResponse })
  ofMatter(@CurrentCaller() caller: Caller, @Param('id', ParseIdPipe) id: number): Promise<MatterPublicationResponse> {
    return this.standings.ofMatter(caller, id);
  }

  /** 公布清单: the agency's matters as they stand; what says something else than before is a new version, with the reason. */
  @Allow('admin', 'planner')
  @Post('agencies/:id/checklist')
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
