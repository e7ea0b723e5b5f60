import { Controller, Get, Query } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';

import { CurrentCaller, type Caller } from '../../accounts/caller.js';
import { AllowSignedIn } from '../../platform/http/access.js';
import { PageOf, type Page } from '../../platform/http/paging.js';
import { ReminderQuery, ReminderResponse } from './reminder.dto.js';
import { Reminders } from './reminders.service.js';

@ApiTags('inspections')
@Controller('inspections/reminders')
export class RemindersController {
  constructor(private readonly reminders: Reminders) {}

  /** Who was told that a term of an inspection ends, or has ended. */
  @AllowSignedIn()
  @Get()
  @ApiOkResponse({ type: PageOf(ReminderResponse) })
  list(@CurrentCaller() caller: Caller, @Query() query: ReminderQuery): Promise<Page<ReminderResponse>> {
    return this.reminders.list(caller, query);
  }
}
