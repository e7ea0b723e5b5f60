import { Controller, Get, Header, Param, Query } from '@nestjs/common';
import { ApiOkResponse, ApiProduces, ApiTags } from '@nestjs/swagger';
import { DataSource, LessThanOrEqual, MoreThanOrEqual } from 'typeorm';

import { invalid, notFound } from '../../platform/errors/domain-error.js';
import { Public } from '../../platform/http/access.js';
import { text } from '../../platform/text.js';
import { leafHash, type LogEntry, toHex } from '../../protocol/index.js';
import { consistencyPathOf, inclusionPathOf } from './log-tree.js';
import {
  ConsistencyQuery,
  ConsistencyResponse,
  InclusionQuery,
  InclusionResponse,
  LogEntriesQuery,
  LogEntriesResponse,
  LogEntryResponse,
  LogKeysResponse,
} from './log.dto.js';
import { LogCheckpoint, LoggedEntry } from './log.entities.js';
import { TransparencyLog } from './transparency-log.service.js';

const ENTRY = text('日志条目', 'log entry');
/** What an entry or a proof between two sizes says never changes. */
const FOREVER = 'public, max-age=31536000, immutable';
/** Entries of 64 kB each would make a page of megabytes; a page ends early instead. */
const PAGE_CHARACTERS = 262_144;

/** The log, for whoever keeps watch over it. No sign-in: a log that only insiders can read proves nothing. */
@ApiTags('log')
@Controller('log')
export class LogController {
  constructor(
    private readonly log: TransparencyLog,
    private readonly dataSource: DataSource,
  ) {}

  /** The newest signed head (C2SP tlog-checkpoint). */
  @Public()
  @Get('checkpoint')
  @Header('Content-Type', 'text/plain; charset=utf-8')
  @Header('Cache-Control', 'no-cache')
  @ApiProduces('text/plain')
  @ApiOkResponse({ schema: { type: 'string' } })
  async checkpoint(): Promise<string> {
    return (await this.log.newest()).note;
  }

  /** The signed head of an earlier size. */
  @Public()
  @Get('checkpoints/:size')
  @Header('Content-Type', 'text/plain; charset=utf-8')
  @Header('Cache-Control', 'no-cache')
  @ApiProduces('text/plain')
  @ApiOkResponse({ schema: { type: 'string' } })
  async checkpointOf(@Param('size') size: string): Promise<string> {
    const found = await this.dataSource.manager.findOneBy(LogCheckpoint, { size: numberIn(size) });
    if (found === null) throw notFound(text('检查点', 'checkpoint'), size.slice(0, 40));
    return found.note;
  }

  @Public()
  @Get('keys')
  @Header('Cache-Control', 'no-cache')
  @ApiOkResponse({ type: LogKeysResponse })
  async keys(): Promise<LogKeysResponse> {
    return { origin: (await this.log.head()).origin, keys: await this.log.keys() };
  }

  @Public()
  @Get('entries')
  @Header('Cache-Control', 'no-cache')
  @ApiOkResponse({ type: LogEntriesResponse })
  async entries(
    @Query() { draw, from, kind, limit = 20, newest = false }: LogEntriesQuery,
  ): Promise<LogEntriesResponse> {
    const { size } = await this.log.newest();
    const bound = newest ? LessThanOrEqual(from ?? size) : MoreThanOrEqual(from ?? 0);
    const rows = await this.dataSource.manager.find(LoggedEntry, {
      where: {
        position: bound,
        ...(kind === undefined ? {} : { kind }),
        ...(draw === undefined ? {} : { drawNumber: draw }),
      },
      order: { position: newest ? 'DESC' : 'ASC' },
      // one more than is shown tells whether there is a next page
      take: limit + 1,
    });
    let characters = 0;
    const page = rows.slice(0, limit).filter((row, i) => (characters += row.body.length) <= PAGE_CHARACTERS || i === 0);
    return { items: page.map(shown), size, next: rows[page.length]?.position ?? null };
  }

  @Public()
  @Get('entries/:index')
  @Header('Cache-Control', FOREVER)
  @ApiOkResponse({ type: LogEntryResponse })
  async entry(@Param('index') index: string): Promise<LogEntryResponse> {
    const row = await this.dataSource.manager.findOneBy(LoggedEntry, { position: numberIn(index) });
    if (row === null) throw notFound(ENTRY, index.slice(0, 40));
    return shown(row);
  }

  @Public()
  @Get('proofs/inclusion')
  @Header('Cache-Control', FOREVER)
  @ApiOkResponse({ type: InclusionResponse })
  async inclusion(@Query() { index, size }: InclusionQuery): Promise<InclusionResponse> {
    await this.checkSize('/size', size);
    if (index >= size) throw beyond('/index', index, size - 1);
    return { index, size, path: await inclusionPathOf(this.dataSource.manager, index, size) };
  }

  @Public()
  @Get('proofs/consistency')
  @Header('Cache-Control', FOREVER)
  @ApiOkResponse({ type: ConsistencyResponse })
  async consistency(@Query() { from, to }: ConsistencyQuery): Promise<ConsistencyResponse> {
    await this.checkSize('/to', to);
    if (from > to) throw beyond('/from', from, to);
    return { from, to, path: await consistencyPathOf(this.dataSource.manager, from, to) };
  }

  private async checkSize(pointer: string, size: number): Promise<void> {
    const newest = await this.log.newest();
    if (size > newest.size) throw beyond(pointer, size, newest.size);
  }
}

const numberIn = (digits: string): number => (/^(0|[1-9]\d{0,8})$/.test(digits) ? Number(digits) : -1);

const beyond = (pointer: string, got: number, most: number): Error =>
  invalid(pointer, 'beyond_log', text(`${got} 超出范围，最大为 ${most}。`, `${got} is too large, at most ${most}.`));

function shown(row: LoggedEntry): LogEntryResponse {
  const entry = JSON.parse(row.body) as LogEntry;
  return { index: row.position, entry, leafHash: toHex(leafHash(Buffer.from(row.body, 'utf8'))) };
}
