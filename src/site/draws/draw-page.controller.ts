import { Controller, Get, Param, Query, Req, Res, UseFilters } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { type Request, type Response } from 'express';

import { DrawBulletins } from '../../disclosure/draws/draw-bulletins.service.js';
import { PageQuery } from '../../disclosure/output/bulletin.dto.js';
import { PublishedService } from '../../drawing/published/published.service.js';
import { Public } from '../../platform/http/access.js';
import { checkedObject } from '../../platform/http/validation.js';
import { askedOf } from '../bulletins/asked.js';
import { Origins } from '../../platform/http/origins.service.js';
import { Pages, speechOf } from '../frame/pages.service.js';
import { RefusalFilter } from '../frame/refusal.filter.js';
import { SITE } from '../site-addresses.js';
import { DRAWN_ON_A_PAGE, drawSheet } from './draw-page.js';

/** One draw, from its announcement on. */
@ApiExcludeController()
@UseFilters(RefusalFilter)
@Controller([...SITE])
export class DrawPageController {
  constructor(
    private readonly published: PublishedService,
    private readonly bulletins: DrawBulletins,
    private readonly origins: Origins,
    private readonly pages: Pages,
  ) {}

  @Public()
  @Get('draws/:number')
  async draw(
    @Req() request: Request,
    @Res() response: Response,
    @Param('number') number: string,
    @Query() query: Record<string, unknown>,
  ): Promise<void> {
    const { page = 1 } = await checkedObject(PageQuery, askedOf(query, []));
    const draw = await this.published.get(number.slice(0, 80));
    const drawn = draw.published ? await this.bulletins.drawn(draw.number, { page, pageSize: DRAWN_ON_A_PAGE }) : null;
    const sheet = drawSheet(speechOf(request), { draw, drawn, page, origin: this.origins.of(request) });
    await this.pages.send(request, response, sheet);
  }
}
