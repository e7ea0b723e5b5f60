import { applyDecorators } from '@nestjs/common';

import { type Fault } from '../../platform/errors/domain-error.js';
import { Pattern, type FieldOptions } from '../../platform/http/fields.js';
import { text } from '../../platform/text.js';
import { isRegionCode } from './region-code.js';

const wanted = text(
  '应为 GB/T 2260 的 6 位行政区划代码，例如 110101；没有这个区划。',
  'Should be a region code of GB/T 2260, 6 digits such as 110101; there is no such region.',
);

/** A region code in a request or response. */
export const Region = (options: FieldOptions = {}): PropertyDecorator =>
  applyDecorators(
    Pattern({
      example: '110101',
      about: 'Region code of GB/T 2260',
      ...options,
      pattern: /^\d{6}$/,
      code: 'unknown_region',
      wanted,
      holds: isRegionCode,
    }),
  );

/** What is wrong with a region code that did not come through a request's class, such as a sheet's. */
export function regionFaults(pointer: string, code: string | null): Fault[] {
  return code === null || isRegionCode(code) ? [] : [{ pointer, code: 'unknown_region', message: wanted }];
}
