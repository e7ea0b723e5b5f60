import { Controller, Get, Query } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';

import { CurrentCaller, type Caller } from '../accounts/caller.js';
import { Allow, AllowSignedIn } from '../platform/http/access.js';
import { CoverageQuery, CoverageResponse } from './coverage.dto.js';
import { CoverageService } from './coverage.service.js';
import { OverdueQuery, OverdueResponse } from './overdue/overdue.dto.js';
import { OverdueLine } from './overdue/overdue.service.js';
import { ProposalQuery, ProposalResponse } from './proposal/proposal.dto.js';
import { ProposalService } from './proposal/proposal.service.js';

@ApiTags('coverage')
@Controller('coverage')
export class CoverageController {
  constructor(
    private readonly coverage: CoverageService,
    private readonly proposals: ProposalService,
    private readonly overdue: OverdueLine,
  ) {}

  /** How far an agency has come: each share with its numerator and denominator, what is missing, and when it will be whole. */
  @AllowSignedIn()
  @Get()
  @ApiOkResponse({ type: CoverageResponse })
  of(@CurrentCaller() caller: Caller, @Query() query: CoverageQuery): Promise<CoverageResponse> {
    return this.coverage.of(caller, query);
  }

  /**
   * Which batches would bring the matters of the year that nothing is drawn or planned for: each as it can be planned, by the
   * matters' own rates and parts of the year; and which matters no batch can bring, with what would help.
   */
  @Allow('admin', 'planner', 'auditor')
  @Get('proposal')
  @ApiOkResponse({ type: ProposalResponse })
  proposal(@CurrentCaller() caller: Caller, @Query() query: ProposalQuery): Promise<ProposalResponse> {
    return this.proposals.of(caller, query);
  }

  /** How much was late on each day of the year so far. */
  @Allow('admin', 'planner', 'auditor')
  @Get('overdue')
  @ApiOkResponse({ type: OverdueResponse })
  overdueDays(@CurrentCaller() caller: Caller, @Query() query: OverdueQuery): Promise<OverdueResponse> {
    return this.overdue.of(caller, query);
  }
}
