import { beforeAll, describe, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import {
  closedTask,
  drawTask,
  smallTask,
  type DrawnTask,
  type DrawTask,
} from '../../src/protocol/vectors/small-draw.js';
import { richTask } from '../../src/protocol/vectors/steps.js';
import { drawBig } from '../fairness/big-draw.js';
import { ROOT } from '../support/server.js';
import { failsAt, LONG, parse, PATIENCE, saidByBoth } from './both.js';
import { Dice } from './dice.js';
import { fieldsOf, mutate, type Mutation, type Source } from './mutations.js';
import { withPython } from './python.js';
import { randomTask } from './random-task.js';
import { RELATED } from './related-task.js';

const DRAWS = LONG ? 1000 : 60;
/** Changes of each kind of field. */
const TIMES = LONG ? 12 : 1;

interface Drawn {
  readonly draw: number;
  readonly task: DrawTask;
  readonly drawn: DrawnTask;
}

/** How a draw is unlike others: every sort must be among the random ones. */
function sortsOf({ task, drawn: { log, manifest, pairing, record } }: Drawn): Record<string, boolean> {
  const { strata, warnings } = manifest;
  const experts = new Set(task.inspectors.filter(({ expert }) => expert).map(({ id }) => id));
  const source = manifest.entropy.source;
  const size = Number(log.checkpoint.split('\n')[1]);
  const signatures = log.checkpoint.split('\n— ').length - 1;
  return {
    paired: pairing.kind === 'paired',
    'without enough for a team': pairing.kind === 'infeasible' && pairing.cuts[0]!.kind === 'seats',
    'with too low a cap': pairing.kind === 'infeasible' && pairing.cuts[0]!.kind === 'loads',
    'with a cap': pairing.kind === 'paired' && manifest.pairing.maxLoad !== null,
    'with a small pool': warnings.some(({ code }) => code === 'small-pool'),
    'with few outcomes': warnings.some(({ code }) => code === 'few-outcomes'),
    'of several strata': strata.length > 1,
    'with a census': strata.some(({ censusBelow, population }) => censusBelow !== null && population < censusBelow),
    'with reserves': strata.some(({ reserve }) => reserve > 0),
    'of several rules': manifest.pairing.rules.length > 1,
    'with several seats in a team': manifest.pairing.rules.some(({ seats }) => seats.length > 1),
    'with exclusions': manifest.exclusions.count > 0,
    empty: strata.every((stratum) => stratum.size === 0),
    large: strata.reduce((sum, stratum) => sum + stratum.size, 0) > 50,
    open: manifest.pools === 'open',
    closed: manifest.pools === 'closed',
    [`from ${source}`]: true,
    'first in its log': manifest.previous.size === 0 && log.entries[0]!.index === 0,
    'in a log of its own': size === 3,
    'in a long log': size > 40,
    'with a proof that the log only grew': log.consistency.length > 0,
    'right after the head': manifest.previous.size > 0 && manifest.previous.size === log.entries[0]!.index,
    'with others between its entries': log.entries[2]!.index - log.entries[0]!.index > 2,
    'signed by two keys': signatures === 2,
    'signed by a later key': signatures === 1 && log.key !== drawnKey,
    'with experts in teams': [...record.teams].some(({ seats }) => seats.flat().some((id) => experts.has(id))),
    'with too few experts':
      pairing.kind === 'infeasible' &&
      experts.size > 0 &&
      manifest.pairing.rules.some(({ seats }) => seats.some(({ expert }) => expert)),
    'with reasons': manifest.reasons !== undefined,
    'with a total': manifest.selection.total !== undefined,
    'with a total of several strata': (manifest.selection.total?.strata.length ?? 0) > 1,
    'without inspectors': task.inspectors.length === 0,
  };
}
const SOURCES = ['beacon', 'figures', 'ceremony', 'sealed'].map((source) => `from ${source}`);
let drawnKey = '';

/** What of a draw can be handed out: the evidence, the extract, and proofs for some. */
function filesOf({ draw, drawn, task }: Drawn, every = false): { what: string; evidence: Uint8Array }[] {
  const dice = new Dice(`files of ${draw}`);
  const files = [
    { what: `draw ${draw}, evidence`, evidence: drawn.evidence },
    { what: `draw ${draw}, extract`, evidence: drawn.extract },
  ];
  const [target, left] = [task.targets, task.exclusions].map((list: readonly { readonly id: string }[]) =>
    list.length === 0 ? undefined : dice.of(list).id,
  );
  const ways = every ? [true, false] : [dice.once(2)];
  for (const id of [target, left]) {
    if (id === undefined) continue;
    for (const revealed of ways)
      files.push({ what: `draw ${draw}, proof for ${id}`, evidence: drawn.proofOf(id, revealed) });
  }
  return files;
}

withPython('agreement of the two verifiers', () => {
  describe('the two verifiers agree', () => {
    const all: Drawn[] = [];
    let small: Drawn;
    let closed: Drawn;

    beforeAll(async () => {
      for (let draw = 0; draw < DRAWS; draw++) {
        const task = randomTask(new Dice(`draw ${draw}`));
        all.push({ draw, task, drawn: await drawTask(task) });
      }
      small = { draw: -1, task: smallTask(), drawn: await drawTask(smallTask()) };
      closed = { draw: -2, task: closedTask(), drawn: await drawTask(closedTask()) };
      drawnKey = small.drawn.log.key;
    }, PATIENCE);

    it('that the files of the vectors hold', async () => {
      const {
        again,
        closed: more,
        evidence,
      } = JSON.parse(readFileSync(join(ROOT, 'src/protocol/vectors/small-draw.json'), 'utf8')) as {
        again: { evidence: string; targetProof: string };
        evidence: string;
        closed: Record<string, string>;
      };
      const files = Object.entries({ open: evidence, ...more }).map(([what, one]) => ({ what, evidence: one }));
      const both = await saidByBoth([
        ...files,
        { what: 'again', evidence: again.evidence, earlier: evidence },
        { what: 'again, alone', evidence: again.evidence },
        { what: 'again, of one target', evidence: again.targetProof },
      ]);
      expect(both.map(({ kind, verdict, outcome }) => [verdict, kind, outcome?.kind])).toEqual([
        ['holds', 'evidence', undefined],
        ['holds', 'evidence', undefined],
        ['holds', 'extract', undefined],
        ['holds', 'target-proof', 'drawn'],
        ['holds', 'target-proof', 'pending'],
        ['holds', 'target-proof', 'excluded'],
        ['holds', 'evidence', undefined],
        ['holds', 'evidence', undefined],
        ['holds', 'target-proof', expect.any(String)],
      ]);
      expect(both[0]!.steps).toHaveLength(13);
      const last = both.slice(-3).map(({ steps }) => steps.at(-1));
      expect(last).toEqual(['relation holds', 'relation holds, not checked', 'relation holds, not checked']);
    });

    it('that a draw by many rules at once holds: a total, a census, exclusions, two agencies, experts, reasons', async () => {
      const closed = (task: DrawTask): DrawTask => {
        const dice = new Dice('salts');
        const salted = <Leaf>(leaf: Leaf): Leaf & { salt: string } => ({ ...leaf, salt: dice.hex64() });
        const { exclusions, inspectors, targets } = task;
        return {
          ...task,
          pools: 'closed',
          exclusions: exclusions.map(salted),
          inspectors: inspectors.map(salted),
          targets: targets.map(salted),
        };
      };
      for (const task of [richTask(), closed(richTask())]) {
        const drawn = await drawTask(task);
        const { manifest, record } = drawn;
        expect(manifest.selection.total).toEqual({ number: 9, strata: ['A', 'B', 'C'] });
        // 9 · 11 / 23 = 4.30, 9 · 8 / 23 = 3.13, 9 · 4 / 23 = 1.57: the one that is left goes to C
        expect(manifest.strata.map(({ id, population, size }) => [id, population, size])).toEqual([
          ['D', 2, 2],
          ['A', 11, 4],
          ['B', 8, 3],
          ['C', 4, 2],
        ]);
        const experts = new Set(task.inspectors.filter(({ expert }) => expert).map(({ id }) => id));
        const elderly = new Set(
          task.targets.filter(({ attributes }) => attributes.kind === '养老机构').map(({ id }) => id),
        );
        const teams = [...record.teams];
        expect(teams.some(({ target }) => elderly.has(target))).toBe(true);
        for (const { seats, target } of teams) {
          expect(seats.map((row) => row.filter((id) => experts.has(id)).length)).toEqual(
            elderly.has(target) ? [0, 0, 1] : [0],
          );
          // whose appointment ends a day before the visits do
          expect(seats.flat()).not.toContain('X3');
        }
        const both = await saidByBoth(filesOf({ draw: -4, task, drawn }, true));
        expect(new Set(both.map(({ verdict }) => verdict))).toEqual(new Set(['holds']));
        for (const { subject } of both) expect(subject?.reasons).toEqual(task.reasons);
      }
    });

    it(
      'that a draw of 6000 targets holds',
      async () => {
        const drawn = await drawBig();
        const files = { evidence: drawn.evidence, extract: drawn.extract, proof: drawn.proofOf('T03000') };
        const both = await saidByBoth(Object.entries(files).map(([what, evidence]) => ({ what, evidence })));
        expect(both.map(({ verdict }) => verdict)).toEqual(['holds', 'holds', 'holds']);
      },
      PATIENCE,
    );

    it(
      `that ${DRAWS} random draws hold, among them draws of every sort, with their extracts and proofs`,
      async () => {
        const both = await saidByBoth(all.flatMap((one) => filesOf(one, one.draw % 10 === 0)));
        expect(both.filter(({ verdict }) => verdict !== 'holds')).toEqual([]);
        const outcomes = new Set(both.map(({ outcome }) => outcome?.kind));
        for (const kind of ['drawn', 'reserve', 'not-drawn', 'excluded', 'pending'] as const)
          expect(outcomes).toContain(kind);
        const sorts = new Map<string, number>(SOURCES.map((source) => [source, 0]));
        for (const one of all)
          for (const [sort, holds] of Object.entries(sortsOf(one)))
            sorts.set(sort, (sorts.get(sort) ?? 0) + Number(holds));
        expect([...sorts].filter(([, count]) => count === 0)).toEqual([]);
      },
      PATIENCE,
    );

    it(
      'that draws which stand in for these hold beside them, and not beside others',
      async () => {
        const jobs: { what: string; evidence: Uint8Array; earlier: Uint8Array; holds: boolean }[] = [];
        const counts = new Map<string, number>();
        for (const { draw, drawn, task } of all.filter(({ draw: number }) => number % 5 === 0)) {
          for (const [kind, make] of Object.entries(RELATED)) {
            const later = make({ task, drawn }, new Dice(`${kind} of ${draw}`));
            if (later === undefined) continue;
            const { evidence, extract } = await drawTask(later);
            const what = `${kind} of draw ${draw}`;
            jobs.push({ what, evidence, earlier: drawn.evidence, holds: true });
            jobs.push({ what: `${what}, extracts`, evidence: extract, earlier: drawn.extract, holds: true });
            jobs.push({ what: `${what}, beside itself`, evidence, earlier: evidence, holds: false });
            jobs.push({ what: `${what}, beside nothing`, evidence, earlier: Buffer.from('[]'), holds: false });
            jobs.push({
              what: `the other way round: ${what}`,
              evidence: drawn.evidence,
              earlier: evidence,
              holds: false,
            });
            counts.set(kind, (counts.get(kind) ?? 0) + 1);
          }
        }
        expect([...counts.keys()].sort()).toEqual(['again', 'replacement', 'supplement']);
        const both = await saidByBoth(jobs);
        expect(jobs.filter(({ holds }, i) => (both[i]!.verdict === 'holds') !== holds).map(({ what }) => what)).toEqual(
          [],
        );
        expect(new Set(both.filter(({ verdict }) => verdict === 'fails').map(failsAt))).toEqual(new Set(['relation']));
      },
      PATIENCE,
    );

    it(
      'that files with one value changed, whichever it is, fail at the same step',
      async () => {
        const wanted = (has: (sorts: Record<string, boolean>) => boolean): Drawn => {
          const found = all.find((one) => one.drawn.evidence.length < 60_000 && has(sortsOf(one)));
          if (found === undefined) throw new Error(`no such draw among ${all.length}`);
          return found;
        };
        const chosen = [
          small,
          closed,
          wanted((is) => is['without enough for a team'] === true),
          wanted((is) => is['with too low a cap'] === true),
          ...['beacon', 'figures', 'ceremony', 'sealed'].map((source) =>
            wanted(
              (is) =>
                is[`from ${source}`] === true &&
                is.paired === true &&
                is.empty !== true &&
                is['with exclusions'] === true,
            ),
          ),
          wanted((is) => is['with few outcomes'] === true),
          wanted((is) => is['with reasons'] === true),
          wanted((is) => is['with experts in teams'] === true),
          wanted((is) => is['with a total of several strata'] === true && is.empty !== true),
          wanted((is) => is['signed by two keys'] === true && is.paired === true && is.empty !== true),
        ];
        for (const [kind, make] of Object.entries(RELATED)) {
          const task = make(closed, new Dice(kind))!;
          chosen.push({ draw: -3, task, drawn: await drawTask(task) });
        }
        const sources = chosen.flatMap((one): Source[] =>
          filesOf(one, true).map(({ what, evidence }) => ({ name: what, file: parse(evidence), drawn: one.drawn })),
        );
        const fields = sources.map(fieldsOf);
        const kinds = [...new Set(fields.flatMap((known) => [...known.keys()]))];
        const mutations: Mutation[] = [];
        for (const [n, field] of kinds.entries()) {
          for (let time = 0; time < TIMES; time++) {
            const dice = new Dice(`mutation ${n} ${time}`);
            const at = dice.of(sources.map((_, i) => i).filter((i) => fields[i]!.has(field)));
            mutations.push(mutate(dice, sources[at]!, field, fields[at]!.get(field)!));
          }
        }
        const both = await saidByBoth(mutations);
        const held = mutations.filter(({ unbound }, i) => !unbound && both[i]!.verdict !== 'fails');
        expect(held.map(({ what }) => what)).toEqual([]);
        expect(mutations.length).toBeGreaterThan(LONG ? 6000 : 500);
        // no value of any format is left out, and only these may be changed unseen, and not always
        expect([...new Set(mutations.map(({ field }) => field))].sort()).toEqual([...kinds].sort());
        const unseen = mutations.filter(({ unbound }, i) => unbound && both[i]!.verdict === 'holds');
        expect(unseen.length).toBeLessThan(mutations.length / 20);
        const steps = new Set(both.map(failsAt));
        for (const step of [
          'canonical',
          'roots',
          'commitment',
          'log-inclusion',
          'checkpoint-signature',
          'seeds',
          'selection',
          'pairing',
          'result',
        ])
          expect(steps).toContain(step);
      },
      PATIENCE,
    );
  });
});
