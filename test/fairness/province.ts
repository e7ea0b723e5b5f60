import { Generator } from '../../src/protocol/chance/generator.js';
import { eligibilityOf } from '../../src/protocol/pairing/eligibility.js';
import { type PairingTask } from '../../src/protocol/pairing/pairing.js';
import { type InspectorLeaf } from '../../src/protocol/pool/leaves.js';
import { type TeamRule } from '../../src/protocol/pool/manifest.js';

const TARGETS = 300_000;
const INSPECTORS = 10_000;
const REGIONS = 31;
const QUALIFICATIONS = 12;

/** A large province in one draw: 300 000 targets × 2 places, 10 000 inspectors of 31 regions, 12 qualifications, 3 recusals each. */
export function province(): PairingTask {
  const generator = new Generator('ab'.repeat(32));
  const region = (r: number): string => `R${String(r).padStart(2, '0')}`;
  const id = (t: number): string => `T${String(t).padStart(6, '0')}`;
  const inspectors = Array.from({ length: INSPECTORS }, (_, i): InspectorLeaf => ({
    absences: [],
    agency: region(generator.below(REGIONS)),
    certificate: { number: 'Z', validFrom: '2024-01-01', validUntil: '2027-01-01' },
    id: `I${String(i).padStart(5, '0')}`,
    name: 'x',
    qualifications: Array.from({ length: QUALIFICATIONS }, (_q, q) => `Q${q}`).filter(() => generator.below(3) === 0),
    recusals: Array.from({ length: 3 }, () => id(generator.below(TARGETS))),
  }));
  const rules = Array.from({ length: REGIONS * QUALIFICATIONS }, (_, r): TeamRule => ({
    conditions: [],
    seats: [
      { agencies: [region(Math.floor(r / QUALIFICATIONS))], count: 2, qualifications: [`Q${r % QUALIFICATIONS}`] },
    ],
  }));
  const ids = Array.from({ length: TARGETS }, (_, t) => id(t));
  const visit = { from: '2026-03-09', until: '2026-03-20' };
  return {
    eligibility: eligibilityOf(rules, visit, inspectors),
    ids,
    rules: Uint16Array.from(ids, () => generator.below(rules.length)),
    inspectors,
    maxLoad: null,
  };
}
