import { Controller, Get, Header, Param, Res } from '@nestjs/common';
import { ApiExcludeController, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { type Response } from 'express';

import { CurrentCaller, type Caller } from '../../accounts/caller.js';
import { AllowSignedIn, Public } from '../../platform/http/access.js';
import { DomainError } from '../../platform/errors/domain-error.js';
import { ParseIdPipe } from '../../platform/http/parse-id.pipe.js';
import { InspectionsService } from '../inspections/inspections.service.js';
import { groupedCode } from './code.js';
import { InspectionCodes } from './inspection-codes.service.js';
import { InspectionCodeResponse, PublicInspectionResponse } from './public-inspection.dto.js';
import { inspectionPage, PAGE_POLICY, tooManyPage, unknownPage } from './public-inspection-page.js';
import { PublicInspections } from './public-inspections.service.js';

@ApiTags('public')
@Controller('public/inspections')
export class PublicInspectionsController {
  constructor(private readonly inspections: PublicInspections) {}

  /** What everyone may know of an inspection by the code on its papers: whether it is real, by which draw, what came of it. */
  @Public()
  @Get(':code')
  @Header('Cache-Control', 'no-store')
  @ApiOkResponse({ type: PublicInspectionResponse })
  get(@Param('code') code: string): Promise<PublicInspectionResponse> {
    return this.inspections.byCode(code);
  }
}

@ApiTags('inspections')
@Controller('inspections')
export class InspectionCodesController {
  constructor(
    private readonly inspections: InspectionsService,
    private readonly codes: InspectionCodes,
  ) {}

  /** The inspection's own code, for whoever goes there or is gone to. Another team has another one. */
  @AllowSignedIn()
  @Get(':id/code')
  @ApiOkResponse({ type: InspectionCodeResponse })
  async code(@CurrentCaller() caller: Caller, @Param('id', ParseIdPipe) id: number): Promise<InspectionCodeResponse> {
    await this.inspections.visible(caller, id);
    const { code } = await this.codes.ofInspection(id);
    return { code: groupedCode(code), address: this.codes.addressOf(code) };
  }
}

/** The page behind a QR. Its address is short, for it has to fit a small square and be typed. */
@ApiExcludeController()
@Controller('i')
export class InspectionPageController {
  constructor(private readonly inspections: PublicInspections) {}

  @Public()
  @Get(':code')
  async page(@Param('code') code: string, @Res() response: Response): Promise<void> {
    response.setHeader('Content-Security-Policy', PAGE_POLICY);
    response.setHeader('Cache-Control', 'no-store');
    response.type('text/html; charset=utf-8');
    try {
      response.send(inspectionPage(await this.inspections.byCode(code)));
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      if (error.kind === 'not-found') response.status(404).send(unknownPage(code));
      else if (error.kind === 'too-many') {
        response.setHeader('Retry-After', String(error.retryAfterSeconds ?? 60));
        response.status(429).send(tooManyPage(error.text));
      } else throw error;
    }
  }
}
