import { Body, Controller, Get, HttpCode, Param, Post, Put, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiOkResponse, ApiTags } from '@nestjs/swagger';

import { CurrentCaller, type Caller } from '../../accounts/caller.js';
import { AllowSignedIn } from '../../platform/http/access.js';
import { PageOf, type Page } from '../../platform/http/paging.js';
import { ParseIdPipe } from '../../platform/http/parse-id.pipe.js';
import { InboxQuery, NoticeChoicesRequest, NoticeChoicesResponse, NoticeResponse } from './inbox.dto.js';
import { Inbox } from './inbox.service.js';

/** A person's own notices. */
@ApiTags('me')
@ApiBearerAuth()
@AllowSignedIn()
@Controller('me')
export class InboxController {
  constructor(private readonly inbox: Inbox) {}

  /** What is not read first, and of each the newest. */
  @Get('notices')
  @ApiOkResponse({ type: PageOf(NoticeResponse) })
  list(@CurrentCaller() caller: Caller, @Query() query: InboxQuery): Promise<Page<NoticeResponse>> {
    return this.inbox.list(caller, query);
  }

  @Post('notices/:id/read')
  @HttpCode(200)
  @ApiOkResponse({ type: NoticeResponse })
  read(@CurrentCaller() caller: Caller, @Param('id', ParseIdPipe) id: number): Promise<NoticeResponse> {
    return this.inbox.read(caller, id);
  }

  @Get('notice-choices')
  @ApiOkResponse({ type: NoticeChoicesResponse })
  choices(@CurrentCaller() caller: Caller): Promise<NoticeChoicesResponse> {
    return this.inbox.choices(caller);
  }

  @Put('notice-choices')
  @ApiOkResponse({ type: NoticeChoicesResponse })
  choose(@CurrentCaller() caller: Caller, @Body() body: NoticeChoicesRequest): Promise<NoticeChoicesResponse> {
    return this.inbox.choose(caller, body);
  }
}
