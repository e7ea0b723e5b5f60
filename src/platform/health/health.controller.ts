import { Controller, Get } from '@nestjs/common';
import { ApiOkResponse, ApiProperty, ApiTags } from '@nestjs/swagger';
import { DataSource } from 'typeorm';

import { DomainError } from '../errors/domain-error.js';
import { Public } from '../http/access.js';
import { OneOf } from '../http/fields.js';
import { text } from '../text.js';
import { HealthReports, type PartHealth } from './health-reports.js';

export class HealthResponse {
  @OneOf(['ok'])
  status: 'ok';
}

export class ReadyResponse extends HealthResponse {
  @ApiProperty({
    type: 'object',
    additionalProperties: { type: 'object', additionalProperties: true },
    description: 'What each part says of itself, by its name',
  })
  parts: Record<string, PartHealth['facts']>;
}

/** Alive: the process answers. Ready: it can also work, that is, its database answers and no part has a fault. */
@ApiTags('health')
@Controller('health')
export class HealthController {
  constructor(
    private readonly dataSource: DataSource,
    private readonly reports: HealthReports,
  ) {}

  @Public()
  @Get('live')
  live(): HealthResponse {
    return { status: 'ok' };
  }

  @Public()
  @Get('ready')
  @ApiOkResponse({ type: ReadyResponse })
  async ready(): Promise<ReadyResponse> {
    let all: Record<string, PartHealth>;
    try {
      await this.dataSource.query('SELECT 1');
      all = await this.reports.all();
    } catch {
      throw new DomainError(
        'unavailable',
        'database_unreachable',
        text('数据库没有应答。', 'The database does not answer.'),
        {
          retryAfterSeconds: 5,
        },
      );
    }
    const parts = Object.fromEntries(Object.entries(all).map(([name, { facts }]) => [name, facts]));
    for (const { fault } of Object.values(all))
      if (fault !== null) throw new DomainError('unavailable', 'not_fit_to_work', fault, { details: { parts } });
    return { status: 'ok', parts };
  }
}
