import { type InspectorLeaf, mayGo } from '../pool/leaves.js';
import { type Manifest, type Seat, type TeamRule } from '../pool/manifest.js';

/** Seats that ask for the same agencies and qualifications, and both for experts or both not, share one list of eligible inspectors. */
export interface SeatKind {
  /** Indices of inspectors, ascending; recusals are not looked at here. */
  readonly eligible: Int32Array;
  /** 1 where the inspector is eligible. */
  readonly marks: Uint8Array;
}

export interface Eligibility {
  readonly kinds: readonly SeatKind[];
  /** For each team rule the kind of every slot, seats in their order, `count` slots each. */
  readonly slotKinds: readonly Int32Array[];
}

/** What of the inspectors decides where they may sit. */
export interface Staff {
  readonly count: number;
  /** Of those who may go in the visit window, by agency. */
  readonly byAgency: ReadonlyMap<string, readonly number[]>;
  readonly held: readonly ReadonlySet<string>[];
  readonly experts: ReadonlySet<number>;
}

export function staffOf(visit: Manifest['visit'], inspectors: readonly InspectorLeaf[]): Staff {
  const byAgency = new Map<string, number[]>();
  const experts = new Set<number>();
  inspectors.forEach((inspector, index) => {
    if (inspector.expert === true) experts.add(index);
    if (!mayGo(inspector, visit)) return;
    const pool = byAgency.get(inspector.agency);
    if (pool === undefined) byAgency.set(inspector.agency, [index]);
    else pool.push(index);
  });
  return {
    count: inspectors.length,
    byAgency,
    held: inspectors.map((inspector) => new Set(inspector.qualifications)),
    experts,
  };
}

/** Who may sit on a seat, recusals aside: agency named by the seat, every qualification held, an expert exactly if it is an expert's. In no order. */
export function ableFor({ byAgency, experts, held }: Staff, { agencies, expert, qualifications }: Seat): number[] {
  return agencies.flatMap((agency) =>
    (byAgency.get(agency) ?? []).filter(
      (index) => experts.has(index) === (expert === true) && qualifications.every((one) => held[index]!.has(one)),
    ),
  );
}

/** Equal for seats of one kind. */
export function kindKey({ agencies, expert, qualifications }: Seat): string {
  return JSON.stringify([agencies, qualifications, expert === true]);
}

/**
 * Who may sit where, for the rules that are used: a manifest may have thousands of rules that no target meets, and each
 * kind costs as much as there are inspectors. Of the others `slotKinds` is empty.
 */
export function eligibilityOf(
  rules: readonly TeamRule[],
  visit: Manifest['visit'],
  inspectors: readonly InspectorLeaf[],
  used: Iterable<number> = rules.keys(),
): Eligibility {
  const staff = staffOf(visit, inspectors);
  const kinds: SeatKind[] = [];
  const known = new Map<string, number>();
  const kindOf = (seat: Seat): number => {
    const key = kindKey(seat);
    let kind = known.get(key);
    if (kind === undefined) {
      const eligible = Int32Array.from(ableFor(staff, seat)).sort();
      const marks = new Uint8Array(staff.count);
      for (const index of eligible) marks[index] = 1;
      kind = kinds.length;
      kinds.push({ eligible, marks });
      known.set(key, kind);
    }
    return kind;
  };
  const asked = new Set(used);
  const slotKinds = rules.map((rule, index) =>
    Int32Array.from(
      asked.has(index) ? rule.seats.flatMap((seat) => new Array<number>(seat.count).fill(kindOf(seat))) : [],
    ),
  );
  return { kinds, slotKinds };
}
