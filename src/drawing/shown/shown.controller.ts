import { Controller, Get, Param, type StreamableFile } from '@nestjs/common';
import { ApiOkResponse, ApiProduces, ApiTags } from '@nestjs/swagger';

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
  async extract(@CurrentCaller() caller: Caller, @Param('id', ParseIdPipe) id: number): Promise<StreamableFile> {
    return served(await this.shown.extractFor(caller, id));
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
  ): Promise<StreamableFile> {
    return served(await this.shown.proofFor(caller, id, targetId));
  }
}
