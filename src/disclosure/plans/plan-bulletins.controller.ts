import { Controller, Get, Param, Query, Res, UseGuards, type StreamableFile } from '@nestjs/common';
import { ApiOkResponse, ApiProduces, ApiTags } from '@nestjs/swagger';
import { type Response } from 'express';

import { Public } from '../../platform/http/access.js';
import { PageOf, type Page } from '../../platform/http/paging.js';
import { ParseIdPipe } from '../../platform/http/parse-id.pipe.js';
import { VersionResponse } from '../output/bulletin.dto.js';
import { MaskedFields } from '../output/masked-fields.guard.js';
import { DownloadOf, FeedOf } from '../output/output.dto.js';
import { changing, FILES, FEEDS, Outputs } from '../output/outputs.service.js';
import { PublicPlansQuery } from '../../planning/plans/plan-edition.dto.js';
import { PlanBulletinDetailResponse, PlanBulletinResponse } from './plan-bulletin.dto.js';
import { PlanBulletins } from './plan-bulletins.service.js';

export class PlansDownloadQuery extends DownloadOf(PublicPlansQuery) {}
export class PlansFeedQuery extends FeedOf(PublicPlansQuery) {}

/** 年度抽查工作计划公示. */
@ApiTags('public')
@UseGuards(MaskedFields)
@Controller('public/bulletins/plans')
export class PlanBulletinsController {
  constructor(
    private readonly plans: PlanBulletins,
    private readonly outputs: Outputs,
  ) {}

  /** Published plans as they are now, those of the latest year first. */
  @Public()
  @Get()
  @ApiOkResponse({ type: PageOf(PlanBulletinResponse) })
  list(
    @Query() query: PublicPlansQuery,
    @Res({ passthrough: true }) response: Response,
  ): Promise<Page<PlanBulletinResponse> | undefined> {
    return changing(response, this.plans.list(query));
  }

  /** The same as one file, of at most 20 000 rows. */
  @Public()
  @Get('download')
  @ApiProduces(...FILES)
  @ApiOkResponse({ schema: { type: 'string', format: 'binary' } })
  download(@Query() query: PlansDownloadQuery): Promise<StreamableFile> {
    return this.outputs.download('plans', this.plans, query);
  }

  /** What was published or corrected last. */
  @Public()
  @Get('feed')
  @ApiProduces(...FEEDS)
  @ApiOkResponse({ schema: { type: 'string' } })
  feed(@Query() query: PlansFeedQuery, @Res({ passthrough: true }) response: Response): Promise<string | undefined> {
    return this.outputs.feed('plans', this.plans, query, response);
  }

  /** One plan with its batches. */
  @Public()
  @Get(':number')
  @ApiOkResponse({ type: PlanBulletinDetailResponse })
  one(
    @Param('number') number: string,
    @Res({ passthrough: true }) response: Response,
  ): Promise<PlanBulletinDetailResponse | undefined> {
    return changing(response, this.plans.one(number));
  }

  /** What it said before, and why it was corrected. */
  @Public()
  @Get(':number/versions')
  @ApiOkResponse({ type: VersionResponse, isArray: true })
  versions(@Param('number') number: string): Promise<VersionResponse[]> {
    return this.plans.versions(number);
  }

  @Public()
  @Get(':number/versions/:version')
  @ApiOkResponse({ type: PlanBulletinDetailResponse })
  version(
    @Param('number') number: string,
    @Param('version', ParseIdPipe) version: number,
  ): Promise<PlanBulletinDetailResponse> {
    return this.plans.one(number, version);
  }
}
