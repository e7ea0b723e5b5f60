import { Body, Controller, Get, Param, Put, Query } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';

import { CurrentCaller, type Caller } from '../../../accounts/caller.js';
import { DomainError } from '../../../platform/errors/domain-error.js';
import { ChangeResponse } from '../../../platform/history/change.dto.js';
import { Allow, AllowSignedIn } from '../../../platform/http/access.js';
import { ParseIdPipe } from '../../../platform/http/parse-id.pipe.js';
import { text } from '../../../platform/text.js';
import { WorkingDaysQuery, WorkingDaysRequest, WorkingDaysResponse } from './working-days.dto.js';
import { WorkingDays } from './working-days.service.js';

const wholeTreeOnly = (): DomainError =>
  new DomainError(
    'forbidden',
    'whole_tree_only',
    text(
      '放假和调休日期影响所有单位，只有管理全部单位的管理员可以录入。',
      'Days of rest concern every agency: only an administrator of all of them may enter a notice.',
    ),
  );

@ApiTags('working days')
@Controller('working-days')
export class WorkingDaysController {
  constructor(private readonly workingDays: WorkingDays) {}

  /** A year's days of rest and days worked in exchange, and whether the year's notice is known. */
  @AllowSignedIn()
  @Get()
  @ApiOkResponse({ type: WorkingDaysResponse })
  show(@Query() query: WorkingDaysQuery): Promise<WorkingDaysResponse> {
    return this.workingDays.year(query.year);
  }

  /**
   * Enters a notice: the whole set of the year's days, in the place of what was entered before. It moves the draws of every
   * agency, so only who administers all of them may.
   */
  @Allow('admin')
  @Put(':year')
  @ApiOkResponse({ type: WorkingDaysResponse })
  async replace(
    @CurrentCaller() caller: Caller,
    @Param('year', ParseIdPipe) year: number,
    @Body() request: WorkingDaysRequest,
  ): Promise<WorkingDaysResponse> {
    if (caller.agencyId !== null) throw wholeTreeOnly();
    await this.workingDays.replace(year, request);
    return this.workingDays.year(year);
  }

  @AllowSignedIn()
  @Get(':year/history')
  @ApiOkResponse({ type: ChangeResponse, isArray: true })
  history(@Param('year', ParseIdPipe) year: number): Promise<ChangeResponse[]> {
    return this.workingDays.historyOf(year);
  }
}
