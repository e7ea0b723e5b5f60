import { Body, Controller, Get, Headers, Param, Put, UseInterceptors } from '@nestjs/common';
import { ApiHeader, ApiOkResponse, ApiTags } from '@nestjs/swagger';

import { CurrentCaller, type Caller } from '../../../accounts/caller.js';
import { Allow, AllowSignedIn } from '../../../platform/http/access.js';
import { ParseIdPipe } from '../../../platform/http/parse-id.pipe.js';
import { VersionTag } from '../../../registry/records/version-tag.interceptor.js';
import { QuestionLists } from './question-lists.service.js';
import { QuestionListResponse, QuestionsRequest } from './question.dto.js';

/** What is asked on site about a matter. */
@ApiTags('on-site')
@UseInterceptors(VersionTag)
@Controller('matters/:id/questions')
export class QuestionListsController {
  constructor(private readonly lists: QuestionLists) {}

  @AllowSignedIn()
  @Get()
  @ApiOkResponse({ type: QuestionListResponse })
  present(@CurrentCaller() caller: Caller, @Param('id', ParseIdPipe) id: number): Promise<QuestionListResponse> {
    return this.lists.of(caller, id);
  }

  @AllowSignedIn()
  @Get(':version')
  @ApiOkResponse({ type: QuestionListResponse })
  version(
    @CurrentCaller() caller: Caller,
    @Param('id', ParseIdPipe) id: number,
    @Param('version', ParseIdPipe) version: number,
  ): Promise<QuestionListResponse> {
    return this.lists.of(caller, id, version);
  }

  /** Puts another list in its place, as a new version. An empty one: nothing is asked any more. */
  @Allow('admin')
  @Put()
  @ApiHeader({ name: 'If-Match', required: false })
  @ApiOkResponse({ type: QuestionListResponse })
  change(
    @CurrentCaller() caller: Caller,
    @Param('id', ParseIdPipe) id: number,
    @Body() request: QuestionsRequest,
    @Headers('if-match') ifMatch: string | undefined,
  ): Promise<QuestionListResponse> {
    return this.lists.change(caller, id, request, ifMatch);
  }
}
