import { Body, Controller, Get, Headers, HttpCode, Param, Post, Query, Res } from '@nestjs/common';
import { ApiHeader, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { type Response } from 'express';

import { CurrentCaller, type Caller } from '../../accounts/caller.js';
import { Allow, AllowSignedIn } from '../../platform/http/access.js';
import { Day } from '../../platform/http/fields.js';
import { ParseIdPipe } from '../../platform/http/parse-id.pipe.js';
import { sha256Hex } from '../../platform/secrets/secrets.js';
import { Bundles } from './record/bundles.service.js';
import { BundleResponse, SiteRecordResponse } from './record/record.dto.js';
import { SiteRecords } from './record/site-records.service.js';
import { SyncRequest, SyncResponse } from './sync/sync.dto.js';
import { Sync } from './sync/sync.service.js';

export class BundleQuery {
  @Day({ optional: true, about: 'Today in China unless told' })
  day?: string;
}

/** On site, on a phone. */
@ApiTags('on-site')
@Controller('on-site')
export class OnSiteController {
  constructor(
    private readonly syncs: Sync,
    private readonly bundles: Bundles,
  ) {}

  /** The inspections of a day in whose team the caller sits, with all that a phone needs without a network. */
  @Allow('admin', 'planner', 'inspector')
  @Get('bundle')
  @ApiHeader({ name: 'If-None-Match', required: false })
  @ApiOkResponse({ type: BundleResponse })
  async bundle(
    @CurrentCaller() caller: Caller,
    @Query() { day }: BundleQuery,
    @Headers('if-none-match') known: string | undefined,
    @Res({ passthrough: true }) response: Response,
  ): Promise<BundleResponse | undefined> {
    const bundle = await this.bundles.of(caller, day);
    const tag = `"${sha256Hex(JSON.stringify(bundle)).slice(0, 32)}"`;
    response.setHeader('ETag', tag);
    response.setHeader('Cache-Control', 'private, no-cache');
    if (known?.split(',').some((one) => one.trim().replace(/^W\//, '') === tag) === true) {
      response.status(304);
      return undefined;
    }
    return bundle;
  }

  /**
   * What was done on a phone, in the order in which it was done. Sent again, whole or in part, each act gets the answer that it
   * got before: nothing counts twice. An act whose predecessors have not come is asked to wait.
   */
  @Allow('admin', 'planner', 'inspector')
  @Post('sync')
  @HttpCode(200)
  @ApiOkResponse({ type: SyncResponse })
  sync(@CurrentCaller() caller: Caller, @Body() request: SyncRequest): Promise<SyncResponse> {
    return this.syncs.sync(caller, request);
  }
}

@ApiTags('on-site')
@Controller('inspections/:id/on-site')
export class SiteRecordsController {
  constructor(private readonly records: SiteRecords) {}

  /** Who checked in, what was answered, brought and signed, and what was refused. */
  @AllowSignedIn()
  @Get()
  @ApiOkResponse({ type: SiteRecordResponse })
  get(@CurrentCaller() caller: Caller, @Param('id', ParseIdPipe) id: number): Promise<SiteRecordResponse> {
    return this.records.of(caller, id);
  }
}
