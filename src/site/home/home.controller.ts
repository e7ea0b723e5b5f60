import { Controller, Get, Redirect, Req, Res, UseFilters } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { type Request, type Response } from 'express';

import { PublicCoverages } from '../../coverage/public-coverage.service.js';
import { Checklist } from '../../disclosure/checklist/checklist.service.js';
import { DrawBulletins } from '../../disclosure/draws/draw-bulletins.service.js';
import { PlanBulletins } from '../../disclosure/plans/plan-bulletins.service.js';
import { Results } from '../../disclosure/results/results.service.js';
import { Public } from '../../platform/http/access.js';
import { Pages, speechOf } from '../frame/pages.service.js';
import { RefusalFilter } from '../frame/refusal.filter.js';
import { SITE } from '../site-addresses.js';
import { placeOf } from '../words/speech.js';
import { homeSheet } from './home-page.js';
import { NextDraws } from './next-draws.service.js';

const LATEST = 5;

/** The first page: what this is, where to look, what comes next. */
@ApiExcludeController()
@UseFilters(RefusalFilter)
@Controller([...SITE])
export class HomeController {
  constructor(
    private readonly checklist: Checklist,
    private readonly plans: PlanBulletins,
    private readonly draws: DrawBulletins,
    private readonly results: Results,
    private readonly next: NextDraws,
    private readonly coverages: PublicCoverages,
    private readonly pages: Pages,
  ) {}

  @Public()
  @Get()
  async home(@Req() request: Request, @Res() response: Response): Promise<void> {
    const one = { pageSize: 1 };
    const { items: latest, total: results } = await this.results.list({ pageSize: LATEST });
    const totals = {
      checklist: (await this.checklist.list(one)).total,
      plans: (await this.plans.list(one)).total,
      draws: (await this.draws.list(one)).total,
      results,
    };
    const sheet = homeSheet(speechOf(request), {
      latest,
      totals,
      next: await this.next.all(),
      year: await this.coverages.now(),
    });
    await this.pages.send(request, response, sheet);
  }
}

/** What is asked for without a language, and what machines ask for first. */
@ApiExcludeController()
@Controller()
export class DoorController {
  /** Chinese comes first. */
  @Public()
  @Get('public')
  @Redirect(placeOf('zh', ''), 302)
  door(): void {
    // the decorator says it
  }

  /** The public site is for everyone to find; a paper's page, and everything else, is not. */
  @Public()
  @Get('robots.txt')
  robots(@Res() response: Response): void {
    response.setHeader('Cache-Control', 'public, max-age=86400');
    response.type('text/plain').send('User-agent: *\nAllow: /public/\nDisallow: /\n');
  }
}
