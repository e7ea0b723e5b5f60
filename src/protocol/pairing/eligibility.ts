import { type InspectorLeaf, mayGo } from '../pool/leaves.js';
import { type Manifest, type Seat, type TeamRule } from '../pool/manifest.js';

/** Seats that ask for the same agencies and qualifications share one list of eligible inspectors. */
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

/** Who may sit where: agency named by the seat, every qualification held, and `mayGo` in the visit window. */
export function eligibilityOf(
  rules: readonly TeamRule[],
  visit: Manifest['visit'],
  inspectors: readonly InspectorLeaf[],
): Eligibility {
  const able = inspectors.map((inspector) => mayGo(inspector, visit));
  const held = inspectors.map((inspector) => new Set(inspector.qualifications));
  const byAgency = new Map<string, number[]>();
  inspectors.forEach((inspector, index) => {
    if (!able[index]) return;
    const pool = byAgency.get(inspector.agency);
    if (pool === undefined) byAgency.set(inspector.agency, [index]);
    else pool.push(index);
  });
  const kinds: SeatKind[] = [];
  const known = new Map<string, number>();
  const kindOf = (seat: Seat): number => {
    const key = JSON.stringify([seat.agencies, seat.qualifications]);
    let kind = known.get(key);
    if (kind === undefined) {
      const marks = new Uint8Array(inspectors.length);
      const list: number[] = [];
      for (const agency of seat.agencies) {
        for (const index of byAgency.get(agency) ?? []) {
          if (!seat.qualifications.every((one) => held[index]?.has(one))) continue;
          marks[index] = 1;
          list.push(index);
        }
      }
      kind = kinds.length;
      kinds.push({ eligible: Int32Array.from(list).sort(), marks });
      known.set(key, kind);
    }
    return kind;
  };
  const slotKinds = rules.map((rule) =>
    Int32Array.from(rule.seats.flatMap((seat) => new Array<number>(seat.count).fill(kindOf(seat)))),
  );
  return { kinds, slotKinds };
}
