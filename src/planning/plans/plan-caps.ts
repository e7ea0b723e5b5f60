import { type Fault } from '../../platform/errors/domain-error.js';
import { text } from '../../platform/text.js';
import { kindKey } from '../../registry/matters/applicable-matters.js';
import { type Cap } from '../../registry/visits/left-out.js';

/** A cap lets at least one visit be, and no kind has two of them. */
export function capFaults(caps: readonly Cap[]): Fault[] {
  const first = new Map<string | null, number>();
  return caps.flatMap(({ most, targetKind }, index): Fault[] => {
    const faults: Fault[] = [];
    const whom =
      targetKind === null ? text('其他各类', 'every other kind') : text(`“${targetKind}”`, `"${targetKind}"`);
    if (most === 0) {
      faults.push({
        pointer: `/caps/${index}/most`,
        code: 'cap_of_zero',
        message: text(
          `${whom.zh}的年度上限为 0，等于一次也不能检查，任何抽取都会落空。请写 1 以上；不检查的类别请用批次的筛选条件去掉。`,
          `A cap of zero for ${whom.en} forbids every inspection, and each draw would come to nothing. Write 1 or more; a kind that is not inspected is left out by the filters of the batches.`,
        ),
      });
    }
    const key = targetKind === null ? null : kindKey(targetKind);
    const before = first.get(key);
    if (before === undefined) first.set(key, index);
    else {
      faults.push({
        pointer: `/caps/${index}/targetKind`,
        code: 'cap_twice',
        message: text(
          `${whom.zh}已在第 ${before + 1} 项规定过上限；一类只写一项。`,
          `The cap of ${whom.en} stands at position ${before + 1} already; a kind has one.`,
        ),
      });
    }
    return faults;
  });
}
