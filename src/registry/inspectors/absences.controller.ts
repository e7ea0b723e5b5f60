import { Body, Controller, Delete, Get, HttpCode, Param, Post } from '@nestjs/common';
import { ApiCreatedResponse, ApiNoContentResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';

import { CurrentCaller, type Caller } from '../../accounts/caller.js';
import { Allow, AllowSignedIn } from '../../platform/http/access.js';
import { ParseIdPipe } from '../../platform/http/parse-id.pipe.js';
import { AbsenceResponse, CreateAbsenceRequest } from './absence.dto.js';
import { AbsencesService } from './absences.service.js';

@ApiTags('inspectors')
@Controller('inspectors/:id/absences')
export class AbsencesController {
  constructor(private readonly absences: AbsencesService) {}

  @AllowSignedIn()
  @Get()
  @ApiOkResponse({ type: AbsenceResponse, isArray: true })
  list(@CurrentCaller() caller: Caller, @Param('id', ParseIdPipe) id: number): Promise<AbsenceResponse[]> {
    return this.absences.list(caller, id);
  }

  @Allow('admin', 'planner')
  @Post()
  @ApiCreatedResponse({ type: AbsenceResponse })
  create(
    @CurrentCaller() caller: Caller,
    @Param('id', ParseIdPipe) id: number,
    @Body() request: CreateAbsenceRequest,
  ): Promise<AbsenceResponse> {
    return this.absences.create(caller, id, request);
  }

  @Allow('admin', 'planner')
  @Delete(':absenceId')
  @HttpCode(204)
  @ApiNoContentResponse()
  remove(
    @CurrentCaller() caller: Caller,
    @Param('id', ParseIdPipe) id: number,
    @Param('absenceId', ParseIdPipe) absenceId: number,
  ): Promise<void> {
    return this.absences.remove(caller, id, absenceId);
  }
}
