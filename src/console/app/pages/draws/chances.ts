import { type Condition } from '../../../../protocol/pool/leaves.js';

export interface StratumOfManifest {
  readonly id: string;
  readonly conditions: readonly Condition[];
}

export interface ChanceOfStratum {
  readonly stratum: string;
  readonly chance: { readonly numerator: number; readonly denominator: number } | null;
}

export interface ChanceRow {
  readonly stratum: string;
  /** The risk classes that the stratum is made of; empty where it is not made by them. */
  readonly risks: readonly string[];
  /** Per cent; 0 where nobody is in it. */
  readonly chance: number;
}

/**
 * The chances of a draw's strata against the risk that each stands for: from A to D, and after them what no risk class tells
 * apart, in the draw's own order.
 */
export function chancesByRisk(
  strata: readonly ChanceOfStratum[],
  manifest: readonly StratumOfManifest[],
): readonly ChanceRow[] {
  const risksOf = (id: string): readonly string[] =>
    (manifest.find((one) => one.id === id)?.conditions ?? [])
      .filter(({ field }) => field === 'riskClass')
      .flatMap((condition) => condition.in.map(String))
      .sort();
  const rows = strata.map(({ chance, stratum }, at) => ({
    stratum,
    at,
    risks: risksOf(stratum),
    chance: chance === null ? 0 : (100 * chance.numerator) / chance.denominator,
  }));
  const rank = (risks: readonly string[]): string => risks[0] ?? '\uffff';
  return rows
    .sort((a, b) => (rank(a.risks) < rank(b.risks) ? -1 : rank(a.risks) > rank(b.risks) ? 1 : a.at - b.at))
    .map(({ chance, risks, stratum }) => ({ stratum, risks, chance }));
}
