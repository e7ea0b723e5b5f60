import { Controller, Get, Req, Res } from '@nestjs/common';
import { ApiOkResponse, ApiProduces, ApiTags } from '@nestjs/swagger';
import { type Request, type Response } from 'express';

import { Config } from '../config/config.js';
import { Public } from '../http/access.js';
import { fromStatus } from '../http/problem.js';
import { Log } from '../log/log.js';
import { DatabaseFigures } from './database-figures.js';
import { Metrics } from './metrics.js';
import { mayRead } from './who-may-read.js';

/** For Prometheus (text format 0.0.4). Public as far as the roles go: it has a lock of its own. */
@ApiTags('health')
@Controller('metrics')
export class MetricsController {
  constructor(
    private readonly metrics: Metrics,
    private readonly database: DatabaseFigures,
    private readonly config: Config,
    private readonly log: Log,
  ) {}

  /** With SORTIS_METRICS_TOKEN set, for whoever brings it as a bearer token; without, for this machine alone. */
  @Public()
  @Get()
  @ApiProduces('text/plain')
  @ApiOkResponse({ schema: { type: 'string' } })
  async read(@Req() request: Request, @Res() response: Response): Promise<void> {
    const peer = request.socket.remoteAddress;
    if (!mayRead({ peer, headers: request.headers }, this.config.metricsToken)) {
      this.log.warn({ code: 'metrics_refused', address: request.ip, peer }, 'access denied');
      throw fromStatus(404);
    }
    const [own, read] = await Promise.all([this.metrics.exposition(), this.database.exposition()]);
    response.setHeader('Cache-Control', 'no-store');
    response.type('text/plain; version=0.0.4; charset=utf-8').send(own + read);
  }
}
