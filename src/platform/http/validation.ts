import { ValidationPipe, type ValidationError } from '@nestjs/common';

import { DomainError, type Fault } from '../errors/domain-error.js';
import { text } from '../text.js';
import { type CheckContext } from './fields.js';

/** Checks every body and every query against its class. Members that the class does not know are refused by name. */
export function validationPipe(): ValidationPipe {
  return new ValidationPipe({
    whitelist: true,
    forbidNonWhitelisted: true,
    transform: true,
    stopAtFirstError: false,
    exceptionFactory: (errors) => {
      const faults = errors.flatMap((error) => faultsOf(error, ''));
      return new DomainError(
        'invalid',
        'validation_failed',
        text(
          `有 ${faults.length} 处不符合要求。`,
          `${faults.length} ${faults.length === 1 ? 'place does' : 'places do'} not fit.`,
        ),
        { faults: faults.slice(0, 100) },
      );
    },
  });
}

function faultsOf(error: ValidationError, above: string): Fault[] {
  const pointer = `${above}/${error.property.replaceAll('~', '~0').replaceAll('/', '~1')}`;
  const own = Object.keys(error.constraints ?? {}).map((name): Fault => {
    const context: unknown = error.contexts?.[name];
    if (isCheckContext(context)) return { pointer, code: context.code, message: context.message };
    if (name === 'whitelistValidation') {
      return { pointer, code: 'unknown_field', message: text('没有这个字段。', 'There is no such field.') };
    }
    return { pointer, code: name, message: text('不符合要求。', error.constraints?.[name] ?? 'Does not fit.') };
  });
  return [...unique(own), ...(error.children ?? []).flatMap((child) => faultsOf(child, pointer))];
}

function isCheckContext(value: unknown): value is CheckContext {
  return typeof value === 'object' && value !== null && 'code' in value && 'message' in value;
}

function unique(faults: Fault[]): Fault[] {
  return faults.filter((fault, at) => faults.findIndex((other) => other.code === fault.code) === at);
}
