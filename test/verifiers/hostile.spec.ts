import { beforeAll, describe, expect, it } from '@jest/globals';

import { closedTask, drawTask, smallTask } from '../../src/protocol/vectors/small-draw.js';
import { LONG, parse, PATIENCE, saidByBoth } from './both.js';
import { Dice } from './dice.js';
import { cutFiles, hostileFiles } from './hostile-files.js';
import { withPython } from './python.js';

const DAMAGES = LONG ? 8000 : 400;
const CUTS = LONG ? 2000 : 60;

const TOKENS = [
  '"',
  '\\',
  '{',
  '}',
  '[',
  ']',
  ',',
  ':',
  '0',
  '-',
  '.',
  'e',
  'null',
  ' ',
  '\\u',
  'é',
  '\u0301',
  '"":',
  '{}',
];

/** A file with a few bytes changed, left out, doubled or put elsewhere, as no form-keeping forger would do it. */
function damaged(dice: Dice, file: Uint8Array): Uint8Array {
  let bytes = Buffer.from(file);
  for (let times = dice.of([1, 1, 2, 3]); times > 0; times--) {
    const at = dice.below(bytes.length);
    const until = Math.min(bytes.length, at + dice.of([1, 1, 2, 5, 30, 400]));
    const [before, span, after] = [bytes.subarray(0, at), bytes.subarray(at, until), bytes.subarray(until)];
    const token = Buffer.from(dice.of(TOKENS));
    const another = Buffer.from([dice.below(256)]);
    const ways = [
      [before, after],
      [before, span, span, after],
      [before, token, after],
      [before, token, span, after],
      [before, another, after],
      [span, before, after],
      dice.once(3) ? [before] : [before, after, span],
    ];
    bytes = Buffer.concat(dice.of(ways));
  }
  return bytes;
}

withPython('hostile files', () => {
  describe('the two verifiers agree about files that nobody should take', () => {
    let files: readonly (readonly [string, Uint8Array])[];

    beforeAll(async () => {
      const [open, closed] = [await drawTask(smallTask()), await drawTask(closedTask())];
      files = [
        ['evidence', open.evidence],
        ['extract', closed.extract],
        ['target proof', closed.proofOf('T001')],
      ];
    });

    it.each(['evidence', 'extract', 'target proof'])(
      'made of: %s',
      async (kind) => {
        const [, file] = files.find(([name]) => name === kind)!;
        const hostile = hostileFiles(file).map(([what, evidence]) => ({ what, evidence }));
        const both = await saidByBoth(hostile);
        expect(hostile.filter((_, i) => both[i]!.verdict === 'holds').map(({ what }) => what)).toEqual([]);
        expect(both.filter(({ verdict }) => verdict === 'fails').length).toBeGreaterThan(50);
        expect(both.filter(({ verdict }) => verdict === 'unusable').length).toBeGreaterThan(40);
      },
      PATIENCE,
    );

    it(
      'cut off anywhere',
      async () => {
        const cut = files.flatMap(([kind, file]) =>
          cutFiles(file, CUTS).map(([what, evidence]) => ({ what: `${kind}, ${what}`, evidence })),
        );
        const both = await saidByBoth(cut);
        expect(new Set(both.map(({ verdict }) => verdict))).toEqual(new Set(['unusable']));
      },
      PATIENCE,
    );

    it(
      `damaged in ${DAMAGES} ways`,
      async () => {
        const broken = Array.from({ length: DAMAGES }, (_, n) => {
          const dice = new Dice(`damage ${n}`);
          const [kind, file] = dice.of(files);
          return { what: `damage ${n} to ${kind}`, evidence: damaged(dice, file), file };
        });
        const both = await saidByBoth(broken);
        // white space more, or the same bytes again: only then may it hold
        const held = broken.filter((_, i) => both[i]!.verdict === 'holds');
        for (const { evidence, file } of held) expect(parse(evidence)).toEqual(parse(file));
        expect(held.length).toBeLessThan(DAMAGES / 20);
      },
      PATIENCE,
    );
  });
});
