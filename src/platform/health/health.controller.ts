import { Controller, Get } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { DataSource } from 'typeorm';

import { DomainError } from '../errors/domain-error.js';
import { Public } from '../http/access.js';
import { OneOf } from '../http/fields.js';
import { text } from '../text.js';

export class HealthResponse {
  @OneOf(['ok'])
  status: 'ok';
}

/** Alive: the process answers. Ready: it can also work, that is, its database answers. */
@ApiTags('health')
@Controller('health')
export class HealthController {
  constructor(private readonly dataSource: DataSource) {}

  @Public()
  @Get('live')
  live(): HealthResponse {
    return { status: 'ok' };
  }

  @Public()
  @Get('ready')
  async ready(): Promise<HealthResponse> {
    try {
      await this.dataSource.query('SELECT 1');
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
    return { status: 'ok' };
  }
}
