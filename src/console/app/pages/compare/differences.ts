import { type Manifest } from '../../../../protocol/pool/manifest.js';
import { type Condition } from '../../../../protocol/pool/leaves.js';
import { type Rate, type Stratum } from '../../../../protocol/pool/sizes.js';

/* What is equal between two draws, and what is not. */

export interface Named {
  readonly id: string;
  readonly name: string;
}

/** What a comparison reads of a draw's evidence. */
export interface DrawFacts {
  readonly manifest: Manifest;
  /** Ids with names. Of an extract only what it shows. */
  readonly targets: ReadonlyMap<string, string>;
  readonly inspectors: ReadonlyMap<string, string>;
  readonly drawn: readonly string[];
  readonly loads: ReadonlyMap<string, number>;
  /** The whole pool is in the file. */
  readonly whole: boolean;
}

/** Lists are shown as far as somebody reads them. */
export const MOST = 200;

export interface Listed {
  readonly count: number;
  /** The first of them, by id. */
  readonly shown: readonly Named[];
}

export interface Movement {
  /** Only in the second, only in the first, and in both. */
  readonly entered: Listed;
  readonly left: Listed;
  readonly stayed: Listed;
}

export const ROWS = [
  'agency',
  'batch',
  'matters',
  'cutoff',
  'source',
  'pool',
  'excluded',
  'inspectors',
  'filter',
  'sizes',
  'seats',
  'maxLoad',
  'visit',
  'pools',
] as const;
export type RowName = (typeof ROWS)[number];

export interface Row {
  readonly name: RowName;
  readonly left: string;
  readonly right: string;
  readonly same: boolean;
}

export interface StratumRow {
  readonly id: string;
  /** null: the draw has no such stratum. */
  readonly left: StratumSide | null;
  readonly right: StratumSide | null;
  readonly same: boolean;
}

export interface StratumSide {
  readonly conditions: string;
  readonly rate: string;
  readonly population: number;
  readonly size: number;
}

export interface LoadRow extends Named {
  /** null: not in that draw's pool. */
  readonly left: number | null;
  readonly right: number | null;
}

export interface Comparison {
  readonly rows: readonly Row[];
  readonly strata: readonly StratumRow[];
  readonly pool: Movement;
  readonly people: Movement;
  readonly drawn: Movement;
  readonly loads: { readonly count: number; readonly shown: readonly LoadRow[] };
  /** Both pools are whole, so that who is not in one was not in it. */
  readonly whole: boolean;
}

export function compareDraws(left: DrawFacts, right: DrawFacts): Comparison {
  const [one, other] = [rowsOf(left.manifest), rowsOf(right.manifest)];
  const drawnOf = ({ drawn, targets }: DrawFacts): ReadonlyMap<string, string> =>
    new Map(drawn.map((id) => [id, targets.get(id) ?? id]));
  return {
    rows: ROWS.map((name) => ({ name, left: one[name], right: other[name], same: one[name] === other[name] })),
    strata: strataOf(left.manifest.strata, right.manifest.strata),
    pool: movementOf(left.targets, right.targets),
    people: movementOf(left.inspectors, right.inspectors),
    drawn: movementOf(drawnOf(left), drawnOf(right)),
    loads: loadsOf(left, right),
    whole: left.whole && right.whole,
  };
}

export const conditionText = (conditions: readonly Condition[]): string =>
  conditions.map(({ field, in: values }) => `${field} = ${values.map(String).join(' | ')}`).join('; ');

export function rateText(rate: Rate): string {
  if (rate.direction === 'number') return String(rate.number);
  const sign = { 'at-least': '≥', 'at-most': '≤', exactly: '=' }[rate.direction];
  return `${sign} ${rate.millionths / 10_000}%`;
}

const sourceText = ({ entropy }: Manifest): string => entropy.source;

function rowsOf(manifest: Manifest): Readonly<Record<RowName, string>> {
  const { agency, batch, cutoff, exclusions, filter, inspectors, pairing, pools, strata, targets, visit } = manifest;
  const seats = pairing.rules.map(({ conditions, seats: places }) => {
    const told = places.map(({ agencies, count, expert, qualifications }) =>
      [`${agencies.join(' | ')} × ${count}`, expert === true ? 'expert' : '', qualifications.join(' + ')]
        .filter((text) => text !== '')
        .join(' '),
    );
    return [conditionText(conditions), told.join(', ')].filter((text) => text !== '').join(': ');
  });
  return {
    agency: agency.name,
    batch: `${batch.name} (${batch.id}, ${batch.occurrence})`,
    matters: batch.matters
      .map(({ code, name }) => `${name} (${code})`)
      .sort()
      .join('\n'),
    cutoff,
    source: sourceText(manifest),
    pool: String(targets.count),
    excluded: String(exclusions.count),
    inspectors: String(inspectors.count),
    filter: conditionText(filter),
    sizes: String(strata.reduce((sum, { size }) => sum + size, 0)),
    seats: seats.join('\n'),
    maxLoad: pairing.maxLoad === null ? '' : String(pairing.maxLoad),
    visit: `${visit.from} – ${visit.until}`,
    pools,
  };
}

function strataOf(left: readonly Stratum[], right: readonly Stratum[]): StratumRow[] {
  const sideOf = (strata: readonly Stratum[], id: string): StratumSide | null => {
    const found = strata.find((one) => one.id === id);
    if (found === undefined) return null;
    const { conditions, population, rate, size } = found;
    return { conditions: conditionText(conditions), rate: rateText(rate), population, size };
  };
  const ids = [...new Set([...left, ...right].map(({ id }) => id))];
  return ids.map((id) => {
    const sides = { left: sideOf(left, id), right: sideOf(right, id) };
    return { id, ...sides, same: JSON.stringify(sides.left) === JSON.stringify(sides.right) };
  });
}

function movementOf(left: ReadonlyMap<string, string>, right: ReadonlyMap<string, string>): Movement {
  const only = (these: ReadonlyMap<string, string>, those: ReadonlyMap<string, string>, both: boolean): Listed => {
    const shown: Named[] = [];
    let count = 0;
    for (const [id, name] of these) {
      if (those.has(id) !== both) continue;
      if (++count <= MOST) shown.push({ id, name });
    }
    return { count, shown };
  };
  return { entered: only(right, left, false), left: only(left, right, false), stayed: only(right, left, true) };
}

function loadsOf(left: DrawFacts, right: DrawFacts): Comparison['loads'] {
  const names = new Map([...left.inspectors, ...right.inspectors]);
  const rows = [...names].map(([id, name]): LoadRow => ({
    id,
    name,
    left: left.loads.get(id) ?? null,
    right: right.loads.get(id) ?? null,
  }));
  const apart = ({ left: l, right: r }: LoadRow): number => Math.abs((l ?? 0) - (r ?? 0));
  const sorted = rows.sort((a, b) => apart(b) - apart(a) || (a.id < b.id ? -1 : 1));
  return { count: rows.length, shown: sorted.slice(0, MOST) };
}
