import { Controller, Get, Headers, Param, Query, Res, type StreamableFile } from '@nestjs/common';
import { ApiOkResponse, ApiProduces, ApiTags } from '@nestjs/swagger';
import { type Response } from 'express';

import { Public } from '../../platform/http/access.js';
import { ListQuery, PageOf, type Page } from '../../platform/http/paging.js';
import { served } from '../draws/draw-file.js';
import { FairnessResponse } from '../fairness/fairness.dto.js';
import { PublicDrawDetailResponse, PublicDrawResponse } from './published.dto.js';
import { PublishedService } from './published.service.js';

/** What has come out never changes; a day is enough for whoever asks often. */
const UNCHANGING = 'public, max-age=86400, immutable';
const CHANGING = 'public, no-cache';

@ApiTags('public')
@Controller('public/draws')
export class PublishedController {
  constructor(private readonly published: PublishedService) {}

  /** All committed draws, newest first. */
  @Public()
  @Get()
  @ApiOkResponse({ type: PageOf(PublicDrawResponse) })
  list(@Query() query: ListQuery): Promise<Page<PublicDrawResponse>> {
    return this.published.list(query);
  }

  @Public()
  @Get(':number')
  @ApiOkResponse({ type: PublicDrawDetailResponse })
  async get(
    @Param('number') number: string,
    @Res({ passthrough: true }) response: Response,
  ): Promise<PublicDrawDetailResponse> {
    const draw = await this.published.get(number);
    response.setHeader('Cache-Control', CHANGING);
    return draw;
  }

  /** One self-contained file, for anyone to replay the draw with. */
  @Public()
  @Get(':number/evidence')
  @ApiProduces('application/json')
  @ApiOkResponse({ schema: { type: 'string', format: 'binary' } })
  async evidence(
    @Param('number') number: string,
    @Headers('if-none-match') held: string | undefined,
    @Res({ passthrough: true }) response: Response,
  ): Promise<StreamableFile | undefined> {
    const { tag, ...file } = await this.published.evidence(number);
    return isHeld(held, tag, response) ? undefined : served(file);
  }

  /** Of the pools only who was drawn or stands in the reserve, and who sits in a team: of closed pools all there is. */
  @Public()
  @Get(':number/extract')
  @ApiProduces('application/json')
  @ApiOkResponse({ schema: { type: 'string', format: 'binary' } })
  async extract(
    @Param('number') number: string,
    @Headers('if-none-match') held: string | undefined,
    @Res({ passthrough: true }) response: Response,
  ): Promise<StreamableFile | undefined> {
    const { tag, ...file } = await this.published.extract(number);
    return isHeld(held, tag, response) ? undefined : served(file);
  }

  /**
   * That one target was in the pool or left out, with its data, and what became of it; about no other. Of closed pools
   * only for those that the extract shows.
   */
  @Public()
  @Get(':number/targets/:targetId/proof')
  @ApiProduces('application/json')
  @ApiOkResponse({ schema: { type: 'string', format: 'binary' } })
  async proof(
    @Param('number') number: string,
    @Param('targetId') targetId: string,
    @Headers('if-none-match') held: string | undefined,
    @Res({ passthrough: true }) response: Response,
  ): Promise<StreamableFile | undefined> {
    const { tag, ...file } = await this.published.targetProof(number, targetId);
    if (tag === undefined) response.setHeader('Cache-Control', CHANGING);
    else if (isHeld(held, tag, response)) return undefined;
    return served(file);
  }

  @Public()
  @Get(':number/fairness')
  @ApiOkResponse({ type: FairnessResponse })
  async fairness(
    @Param('number') number: string,
    @Headers('if-none-match') held: string | undefined,
    @Res({ passthrough: true }) response: Response,
  ): Promise<FairnessResponse | undefined> {
    const { sheet, tag } = await this.published.fairnessSheet(number);
    return isHeld(held, tag, response) ? undefined : sheet;
  }
}

/** Names the answer; where the reader has it already, says only that (RFC 9110 §13.1.2). */
function isHeld(held: string | undefined, tag: string, response: Response): boolean {
  response.setHeader('Cache-Control', UNCHANGING);
  response.setHeader('ETag', tag);
  const same = held?.split(',').some((one) => one.trim().replace(/^W\//, '') === tag) ?? false;
  if (same) response.status(304);
  return same;
}
