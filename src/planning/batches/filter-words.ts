import { text, type Bilingual } from '../../platform/text.js';
import { type AttributeValue, type Condition, type Rate } from '../../protocol/index.js';
import { percent } from './strata-checks.js';
import { type Stratified } from './strata.js';

/*
 * 定向 / 不定向: which targets a batch means, in words. The conditions themselves are the data; these are for people, and
 * stand in the manifest as the agency's own words.
 */

export const SCOPES = ['targeted', 'untargeted'] as const;
/** Whether a batch is drawn from everyone (不定向), or from those whom a filter lets through (定向). */
export type Scope = (typeof SCOPES)[number];

export const scopeOf = (filter: readonly Condition[]): Scope => (filter.length === 0 ? 'untargeted' : 'targeted');

const FIELDS: Readonly<Record<string, Bilingual>> = {
  kind: text('类型', 'kind'),
  regionCode: text('行政区划代码', 'region code'),
  riskClass: text('风险等级', 'risk class'),
  agency: text('管理单位', 'keeping agency'),
};

/** A manifest's words end at 2000 UTF-16 code units. */
const LONGEST = 2000;
/** How many values of a condition are named, where fewer are not enough to keep the words short. */
const NAMED = [100, 50, 20, 10, 5, 3, 2, 1] as const;

/** The filter in words; of a long list of values the first ones, and how many there are. */
export function filterWords(filter: readonly Condition[]): Bilingual {
  if (filter.length === 0) {
    return text(
      '不定向：本单位及其下级单位在册的全部检查对象，不设筛选条件。',
      'Untargeted: all targets on the lists of the agency and of those below it, without a filter.',
    );
  }
  return short((named) => {
    const words = conditionsInWords(filter, named);
    return text(`定向：${words.zh}的检查对象。`, `Targeted: targets with ${words.en}.`);
  });
}

/** The strata in words; undefined where there are none. */
export function strataWords(terms: Stratified): Bilingual | undefined {
  if (terms.strata.length === 0) return undefined;
  return short((named) => {
    const parts = terms.strata.map(({ censusBelow, code, conditions, minimum, name, rate, rest }) => {
      const who = rest ? text('其余对象', 'all others') : conditionsInWords(conditions, named);
      const howMany = rateInWords(rate ?? terms.rate, rate === null);
      const least = minimum === null ? text('', '') : text(`，不少于 ${minimum} 个`, `, no fewer than ${minimum}`);
      const census =
        censusBelow === null
          ? text('', '')
          : text(`，不足 ${censusBelow} 个时全部抽取`, `, everyone where there are fewer than ${censusBelow}`);
      return text(
        `${code} ${name}（${who.zh}）${howMany.zh}${least.zh}${census.zh}`,
        `${code} ${name} (${who.en}) ${howMany.en}${least.en}${census.en}`,
      );
    });
    return text(
      `分层抽取：${parts.map(({ zh }) => zh).join('；')}。`,
      `Strata: ${parts.map(({ en }) => en).join('; ')}.`,
    );
  });
}

function rateInWords(rate: Rate, shared: boolean): Bilingual {
  if (rate.direction === 'number') {
    return shared
      ? text(`按对象数分摊共 ${rate.number} 个`, `its part, by targets, of ${rate.number} in all`)
      : text(`${rate.number} 个`, `${rate.number}`);
  }
  const { en, zh } = percent(rate.millionths);
  switch (rate.direction) {
    case 'at-least':
      return text(`至少 ${zh}`, `at least ${en}`);
    case 'at-most':
      return text(`至多 ${zh}`, `at most ${en}`);
    case 'exactly':
      return text(`恰好 ${zh}`, `exactly ${en}`);
  }
}

function conditionsInWords(conditions: readonly Condition[], named: number): Bilingual {
  const parts = conditions.map(({ field, in: values }) => {
    const { en, zh } = FIELDS[field] ?? text(field, field);
    const some = values.slice(0, named).map(valueInWords);
    const more = values.length > some.length;
    return text(
      `${zh}为${some.map((one) => one.zh).join('、')}${more ? `等 ${values.length} 项之一` : some.length > 1 ? '之一' : ''}`,
      `${en} ${some.map((one) => one.en).join(', ')}${more ? ` or one of ${values.length - some.length} more` : ''}`,
    );
  });
  return text(parts.map(({ zh }) => zh).join('，且'), parts.map(({ en }) => en).join(' and '));
}

function valueInWords(value: AttributeValue): Bilingual {
  return value === null ? text('未填写', 'none') : text(`“${String(value)}”`, `"${String(value)}"`);
}

/** With as many values as fit; what is too long even with one of each is cut. */
function short(words: (named: number) => Bilingual): Bilingual {
  for (const named of NAMED) {
    const told = words(named);
    if (told.zh.length <= LONGEST && told.en.length <= LONGEST) return told;
  }
  const { en, zh } = words(1);
  return text(cut(zh), cut(en));
}

function cut(words: string): string {
  if (words.length <= LONGEST) return words;
  const kept = words.slice(0, LONGEST - 1);
  // not in the middle of a character that takes two units
  return `${kept.isWellFormed() ? kept : kept.slice(0, -1)}…`;
}
