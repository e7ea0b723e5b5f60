import { applyDecorators } from '@nestjs/common';
import { ApiExtraModels, ApiProperty, getSchemaPath, type ApiPropertyOptions } from '@nestjs/swagger';
import { Transform, Type, type TransformFnParams } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  IsArray,
  IsOptional,
  registerDecorator,
  ValidateIf,
  ValidateNested,
  type ValidationOptions,
} from 'class-validator';

import { text, type Bilingual } from '../text.js';

/*
 * The fields of requests and responses. Each decorator says at once what is checked (class-validator), what the person is
 * told in both languages, and what the OpenAPI document shows, so that the three cannot drift apart.
 */

export interface FieldOptions {
  /** What the field means, for the OpenAPI document. */
  readonly about?: string;
  /** May be left out. */
  readonly optional?: boolean;
  /** May be null. */
  readonly nullable?: boolean;
  readonly example?: unknown;
}

/** What the validation pipe reads back from a failed check. */
export interface CheckContext {
  readonly code: string;
  readonly message: Bilingual;
}

interface Check {
  readonly code: string;
  readonly message: Bilingual;
  readonly holds: (value: unknown) => boolean;
}

function check(rule: Check): PropertyDecorator {
  return (target, property) => {
    const options: ValidationOptions & { context: CheckContext } = {
      message: rule.message.en,
      context: { code: rule.code, message: rule.message },
    };
    registerDecorator({
      name: rule.code,
      target: target.constructor,
      propertyName: String(property),
      options,
      validator: { validate: (value: unknown) => rule.holds(value) },
    });
  };
}

function field(options: FieldOptions, api: ApiPropertyOptions, ...rules: PropertyDecorator[]): PropertyDecorator {
  const shown: Record<string, unknown> = { ...api, required: options.optional !== true };
  if (options.about !== undefined) shown.description = options.about;
  if (options.nullable === true) shown.nullable = true;
  if (options.example !== undefined) shown.example = options.example;
  const decorators: PropertyDecorator[] = [ApiProperty(shown), ...rules];
  if (options.nullable === true) decorators.push(ValidateIf((_, value) => value !== null));
  if (options.optional === true) {
    // IsOptional would let null pass as well
    decorators.push(ValidateIf((_, value) => value !== undefined));
  }
  return applyDecorators(...decorators);
}

const CONTROL = /\p{Cc}/u;
/** Tab, line feed and carriage return are let through. */
const CONTROL_BUT_LINES = /(?![\t\n\r])\p{Cc}/u;

/** What nobody sees: of two names that differ in nothing else, one would pass for the other. As the draw's protocol has it. */
const UNSEEN = /[\p{Cc}\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]/u;

/** The draw's protocol takes texts in NFC only: what came in as another form of the same letters must not stop a draw. */
const tidied = (value: unknown): unknown => (typeof value === 'string' ? value.trim().normalize('NFC') : value);

/**
 * Letters and digits of any script, no control characters. Surrounding white space is cut, and the text made NFC.
 * `plain`: no invisible characters either, for names that people go by.
 */
export function Text(
  options: FieldOptions & { min?: number; max: number; lines?: boolean; plain?: boolean },
): PropertyDecorator {
  const refused = options.plain === true ? UNSEEN : options.lines === true ? CONTROL_BUT_LINES : CONTROL;
  const without =
    options.plain === true
      ? text('，不含换行、控制字符和不可见字符', ' without line breaks, control or invisible characters')
      : options.lines === true
        ? text('', '')
        : text('，不含换行和控制字符', ' without line breaks or control characters');
  const min = options.min ?? (options.optional === true || options.nullable === true ? 0 : 1);
  return field(
    options,
    { type: String, minLength: min, maxLength: options.max },
    Transform(({ value }: TransformFnParams): unknown => tidied(value)),
    check({
      code: 'text',
      message: text(
        `应为 ${min} 到 ${options.max} 个字符的文字${without.zh}。`,
        `Should be a text of ${min} to ${options.max} characters${without.en}.`,
      ),
      holds: (value) =>
        typeof value === 'string' &&
        value.isWellFormed() &&
        [...value].length >= min &&
        [...value].length <= options.max &&
        !refused.test(value),
    }),
  );
}

/** A text of a fixed form, such as a code or a date. */
export function Pattern(
  options: FieldOptions & { pattern: RegExp; code: string; wanted: Bilingual; holds?: (value: string) => boolean },
): PropertyDecorator {
  return field(
    options,
    { type: String, pattern: options.pattern.source },
    check({
      code: options.code,
      message: options.wanted,
      holds: (value) =>
        typeof value === 'string' &&
        options.pattern.test(value) &&
        (options.holds === undefined || options.holds(value)),
    }),
  );
}

/** An identifier that goes into the draw as it is: the protocol's id grammar. */
/** @param options `max`: characters, 64 unless told */
export function Code({ max = 64, ...options }: FieldOptions & { readonly max?: number } = {}): PropertyDecorator {
  return Pattern({
    ...options,
    pattern: new RegExp(`^[A-Za-z0-9][A-Za-z0-9._-]{0,${max - 1}}$`),
    code: 'code',
    wanted: text(
      `应为 1 到 ${max} 个字符的编号：字母、数字、点、横线、下划线，以字母或数字开头。`,
      `Should be a code of 1 to ${max} letters, digits, dots, dashes or underscores that begins with a letter or digit.`,
    ),
  });
}

/** A day of the calendar, `2026-03-05`. */
export function Day(options: FieldOptions = {}): PropertyDecorator {
  return Pattern({
    example: '2026-03-05',
    ...options,
    pattern: /^\d{4}-\d{2}-\d{2}$/,
    code: 'date',
    wanted: text('应为真实存在的日期，写作 2026-03-05。', 'Should be a day that exists, written as 2026-03-05.'),
    holds: isDay,
  });
}

/** Whether a text names a day that exists (proleptic Gregorian calendar, years 1900 to 2999). */
export function isDay(value: string): boolean {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(value);
  if (match === null) return false;
  const [year, month, day] = [Number(match[1]), Number(match[2]), Number(match[3])];
  if (year < 1900 || year > 2999 || month < 1 || month > 12 || day < 1) return false;
  return day <= new Date(Date.UTC(year, month, 0)).getUTCDate();
}

/** A moment with its offset from UTC, `2026-03-05T09:00:00+08:00`. */
export function Moment(options: FieldOptions = {}): PropertyDecorator {
  return Pattern({
    example: '2026-03-05T09:00:00+08:00',
    ...options,
    pattern: /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,3})?)?(Z|[+-]\d{2}:\d{2})$/,
    code: 'moment',
    wanted: text(
      '应为带时区的时刻，写作 2026-03-05T09:00:00+08:00。',
      'Should be a moment with its offset, written as 2026-03-05T09:00:00+08:00.',
    ),
    holds: (value) => isDay(value.slice(0, 10)) && !Number.isNaN(Date.parse(value)),
  });
}

/** A list of moments. For responses. */
export function Moments(options: FieldOptions & { maxItems: number }): PropertyDecorator {
  return Texts({ ...options, max: 35 });
}

export function Integer(options: FieldOptions & { min: number; max: number }): PropertyDecorator {
  return field(
    options,
    { type: 'integer', minimum: options.min, maximum: options.max },
    check({
      code: 'integer',
      message: text(
        `应为 ${options.min} 到 ${options.max} 的整数。`,
        `Should be an integer from ${options.min} to ${options.max}.`,
      ),
      holds: (value) => Number.isSafeInteger(value) && Number(value) >= options.min && Number(value) <= options.max,
    }),
  );
}

/** An integer that arrives in the address: digits only, so that `1e3`, ` 7` and `0x10` are refused. */
export function QueryInteger(options: FieldOptions & { min: number; max: number }): PropertyDecorator {
  return applyDecorators(
    Transform(({ value }: TransformFnParams): unknown =>
      typeof value === 'string' && /^\d{1,15}$/.test(value) ? Number(value) : value,
    ),
    Integer(options),
  );
}

export function Flag(options: FieldOptions = {}): PropertyDecorator {
  return field(
    options,
    { type: Boolean },
    check({
      code: 'flag',
      message: text('应为 true 或 false。', 'Should be true or false.'),
      holds: (value) => typeof value === 'boolean',
    }),
  );
}

export function QueryFlag(options: FieldOptions = {}): PropertyDecorator {
  return applyDecorators(
    Transform(({ obj, key }: TransformFnParams): unknown => {
      const value: unknown = (obj as Record<string, unknown>)[key];
      return value === 'true' ? true : value === 'false' ? false : value;
    }),
    Flag(options),
  );
}

export function OneOf(values: readonly string[], options: FieldOptions = {}): PropertyDecorator {
  return field(
    options,
    { type: String, enum: [...values] },
    check({
      code: 'one_of',
      message: text(`应为其中之一：${values.join('、')}。`, `Should be one of: ${values.join(', ')}.`),
      holds: (value) => typeof value === 'string' && values.includes(value),
    }),
  );
}

/** A list of short texts, each once, tidied and checked as `Text` is. */
export function Texts(
  options: FieldOptions & {
    max: number;
    maxItems: number;
    minItems?: number;
    oneOf?: readonly string[];
    plain?: boolean;
  },
): PropertyDecorator {
  const min = options.minItems ?? 0;
  return field(
    options,
    {
      type: String,
      isArray: true,
      minItems: min,
      maxItems: options.maxItems,
      ...(options.oneOf === undefined ? {} : { enum: [...options.oneOf] }),
    },
    Transform(({ value }: TransformFnParams): unknown => (Array.isArray(value) ? value.map(tidied) : value)),
    check({
      code: 'texts',
      message: text(
        `应为 ${min} 到 ${options.maxItems} 项的列表，各项不重复，每项 1 到 ${options.max} 个字符${options.plain === true ? '，不含不可见字符' : ''}${options.oneOf === undefined ? '' : `，取自 ${options.oneOf.join('、')}`}。`,
        `Should be a list of ${min} to ${options.maxItems} different items of 1 to ${options.max} characters each${options.plain === true ? ' without invisible ones' : ''}${options.oneOf === undefined ? '' : `, out of ${options.oneOf.join(', ')}`}.`,
      ),
      holds: (value) =>
        Array.isArray(value) &&
        value.length >= min &&
        value.length <= options.maxItems &&
        new Set(value).size === value.length &&
        value.every(
          (item) =>
            typeof item === 'string' &&
            item.length >= 1 &&
            [...item].length <= options.max &&
            item.isWellFormed() &&
            !(options.plain === true ? UNSEEN : CONTROL).test(item) &&
            (options.oneOf === undefined || options.oneOf.includes(item)),
        ),
    }),
  );
}

export function Integers(
  options: FieldOptions & { min: number; max: number; maxItems: number; minItems?: number },
): PropertyDecorator {
  const min = options.minItems ?? 0;
  return field(
    options,
    { type: 'integer', isArray: true, minItems: min, maxItems: options.maxItems },
    check({
      code: 'integers',
      message: text(
        `应为 ${min} 到 ${options.maxItems} 个互不相同的整数的列表。`,
        `Should be a list of ${min} to ${options.maxItems} different integers.`,
      ),
      holds: (value) =>
        Array.isArray(value) &&
        value.length >= min &&
        value.length <= options.maxItems &&
        new Set(value).size === value.length &&
        value.every((item) => Number.isSafeInteger(item) && item >= options.min && item <= options.max),
    }),
  );
}

const objectCheck: Check = {
  code: 'object',
  message: text('应为一个对象。', 'Should be an object.'),
  holds: (value) => typeof value === 'object' && value !== null && !Array.isArray(value),
};

const isObject = objectCheck.holds;

/** class-validator looks into lists within lists, and would let an empty one pass for an object. */
const objectsCheck: Check = {
  code: 'objects',
  message: text('列表的每一项应为一个对象。', 'Each item of the list should be an object.'),
  holds: (value) => !Array.isArray(value) || value.every(isObject),
};

/**
 * A nested object of the given class. The arrow is written out in place because @nestjs/swagger takes a function for a lazy
 * type by its name, `type`.
 */
export function Nested(type: () => new () => object, options: FieldOptions = {}): PropertyDecorator {
  return field(options, { type: () => type() }, check(objectCheck), ValidateNested(), Type(type));
}

/** A list of objects of the given class. */
export function NestedList(
  type: () => new () => object,
  options: FieldOptions & { minItems?: number; maxItems: number },
): PropertyDecorator {
  const min = options.minItems ?? 0;
  const context: CheckContext = {
    code: 'list',
    message: text(
      `应为 ${min} 到 ${options.maxItems} 项的列表。`,
      `Should be a list of ${min} to ${options.maxItems} items.`,
    ),
  };
  return field(
    options,
    { type: () => type(), isArray: true, minItems: min, maxItems: options.maxItems },
    IsArray({ context }),
    ArrayMinSize(min, { context }),
    ArrayMaxSize(options.maxItems, { context }),
    check(objectsCheck),
    ValidateNested({ each: true }),
    Type(type),
  );
}

/** An object of one of the given classes. Whoever takes it checks which one, and by itself (validation.ts, `checkedObject`). */
export function OneOfObjects(types: readonly (new () => object)[], options: FieldOptions = {}): PropertyDecorator {
  const shown = field(options, { oneOf: types.map((type) => ({ $ref: getSchemaPath(type) })) }, check(objectCheck));
  return (target, property) => {
    ApiExtraModels(...types)(target.constructor);
    shown(target, property);
  };
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** An id that its maker took from chance (RFC 9562), in lower case. */
export function Uuid(options: FieldOptions = {}): PropertyDecorator {
  return Pattern({
    example: '0b8f6b0e-54c1-4c7e-9d0a-2f1f6a9b7c11',
    ...options,
    pattern: UUID,
    code: 'uuid',
    wanted: text('应为小写的 UUID。', 'Should be a UUID in lower case.'),
  });
}

/** Any JSON object, shown as such. For responses only. */
export function AnyObject(options: FieldOptions = {}): PropertyDecorator {
  return applyDecorators(field(options, { type: 'object', additionalProperties: true }), IsOptional());
}
