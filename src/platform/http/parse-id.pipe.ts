import { Injectable, type PipeTransform } from '@nestjs/common';

import { DomainError } from '../errors/domain-error.js';
import { text } from '../text.js';

/** An id in a path: digits. Anything else names nothing, so it is not found rather than malformed. */
@Injectable()
export class ParseIdPipe implements PipeTransform<string, number> {
  transform(value: string): number {
    if (/^[1-9]\d{0,9}$/.test(value) && Number(value) <= 2_147_483_647) return Number(value);
    throw new DomainError('not-found', 'not_found', text('没有这条记录。', 'There is no such record.'));
  }
}
