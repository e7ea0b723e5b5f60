import { Body, Controller, Get, Headers, HttpCode, Param, Post, Query, Res } from '@nestjs/common';
import { ApiCreatedResponse, ApiHeader, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { type Response } from 'express';

import { CurrentCaller, type Caller } from '../../accounts/caller.js';
import { Allow, AllowSignedIn } from '../../platform/http/access.js';
import { PageOf, type Page } from '../../platform/http/paging.js';
import { ParseIdPipe } from '../../platform/http/parse-id.pipe.js';
import { etagOf } from '../../platform/http/versions.js';
import { InvitationAnswers } from './invitation-answers.service.js';
import { InvitationsService } from './invitations.service.js';
import {
  AcceptRequest,
  DeclineInvitationRequest,
  InvitationResponse,
  InvitationsQuery,
  InviteRequest,
  LeaveOutRequest,
  PartnerResponse,
} from './partner.dto.js';
import { PartnersService } from './partners.service.js';

/** The agencies beside the initiator of a batch, as the initiator sees them. */
@ApiTags('batches')
@Controller('plans/:id/batches/:batchId/partners')
export class PartnersController {
  constructor(private readonly partners: PartnersService) {}

  @AllowSignedIn()
  @Get()
  @ApiOkResponse({ type: PartnerResponse, isArray: true })
  list(
    @CurrentCaller() caller: Caller,
    @Param('id', ParseIdPipe) planId: number,
    @Param('batchId', ParseIdPipe) batchId: number,
  ): Promise<PartnerResponse[]> {
    return this.partners.list(caller, planId, batchId);
  }

  /** Until it has answered, or is left out, nothing is drawn. If-Match, where it is given, names the version of the plan. */
  @Allow('admin', 'planner')
  @Post()
  @ApiCreatedResponse({ type: PartnerResponse })
  async invite(
    @CurrentCaller() caller: Caller,
    @Param('id', ParseIdPipe) planId: number,
    @Param('batchId', ParseIdPipe) batchId: number,
    @Body() body: InviteRequest,
    @Headers('if-match') ifMatch: string | undefined,
    @Res({ passthrough: true }) response: Response,
  ): Promise<PartnerResponse> {
    return tagged(response, await this.partners.invite(caller, planId, batchId, body, ifMatch));
  }

  /** The batch goes on without it, whether it has answered or not; every draw from now on says so. */
  @Allow('admin', 'planner')
  @Post('leave-out')
  @HttpCode(200)
  @ApiHeader({ name: 'If-Match', required: false })
  @ApiOkResponse({ type: PartnerResponse })
  async leaveOut(
    @CurrentCaller() caller: Caller,
    @Param('id', ParseIdPipe) planId: number,
    @Param('batchId', ParseIdPipe) batchId: number,
    @Body() body: LeaveOutRequest,
    @Headers('if-match') ifMatch: string | undefined,
    @Res({ passthrough: true }) response: Response,
  ): Promise<PartnerResponse> {
    return tagged(response, await this.partners.leaveOut(caller, planId, batchId, body, ifMatch));
  }
}

/** The batches of others to which one's own agencies are asked. */
@ApiTags('invitations')
@Controller('invitations')
export class InvitationsController {
  constructor(
    private readonly invitations: InvitationsService,
    private readonly answers: InvitationAnswers,
  ) {}

  @AllowSignedIn()
  @Get()
  @ApiOkResponse({ type: PageOf(InvitationResponse) })
  list(@CurrentCaller() caller: Caller, @Query() query: InvitationsQuery): Promise<Page<InvitationResponse>> {
    return this.invitations.list(caller, query);
  }

  @AllowSignedIn()
  @Get(':id')
  @ApiOkResponse({ type: InvitationResponse })
  async get(
    @CurrentCaller() caller: Caller,
    @Param('id', ParseIdPipe) id: number,
    @Res({ passthrough: true }) response: Response,
  ): Promise<InvitationResponse> {
    return tagged(response, await this.invitations.get(caller, id));
  }

  /** A participant names its seats, a neighbour says why its people may be sent. */
  @Allow('admin', 'planner')
  @Post(':id/accept')
  @HttpCode(200)
  @ApiHeader({ name: 'If-Match', required: false })
  @ApiOkResponse({ type: InvitationResponse })
  async accept(
    @CurrentCaller() caller: Caller,
    @Param('id', ParseIdPipe) id: number,
    @Body() body: AcceptRequest,
    @Headers('if-match') ifMatch: string | undefined,
    @Res({ passthrough: true }) response: Response,
  ): Promise<InvitationResponse> {
    return tagged(response, await this.answers.accept(caller, id, body, ifMatch));
  }

  @Allow('admin', 'planner')
  @Post(':id/decline')
  @HttpCode(200)
  @ApiHeader({ name: 'If-Match', required: false })
  @ApiOkResponse({ type: InvitationResponse })
  async decline(
    @CurrentCaller() caller: Caller,
    @Param('id', ParseIdPipe) id: number,
    @Body() body: DeclineInvitationRequest,
    @Headers('if-match') ifMatch: string | undefined,
    @Res({ passthrough: true }) response: Response,
  ): Promise<InvitationResponse> {
    return tagged(response, await this.answers.decline(caller, id, body, ifMatch));
  }
}

function tagged<T extends { readonly version: number }>(response: Response, body: T): T {
  response.setHeader('ETag', etagOf(body.version));
  return body;
}
