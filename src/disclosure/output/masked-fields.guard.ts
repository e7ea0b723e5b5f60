import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { type Request } from 'express';

import { DomainError, invalid } from '../../platform/errors/domain-error.js';
import { currentContext } from '../../platform/http/request-context.js';
import { Log } from '../../platform/log/log.js';
import { text } from '../../platform/text.js';

/** What is never in a bulletin. */
const NEVER = ['address', 'phone', 'telephone', 'mobile', 'legalRepresentative', 'idNumber', 'remarks', 'note'];
/** What is in it as far as the agency's rule goes, and so neither narrows nor orders a list: that would tell the rest. */
const BY_RULE = [
  ...['inspector', 'inspectors', 'inspectorId', 'inspectorName', 'name', 'certificate', 'certificateNumber', 'team'],
  ...['targetName', 'targetCode', 'person'],
];
const FILTERS = new Set([...NEVER, ...BY_RULE]);
const COLUMNS = new Set([...NEVER, 'certificate', 'certificateNumber', 'inspectorName', 'inspectorId', 'person']);

/** The field that a query asks for and that is masked, with where it does. */
export function maskedFieldIn(
  query: Readonly<Record<string, unknown>>,
): { pointer: string; field: string } | undefined {
  for (const field of Object.keys(query)) if (FILTERS.has(field)) return { pointer: `/${field}`, field };
  const { columns, sort } = query;
  if (typeof sort === 'string' && FILTERS.has(sort.replace(/^-/, ''))) return { pointer: '/sort', field: sort };
  if (typeof columns === 'string') {
    const field = columns.split(',').find((one) => COLUMNS.has(one.trim()));
    if (field !== undefined) return { pointer: '/columns', field };
  }
  return undefined;
}

/** Refuses whoever asks for what is masked, and writes down that he did. */
@Injectable()
export class MaskedFields implements CanActivate {
  constructor(private readonly log: Log) {}

  canActivate(context: ExecutionContext): boolean {
    const request = context.switchToHttp().getRequest<Request>();
    const asked = maskedFieldIn(request.query);
    if (asked === undefined) return true;
    throw this.refuse(asked.pointer, asked.field);
  }

  refuse(pointer: string, field: string): DomainError {
    this.log.warn({ sought: field.slice(0, 64), address: currentContext()?.address }, 'asked for a masked field');
    return invalid(
      pointer,
      'masked_field',
      text(
        `“${field.slice(0, 64)}”涉及个人信息，公众不能据此筛选、排序或下载。可用单位、年度、事项和检查对象的名称或代码查询。`,
        `"${field.slice(0, 64)}" concerns persons: the public can neither filter, sort nor download by it. Search by agency, year, matter, and a target's name or code.`,
      ),
    );
  }
}
