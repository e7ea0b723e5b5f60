import { type TeamSheet } from '../../src/protocol/pairing/team-sheet.js';

/**
 * Whether the sorted loads of a pairing are the least there can be: no chain of moves leads from somebody to one who has at least two
 * places fewer (Harvey, Ladner, Lovász, Tamir 2006). Looked at from the definition, not as the pairing does it, for teams whose places
 * are all of one kind. Gives such a chain's two ends, or undefined.
 */
export function unevenPair(sheet: TeamSheet): { readonly from: number; readonly to: number } | undefined {
  const { eligibility, holder, inspectorCount, load, slotCount, slotKind, teamStart } = sheet;
  for (let target = 0; target < sheet.targetCount; target++)
    for (let slot = teamStart[target]! + 1; slot < teamStart[target + 1]!; slot++)
      if (slotKind[slot] !== slotKind[slot - 1]) throw new Error('the places of a team are of several kinds');
  const held: number[][] = Array.from({ length: inspectorCount }, () => []);
  for (let slot = 0; slot < slotCount; slot++) held[holder[slot]!]!.push(slot);
  const levels = [...new Set(load)].filter((level) => level >= 2).sort((a, b) => b - a);
  for (const level of levels) {
    // everyone who can be reached from those with so many places; of a kind, those who cannot yet
    const from = new Int32Array(inspectorCount).fill(-1);
    const queue: number[] = [];
    for (let who = 0; who < inspectorCount; who++) {
      if (load[who]! < level) continue;
      from[who] = who;
      queue.push(who);
    }
    const left = eligibility.kinds.map(({ eligible }) => [...eligible].filter((who) => from[who] === -1));
    // the queue grows while it is gone through
    for (const giver of queue) {
      for (const slot of held[giver]!) {
        const kind = slotKind[slot]!;
        const stay: number[] = [];
        for (const taker of left[kind]!) {
          if (from[taker] !== -1) continue;
          if (!sheet.free(taker, slot)) {
            stay.push(taker);
            continue;
          }
          from[taker] = from[giver]!;
          if (load[taker]! <= level - 2) return { from: from[taker], to: taker };
          queue.push(taker);
        }
        left[kind] = stay;
      }
    }
  }
  return undefined;
}
