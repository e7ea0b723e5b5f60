import { Controller, Get, Param, Req, Res, UseFilters } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { type Request, type Response } from 'express';

import { Checklist } from '../../disclosure/checklist/checklist.service.js';
import { type VersionResponse } from '../../disclosure/output/bulletin.dto.js';
import { PlanBulletins } from '../../disclosure/plans/plan-bulletins.service.js';
import { Results } from '../../disclosure/results/results.service.js';
import { Public } from '../../platform/http/access.js';
import { ParseIdPipe } from '../../platform/http/parse-id.pipe.js';
import { type Sheet } from '../frame/frame.js';
import { Pages, speechOf } from '../frame/pages.service.js';
import { RefusalFilter } from '../frame/refusal.filter.js';
import { SITE } from '../site-addresses.js';
import { type Speech } from '../words/speech.js';
import { checklistSheet, planSheet, resultSheet, type Entry } from './entry-pages.js';

interface Source<T> {
  one(number: string, version?: number): Promise<T>;
  versions(number: string): Promise<VersionResponse[]>;
}

/** Single entries, each version at an address of its own. Draws have a page of another kind (draws/). */
@ApiExcludeController()
@UseFilters(RefusalFilter)
@Controller([...SITE])
export class EntriesController {
  constructor(
    private readonly checklist: Checklist,
    private readonly plans: PlanBulletins,
    private readonly results: Results,
    private readonly pages: Pages,
  ) {}

  @Public()
  @Get('checklist/:number')
  matter(@Req() request: Request, @Res() response: Response, @Param('number') number: string): Promise<void> {
    return this.show(request, response, this.checklist, checklistSheet, number);
  }

  @Public()
  @Get('checklist/:number/versions/:version')
  matterBefore(
    @Req() request: Request,
    @Res() response: Response,
    @Param('number') number: string,
    @Param('version', ParseIdPipe) version: number,
  ): Promise<void> {
    return this.show(request, response, this.checklist, checklistSheet, number, version);
  }

  @Public()
  @Get('plans/:number')
  plan(@Req() request: Request, @Res() response: Response, @Param('number') number: string): Promise<void> {
    return this.show(request, response, this.plans, planSheet, number);
  }

  @Public()
  @Get('plans/:number/versions/:version')
  planBefore(
    @Req() request: Request,
    @Res() response: Response,
    @Param('number') number: string,
    @Param('version', ParseIdPipe) version: number,
  ): Promise<void> {
    return this.show(request, response, this.plans, planSheet, number, version);
  }

  @Public()
  @Get('results/:number')
  result(@Req() request: Request, @Res() response: Response, @Param('number') number: string): Promise<void> {
    return this.show(request, response, this.results, resultSheet, number);
  }

  @Public()
  @Get('results/:number/versions/:version')
  resultBefore(
    @Req() request: Request,
    @Res() response: Response,
    @Param('number') number: string,
    @Param('version', ParseIdPipe) version: number,
  ): Promise<void> {
    return this.show(request, response, this.results, resultSheet, number, version);
  }

  private async show<T>(
    request: Request,
    response: Response,
    source: Source<T>,
    sheet: (speech: Speech, entry: Entry<T>) => Sheet,
    number: string,
    version?: number,
  ): Promise<void> {
    const entry = { one: await source.one(number, version), versions: await source.versions(number) };
    await this.pages.send(request, response, sheet(speechOf(request), entry));
  }
}
