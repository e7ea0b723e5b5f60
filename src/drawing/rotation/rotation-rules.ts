import { fraction, sizeStrata, type Fraction, type Reason, type StratumRule } from '../../protocol/index.js';
import { text, type Bilingual } from '../../platform/text.js';

/*
 * 轮查: draws without replacement within a cycle, so that everyone's turn comes. Each round takes as many as the rule asks for
 * of the whole stratum, from those whose turn has not come; once it has come for all, the next cycle begins. Pure.
 */

/** How a stratum stands in its cycle, before a draw. */
export interface Turns {
  /** Targets in business. */
  readonly whole: number;
  /** Of them: who was drawn in this cycle. */
  readonly turned: number;
  /** Of those who were not: who is left out of this draw all the same, by a cap or a cool-down. */
  readonly held: number;
  /** The same of everyone, for a cycle that begins. */
  readonly heldOfAll: number;
}

/** Where a stratum was after its last draw. */
export interface LastRound {
  readonly cycle: number;
  readonly round: number;
}

/** What a draw is to a stratum of its rotation. */
export interface Round extends LastRound {
  readonly stratum: string;
  readonly whole: number;
  readonly turned: number;
  /** Who can be drawn: neither drawn in this cycle nor held back. */
  readonly available: number;
  /** What the rule asks for of the whole. */
  readonly wanted: number;
}

/** Never more than can be drawn: the last round of a cycle takes all who are left. */
export const sizeOfRound = ({ available, wanted }: Pick<Round, 'available' | 'wanted'>): number =>
  Math.min(wanted, available);

/**
 * Whether the next draw begins a new cycle: everyone's turn has come, but for those who are held back. They were visited
 * otherwise, or are about to be; a cycle that waited for one who is visited again and again would never end.
 */
export const cycleIsOver = (
  last: LastRound | undefined,
  { held, turned, whole }: Pick<Turns, 'held' | 'turned' | 'whole'>,
): boolean => last !== undefined && whole > 0 && turned + held === whole;

export function nextRound(stratum: string, last: LastRound | undefined, turns: Turns, wanted: number): Round {
  const { held, heldOfAll, turned, whole } = turns;
  if (cycleIsOver(last, turns)) {
    return { stratum, cycle: (last?.cycle ?? 0) + 1, round: 1, whole, turned: 0, available: whole - heldOfAll, wanted };
  }
  const { cycle, round } = last ?? { cycle: 1, round: 0 };
  return { stratum, cycle, round: round + 1, whole, turned, available: whole - turned - held, wanted };
}

/** Rounds until everyone's turn has come, this one included; null where none brings it nearer. */
export const roundsToGo = ({ turned, wanted, whole }: Pick<Round, 'turned' | 'wanted' | 'whole'>): number | null =>
  wanted === 0 ? null : Math.ceil((whole - turned) / wanted);

/**
 * What each rule asks for of the whole of its stratum: its share of every round.
 * @param total the number that strata with the rate `share` split
 */
export function wantedOf(rules: readonly StratumRule[], wholes: readonly number[], total: number | null): number[] {
  const sharing = wholes.filter((_, at) => rules[at]?.rate.direction === 'share');
  const number = sharing.length === 0 || total === null ? null : Math.min(total, sharing.reduce(sum, 0));
  const roots = rules.map(() => '');
  return sizeStrata(rules, wholes, roots, number).map(({ size }) => size);
}

const sum = (one: number, other: number): number => one + other;

/**
 * The rules of a round. A share of those who are left would be another number than the share of all that was planned, so it is
 * stated as the number that it comes to.
 */
export const rulesOfRound = (rules: readonly StratumRule[], rounds: readonly Round[]): StratumRule[] =>
  rules.map((rule, at) => ({
    ...rule,
    rate: { direction: 'number', number: sizeOfRound(rounds[at] ?? { available: 0, wanted: 0 }) },
    minimum: null,
    censusBelow: null,
  }));

/** What the rotation makes of the chances of one stratum. */
export interface RoundChances {
  /** Of each whose turn has not come; null where nobody can be drawn. */
  readonly chance: Fraction | null;
  /** Of everyone, were it drawn without a rotation. */
  readonly flat: Fraction | null;
  /** Who will be drawn is known before the draw: all who can be. */
  readonly foreseeable: boolean;
}

export function chancesOfRound(round: Round): RoundChances {
  const { available, wanted, whole } = round;
  const size = sizeOfRound(round);
  return {
    chance: available === 0 ? null : fraction(size, available),
    flat: whole === 0 ? null : fraction(wanted, whole),
    foreseeable: available > 0 && size === available,
  };
}

/** One round in words: how far the cycle is, what the chances are, and what anybody can foresee of it. */
export function roundWords(round: Round): Bilingual {
  const { available, cycle, turned, wanted, whole } = round;
  const { chance, flat, foreseeable } = chancesOfRound(round);
  const held = whole - turned - available;
  const size = sizeOfRound(round);
  const heldWords =
    held === 0
      ? text('', '')
      : text(`，另有 ${held} 户受频次上限或冷却期限制`, `, ${held} held back by a cap or a cool-down`);
  const how = text(
    `第 ${cycle} 周期第 ${round.round} 轮：共 ${whole} 户，本周期已轮到 ${turned} 户${heldWords.zh}，可抽 ${available} 户，按 ${whole} 户计每轮应抽 ${wanted} 户`,
    `cycle ${cycle}, round ${round.round}: of ${whole} the turn of ${turned} has come in this cycle${heldWords.en}, ${available} can be drawn, and the rule asks for ${wanted} of ${whole} a round`,
  );
  if (chance === null || flat === null) return text(`${how.zh}；本轮无对象可抽。`, `${how.en}; nobody can be drawn.`);
  const left = roundsToGo(round);
  const toGo =
    left === null
      ? text('每轮不抽，永远轮不完', 'a round takes nobody, so the cycle never ends')
      : text(`含本轮还需 ${left} 轮轮完`, `${left} more round(s), this one included, and everyone's turn has come`);
  const odds = foreseeable
    ? text(
        `本轮抽取余下的全部 ${size} 户，是谁在抽取之前就可以推知`,
        `this round takes all ${size} who are left: who they are is known before the draw`,
      )
    : text(
        `每户机会 ${chance.words}（不轮查则为 ${flat.words}）`,
        `the chance of each is ${chance.words} (without the rotation ${flat.words})`,
      );
  return text(`${how.zh}；${odds.zh}；${toGo.zh}。`, `${how.en}; ${odds.en}; ${toGo.en}.`);
}

/** Strata that the manifest speaks of one by one: it has 65 000 bytes for everything. */
const NAMED = 10;

/** What the rule is and what it costs, and how far it is in each stratum; for the manifest. */
export function rotationReasons(code: string, rounds: readonly Round[]): Reason[] {
  const more = rounds.length - NAMED;
  const beyond =
    more <= 0
      ? text('', '')
      : text(`另有 ${more} 个分层见公平性说明。`, ` ${more} more strata stand on the fairness sheet.`);
  const rule = text(
    `轮查“${code}”：本周期内已轮到的不再抽取；除受频次上限或冷却期限制的以外全部轮到后，开始新的周期。任何人据此都能推知：已轮到的对象在周期结束前不会再被抽到，未轮到的机会逐轮增大，最后一轮必被抽到。${beyond.zh}`,
    `Rotation "${code}": whoever was drawn in this cycle is not drawn again until everyone's turn has come, those apart who are held back by a cap or a cool-down; then a new cycle begins. So anybody can tell that a target whose turn has come is not drawn before the cycle ends, that the chance of the others grows from round to round, and that the last round takes all who are left.${beyond.en}`,
  );
  const alone = rounds.length === 1;
  return [
    { code: 'rotation', words: rule },
    ...rounds.slice(0, NAMED).map((round) => {
      const { en, zh } = roundWords(round);
      const { stratum } = round;
      const words = text(
        `${alone ? '' : `分层 ${stratum}：`}${zh}`,
        `${alone ? 'C' : `Stratum ${stratum}: c`}${en.slice(1)}`,
      );
      return { code: 'rotation-round', words };
    }),
  ];
}

/** Why a target is left out. @param draw in which its turn came */
export const turnCame = (draw: string): Bilingual =>
  text(`本轮查周期内已由抽取 ${draw} 抽到。`, `Its turn in this cycle came with draw ${draw}.`);
