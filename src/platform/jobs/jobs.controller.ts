import {
  Controller,
  createParamDecorator,
  Get,
  HttpCode,
  Param,
  Post,
  Query,
  type ExecutionContext,
} from '@nestjs/common';
import { ApiBearerAuth, ApiOkResponse, ApiTags } from '@nestjs/swagger';

import { Allow } from '../http/access.js';
import { PageOf, type Page } from '../http/paging.js';
import { ParseIdPipe } from '../http/parse-id.pipe.js';
import { JobDesk, type Onlooker } from './job-desk.service.js';
import { JobListQuery, JobResponse } from './job.dto.js';

/** The caller whom the guard has let in. */
const Looking = createParamDecorator((_: unknown, context: ExecutionContext): Onlooker => {
  const { caller } = context.switchToHttp().getRequest<{ caller?: Onlooker }>();
  if (caller === undefined) throw new Error('nobody has looked at who calls');
  return caller;
});

@ApiTags('jobs')
@ApiBearerAuth()
@Allow('admin')
@Controller('jobs')
export class JobsController {
  constructor(private readonly desk: JobDesk) {}

  @Get()
  @ApiOkResponse({ type: PageOf(JobResponse) })
  list(@Looking() onlooker: Onlooker, @Query() query: JobListQuery): Promise<Page<JobResponse>> {
    return this.desk.list(onlooker, query);
  }

  @Get(':id')
  @ApiOkResponse({ type: JobResponse })
  get(@Looking() onlooker: Onlooker, @Param('id', ParseIdPipe) id: number): Promise<JobResponse> {
    return this.desk.get(onlooker, id);
  }

  /** Has a failed job tried once more. */
  @Post(':id/retry')
  @HttpCode(200)
  @ApiOkResponse({ type: JobResponse })
  retry(@Looking() onlooker: Onlooker, @Param('id', ParseIdPipe) id: number): Promise<JobResponse> {
    return this.desk.retry(onlooker, id);
  }
}
