import { text, type Bilingual } from '../../platform/text.js';
import { type ImpossibleTargets } from '../../protocol/index.js';

/** Whether teams will be found for whatever is drawn. */
export interface Feasibility {
  /** `sure`: whoever is drawn. `impossible`: for no sample. `depends`: on who is drawn. */
  readonly verdict: 'sure' | 'depends' | 'impossible';
  readonly words: Bilingual;
}

/**
 * Without a cap on the loads a sample can be seated exactly if each of its targets can be, for one inspector may then go to
 * all of them. A cap of at least the sample's size never binds, since nobody sits twice in a team.
 * @param sample targets that will be drawn
 * @param seats places in all their teams together, at least
 * @param inspectors people in the pool
 */
export function feasibilityOf(
  impossible: ImpossibleTargets,
  {
    sample,
    seats,
    inspectors,
    maxLoad,
  }: Readonly<Record<'sample' | 'seats' | 'inspectors', number>> & { readonly maxLoad: number | null },
): Feasibility {
  if (impossible.count > 0) {
    const [zh, en] = [impossible.first.join('、'), impossible.first.join(', ')];
    const more = impossible.count > impossible.first.length;
    return {
      verdict: 'impossible',
      words: text(
        `有 ${impossible.count} 个检查对象（${zh}${more ? ' 等' : ''}）没有任何检查组可派，这样的名单不会抽取。请增加人员、加入相邻单位的人员，或核对回避登记。`,
        `No team can be sent to ${impossible.count} target(s) (${en}${more ? ', …' : ''}), and such a pool is not drawn from. Add inspectors or a neighbour's, or look at the recusals.`,
      ),
    };
  }
  if (maxLoad === null || maxLoad >= sample) {
    return {
      verdict: 'sure',
      words: text('无论抽到谁，都能组成检查组。', 'Whoever is drawn, teams will be found.'),
    };
  }
  const places = inspectors * maxLoad;
  if (seats > places) {
    return {
      verdict: 'impossible',
      words: text(
        `要安排 ${seats} 个席位，而 ${inspectors} 名人员每人至多 ${maxLoad} 个，只有 ${places} 个。请提高每人上限、减少抽取数量，或增加人员。`,
        `${seats} seats are to be filled, and ${inspectors} inspectors with at most ${maxLoad} each fill ${places}. Raise the limit, draw fewer, or add inspectors.`,
      ),
    };
  }
  return {
    verdict: 'depends',
    words: text(
      `每人至多 ${maxLoad} 个，共 ${places} 个席位可用，需要 ${seats} 个；是否排得开取决于抽到谁、谁须回避。`,
      `With at most ${maxLoad} each there are ${places} places for ${seats} seats; whether all fit depends on who is drawn and who is recused.`,
    ),
  };
}
