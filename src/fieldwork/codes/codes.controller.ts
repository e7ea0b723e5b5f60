import { Controller, Get, Header, Param } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';

import { CurrentCaller, type Caller } from '../../accounts/caller.js';
import { AllowSignedIn, Public } from '../../platform/http/access.js';
import { ParseIdPipe } from '../../platform/http/parse-id.pipe.js';
import { InspectionsService } from '../inspections/inspections.service.js';
import { groupedCode } from './code.js';
import { InspectionCodes } from './inspection-codes.service.js';
import { InspectionCodeResponse, PublicInspectionResponse } from './public-inspection.dto.js';
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
