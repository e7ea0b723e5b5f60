import { ApiProperty } from '@nestjs/swagger';
import { Allow as Let } from 'class-validator';

import { Flag, Integer, Moment, OneOf, Pattern, Text, type FieldOptions } from '../../../platform/http/fields.js';
import { text } from '../../../platform/text.js';
import { BOARD } from './signature-rules.js';
import { SIGNERS, type Signer } from './site-signature.entity.js';

export const Sha256 = (options: FieldOptions = {}): PropertyDecorator =>
  Pattern({
    example: 'ab'.repeat(32),
    ...options,
    pattern: /^[0-9a-f]{64}$/,
    code: 'sha256',
    wanted: text('应为 64 位小写十六进制的 SHA-256。', 'Should be a SHA-256 as 64 lower-case hex digits.'),
  });

/** 签名. */
export class SignatureContent {
  @OneOf(SIGNERS, { about: 'inspector: oneself. witness: where the target does not sign (拒签)' })
  signer: Signer;

  @Text({ max: 100, plain: true, about: 'Who signs' })
  name: string;

  @Text({ max: 500, optional: true, nullable: true, about: 'With a witness: why the target does not sign' })
  refusal?: string | null;

  @Sha256({ about: 'Of the record as the signer saw it: GET /inspections/{id}/on-site shows how it is made' })
  recordHash: string;

  // looked at by signature-rules.ts, with words of its own
  @ApiProperty({
    type: 'array',
    maxItems: 200,
    items: { type: 'array', items: { type: 'integer', minimum: 0, maximum: BOARD } },
    description: `Lines of the pen: x, y, x, y … on a board of ${BOARD} × ${BOARD}`,
  })
  @Let()
  strokes: number[][];
}

export const SIGNED_VERSIONS = ['present', 'earlier', 'unknown'] as const;

export class SignatureResponse {
  @Integer({ min: 1, max: 2_147_483_647 })
  id: number;

  @OneOf(SIGNERS)
  signer: string;

  @Text({ max: 100 })
  name: string;

  @Text({ max: 500, nullable: true })
  refusal: string | null;

  @Sha256()
  recordHash: string;

  @OneOf(SIGNED_VERSIONS, {
    about:
      'present: of the record as it is; earlier: of the record as it was when the signature arrived; unknown: of one that the server never had, as where two phones wrote without a network',
  })
  version: string;

  @Flag({ about: 'Whether it is of the record as it is now' })
  holds: boolean;

  @ApiProperty({ type: 'array', items: { type: 'array', items: { type: 'integer' } } })
  strokes: readonly (readonly number[])[];

  @Moment()
  at: string;

  @Text({ max: 200, about: 'On whose phone' })
  by: string;
}
