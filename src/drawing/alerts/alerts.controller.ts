import { Controller, Get, Query } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';

import { CurrentCaller, type Caller } from '../../accounts/caller.js';
import { Allow } from '../../platform/http/access.js';
import { PageOf, type Page } from '../../platform/http/paging.js';
import { AlertQuery, AlertResponse } from './alert.dto.js';
import { AlertsService } from './alerts.service.js';

/** What should have happened by itself and has not. */
@ApiTags('alerts')
@Controller('alerts')
export class AlertsController {
  constructor(private readonly alerts: AlertsService) {}

  @Allow('admin', 'planner', 'auditor')
  @Get()
  @ApiOkResponse({ type: PageOf(AlertResponse) })
  list(@CurrentCaller() caller: Caller, @Query() query: AlertQuery): Promise<Page<AlertResponse>> {
    return this.alerts.list(caller, query);
  }
}
