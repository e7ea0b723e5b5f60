import { Controller, Get, Query } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';

import { CurrentCaller, type Caller } from '../../accounts/caller.js';
import { Allow } from '../../platform/http/access.js';
import { type Page } from '../../platform/http/paging.js';
import {
  HistoryQuery,
  RecordChangesPage,
  RefusalsPage,
  RefusalsQuery,
  type RecordChangeResponse,
  type RefusalResponse,
} from './history.dto.js';
import { RecordHistory } from './record-history.service.js';

/** For those who follow responsibility back. */
@ApiTags('history')
@Allow('admin', 'auditor')
@Controller()
export class HistoryController {
  constructor(private readonly history: RecordHistory) {}

  /** Who changed which record, when, from what to what, and why. */
  @Get('history')
  @ApiOkResponse({ type: RecordChangesPage })
  changes(@CurrentCaller() caller: Caller, @Query() query: HistoryQuery): Promise<Page<RecordChangeResponse>> {
    return this.history.list(caller, query);
  }

  /** What people who were signed in were refused: by their role, by a rule, or because it lies outside what they see. */
  @Get('refusals')
  @ApiOkResponse({ type: RefusalsPage })
  refusals(@CurrentCaller() caller: Caller, @Query() query: RefusalsQuery): Promise<Page<RefusalResponse>> {
    return this.history.refusals(caller, query);
  }
}
