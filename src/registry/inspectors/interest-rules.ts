import { type Fault } from '../../platform/errors/domain-error.js';
import { text } from '../../platform/text.js';
import { type TargetIdentity } from '../targets/target-pool.js';

/** 本人, 亲属, 曾任职单位, 同一地址, 其他. */
export const INTEREST_KINDS = ['own', 'family', 'former-employer', 'address', 'other'] as const;
export type InterestKind = (typeof INTEREST_KINDS)[number];

/** What tells the targets that an interest is about: any one of these that fits is enough. */
export interface InterestMarks {
  /** Name of an organisation. */
  readonly name: string | null;
  /** Unified social credit code. */
  readonly uscc: string | null;
  readonly address: string | null;
  /** Who represents an organisation. */
  readonly person: string | null;
}

/** White space, and what nobody sees. */
const BETWEEN = /[\s\p{Cc}\p{Cf}\p{Zs}]+/gu;

/**
 * Two writings of one thing become the same text: full-width and half-width forms (NFKC), upper and lower case, and what
 * stands between the signs without being seen. It is folded until nothing changes, because a fold may make room for another.
 */
export function folded(written: string): string {
  for (let before = written; ;) {
    const after = before.normalize('NFKC').replace(BETWEEN, '').toLowerCase();
    if (after === before) return after;
    before = after;
  }
}

const MARKS = [
  ['uscc', 'code'],
  ['name', 'name'],
  ['person', 'legalRepresentative'],
  ['address', 'address'],
] as const;

const same = (mark: string | null, held: string | null): boolean =>
  mark !== null && held !== null && folded(mark) !== '' && folded(mark) === folded(held);

/** Whether who has this interest recuses himself from this target (domain rule 7). */
export function barredBy(interest: InterestMarks, target: TargetIdentity): boolean {
  return MARKS.some(([mark, member]) => same(interest[mark], target[member]));
}

/** Whether an interest holds on any of these days. Both ends count; without an end it holds for ever. */
export function holdsWithin(
  { from, until }: { readonly from: string | null; readonly until: string | null },
  days: { readonly from: string; readonly until: string },
): boolean {
  return (from === null || from <= days.until) && (until === null || until >= days.from);
}

/** An interest that says of nothing what it is about bars nobody from anything, and would look as if it did. */
export function faultsOfInterest(
  interest: InterestMarks & { readonly from: string | null; readonly until: string | null },
): Fault[] {
  const faults: Fault[] = [];
  if (MARKS.every(([mark]) => folded(interest[mark] ?? '') === '')) {
    faults.push({
      pointer: '/name',
      code: 'interest_without_mark',
      message: text(
        '请至少写明一项：单位名称（name）、统一社会信用代码（uscc）、法定代表人（person）或地址（address），否则无从知道回避谁。',
        'Say at least one of: the name, the uscc, the person who represents it, or the address. Without one nobody knows what it is about.',
      ),
    });
  }
  const { from, until } = interest;
  if (from !== null && until !== null && from > until) {
    const message = text(
      `结束日期（${until}）早于开始日期（${from}）。`,
      `The last day (${until}) lies before the first (${from}).`,
    );
    faults.push(...['/from', '/until'].map((pointer) => ({ pointer, code: 'days_reversed', message })));
  }
  return faults;
}

/**
 * The interests of many people, to hold a stream of targets against. Each mark is looked up once a target, however many
 * people there are: of ten million targets and twenty thousand inspectors nobody pays the product.
 */
export class InterestIndex {
  private readonly owners = new Map(MARKS.map(([mark]) => [mark, new Map<string, number[]>()]));
  /** How many marks it holds. */
  size = 0;

  /** @param owner the inspector's row */
  add(owner: number, interest: InterestMarks): void {
    for (const [mark, byText] of this.owners) {
      const key = folded(interest[mark] ?? '');
      if (key === '') continue;
      const there = byText.get(key);
      if (there === undefined) byText.set(key, [owner]);
      else if (!there.includes(owner)) there.push(owner);
      this.size++;
    }
  }

  /** The inspectors whose interests bar them from a target, each once. */
  of(target: TargetIdentity): readonly number[] {
    let found: Set<number> | undefined;
    for (const [mark, member] of MARKS) {
      const byText = this.owners.get(mark);
      const held = target[member];
      if (byText === undefined || byText.size === 0 || held === null) continue;
      for (const owner of byText.get(folded(held)) ?? []) (found ??= new Set()).add(owner);
    }
    return found === undefined ? [] : [...found];
  }
}
