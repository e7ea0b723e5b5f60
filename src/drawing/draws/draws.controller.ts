import { Controller, Get, Param, Query, type StreamableFile } from '@nestjs/common';
import { ApiOkResponse, ApiProduces, ApiTags } from '@nestjs/swagger';

import { CurrentCaller, type Caller } from '../../accounts/caller.js';
import { AllowSignedIn, Public } from '../../platform/http/access.js';
import { ListQuery, PageOf, type Page } from '../../platform/http/paging.js';
import { ParseIdPipe } from '../../platform/http/parse-id.pipe.js';
import { served } from './draw-file.js';
import { CommitmentResponse, DrawDetailResponse, DrawQuery, DrawResponse } from './draw.dto.js';
import { DrawsService } from './draws.service.js';

@ApiTags('draws')
@Controller('draws')
export class DrawsController {
  constructor(private readonly draws: DrawsService) {}

  @AllowSignedIn()
  @Get()
  @ApiOkResponse({ type: PageOf(DrawResponse) })
  list(@CurrentCaller() caller: Caller, @Query() query: DrawQuery): Promise<Page<DrawResponse>> {
    return this.draws.list(caller, query);
  }

  @AllowSignedIn()
  @Get(':id')
  @ApiOkResponse({ type: DrawDetailResponse })
  get(@CurrentCaller() caller: Caller, @Param('id', ParseIdPipe) id: number): Promise<DrawDetailResponse> {
    return this.draws.get(caller, id);
  }

  /** One self-contained file; `sortis verify` replays it offline. */
  @AllowSignedIn()
  @Get(':id/evidence')
  @ApiProduces('application/json')
  async evidence(@CurrentCaller() caller: Caller, @Param('id', ParseIdPipe) id: number): Promise<StreamableFile> {
    return served(await this.draws.evidence(caller, id));
  }
}

/** What is promised before the seed is known. No sign-in: a commitment that is not public commits to nothing. */
@ApiTags('commitments')
@Controller('commitments')
export class CommitmentsController {
  constructor(private readonly draws: DrawsService) {}

  @Public()
  @Get()
  @ApiOkResponse({ type: PageOf(CommitmentResponse) })
  list(@Query() query: ListQuery): Promise<Page<CommitmentResponse>> {
    return this.draws.commitments(query);
  }

  @Public()
  @Get(':number')
  @ApiOkResponse({ type: CommitmentResponse })
  get(@Param('number') number: string): Promise<CommitmentResponse> {
    return this.draws.commitment(number);
  }
}
