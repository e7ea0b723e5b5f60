import { ApiProperty } from '@nestjs/swagger';

import { Code, OneOf, QueryFlag, QueryInteger } from '../../platform/http/fields.js';
import { type LogEntry, type LogKind } from '../../protocol/index.js';

const MOST = 2_147_483_647;
export const LOG_KINDS = [
  'key',
  'commit',
  'reveal',
  'record',
  'end',
  'void',
  'supplement',
  'replace',
  'publish',
] as const satisfies readonly LogKind[];

export class LogEntriesQuery {
  @QueryInteger({ min: 0, max: MOST, optional: true, about: 'Index of the first entry; the first of all unless told' })
  from?: number;

  @QueryInteger({ min: 1, max: 100, optional: true, about: 'Most entries, 20 unless told' })
  limit?: number;

  @QueryFlag({ optional: true, about: 'From the newest to the oldest' })
  newest?: boolean;

  @OneOf(LOG_KINDS, { optional: true })
  kind?: LogKind;

  @Code({ optional: true, about: 'Number of the draw that the entries are about' })
  draw?: string;
}

export class InclusionQuery {
  @QueryInteger({ min: 0, max: MOST, about: 'Index of the entry' })
  index: number;

  @QueryInteger({ min: 1, max: MOST, about: 'Size of the tree' })
  size: number;
}

export class ConsistencyQuery {
  @QueryInteger({ min: 0, max: MOST, about: 'The earlier size' })
  from: number;

  @QueryInteger({ min: 1, max: MOST, about: 'The later size' })
  to: number;
}

export class LogEntryResponse {
  @ApiProperty({ type: 'integer' })
  index: number;

  @ApiProperty({
    type: 'object',
    additionalProperties: true,
    description: "Its canonical form (RFC 8785) is the tree's leaf",
  })
  entry: LogEntry;

  @ApiProperty({ type: String, description: 'SHA-256 of 0x00 and the leaf, hex' })
  leafHash: string;
}

export class LogEntriesResponse {
  @ApiProperty({ type: LogEntryResponse, isArray: true })
  items: LogEntryResponse[];

  @ApiProperty({ type: 'integer', description: 'Entries in the log' })
  size: number;

  @ApiProperty({ type: 'integer', nullable: true, description: '`from` of the next page; null where this is the last' })
  next: number | null;
}

export class LogKeyResponse {
  @ApiProperty({ type: 'integer', description: 'The entry that announced the key' })
  index: number;

  @ApiProperty({ type: String, description: 'Verifier key (C2SP signed-note)' })
  key: string;
}

export class LogKeysResponse {
  @ApiProperty({ type: String })
  origin: string;

  @ApiProperty({ type: LogKeyResponse, isArray: true })
  keys: LogKeyResponse[];
}

export class InclusionResponse {
  @ApiProperty({ type: 'integer' })
  index: number;

  @ApiProperty({ type: 'integer' })
  size: number;

  @ApiProperty({ type: String, isArray: true, description: 'Audit path from the leaf up (RFC 9162), hex' })
  path: string[];
}

export class ConsistencyResponse {
  @ApiProperty({ type: 'integer' })
  from: number;

  @ApiProperty({ type: 'integer' })
  to: number;

  @ApiProperty({ type: String, isArray: true, description: 'Consistency proof (RFC 9162), hex' })
  path: string[];
}
