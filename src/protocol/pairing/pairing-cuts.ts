import { compareUtf8 } from '../bytes.js';
import { type InspectorLeaf } from '../pool/leaves.js';
import { type PairingCut } from './pairing-cut.js';
import { type UnfilledTeam } from './seating.js';
import { type TeamSheet } from './team-sheet.js';

const SHOWN = 20;

interface Names {
  readonly ids: readonly string[];
  readonly inspectors: readonly InspectorLeaf[];
}

/** Targets that lack the same places for the same inspectors are told as one; the largest groups first, at most 20. */
export function cutsOfSeats(unfilled: readonly UnfilledTeam[], names: Names): PairingCut[] {
  const groups = new Map<string, UnfilledTeam[]>();
  for (const team of unfilled) {
    const key = `${team.needed}:${team.inspectors.join(',')}`;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [team]);
    else group.push(team);
  }
  // Ties stay in drawn order of their first target: sort is stable.
  const largest = [...groups.values()].sort((a, b) => b.length - a.length).slice(0, SHOWN);
  return largest.map((group) => {
    const { needed, inspectors } = group[0]!;
    const targets = firstIds(group.map((team) => names.ids[team.target]!));
    const who = inspectors.slice(0, SHOWN).map((inspector) => names.inspectors[inspector]!.id);
    return {
      capacity: inspectors.length,
      inspectorCount: inspectors.length,
      inspectors: who,
      kind: 'seats',
      maxLoad: null,
      needed,
      targetCount: group.length,
      targets,
      words: {
        en: `${group.length} target(s) (${shown(targets, group.length)}) each need ${needed} place(s) that only ${inspectors.length} inspector(s) may fill${inspectors.length === 0 ? '' : `: ${shown(who, inspectors.length)}`}.`,
        zh: `${group.length} 个检查对象（${shownZh(targets, group.length)}）每个都有 ${needed} 个席位，而可去的人员只有 ${inspectors.length} 名${inspectors.length === 0 ? '' : `：${shownZh(who, inspectors.length)}`}。`,
      },
    };
  });
}

/** Only these inspectors (nothing leads out of their set) can fill the slots they hold, and that is more than the cap allows. */
export function cutOfLoads(sheet: TeamSheet, closure: readonly number[], maxLoad: number, names: Names): PairingCut {
  const member = new Uint8Array(sheet.inspectorCount);
  for (const inspector of closure) member[inspector] = 1;
  let needed = 0;
  const concerned = new Set<number>();
  for (let slot = 0; slot < sheet.slotCount; slot++) {
    if (member[sheet.holder[slot]!] !== 1) continue;
    needed++;
    concerned.add(sheet.slotTarget[slot]!);
  }
  const targets = firstIds([...concerned].map((target) => names.ids[target]!));
  const who = closure.slice(0, SHOWN).map((inspector) => names.inspectors[inspector]!.id);
  const capacity = closure.length * maxLoad;
  return {
    capacity,
    inspectorCount: closure.length,
    inspectors: who,
    kind: 'loads',
    maxLoad,
    needed,
    targetCount: concerned.size,
    targets,
    words: {
      en: `${concerned.size} target(s) (${shown(targets, concerned.size)}) have ${needed} place(s) that only ${closure.length} inspector(s) (${shown(who, closure.length)}) may fill; with at most ${maxLoad} each they fill ${capacity}.`,
      zh: `${concerned.size} 个检查对象（${shownZh(targets, concerned.size)}）有 ${needed} 个席位只能由 ${closure.length} 名人员（${shownZh(who, closure.length)}）承担，每人最多 ${maxLoad} 个，合计只能承担 ${capacity} 个。`,
    },
  };
}

function firstIds(ids: string[]): string[] {
  return ids.sort(compareUtf8).slice(0, SHOWN);
}

function shown(ids: readonly string[], count: number): string {
  return ids.slice(0, 5).join(', ') + (count > 5 ? ', …' : '');
}

function shownZh(ids: readonly string[], count: number): string {
  return ids.slice(0, 5).join('、') + (count > 5 ? ' 等' : '');
}
