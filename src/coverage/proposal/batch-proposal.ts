import { addDays } from '../../platform/clock/days.js';
import { text, type Bilingual } from '../../platform/text.js';
import { sizeOf, type Rate } from '../../protocol/index.js';
import { type PublicationTerms } from '../../fieldwork/deadlines/due.js';
import { addWorkingDays, nextWorkingDay } from '../../planning/calendar/working-days/working-day-calendar.js';
import { kindKey, namedKinds } from '../../registry/matters/applicable-matters.js';

/* Which batches would bring the matters that nothing is planned for. Pure. */

/** How long the visits of a proposed batch last, where the year leaves so much. */
const VISIT_DAYS = 30;
const WEEK = 7;
/** Longest name of a batch. */
const NAME = 200;

/** A matter without inspection, draw or plan in the year. */
export interface UnplannedMatter {
  readonly id: number;
  readonly code: string;
  readonly name: string;
  readonly targetKind: string | null;
  readonly rate: { readonly direction: 'at-least' | 'at-most' | 'exactly'; readonly millionths: number } | null;
  /** Days of a year as `03-01`, between which it may be inspected. */
  readonly window: { readonly from: string; readonly until: string } | null;
}

/** A batch as it can be planned, with what it comes to. */
export interface ProposedBatch {
  readonly name: string;
  readonly matters: readonly UnplannedMatter[];
  /** Kinds of target; none: everyone. */
  readonly kinds: readonly string[];
  readonly rate: Rate;
  /** Day of the draw, a working day. */
  readonly drawOn: string;
  readonly visit: Days;
  /** The last day on which its results are due. */
  readonly publishBy: string;
  readonly targets: number;
  readonly drawn: number;
}

export interface Unproposable {
  readonly matter: UnplannedMatter;
  readonly code: 'no_target_of_kind' | 'rate_takes_nobody' | 'rate_not_whole' | 'year_too_short';
  readonly words: Bilingual;
}

export interface Proposal {
  readonly batches: readonly ProposedBatch[];
  readonly impossible: readonly Unproposable[];
}

export interface ProposalFacts extends PublicationTerms {
  readonly matters: readonly UnplannedMatter[];
  /** Kind as the targets have it → how many are in business. */
  readonly kinds: ReadonlyMap<string, number>;
  readonly year: number;
  /** In China. */
  readonly today: string;
}

/**
 * Matters for the same kinds of target, with rates that fit one another and a common part of the year, become one batch. Each
 * rate is the matter's own: a duty is met, a limit is kept. What no batch can bring is told with what would help.
 */
export function proposeBatches(facts: ProposalFacts): Proposal {
  const impossible: Unproposable[] = [];
  const open: Group[] = [];
  for (const matter of facts.matters) {
    const fit = fitOf(matter, facts);
    if ('words' in fit) {
      impossible.push(fit);
      continue;
    }
    const into = open.findIndex((group) => group.key === fit.key && joined(group, fit, facts) !== undefined);
    const both = into < 0 ? undefined : joined(open[into]!, fit, facts);
    if (both === undefined) open.push(fit);
    else open[into] = both;
  }
  return { batches: open.map((group) => batchOf(group, facts)), impossible };
}

interface Group {
  readonly key: string;
  readonly matters: readonly UnplannedMatter[];
  readonly kinds: readonly string[];
  readonly targets: number;
  /** At least so many, at most so many. */
  readonly fewest: number;
  readonly most: number;
  readonly rate: Rate;
  /** In which all of its matters may be inspected. */
  readonly parts: readonly Days[];
  readonly drawOn: string;
  readonly visit: Days;
}

interface Days {
  readonly from: string;
  readonly until: string;
}

function fitOf(matter: UnplannedMatter, facts: ProposalFacts): Group | Unproposable {
  const { kinds, year } = facts;
  const names = namedKinds(matter.targetKind);
  const held = [...kinds.keys()].filter((kind) => names.includes(kindKey(kind))).sort();
  const targets = sum(names.length === 0 ? [...kinds.values()] : held.map((kind) => kinds.get(kind) ?? 0));
  if (targets === 0) {
    const kind = matter.targetKind ?? '';
    return no(matter, 'no_target_of_kind', [
      `检查对象名录中没有${kind === '' ? '' : `“${kind}”类的`}检查对象。请登记检查对象，或停用该事项。`,
      `The list has no target${kind === '' ? '' : ` of the kind "${kind}"`}. Register one, or retire the matter.`,
    ]);
  }
  const size = sizesOf(matter, targets);
  if ('words' in size) return size;
  const parts = partsOf(matter.window, year);
  const days = daysOf(parts, facts);
  if (days === undefined) {
    const { from, until } = matter.window ?? { from: '01-01', until: '12-31' };
    return no(matter, 'year_too_short', [
      `该事项的检查时段（${from} 至 ${until}）在 ${year} 年已没有可安排抽取和检查的工作日。请列入下一年度，或调整检查时段。`,
      `Its part of the year (${from} to ${until}) has no working day left in ${year} for a draw and visits. Plan it next year, or change that part of the year.`,
    ]);
  }
  return { key: held.join('\n'), matters: [matter], kinds: held, targets, ...size, parts, ...days };
}

function sizesOf(matter: UnplannedMatter, targets: number): Pick<Group, 'fewest' | 'most' | 'rate'> | Unproposable {
  const { rate } = matter;
  // nobody says how many: one is enough for the matter to have been inspected
  if (rate === null || (rate.millionths === 0 && rate.direction === 'at-least')) {
    return { fewest: 1, most: targets, rate: { direction: 'number', number: 1 } };
  }
  if (rate.direction === 'exactly' && (targets * rate.millionths) % 1_000_000 !== 0) {
    return no(matter, 'rate_not_whole', [
      `按“恰好 ${rate.millionths / 10_000}%”计，${targets} 个检查对象得不出整数。请把事项的比例改为“至少”或“至多”。`,
      `Exactly ${rate.millionths / 10_000} % of ${targets} targets is no whole number. Make the matter's rate at-least or at-most.`,
    ]);
  }
  const size = sizeOf({ rate, minimum: null, censusBelow: null }, targets);
  if (size === 0) {
    return no(matter, 'rate_takes_nobody', [
      `按“至多 ${rate.millionths / 10_000}%”向下取整，${targets} 个检查对象中一个也不能抽。请调整事项的比例。`,
      `At most ${rate.millionths / 10_000} % of ${targets} targets, rounded down, is nobody. Change the matter's rate.`,
    ]);
  }
  if (rate.direction === 'at-least') return { fewest: size, most: targets, rate };
  return { fewest: rate.direction === 'exactly' ? size : 1, most: size, rate };
}

/** The draw on a working day, a week before people may go where that is still to come, and the visits after it. */
function daysOf(
  parts: readonly Days[],
  { calendar, today, year }: ProposalFacts,
): Pick<Group, 'drawOn' | 'visit'> | undefined {
  for (const { from, until } of parts) {
    const after = latest(today, latest(addDays(from, -WEEK - 1), `${year - 1}-12-31`));
    const drawOn = nextWorkingDay(calendar, after);
    if (drawOn === undefined) continue;
    const first = nextWorkingDay(calendar, latest(drawOn, addDays(from, -1)));
    if (first === undefined || first > until) continue;
    return { drawOn, visit: { from: first, until: earliest(addDays(first, VISIT_DAYS - 1), until) } };
  }
  return undefined;
}

/** A part of the year that goes on over New Year is two of one year. */
function partsOf(window: UnplannedMatter['window'], year: number): Days[] {
  const { from, until } = window ?? { from: '01-01', until: '12-31' };
  const spans =
    from <= until
      ? [[from, until]]
      : [
          ['01-01', until],
          [from, '12-31'],
        ];
  return spans.map(([first = '', last = '']) => ({ from: `${year}-${first}`, until: `${year}-${last}` }));
}

const common = (some: readonly Days[], others: readonly Days[]): Days[] =>
  some
    .flatMap((one) =>
      others.map((other) => ({ from: latest(one.from, other.from), until: earliest(one.until, other.until) })),
    )
    .filter(({ from, until }) => from <= until);

/** Two groups of the same targets as one, where their sizes and days allow it. */
function joined(one: Group, other: Group, facts: ProposalFacts): Group | undefined {
  const fewest = Math.max(one.fewest, other.fewest);
  const most = Math.min(one.most, other.most);
  const parts = common(one.parts, other.parts);
  const days = daysOf(parts, facts);
  const matters = [...one.matters, ...other.matters];
  if (fewest > most || days === undefined || nameOf(matters).length > NAME) return undefined;
  const larger = drawnOf(one) >= drawnOf(other) ? one : other;
  const smaller = larger === one ? other : one;
  // the larger duty, unless the other one is a limit below it
  const rate = drawnOf(larger) <= most ? larger.rate : smaller.rate;
  return { ...one, matters, fewest, most, rate, parts, ...days };
}

const drawnOf = ({ rate, targets }: Pick<Group, 'rate' | 'targets'>): number =>
  sizeOf({ rate, minimum: null, censusBelow: null }, targets);

function batchOf(group: Group, { calendar, publicationDays }: PublicationTerms): ProposedBatch {
  const { drawOn, kinds, matters, rate, targets, visit } = group;
  const publishBy = addWorkingDays(calendar, visit.until, publicationDays);
  const name = nameOf(matters).slice(0, NAME);
  return { name, matters, kinds, rate, drawOn, visit, publishBy, targets, drawn: drawnOf(group) };
}

const nameOf = (matters: readonly UnplannedMatter[]): string => matters.map(({ name }) => name).join('、');

const no = (
  matter: UnplannedMatter,
  code: Unproposable['code'],
  [zh, en]: readonly [string, string],
): Unproposable => ({
  matter,
  code,
  words: text(zh, en),
});

const latest = (one: string, other: string): string => (one > other ? one : other);
const earliest = (one: string, other: string): string => (one < other ? one : other);
const sum = (counts: readonly number[]): number => counts.reduce((all, one) => all + one, 0);
