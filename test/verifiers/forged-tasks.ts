import { type Manifest } from '../../src/protocol/index.js';
import { smallTask, type DrawTask } from '../../src/protocol/vectors/small-draw.js';

type Stratum = Manifest['strata'][number];

function withStratum(place: number, change: (stratum: Stratum) => Stratum): (manifest: Manifest) => Manifest {
  return (manifest) => ({ ...manifest, strata: manifest.strata.map((one, i) => (i === place ? change(one) : one)) });
}

/** Whole draws whose announcement is already wrong: every hash, seed and place follows from it, and only one rule is broken. */
export const FORGED: readonly { readonly what: string; readonly step: string; readonly task: DrawTask }[] = (
  [
    ['lists closed after the randomness', 'time-order', (m) => ({ ...m, cutoff: '2026-03-02T01:00:00.001Z' })],
    [
      'published before the randomness',
      'time-order',
      (m) => ({ ...m, publication: { notBefore: '2026-03-02T00:59:59.999Z' } }),
    ],
    [
      'revealed too early',
      'time-order',
      (m) => ({ ...m, entropy: { ...m.entropy, notBefore: '2026-03-02T01:00:00.251Z' } }),
    ],
    ['one target more', 'sizes', withStratum(1, (one) => ({ ...one, size: one.size + 1 }))],
    ['one target less', 'sizes', withStratum(0, (one) => ({ ...one, size: one.size - 1 }))],
    [
      'a higher rate',
      'sizes',
      withStratum(0, (one) => ({ ...one, rate: { direction: 'at-least', millionths: 999_999 } })),
    ],
    [
      'a rate that gives no whole number',
      'sizes',
      withStratum(1, (one) => ({ ...one, rate: { direction: 'exactly', millionths: 400_000 } })),
    ],
    ['a census that was not made', 'sizes', withStratum(0, (one) => ({ ...one, censusBelow: 9 }))],
    ['a minimum that was not kept', 'sizes', withStratum(0, (one) => ({ ...one, minimum: 4 }))],
    ['another population', 'roots', withStratum(1, (one) => ({ ...one, population: one.population + 1 }))],
    ['a target of two strata', 'roots', withStratum(1, (one) => ({ ...one, conditions: [] }))],
    [
      'a target of no stratum',
      'roots',
      withStratum(1, (one) => ({ ...one, conditions: [{ field: 'kind', in: ['社会团体'] }] })),
    ],
    ['a target outside the filter', 'sizes', (m) => ({ ...m, filter: [{ field: 'listed', in: [false] }] })],
    ['a filter by another type', 'sizes', (m) => ({ ...m, filter: [{ field: 'region', in: [990101, 990102] }] })],
    ['a warning left out', 'constraints', (m) => ({ ...m, warnings: [] })],
    ['a warning too many', 'constraints', (m) => ({ ...m, warnings: [...m.warnings, { ...m.warnings[0]!, rule: 1 }] })],
    ['a warning of fewer teams', 'constraints', (m) => ({ ...m, warnings: [{ ...m.warnings[0]!, teams: 3 }] })],
    ['a warning of more targets', 'constraints', (m) => ({ ...m, warnings: [{ ...m.warnings[0]!, targets: 2 }] })],
  ] as readonly (readonly [string, string, (manifest: Manifest) => Manifest])[]
).map(([what, step, adjust]) => ({ what, step, task: { ...smallTask(), adjust } }));
