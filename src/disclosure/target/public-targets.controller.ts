import { Controller, Get, Param, Query, Res, UseGuards } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { type Response } from 'express';

import { Public } from '../../platform/http/access.js';
import { PageQuery } from '../output/bulletin.dto.js';
import { MaskedFields } from '../output/masked-fields.guard.js';
import { changing } from '../output/outputs.service.js';
import { PublicTargetResponse } from './public-target.dto.js';
import { PublicTargets } from './public-targets.service.js';

@ApiTags('public')
@UseGuards(MaskedFields)
@Controller('public/targets')
export class PublicTargetsController {
  constructor(private readonly targets: PublicTargets) {}

  /** One target by its code: its published inspections, what was found, and the proof that it was drawn by lot. */
  @Public()
  @Get(':code')
  @ApiOkResponse({ type: PublicTargetResponse })
  of(
    @Param('code') code: string,
    @Query() query: PageQuery,
    @Res({ passthrough: true }) response: Response,
  ): Promise<PublicTargetResponse | undefined> {
    return changing(response, this.targets.of(code, query));
  }
}
