import { type Fault } from '../../platform/errors/domain-error.js';
import { text } from '../../platform/text.js';
import { type Condition } from '../../protocol/index.js';
import { POOL_FIELDS } from '../../registry/targets/target-pool.js';

/** The attributes of a target that a filter or a stratum may ask for. */
export const FILTER_FIELDS = POOL_FIELDS;

/** A filter is kept, and kept in the history, in columns of 65 535 bytes; with the strata it stands in the manifest. */
export const LONGEST_FILTER = 20_000;

/** Each field is one that targets have, and stands there once; and all of it is not too long to be kept. */
export function filterFaults(filter: readonly Condition[]): Fault[] {
  const bytes = Buffer.byteLength(JSON.stringify(filter));
  if (bytes > LONGEST_FILTER) {
    return [
      {
        pointer: '/filter',
        code: 'filter_too_long',
        message: text(
          `筛选条件共 ${bytes} 字节，上限 ${LONGEST_FILTER}。请减少取值，或分成几个批次。`,
          `The filter takes ${bytes} bytes of at most ${LONGEST_FILTER}. Name fewer values, or make several batches.`,
        ),
      },
    ];
  }
  return conditionFaults(filter, '/filter');
}

/** @param at where the conditions stand */
export function conditionFaults(conditions: readonly Condition[], at: string): Fault[] {
  return conditions.flatMap((condition, index) => {
    const pointer = `${at}/${index}/field`;
    const fields: readonly string[] = FILTER_FIELDS;
    if (!fields.includes(condition.field)) {
      return {
        pointer,
        code: 'unknown_filter_field',
        message: text(
          `检查对象没有“${condition.field}”这一项，可用：${fields.join('、')}。`,
          `Targets have no field "${condition.field}"; offered are ${fields.join(', ')}.`,
        ),
      };
    }
    if (conditions.findIndex((other) => other.field === condition.field) !== index) {
      return {
        pointer,
        code: 'filter_field_twice',
        message: text(
          `“${condition.field}”已出现过；同一项的几个值请写在一个 in 里。`,
          `"${condition.field}" stands there already; put all its values into one "in".`,
        ),
      };
    }
    return [];
  });
}
