import { ValidationPipe, type ArgumentMetadata, type ValidationError } from '@nestjs/common';

import { plainToInstance } from 'class-transformer';
import { validate } from 'class-validator';

import { DomainError, type Fault } from '../errors/domain-error.js';
import { text } from '../text.js';
import { type CheckContext } from './fields.js';

/** Checks every body and every query against its class. Members that the class does not know are refused by name. */
export function validationPipe(): ValidationPipe {
  return new StrictValidation({
    whitelist: true,
    forbidNonWhitelisted: true,
    transform: true,
    stopAtFirstError: false,
    exceptionFactory: (errors) => unfit(errors.flatMap((error) => faultsOf(error, ''))),
  });
}

/**
 * An object as its class has it, checked as bodies are. For what comes inside of a body and is taken or refused by itself.
 * @throws DomainError invalid, with pointers from the object on
 */
export async function checkedObject<T extends object>(type: new () => T, value: unknown): Promise<T> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw unfit([notAnObject]);
  const inherited = inheritedNames(value, '');
  if (inherited.length > 0) throw unfit(inherited);
  const read = plainToInstance(type, value);
  const errors = await validate(read, { whitelist: true, forbidNonWhitelisted: true });
  if (errors.length > 0) throw unfit(errors.flatMap((error) => faultsOf(error, '')));
  return read;
}

class StrictValidation extends ValidationPipe {
  override async transform(value: unknown, metadata: ArgumentMetadata): Promise<unknown> {
    if (metadata.type === 'body' || metadata.type === 'query') {
      // a list has none of the members of the class, which is well where all of them may be left out
      if (Array.isArray(value)) throw unfit([notAnObject]);
      const faults = inheritedNames(value, '');
      if (faults.length > 0) throw unfit(faults);
    }
    return (await super.transform(value, metadata)) as unknown;
  }

  /** Else `Number` would make an id of `1e3`, `0x10` and ` 1` before the route's own pipe sees them. */
  protected override transformPrimitive(value: unknown): unknown {
    return value;
  }
}

/** `constructor`, `toString` and the like: class-validator takes them for members that every class has. */
function inheritedNames(value: unknown, above: string): Fault[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, inner]) =>
    !Array.isArray(value) && name in Object.prototype
      ? [unknownField(`${above}/${name}`)]
      : inheritedNames(inner, `${above}/${name}`),
  );
}

const unknownField = (pointer: string): Fault => ({
  pointer,
  code: 'unknown_field',
  message: text('没有这个字段。', 'There is no such field.'),
});

const notAnObject: Fault = {
  pointer: '',
  code: 'object',
  message: text('应为一个对象。', 'Should be an object.'),
};

function unfit(faults: readonly Fault[]): DomainError {
  return new DomainError(
    'invalid',
    'validation_failed',
    text(
      `有 ${faults.length} 处不符合要求。`,
      `${faults.length} ${faults.length === 1 ? 'place does' : 'places do'} not fit.`,
    ),
    { faults: faults.slice(0, 100) },
  );
}

function faultsOf(error: ValidationError, above: string): Fault[] {
  const pointer = `${above}/${error.property.replaceAll('~', '~0').replaceAll('/', '~1')}`;
  const own = Object.keys(error.constraints ?? {}).map((name): Fault => {
    const context: unknown = error.contexts?.[name];
    if (isCheckContext(context)) return { pointer, code: context.code, message: context.message };
    if (name === 'whitelistValidation') return unknownField(pointer);
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
