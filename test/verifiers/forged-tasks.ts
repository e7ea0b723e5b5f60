import { type LogEntry, type Manifest, type Total } from '../../src/protocol/index.js';
import { smallTask, type DrawTask } from '../../src/protocol/vectors/small-draw.js';

type Stratum = Manifest['strata'][number];

function withStratum(place: number, change: (stratum: Stratum) => Stratum): (manifest: Manifest) => Manifest {
  return (manifest) => ({ ...manifest, strata: manifest.strata.map((one, i) => (i === place ? change(one) : one)) });
}

const TOTAL: Total = { number: 9, strata: ['care', 'rest'] };

/** Both strata of the small draw, of 8 and 16 targets, with these numbers for their shares of a total. */
function shared(numbers: readonly number[], change: (total: Total) => Total): (manifest: Manifest) => Manifest {
  return ({ selection, strata, ...rest }) => ({
    ...rest,
    selection: { ...selection, total: change(TOTAL) },
    strata: strata.map((one, i) => ({
      ...one,
      censusBelow: null,
      minimum: null,
      rate: { direction: 'number', number: numbers[i]! },
      reserve: 0,
      size: numbers[i]!,
    })),
  });
}

interface Forged {
  readonly what: string;
  readonly step: string;
  readonly task: DrawTask;
}

/** Whole draws whose announcement is already wrong: every hash, seed and place follows from it, and only one rule is broken. */
const ANNOUNCED: readonly Forged[] = (
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
    ...(
      [
        ['not split at all', [3, 6], (t) => ({ ...t, number: 10 })],
        ['split by guess', [4, 5], (t) => t],
        ['of more targets than there are', [3, 6], (t) => ({ ...t, number: 25 })],
        ['of a stratum that is not there', [3, 6], (t) => ({ ...t, strata: ['care', 'more'] })],
        ['in another order of the strata', [3, 6], (t) => ({ ...t, strata: ['rest', 'care'] })],
        ['of one stratum alone', [3, 6], (t) => ({ ...t, strata: ['rest'] })],
      ] as readonly (readonly [string, readonly number[], (total: Total) => Total])[]
    ).map(([what, numbers, change]) => [`a total ${what}`, 'sizes', shared(numbers, change)] as const),
    [
      'a total of rates that are no numbers',
      'sizes',
      (m: Manifest) => ({ ...m, selection: { ...m.selection, total: TOTAL } }),
    ],
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
    ...['a\u007f', 'a\u009f', 'a\u200b', 'a\u202eb', 'é', 'a b', 'a+b', ''].map(
      (origin) =>
        [
          `a log named ${JSON.stringify(origin)}`,
          'canonical',
          (m: Manifest) => ({ ...m, previous: { ...m.previous, origin } }),
        ] as const,
    ),
    ['a warning of more targets', 'constraints', (m) => ({ ...m, warnings: [{ ...m.warnings[0]!, targets: 2 }] })],
  ] as readonly (readonly [string, string, (manifest: Manifest) => Manifest])[]
).map(([what, step, adjust]) => ({ what, step, task: { ...smallTask(), adjust } }));

type Entry<K extends LogEntry['kind']> = Extract<LogEntry, { kind: K }>;

function withCommit(change: Partial<Entry<'commit'>>): (entries: LogEntry[]) => LogEntry[] {
  return (entries) => entries.map((entry) => (entry.kind === 'commit' ? { ...entry, ...change } : entry));
}

function withVoid(change: Partial<Entry<'void'>> = {}): (entries: LogEntry[]) => LogEntry[] {
  const [by, reason] = [['张三', '李四'], { en: 'a reason', zh: '理由' }];
  return (entries) => {
    const { at, commitment, draw } = entries[0] as Entry<'commit'>;
    return [{ at, by, commitment, draw, kind: 'void', reason, record: null, ...change }, ...entries];
  };
}

/** The log tells of the draw what its announcement does not say. */
const LOGGED: readonly Forged[] = (
  [
    ['logged for another batch', 'log-inclusion', withCommit({ batch: 'B-2026-02' })],
    ['logged for another occurrence', 'log-inclusion', withCommit({ occurrence: 2 })],
    ['a void before a draw that stands in for none', 'log-inclusion', withVoid()],
    ['a void of another draw before it', 'log-inclusion', withVoid({ draw: 'D-2026-0000' })],
    ['a void before it and another one', 'canonical', (entries) => withVoid()(withVoid()(entries))],
    ['a void after the commitment', 'canonical', (entries) => [entries[0]!, withVoid()(entries)[0]!, entries[2]!]],
  ] as readonly (readonly [string, string, (entries: LogEntry[]) => LogEntry[]])[]
).map(([what, step, entries]) => ({ what, step, task: { ...smallTask(), entries } }));

export const FORGED: readonly Forged[] = [...ANNOUNCED, ...LOGGED];
