import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';

import { CurrentCaller, type Caller } from '../accounts/caller.js';
import { BatchChangeRequest, BatchCreateRequest } from '../planning/batches/batch.dto.js';
import { Allow } from '../platform/http/access.js';
import { ParseIdPipe } from '../platform/http/parse-id.pipe.js';
import { CoverageService } from './coverage.service.js';
import { DryRunResponse } from './dry-run.dto.js';

@ApiTags('batches')
@Controller('plans/:id/batches')
export class DryRunController {
  constructor(private readonly coverage: CoverageService) {}

  /**
   * What the next draw of a batch would be: sizes, chances, who is left out, whether teams will be found, the smallest pool,
   * and what it does for the year's coverage. With members of a change of the batch, as if it had been made. Nothing is
   * written, and no chance is used or revealed: nobody is drawn.
   */
  @Allow('admin', 'planner', 'auditor')
  @Post(':batchId/dry-run')
  @HttpCode(200)
  @ApiOkResponse({ type: DryRunResponse })
  run(
    @CurrentCaller() caller: Caller,
    @Param('id', ParseIdPipe) planId: number,
    @Param('batchId', ParseIdPipe) batchId: number,
    @Body() wishes: BatchChangeRequest,
  ): Promise<DryRunResponse> {
    return this.coverage.dryRun(caller, planId, batchId, wishes);
  }

  /** The same of a batch that is not written yet. */
  @Allow('admin', 'planner', 'auditor')
  @Post('dry-run')
  @HttpCode(200)
  @ApiOkResponse({ type: DryRunResponse })
  runNew(
    @CurrentCaller() caller: Caller,
    @Param('id', ParseIdPipe) planId: number,
    @Body() wishes: BatchCreateRequest,
  ): Promise<DryRunResponse> {
    return this.coverage.dryRunOfNew(caller, planId, wishes);
  }
}
