import { Injectable, StreamableFile } from '@nestjs/common';
import { type Response } from 'express';
import { Readable } from 'node:stream';

import { Clock } from '../../platform/clock/clock.js';
import { chinaDay } from '../../platform/clock/days.js';
import { Config } from '../../platform/config/config.js';
import { sha256Hex } from '../../platform/secrets/secrets.js';
import { SheetThread } from '../../registry/imports/sheet-thread.js';
import { csvLine } from '../../registry/sheets/index.js';
import { type BulletinKind, type BulletinResponse } from './bulletin.dto.js';
import { atom, rss } from './feeds.js';
import { type DownloadFormat, type FeedFormat } from './output.dto.js';
import { chosenColumns, type BulletinSource, type Column } from './told.js';

/** What may change is asked for again each time, which costs nobody much: the answer is 304 where it did not. */
const CHANGING = 'public, no-cache';
const FOR_FIVE_MINUTES = 'public, max-age=300';

export const FILES = [
  'text/csv',
  'application/json',
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
] as const;
export const FEEDS = ['application/atom+xml', 'application/rss+xml'] as const;

/**
 * An answer that may be another tomorrow; whoever has it already is told that only. Its ETag is that of its bytes, so a rule
 * that masks more changes it as well.
 */
export async function changing<T>(response: Response, answer: Promise<T>): Promise<T | undefined> {
  const told = await answer;
  response.setHeader('Cache-Control', CHANGING);
  return isHeld(response, JSON.stringify(told)) ? undefined : told;
}

/** RFC 9110 §13.1: an ETag decides where one is sent, and a moment only otherwise. */
function isHeld(response: Response, body: string, changedAt?: Date): boolean {
  const tag = `"${sha256Hex(body).slice(0, 32)}"`;
  response.setHeader('ETag', tag);
  if (changedAt !== undefined) response.setHeader('Last-Modified', changedAt.toUTCString());
  const { 'if-modified-since': since, 'if-none-match': tags } = response.req.headers;
  const held =
    tags === undefined
      ? changedAt !== undefined &&
        since !== undefined &&
        Math.floor(changedAt.getTime() / 1000) * 1000 <= Date.parse(since)
      : tags.split(',').some((one) => one.trim().replace(/^W\//, '') === tag || one.trim() === '*');
  if (held) response.status(304);
  return held;
}

/** Downloads and feeds, of whatever kind. */
@Injectable()
export class Outputs {
  constructor(
    private readonly thread: SheetThread,
    private readonly config: Config,
    private readonly clock: Clock,
  ) {}

  async download<Query, T extends BulletinResponse>(
    kind: BulletinKind,
    source: BulletinSource<Query, T>,
    query: Query & { readonly format?: DownloadFormat; readonly columns?: string },
  ): Promise<StreamableFile> {
    const format = query.format ?? 'csv';
    const columns = chosenColumns(source.columns, query.columns);
    const file = `${kind}-${chinaDay(this.clock.now())}.${format}`;
    const disposition = `attachment; filename="${file}"`;
    // the first rows are asked for before the answer begins: what is refused is refused with a status
    const rows = source.all(query)[Symbol.asyncIterator]();
    const first = await rows.next();
    const all = (async function* (): AsyncGenerator<readonly T[]> {
      for (let step = first; step.done !== true; step = await rows.next()) yield step.value;
    })();
    switch (format) {
      case 'json':
        return new StreamableFile(Readable.from(jsonOf(all, columns, query.columns !== undefined)), {
          type: 'application/json; charset=utf-8',
          disposition,
        });
      case 'csv':
        return new StreamableFile(Readable.from(csvOf(all, columns)), { type: 'text/csv; charset=utf-8', disposition });
      case 'xlsx': {
        const bytes = await this.thread.writeTable(source.title.zh, headings(columns), cells(all, columns));
        return new StreamableFile(bytes, {
          type: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
          length: bytes.byteLength,
          disposition,
        });
      }
    }
  }

  async feed<Query extends { readonly agency?: string }, T extends BulletinResponse>(
    kind: BulletinKind,
    source: BulletinSource<Query, T>,
    query: Query & { readonly format?: FeedFormat },
    response: Response,
  ): Promise<string | undefined> {
    const { changedAt, items } = await source.latest(query);
    const base = this.config.publicUrl ?? '';
    const format = query.format ?? 'atom';
    const { agency } = query;
    const of = agency === undefined ? '' : `?agency=${encodeURIComponent(agency)}`;
    const head = {
      id: `urn:sortis:bulletin:${kind}${agency === undefined ? '' : `:${encodeURIComponent(agency)}`}`,
      title: [items[0] === undefined || agency === undefined ? '' : items[0].agency.name, source.title.zh].join(''),
      about: source.title,
      self: `${base}/api/v1/public/bulletins/${kind}/feed${of}${of === '' ? '?' : '&'}format=${format}`,
      updated: changedAt,
    };
    response.setHeader('Cache-Control', FOR_FIVE_MINUTES);
    response.setHeader(
      'Content-Type',
      format === 'atom' ? 'application/atom+xml; charset=utf-8' : 'application/rss+xml; charset=utf-8',
    );
    const written = format === 'atom' ? atom(head, items, base) : rss(head, items, base);
    return isHeld(response, written, changedAt) ? undefined : written;
  }
}

const headings = <T>(columns: readonly Column<T>[]): string[] => columns.map(({ heading }) => heading.zh);

async function* cells<T>(
  pages: AsyncIterable<readonly T[]>,
  columns: readonly Column<T>[],
): AsyncGenerator<string[][]> {
  for await (const page of pages) yield page.map((one) => columns.map((column) => column.of(one)));
}

/** RFC 4180 with a byte order mark, without which Excel takes the file for GB18030. */
async function* csvOf<T>(pages: AsyncIterable<readonly T[]>, columns: readonly Column<T>[]): AsyncGenerator<Buffer> {
  yield Buffer.from(`\ufeff${csvLine(headings(columns))}`);
  for await (const rows of cells(pages, columns)) yield Buffer.from(rows.map(csvLine).join(''));
}

/** `{"items": [ … ]}`, whole bulletins, or the columns that were asked for by their names. */
async function* jsonOf<T>(
  pages: AsyncIterable<readonly T[]>,
  columns: readonly Column<T>[],
  chosen: boolean,
): AsyncGenerator<Buffer> {
  yield Buffer.from('{"items":[');
  let comma = '';
  for await (const page of pages) {
    if (page.length === 0) continue;
    const items = page.map((one) =>
      JSON.stringify(chosen ? Object.fromEntries(columns.map(({ name, of }) => [name, of(one)])) : one),
    );
    yield Buffer.from(comma + items.join(','));
    comma = ',';
  }
  yield Buffer.from(']}');
}
