import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';

import { Public } from '../../platform/http/access.js';
import { ListQuery, PageOf, type Page } from '../../platform/http/paging.js';
import { ParseIdPipe } from '../../platform/http/parse-id.pipe.js';
import { EditionDetailResponse, EditionResponse, PublicPlansQuery } from './plan-edition.dto.js';
import { PlanEditions } from './plan-editions.service.js';

/** Published plans, for everyone. A draft is not there. */
@ApiTags('public')
@Controller('public/plans')
export class PublicPlansController {
  constructor(private readonly editions: PlanEditions) {}

  /** Every published plan as it is now, those of the latest year first. */
  @Public()
  @Get()
  @ApiOkResponse({ type: PageOf(EditionResponse) })
  list(@Query() query: PublicPlansQuery): Promise<Page<EditionResponse>> {
    return this.editions.listPublished(query);
  }

  @Public()
  @Get(':number')
  @ApiOkResponse({ type: EditionDetailResponse })
  get(@Param('number', ParseIdPipe) number: number): Promise<EditionDetailResponse> {
    return this.editions.published(number);
  }

  @Public()
  @Get(':number/editions')
  @ApiOkResponse({ type: PageOf(EditionResponse) })
  async listEditions(
    @Param('number', ParseIdPipe) number: number,
    @Query() query: ListQuery,
  ): Promise<Page<EditionResponse>> {
    const { id } = await this.editions.publishedPlan(number);
    return this.editions.list(id, query);
  }

  @Public()
  @Get(':number/editions/:edition')
  @ApiOkResponse({ type: EditionDetailResponse })
  async edition(
    @Param('number', ParseIdPipe) number: number,
    @Param('edition', ParseIdPipe) edition: number,
  ): Promise<EditionDetailResponse> {
    const { id } = await this.editions.publishedPlan(number);
    return this.editions.one(id, edition);
  }
}
