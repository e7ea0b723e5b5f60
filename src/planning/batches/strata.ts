import {
  Classifier,
  type Attributes,
  type AttributeValue,
  type Condition,
  type Rate,
  type StratumRule,
} from '../../protocol/index.js';
import { type PoolTarget } from '../../registry/targets/target-pool.js';

/*
 * The strata of a batch: what planning counts and what a draw draws are made of them here, by the same functions.
 */

/** 分层: a slice of the pool, as a batch says it. */
export interface StratumTerms {
  /** Its id in the protocol. */
  readonly code: string;
  readonly name: string;
  readonly conditions: readonly Condition[];
  /** Whoever is in none of the others; then without conditions of its own. */
  readonly rest: boolean;
  /** null: the batch's, where that is a share; its part of the batch's number otherwise. */
  readonly rate: Rate | null;
  readonly minimum: number | null;
  readonly censusBelow: number | null;
  /** null: `RESERVE`. */
  readonly reserve: number | null;
}

/** What of a batch decides how many are drawn of whom. */
export interface Stratified {
  readonly rate: Rate;
  readonly minimum: number | null;
  readonly censusBelow: number | null;
  readonly strata: readonly StratumTerms[];
}

/** What of a batch decides who is drawn. */
export interface DrawnTerms extends Stratified {
  readonly filter: readonly Condition[];
}

/** Places drawn beyond the sample, for targets that turn out closed or moved. */
export const RESERVE = 20;
/** The one stratum of a batch without any. */
export const EVERYONE = 'all';

/** What the draw reads of a target. */
export function attributesOf({ agencyCode, kind, name, regionCode, riskClass }: PoolTarget): Attributes {
  return { agency: agencyCode, kind, name, regionCode, riskClass };
}

/** A stratum that takes whoever is in none of the others, and the field by which that can be told. */
export interface Rest {
  readonly stratum: string;
  readonly field: string;
}

/**
 * The rest of a batch, where all its other strata ask for one field and nothing else: "none of the others" is then a list of
 * values, which whoever replays the draw can check. Undefined where there is no rest, or where it could not be told so.
 */
export function restOf(strata: readonly StratumTerms[]): Rest | undefined {
  const rest = strata.find((one) => one.rest);
  const others = strata.filter((one) => !one.rest);
  const field = others[0]?.conditions[0]?.field;
  if (rest === undefined || field === undefined) return undefined;
  const told = others.every(({ conditions }) => conditions.length === 1 && conditions[0]?.field === field);
  return told ? { stratum: rest.code, field } : undefined;
}

/** The strata as the protocol has them; a rest has no conditions yet (`withRest`). */
export function rulesOf(terms: Stratified): StratumRule[] {
  const { censusBelow, minimum, rate, strata } = terms;
  if (strata.length === 0) {
    return [{ id: EVERYONE, conditions: [], rate, minimum, censusBelow, reserve: RESERVE }];
  }
  return strata.map((stratum) => ({
    id: stratum.code,
    conditions: stratum.conditions,
    rate: rateOf(terms, stratum),
    minimum: stratum.minimum,
    censusBelow: stratum.censusBelow,
    reserve: stratum.reserve ?? RESERVE,
  }));
}

/**
 * The rest takes the values that no other stratum names. Where there are none it is left out: no condition could say so.
 * @param known values of its field that targets of the pool have
 */
export function withRest(
  rules: readonly StratumRule[],
  rest: Rest | undefined,
  known: readonly AttributeValue[],
): StratumRule[] {
  if (rest === undefined) return [...rules];
  const named = new Set(rules.flatMap(({ conditions }) => conditions.flatMap((condition) => condition.in)));
  const left = [...new Set(known)].filter((value) => !named.has(value));
  return rules.flatMap((rule): StratumRule[] => {
    if (rule.id !== rest.stratum) return [rule];
    return left.length === 0 ? [] : [{ ...rule, conditions: [{ field: rest.field, in: left }] }];
  });
}

/** Its own, or the batch's. */
export function rateOf(terms: Pick<Stratified, 'rate'>, stratum: StratumTerms): StratumRule['rate'] {
  return stratum.rate ?? (terms.rate.direction === 'number' ? { direction: 'share' } : terms.rate);
}

/** Targets that a hint names. */
const NAMED = 5;

/** A target that is in no stratum, or in two (their codes). */
export interface Misplaced {
  readonly code: string;
  readonly name: string;
  readonly strata: readonly string[];
}

/** One stratum as it is filled today. */
export interface StratumFacts {
  readonly population: number;
  /** kind of target → how many. */
  readonly kinds: ReadonlyMap<string, number>;
}

/** Sorts the targets of a pool into strata and counts them; of those that fit none, or two, it keeps a few by name. */
export class StrataCount {
  population = 0;
  readonly strata: { population: number; readonly kinds: Map<string, number> }[];
  /** In none, and in two. */
  readonly misplaced = { none: 0, twice: 0 };
  readonly some: { readonly none: Misplaced[]; readonly twice: Misplaced[] } = { none: [], twice: [] };
  private readonly classifier: Classifier;

  constructor(private readonly rules: readonly Pick<StratumRule, 'id' | 'conditions'>[]) {
    this.classifier = new Classifier(rules.map(({ conditions }) => conditions));
    this.strata = rules.map(() => ({ population: 0, kinds: new Map<string, number>() }));
  }

  add(target: PoolTarget): void {
    this.population++;
    const strata = this.classifier.of(attributesOf(target));
    const stratum = strata.length === 1 ? this.strata[strata[0] ?? 0] : undefined;
    if (stratum !== undefined) {
      stratum.population++;
      stratum.kinds.set(target.kind, (stratum.kinds.get(target.kind) ?? 0) + 1);
      return;
    }
    const how = strata.length === 0 ? 'none' : 'twice';
    this.misplaced[how]++;
    const { code, name } = target;
    if (this.some[how].length >= NAMED) return;
    this.some[how].push({ code, name, strata: strata.map((at) => this.rules[at]?.id ?? '') });
  }

  /** The strata of a batch, in its order. A rest with nobody to take is no stratum of the draw, and has nobody. */
  of(terms: Stratified): StratumFacts[] {
    const counted = new Map(this.rules.map(({ id }, at) => [id, this.strata[at]]));
    return rulesOf(terms).map(({ id }) => counted.get(id) ?? { population: 0, kinds: new Map<string, number>() });
  }

  /** kind → how many, in all strata together. */
  kinds(): Map<string, number> {
    const all = new Map<string, number>();
    for (const { kinds } of this.strata) for (const [kind, n] of kinds) all.set(kind, (all.get(kind) ?? 0) + n);
    return all;
  }
}
