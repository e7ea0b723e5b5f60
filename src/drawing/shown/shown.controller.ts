import { Controller, Get, Param, Res, type StreamableFile } from '@nestjs/common';
import { ApiOkResponse, ApiProduces, ApiTags } from '@nestjs/swagger';
import { type Response } from 'express';

import { CurrentCaller, type Caller } from '../../accounts/caller.js';
import { AllowSignedIn } from '../../platform/http/access.js';
import { ParseIdPipe } from '../../platform/http/parse-id.pipe.js';
import { served } from '../draws/draw-file.js';
import { ShownService } from './shown.service.js';

/** Files for those who may see the draw, before they are public too. */
@ApiTags('draws')
@Controller('draws')
export class ShownController {
  constructor(private readonly shown: ShownService) {}

  /** What everyone may read of a draw with closed pools; `sortis verify` checks it. */
  @AllowSignedIn()
  @Get(':id/extract')
  @ApiProduces('application/json')
  @ApiOkResponse({ schema: { type: 'string', format: 'binary' } })
  async extract(
    @CurrentCaller() caller: Caller,
    @Param('id', ParseIdPipe) id: number,
    @Res({ passthrough: true }) response: Response,
  ): Promise<StreamableFile> {
    const file = await this.shown.extractFor(caller, id);
    response.setHeader('Cache-Control', 'private, no-store');
    return served(file);
  }

  /** For the target itself, from the commitment on: that it was in the pool, with these data, and what became of it. */
  @AllowSignedIn()
  @Get(':id/targets/:targetId/proof')
  @ApiProduces('application/json')
  @ApiOkResponse({ schema: { type: 'string', format: 'binary' } })
  async proof(
    @CurrentCaller() caller: Caller,
    @Param('id', ParseIdPipe) id: number,
    @Param('targetId') targetId: string,
    @Res({ passthrough: true }) response: Response,
  ): Promise<StreamableFile> {
    const file = await this.shown.proofFor(caller, id, targetId);
    response.setHeader('Cache-Control', 'private, no-store');
    return served(file);
  }
}
