import { Controller, Get, Param, Query, Req, Res, UseFilters } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { type Request, type Response } from 'express';

import { PublicInspections } from '../../fieldwork/codes/public-inspections.service.js';
import { DomainError } from '../../platform/errors/domain-error.js';
import { Public } from '../../platform/http/access.js';
import { Pages, speechOf } from '../frame/pages.service.js';
import { RefusalFilter } from '../frame/refusal.filter.js';
import { SITE } from '../site-addresses.js';
import { inspectionAt, inspectionSheet, unknownSheet } from './inspection-page.js';

/** Nobody keeps it: tomorrow the same code may have expired. */
const KEPT_BY_NOBODY = 'no-store';

@ApiExcludeController()
@UseFilters(RefusalFilter)
@Controller('i')
export class InspectionPageController {
  constructor(
    private readonly inspections: PublicInspections,
    private readonly pages: Pages,
  ) {}

  @Public()
  @Get([':code', ':code/en'])
  async page(@Req() request: Request, @Res() response: Response, @Param('code') code: string): Promise<void> {
    const speech = speechOf(request);
    try {
      const told = await this.inspections.byCode(code);
      await this.pages.send(request, response, inspectionSheet(speech, told), KEPT_BY_NOBODY);
    } catch (error) {
      if (!(error instanceof DomainError) || error.kind !== 'not-found') throw error;
      response.status(404);
      await this.pages.send(request, response, unknownSheet(speech, code), KEPT_BY_NOBODY);
    }
  }
}

@ApiExcludeController()
@UseFilters(RefusalFilter)
@Controller([...SITE])
export class CodeController {
  /** A form cannot put what was typed into a path: this does. */
  @Public()
  @Get('code')
  find(@Req() request: Request, @Res() response: Response, @Query('code') code: unknown): void {
    const speech = speechOf(request);
    const said = typeof code === 'string' ? code.trim().slice(0, 64) : '';
    response.redirect(303, said === '' ? speech.at('') : inspectionAt(speech, said));
  }
}
