import { same, type Values } from '../../record/differences.js';

/** A field that got another value. What was not told of before has none. */
export interface ChangedField {
  readonly name: string;
  readonly told: boolean;
  readonly before: unknown;
  readonly after: unknown;
}

/** Why something was done stands by itself. */
const APART = new Set(['reason']);

const isEmpty = (value: unknown): boolean =>
  value === null || value === undefined || value === '' || (Array.isArray(value) && value.length === 0);

/**
 * What differs, in the order in which it was written down. Of what was new, the fields that say something; where only the
 * state before was kept, that.
 */
export function changedFields(before: Values | null, after: Values | null): ChangedField[] {
  const names = new Set([...Object.keys(after ?? {}), ...Object.keys(before ?? {})]);
  return [...names]
    .filter((name) => !APART.has(name))
    .map((name) => ({
      name,
      told: before !== null && name in before,
      before: before?.[name],
      after: after !== null && name in after ? after[name] : undefined,
    }))
    .filter((field) => (field.told ? !same(field.before, field.after) : !isEmpty(field.after)));
}
