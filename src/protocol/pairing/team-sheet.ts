import { type Eligibility } from './eligibility.js';
import { type InspectorLeaf } from '../pool/leaves.js';

/**
 * The teams of one draw while they are being made. A slot is one place in one team; the slots of target t are
 * `teamStart[t] … teamStart[t + 1] − 1`, in the order of its seats. 300 000 targets × 2 take about 12 MB.
 */
export class TeamSheet {
  readonly targetCount: number;
  readonly inspectorCount: number;
  readonly slotCount: number;
  readonly teamStart: Int32Array;
  readonly slotTarget: Int32Array;
  readonly slotKind: Int32Array;
  /** Inspector in each slot, −1 while empty. */
  readonly holder: Int32Array;
  readonly load: Int32Array;
  private readonly marks: readonly Uint8Array[];
  private readonly recusalStart: Int32Array;
  private readonly recused: Int32Array;

  /** `ids` and `rules`: of the drawn targets, in drawn order. */
  constructor(
    readonly eligibility: Eligibility,
    ids: readonly string[],
    readonly rules: ArrayLike<number>,
    inspectors: readonly InspectorLeaf[],
  ) {
    this.targetCount = ids.length;
    this.inspectorCount = inspectors.length;
    this.teamStart = new Int32Array(ids.length + 1);
    for (let t = 0; t < ids.length; t++) {
      const size = eligibility.slotKinds[rules[t]!]!.length;
      this.teamStart[t + 1] = this.teamStart[t]! + size;
    }
    this.slotCount = this.teamStart[ids.length]!;
    this.slotTarget = new Int32Array(this.slotCount);
    this.slotKind = new Int32Array(this.slotCount);
    this.holder = new Int32Array(this.slotCount).fill(-1);
    this.load = new Int32Array(inspectors.length);
    for (let t = 0; t < ids.length; t++) {
      const start = this.teamStart[t]!;
      const kinds = eligibility.slotKinds[rules[t]!]!;
      for (let k = 0; k < kinds.length; k++) {
        this.slotTarget[start + k] = t;
        this.slotKind[start + k] = kinds[k]!;
      }
    }
    this.marks = eligibility.kinds.map((kind) => kind.marks);
    [this.recusalStart, this.recused] = recusalTable(ids, inspectors);
  }

  /** Eligible for the slot and not recused; says nothing of the rest of the team. */
  may(inspector: number, slot: number): boolean {
    if (this.marks[this.slotKind[slot]!]![inspector] !== 1) return false;
    const target = this.slotTarget[slot]!;
    const until = this.recusalStart[target + 1]!;
    for (let r = this.recusalStart[target]!; r < until; r++) if (this.recused[r] === inspector) return false;
    return true;
  }

  inTeam(inspector: number, target: number): boolean {
    const until = this.teamStart[target + 1]!;
    for (let slot = this.teamStart[target]!; slot < until; slot++) if (this.holder[slot] === inspector) return true;
    return false;
  }

  /** May take the slot as things stand: eligible, not recused, not in the team already. */
  free(inspector: number, slot: number): boolean {
    return this.may(inspector, slot) && !this.inTeam(inspector, this.slotTarget[slot]!);
  }

  /** Puts the inspectors within each seat in ascending order; `seatSizes[rule]` are the places of its seats. */
  settle(seatSizes: readonly (readonly number[])[]): void {
    for (let target = 0; target < this.targetCount; target++) {
      let from = this.teamStart[target]!;
      for (const size of seatSizes[this.rules[target]!]!) {
        if (size > 1) this.holder.subarray(from, from + size).sort();
        from += size;
      }
    }
  }

  /** Whether the slot's inspector may sit there and sits only once in the team. */
  sound(slot: number): boolean {
    const inspector = this.holder[slot]!;
    if (!this.may(inspector, slot)) return false;
    const target = this.slotTarget[slot]!;
    const until = this.teamStart[target + 1]!;
    for (let other = this.teamStart[target]!; other < until; other++) {
      if (other !== slot && this.holder[other] === inspector) return false;
    }
    return true;
  }
}

/** Recused inspectors of each drawn target, as offsets and one run. */
function recusalTable(ids: readonly string[], inspectors: readonly InspectorLeaf[]): [Int32Array, Int32Array] {
  const wanted = new Set<string>();
  for (const inspector of inspectors) for (const target of inspector.recusals) wanted.add(target);
  const place = new Map<string, number>();
  if (wanted.size > 0) ids.forEach((id, t) => wanted.has(id) && place.set(id, t));
  const start = new Int32Array(ids.length + 1);
  const eachRecusal = (found: (target: number, inspector: number) => void): void => {
    inspectors.forEach((inspector, index) => {
      for (const id of inspector.recusals) {
        const target = place.get(id);
        if (target !== undefined) found(target, index);
      }
    });
  };
  eachRecusal((target) => {
    start[target + 1]!++;
  });
  for (let t = 0; t < ids.length; t++) start[t + 1]! += start[t]!;
  const next = start.slice();
  const recused = new Int32Array(start[ids.length]!);
  eachRecusal((target, inspector) => {
    recused[next[target]!++] = inspector;
  });
  return [start, recused];
}
