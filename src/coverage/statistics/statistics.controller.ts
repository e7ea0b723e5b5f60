import { Controller, Get, Param, Query, StreamableFile } from '@nestjs/common';
import { ApiOkResponse, ApiProduces, ApiTags } from '@nestjs/swagger';

import { CurrentCaller, type Caller } from '../../accounts/caller.js';
import { Allow } from '../../platform/http/access.js';
import { PageOf, type Page } from '../../platform/http/paging.js';
import { StatisticsRows } from './statistics-rows.service.js';
import {
  StatisticsFileQuery,
  StatisticsQuery,
  StatisticsResponse,
  StatisticsRowResponse,
  StatisticsRowsQuery,
} from './statistics.dto.js';
import { StatisticsService } from './statistics.service.js';

const TYPES = {
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  csv: 'text/csv; charset=utf-8',
} as const;

@ApiTags('statistics')
@Controller('statistics')
export class StatisticsController {
  constructor(
    private readonly statistics: StatisticsService,
    private readonly rows: StatisticsRows,
  ) {}

  /** The figures that the yearly report states, each with what it counts; counted now, from what is there. */
  @Allow('admin', 'planner', 'auditor')
  @Get()
  @ApiOkResponse({ type: StatisticsResponse })
  of(@CurrentCaller() caller: Caller, @Query() query: StatisticsQuery): Promise<StatisticsResponse> {
    return this.statistics.of(caller, query);
  }

  /** The same as a spreadsheet or CSV, with every officer. */
  @Allow('admin', 'planner', 'auditor')
  @Get('exports')
  @ApiProduces(...Object.values(TYPES))
  @ApiOkResponse({ schema: { type: 'string', format: 'binary' } })
  async export(@CurrentCaller() caller: Caller, @Query() query: StatisticsFileQuery): Promise<StreamableFile> {
    const format = query.format ?? 'xlsx';
    const { bytes, name, plainName } = await this.statistics.file(caller, query, format);
    return new StreamableFile(bytes, {
      type: TYPES[format],
      length: bytes.byteLength,
      // RFC 6266: filename* (RFC 8187) for those who know it, filename for the rest
      disposition: `attachment; filename="${plainName}"; filename*=UTF-8''${encodeURIComponent(name)}`,
    });
  }

  /** What one figure counts, row by row: of a share what its numerator does, or with `whole` its denominator. */
  @Allow('admin', 'planner', 'auditor')
  @Get(':code')
  @ApiOkResponse({ type: PageOf(StatisticsRowResponse) })
  counted(
    @CurrentCaller() caller: Caller,
    @Param('code') code: string,
    @Query() query: StatisticsRowsQuery,
  ): Promise<Page<StatisticsRowResponse>> {
    return this.rows.of(caller, code, query);
  }
}
