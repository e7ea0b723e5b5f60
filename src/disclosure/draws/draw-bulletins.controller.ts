import { Controller, Get, Param, Query, Res, UseGuards, type StreamableFile } from '@nestjs/common';
import { ApiOkResponse, ApiProduces, ApiTags } from '@nestjs/swagger';
import { type Response } from 'express';

import { Public } from '../../platform/http/access.js';
import { PageOf, type Page } from '../../platform/http/paging.js';
import { PageQuery } from '../output/bulletin.dto.js';
import { MaskedFields } from '../output/masked-fields.guard.js';
import { DownloadOf, FeedOf } from '../output/output.dto.js';
import { changing, FILES, FEEDS, Outputs } from '../output/outputs.service.js';
import { DrawBulletinResponse, DrawBulletinsQuery, DrawnTargetResponse } from './draw-bulletin.dto.js';
import { DrawBulletins } from './draw-bulletins.service.js';

export class DrawsDownloadQuery extends DownloadOf(DrawBulletinsQuery) {}
export class DrawsFeedQuery extends FeedOf(DrawBulletinsQuery) {}

/** 随机抽取公示. */
@ApiTags('public')
@UseGuards(MaskedFields)
@Controller('public/bulletins/draws')
export class DrawBulletinsController {
  constructor(
    private readonly draws: DrawBulletins,
    private readonly outputs: Outputs,
  ) {}

  /** Every committed draw, the latest first; a void one stays, with its reason. */
  @Public()
  @Get()
  @ApiOkResponse({ type: PageOf(DrawBulletinResponse) })
  list(
    @Query() query: DrawBulletinsQuery,
    @Res({ passthrough: true }) response: Response,
  ): Promise<Page<DrawBulletinResponse> | undefined> {
    return changing(response, this.draws.list(query));
  }

  /** The same as one file, of at most 20 000 rows. */
  @Public()
  @Get('download')
  @ApiProduces(...FILES)
  @ApiOkResponse({ schema: { type: 'string', format: 'binary' } })
  download(@Query() query: DrawsDownloadQuery): Promise<StreamableFile> {
    return this.outputs.download('draws', this.draws, query);
  }

  /** What was published or corrected last. */
  @Public()
  @Get('feed')
  @ApiProduces(...FEEDS)
  @ApiOkResponse({ schema: { type: 'string' } })
  feed(@Query() query: DrawsFeedQuery, @Res({ passthrough: true }) response: Response): Promise<string | undefined> {
    return this.outputs.feed('draws', this.draws, query, response);
  }

  /** One draw: what was promised, then what came out. */
  @Public()
  @Get(':number')
  @ApiOkResponse({ type: DrawBulletinResponse })
  one(
    @Param('number') number: string,
    @Res({ passthrough: true }) response: Response,
  ): Promise<DrawBulletinResponse | undefined> {
    return changing(response, this.draws.one(number));
  }

  /** Who was drawn, in the order of the lot, with their teams as far as the public sees them. */
  @Public()
  @Get(':number/drawn')
  @ApiOkResponse({ type: PageOf(DrawnTargetResponse) })
  drawn(
    @Param('number') number: string,
    @Query() query: PageQuery,
    @Res({ passthrough: true }) response: Response,
  ): Promise<Page<DrawnTargetResponse> | undefined> {
    return changing(response, this.draws.drawn(number, query));
  }
}
