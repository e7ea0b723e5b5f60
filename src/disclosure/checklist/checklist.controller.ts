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
import { ChecklistDetailResponse, ChecklistResponse, ChecklistQuery } from './checklist.dto.js';
import { Checklist } from './checklist.service.js';

export class ChecklistDownloadQuery extends DownloadOf(ChecklistQuery) {}
export class ChecklistFeedQuery extends FeedOf(ChecklistQuery) {}

/** 随机抽查事项清单公示. */
@ApiTags('public')
@UseGuards(MaskedFields)
@Controller('public/bulletins/checklist')
export class ChecklistController {
  constructor(
    private readonly checklist: Checklist,
    private readonly outputs: Outputs,
  ) {}

  /** The matters that may be inspected, those that were published last first. */
  @Public()
  @Get()
  @ApiOkResponse({ type: PageOf(ChecklistResponse) })
  list(
    @Query() query: ChecklistQuery,
    @Res({ passthrough: true }) response: Response,
  ): Promise<Page<ChecklistResponse> | undefined> {
    return changing(response, this.checklist.list(query));
  }

  /** The same as one file, of at most 20 000 rows. */
  @Public()
  @Get('download')
  @ApiProduces(...FILES)
  @ApiOkResponse({ schema: { type: 'string', format: 'binary' } })
  download(@Query() query: ChecklistDownloadQuery): Promise<StreamableFile> {
    return this.outputs.download('checklist', this.checklist, query);
  }

  /** What was published or corrected last. */
  @Public()
  @Get('feed')
  @ApiProduces(...FEEDS)
  @ApiOkResponse({ schema: { type: 'string' } })
  feed(
    @Query() query: ChecklistFeedQuery,
    @Res({ passthrough: true }) response: Response,
  ): Promise<string | undefined> {
    return this.outputs.feed('checklist', this.checklist, query, response);
  }

  /** One matter by the address that it keeps, also when it is retired. */
  @Public()
  @Get(':number')
  @ApiOkResponse({ type: ChecklistDetailResponse })
  one(
    @Param('number') number: string,
    @Res({ passthrough: true }) response: Response,
  ): Promise<ChecklistDetailResponse | undefined> {
    return changing(response, this.checklist.one(number));
  }

  /** What it said before, and why it was corrected. */
  @Public()
  @Get(':number/versions')
  @ApiOkResponse({ type: VersionResponse, isArray: true })
  versions(@Param('number') number: string): Promise<VersionResponse[]> {
    return this.checklist.versions(number);
  }

  @Public()
  @Get(':number/versions/:version')
  @ApiOkResponse({ type: ChecklistDetailResponse })
  version(
    @Param('number') number: string,
    @Param('version', ParseIdPipe) version: number,
  ): Promise<ChecklistDetailResponse> {
    return this.checklist.one(number, version);
  }
}
