import { Controller, Get, Param, Query, Req, Res, UseFilters } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { type Request, type Response } from 'express';

import { PageQuery } from '../../disclosure/output/bulletin.dto.js';
import { PublicTargets } from '../../disclosure/target/public-targets.service.js';
import { Public } from '../../platform/http/access.js';
import { checkedObject } from '../../platform/http/validation.js';
import { askedOf, ON_A_PAGE } from '../bulletins/asked.js';
import { Pages, speechOf } from '../frame/pages.service.js';
import { RefusalFilter } from '../frame/refusal.filter.js';
import { SITE } from '../site-addresses.js';
import { targetSheet } from './target-page.js';

/** One organisation by its code. */
@ApiExcludeController()
@UseFilters(RefusalFilter)
@Controller([...SITE])
export class TargetPageController {
  constructor(
    private readonly targets: PublicTargets,
    private readonly pages: Pages,
  ) {}

  @Public()
  @Get('targets/:code')
  async target(
    @Req() request: Request,
    @Res() response: Response,
    @Param('code') code: string,
    @Query() query: Record<string, unknown>,
  ): Promise<void> {
    const { page = 1 } = await checkedObject(PageQuery, askedOf(query, []));
    const target = await this.targets.of(code, { page, pageSize: ON_A_PAGE });
    await this.pages.send(request, response, targetSheet(speechOf(request), target, page));
  }
}
