import { Body, Controller, Get, Param, Put, Query } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';

import { ChangeResponse } from '../../../platform/history/change.dto.js';
import { Allow, AllowSignedIn } from '../../../platform/http/access.js';
import { ParseIdPipe } from '../../../platform/http/parse-id.pipe.js';
import { WorkingDaysQuery, WorkingDaysRequest, WorkingDaysResponse } from './working-days.dto.js';
import { WorkingDays } from './working-days.service.js';

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

  /** Enters a notice: the whole set of the year's days, in the place of what was entered before. */
  @Allow('admin')
  @Put(':year')
  @ApiOkResponse({ type: WorkingDaysResponse })
  async replace(
    @Param('year', ParseIdPipe) year: number,
    @Body() request: WorkingDaysRequest,
  ): Promise<WorkingDaysResponse> {
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
