import { Controller, Get, type OnModuleDestroy } from '@nestjs/common';
import { ApiOkResponse, ApiProperty, ApiTags } from '@nestjs/swagger';

import { Pulse } from '../database/pulse.js';
import { DomainError } from '../errors/domain-error.js';
import { Public } from '../http/access.js';
import { OneOf } from '../http/fields.js';
import { text, type Bilingual } from '../text.js';
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

/**
 * Alive: the process answers; nothing else is looked at, for a process that is started anew mends no database. Ready: it can
 * also work, that is, it is not stopping, its database answers, and no part has a fault. Both answer within seconds.
 */
@ApiTags('health')
@Controller('health')
export class HealthController implements OnModuleDestroy {
  private stopping = false;

  constructor(
    private readonly pulse: Pulse,
    private readonly reports: HealthReports,
  ) {}

  /** The first thing that is called when the server is stopped; what has begun is finished after it. */
  onModuleDestroy(): void {
    this.stopping = true;
  }

  @Public()
  @Get('live')
  live(): HealthResponse {
    return { status: 'ok' };
  }

  @Public()
  @Get('ready')
  @ApiOkResponse({ type: ReadyResponse })
  async ready(): Promise<ReadyResponse> {
    if (this.stopping) {
      throw unfit('shutting_down', 'server', text('服务正在停止。', 'The server is stopping.'));
    }
    if (!(await this.pulse.beats())) {
      throw unfit('database_unreachable', 'database', text('数据库没有应答。', 'The database does not answer.'));
    }
    const all = Object.entries(await this.reports.all());
    const parts = Object.fromEntries(all.map(([name, { facts }]) => [name, facts]));
    for (const [name, { fault }] of all) if (fault !== null) throw unfit('not_fit_to_work', name, fault, { parts });
    return { status: 'ok', parts };
  }
}

/** @param part what is not fit, by its name */
function unfit(code: string, part: string, why: Bilingual, more: Readonly<Record<string, unknown>> = {}): DomainError {
  return new DomainError('unavailable', code, why, { details: { part, ...more }, retryAfterSeconds: 5 });
}
