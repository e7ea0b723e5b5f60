import {
  Body,
  Controller,
  Delete,
  Get,
  Headers,
  HttpCode,
  Param,
  Patch,
  Post,
  Query,
  UseInterceptors,
} from '@nestjs/common';
import { ApiBearerAuth, ApiCreatedResponse, ApiNoContentResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';

import { CurrentCaller, type Caller } from '../../accounts/caller.js';
import { Allow } from '../../platform/http/access.js';
import { PageOf, type Page } from '../../platform/http/paging.js';
import { ParseIdPipe } from '../../platform/http/parse-id.pipe.js';
import { Confidential } from '../../platform/idempotency/confidential.js';
import { VersionTag } from '../../registry/records/version-tag.interceptor.js';
import { DeliveryLog } from '../sending/delivery-log.service.js';
import { Trials } from '../sending/trials.service.js';
import {
  NewNoticeChannelRequest,
  NewNoticeChannelResponse,
  NoticeChannelChangeRequest,
  NoticeChannelResponse,
  NoticeDeliveryQuery,
  NoticeDeliveryResponse,
  NoticeTrialResponse,
} from './notice-channel.dto.js';
import { NoticeChannels } from './notice-channels.service.js';

/** Where an agency is told of things, and how that went. */
@ApiTags('notices')
@ApiBearerAuth()
@UseInterceptors(VersionTag)
// addresses and secrets come in
@Confidential()
@Allow('admin')
@Controller('agencies/:id')
export class NoticeChannelsController {
  constructor(
    private readonly channels: NoticeChannels,
    private readonly trials: Trials,
    private readonly log: DeliveryLog,
  ) {}

  @Get('notice-channels')
  @ApiOkResponse({ type: NoticeChannelResponse, isArray: true })
  list(@CurrentCaller() caller: Caller, @Param('id', ParseIdPipe) id: number): Promise<NoticeChannelResponse[]> {
    return this.channels.list(caller, id);
  }

  @Post('notice-channels')
  @ApiCreatedResponse({ type: NewNoticeChannelResponse })
  create(
    @CurrentCaller() caller: Caller,
    @Param('id', ParseIdPipe) id: number,
    @Body() body: NewNoticeChannelRequest,
  ): Promise<NewNoticeChannelResponse> {
    return this.channels.create(caller, id, body);
  }

  @Get('notice-channels/:channelId')
  @ApiOkResponse({ type: NoticeChannelResponse })
  one(
    @CurrentCaller() caller: Caller,
    @Param('id', ParseIdPipe) id: number,
    @Param('channelId', ParseIdPipe) channelId: number,
  ): Promise<NoticeChannelResponse> {
    return this.channels.one(caller, id, channelId);
  }

  @Patch('notice-channels/:channelId')
  @ApiOkResponse({ type: NoticeChannelResponse })
  change(
    @CurrentCaller() caller: Caller,
    @Param('id', ParseIdPipe) id: number,
    @Param('channelId', ParseIdPipe) channelId: number,
    @Headers('if-match') ifMatch: string | undefined,
    @Body() body: NoticeChannelChangeRequest,
  ): Promise<NoticeChannelResponse> {
    return this.channels.change(caller, id, channelId, body, ifMatch);
  }

  @Delete('notice-channels/:channelId')
  @HttpCode(204)
  @ApiNoContentResponse()
  remove(
    @CurrentCaller() caller: Caller,
    @Param('id', ParseIdPipe) id: number,
    @Param('channelId', ParseIdPipe) channelId: number,
    @Headers('if-match') ifMatch: string | undefined,
  ): Promise<void> {
    return this.channels.remove(caller, id, channelId, ifMatch);
  }

  /** Sends one message there now, and says what came of it. */
  @Post('notice-channels/:channelId/test')
  @HttpCode(200)
  @ApiOkResponse({ type: NoticeTrialResponse })
  test(
    @CurrentCaller() caller: Caller,
    @Param('id', ParseIdPipe) id: number,
    @Param('channelId', ParseIdPipe) channelId: number,
  ): Promise<NoticeTrialResponse> {
    return this.trials.of(caller, id, channelId);
  }

  /** Every try, the newest first. */
  @Allow('admin', 'auditor')
  @Get('notice-deliveries')
  @ApiOkResponse({ type: PageOf(NoticeDeliveryResponse) })
  deliveries(
    @CurrentCaller() caller: Caller,
    @Param('id', ParseIdPipe) id: number,
    @Query() query: NoticeDeliveryQuery,
  ): Promise<Page<NoticeDeliveryResponse>> {
    return this.log.list(caller, id, query);
  }
}
