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
import { ResultDetailResponse, ResultResponse, ResultsQuery } from './result.dto.js';
import { Results } from './results.service.js';

export class ResultsDownloadQuery extends DownloadOf(ResultsQuery) {}
export class ResultsFeedQuery extends FeedOf(ResultsQuery) {}

/** 抽查结果公示. */
@ApiTags('public')
@UseGuards(MaskedFields)
@Controller('public/bulletins/results')
export class ResultsController {
  constructor(
    private readonly results: Results,
    private readonly outputs: Outputs,
  ) {}

  /** Published results, the latest first. */
  @Public()
  @Get()
  @ApiOkResponse({ type: PageOf(ResultResponse) })
  list(
    @Query() query: ResultsQuery,
    @Res({ passthrough: true }) response: Response,
  ): Promise<Page<ResultResponse> | undefined> {
    return changing(response, this.results.list(query));
  }

  /** The same as one file, of at most 20 000 rows. */
  @Public()
  @Get('download')
  @ApiProduces(...FILES)
  @ApiOkResponse({ schema: { type: 'string', format: 'binary' } })
  download(@Query() query: ResultsDownloadQuery): Promise<StreamableFile> {
    return this.outputs.download('results', this.results, query);
  }

  /** What was published or corrected last. */
  @Public()
  @Get('feed')
  @ApiProduces(...FEEDS)
  @ApiOkResponse({ schema: { type: 'string' } })
  feed(@Query() query: ResultsFeedQuery, @Res({ passthrough: true }) response: Response): Promise<string | undefined> {
    return this.outputs.feed('results', this.results, query, response);
  }

  /** One result by the address that it keeps: 404 before it is published, 410 with the hash once its time is over or it is withdrawn. */
  @Public()
  @Get(':number')
  @ApiOkResponse({ type: ResultDetailResponse })
  one(
    @Param('number') number: string,
    @Res({ passthrough: true }) response: Response,
  ): Promise<ResultDetailResponse | undefined> {
    return changing(response, this.results.one(number));
  }

  /** What it said before, and why it was corrected. */
  @Public()
  @Get(':number/versions')
  @ApiOkResponse({ type: VersionResponse, isArray: true })
  versions(@Param('number') number: string): Promise<VersionResponse[]> {
    return this.results.versions(number);
  }

  @Public()
  @Get(':number/versions/:version')
  @ApiOkResponse({ type: ResultDetailResponse })
  version(
    @Param('number') number: string,
    @Param('version', ParseIdPipe) version: number,
  ): Promise<ResultDetailResponse> {
    return this.results.one(number, version);
  }
}
