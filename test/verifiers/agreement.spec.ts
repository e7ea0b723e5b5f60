import { beforeAll, describe, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { verifyEvidence, type Json } from '../../src/protocol/index.js';
import { drawTask, smallTask, type DrawnTask } from '../../src/protocol/vectors/small-draw.js';
import { ROOT } from '../support/server.js';
import { Dice } from './dice.js';
import { FORGED } from './forged-tasks.js';
import { hostileFiles } from './hostile-files.js';
import { fieldsOf, mutate, type Mutation } from './mutations.js';
import { said, verifiedByPython, withPython, type Said } from './python.js';
import { randomTask } from './random-task.js';

const LONG = process.env.SORTIS_LONG === '1';
const DRAWS = LONG ? 1000 : 60;
const MUTATIONS = LONG ? 2000 : 400;
const PATIENCE = LONG ? 1_800_000 : 120_000;

const parse = (evidence: Uint8Array): Json => JSON.parse(Buffer.from(evidence).toString('utf8')) as Json;
const failsAt = ({ verdict, steps }: Said): string =>
  verdict === 'fails' ? steps.at(-1)!.replace(/ fails$/, '') : verdict;

/** What both say of each file; throws where they differ. */
async function saidByBoth(files: readonly { what: string; evidence: Uint8Array }[]): Promise<Said[]> {
  const python = await verifiedByPython(files.map(({ evidence }) => evidence));
  const differing: unknown[] = [];
  const both: Said[] = [];
  for (const [i, { what, evidence }] of files.entries()) {
    const typescript = said(await verifyEvidence([evidence]));
    both.push(typescript);
    if (JSON.stringify(typescript) !== JSON.stringify(python[i]))
      differing.push({ what, typescript, python: python[i] });
  }
  expect(differing).toEqual([]);
  return both;
}

withPython('agreement of the two verifiers', () => {
  describe('the two verifiers agree', () => {
    const drawn: { draw: number; drawnTask: DrawnTask }[] = [];

    beforeAll(async () => {
      for (let draw = 0; draw < DRAWS; draw++)
        drawn.push({ draw, drawnTask: await drawTask(randomTask(new Dice(`draw ${draw}`))) });
    }, PATIENCE);

    it('that the small draw of the vectors holds', async () => {
      const { evidence } = JSON.parse(
        readFileSync(join(ROOT, 'src/protocol/vectors/small-draw.json'), 'utf8'),
      ) as Record<string, string>;
      const both = await saidByBoth([{ what: 'small draw', evidence: Buffer.from(evidence!) }]);
      expect(both).toEqual([expect.objectContaining({ verdict: 'holds' })]);
      expect(both[0]!.steps).toHaveLength(13);
    });

    it(
      `that ${DRAWS} random draws hold, among them draws of every sort`,
      async () => {
        const both = await saidByBoth(
          drawn.map(({ draw, drawnTask: { evidence } }) => ({ what: `draw ${draw}`, evidence })),
        );
        expect(both.map(({ verdict }) => verdict)).toEqual(drawn.map(() => 'holds'));
        const sorts = new Map<string, number>();
        for (const { drawnTask } of drawn) {
          const { manifest, pairing } = drawnTask;
          const is = {
            paired: pairing.kind === 'paired',
            'without enough for a team': pairing.kind === 'infeasible' && pairing.cuts[0]!.kind === 'seats',
            'with too low a cap': pairing.kind === 'infeasible' && pairing.cuts[0]!.kind === 'loads',
            'with a cap': pairing.kind === 'paired' && manifest.pairing.maxLoad !== null,
            'with a small pool': manifest.warnings.length > 0,
            'of several strata': manifest.strata.length > 1,
            'with a census': manifest.strata.some(
              ({ censusBelow, population }) => censusBelow !== null && population < censusBelow,
            ),
            'with reserves': manifest.strata.some(({ reserve }) => reserve > 0),
            'of several rules': manifest.pairing.rules.length > 1,
            'with several seats in a team': manifest.pairing.rules.some(({ seats }) => seats.length > 1),
            empty: manifest.strata.every(({ size }) => size === 0),
            large: manifest.strata.reduce((sum, { size }) => sum + size, 0) > 50,
          };
          for (const [sort, holds] of Object.entries(is)) sorts.set(sort, (sorts.get(sort) ?? 0) + Number(holds));
        }
        expect([...sorts].filter(([, count]) => count === 0)).toEqual([]);
      },
      PATIENCE,
    );

    it(
      `that ${MUTATIONS} files with one value changed, over all kinds of fields, fail at the same step`,
      async () => {
        const sources = [parse((await drawTask(smallTask())).evidence)];
        const infeasible = drawn.filter(({ drawnTask }) => drawnTask.pairing.kind === 'infeasible').slice(0, 2);
        const paired = drawn
          .filter(({ drawnTask: { evidence, pairing } }) => pairing.kind === 'paired' && evidence.length > 9000)
          .slice(0, 3);
        for (const { drawnTask } of [...infeasible, ...paired]) sources.push(parse(drawnTask.evidence));
        const fields = sources.map(fieldsOf);
        const kinds = [...new Set(fields.flatMap((known) => [...known.keys()]))];
        expect(kinds.length).toBeGreaterThan(120);
        const mutations: Mutation[] = [];
        for (let n = 0; mutations.length < MUTATIONS; n++) {
          const dice = new Dice(`mutation ${n}`);
          const field = kinds[n % kinds.length]!;
          const source = dice.of(sources.map((_, i) => i).filter((i) => fields[i]!.has(field)));
          mutations.push(mutate(dice, sources[source]!, field, fields[source]!.get(field)!));
        }
        const both = await saidByBoth(mutations);
        const held = mutations.filter((_, i) => both[i]!.verdict !== 'fails').map(({ what }) => what);
        expect(held).toEqual([]);
        const steps = new Set(both.map(failsAt));
        for (const step of [
          'canonical',
          'roots',
          'commitment',
          'log-inclusion',
          'seeds',
          'selection',
          'pairing',
          'result',
        ])
          expect(steps).toContain(step);
        expect(new Set(mutations.map(({ field }) => field)).size).toBe(Math.min(kinds.length, MUTATIONS));
      },
      PATIENCE,
    );

    it('that a draw whose announcement breaks a rule fails at that rule, though all else follows from it', async () => {
      const files = [];
      for (const { what, task } of FORGED) files.push({ what, evidence: (await drawTask(task)).evidence });
      const both = await saidByBoth(files);
      expect(both.map((one, i) => [FORGED[i]!.what, failsAt(one)])).toEqual(
        FORGED.map(({ what, step }) => [what, step]),
      );
    });

    it('that hostile files are none', async () => {
      const { evidence } = await drawTask(smallTask());
      const both = await saidByBoth(hostileFiles(evidence).map(([what, content]) => ({ what, evidence: content })));
      expect(both.filter(({ verdict }) => verdict === 'holds')).toEqual([]);
      expect(both.filter(({ verdict }) => verdict === 'fails').length).toBeGreaterThan(20);
      expect(both.filter(({ verdict }) => verdict === 'unusable').length).toBeGreaterThan(20);
    });
  });
});
