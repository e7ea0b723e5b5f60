import { signerOf, verifierKey, type LogEntry, type LogFact } from '../../src/protocol/index.js';
import { TEST_KEY, TEST_SIGNER, type LogShape } from '../../src/protocol/vectors/small-draw.js';
import { type Dice } from './dice.js';

/** The key that takes over. */
const LATER = signerOf(TEST_SIGNER.origin, '02'.repeat(32));
const AT = '2023-01-01T00:00:00.000Z';
const rotation: LogEntry = { at: AT, key: verifierKey(LATER), kind: 'key' };

/** An entry of any kind, about another draw. */
function other(dice: Dice): LogEntry {
  const draw = `D-${dice.below(1000)}`;
  const [commitment, record] = [dice.hex64(), dice.hex64()];
  const reason = { en: 'a reason', zh: '理由' };
  const fact: LogFact = dice.of<LogFact>([
    { batch: dice.of(['B-2026-01', 'B-9']), commitment, draw, kind: 'commit', occurrence: dice.between(1, 3) },
    { commitment, draw, kind: 'record', record },
    { commitment, draw, kind: 'end', reason },
    { by: ['甲', '乙'], commitment, draw, kind: 'void', reason, record: null },
    { amendment: 'D-9', by: ['甲', '乙'], commitment, draw, kind: 'supplement', reason, record },
    { draw, kind: 'publish', record },
  ]);
  return { at: AT, ...fact };
}

/** A log of any size, from one that begins with this draw, whose key may have been changed. */
export function randomLog(dice: Dice): LogShape {
  const some = (most: number): LogEntry[] => Array.from({ length: dice.below(most + 1) }, () => other(dice));
  if (dice.once(8))
    return { before: [], previous: 0, between: [[], []], after: [], signers: [TEST_SIGNER], key: TEST_KEY };
  const first: LogEntry = { at: AT, key: TEST_KEY, kind: 'key' };
  const most = dice.of([0, 1, 3, 8, 70]);
  const before = dice.once(6) ? [] : [first, ...some(most)];
  const between = [some(dice.of([0, 0, 2, 9])), some(dice.of([0, 0, 2]))] as const;
  const after = some(dice.of([0, 0, 1, 3, 40]));
  const previous = dice.of([0, before.length, dice.below(before.length + 1)]);
  const ground = before.length === 0 ? 0 : dice.between(1, before.length);
  const shape = { before, ground, previous, between, after };
  switch (dice.below(5)) {
    case 0: // the new key's own entry is the last: both sign
      return {
        ...shape,
        after: [...after, rotation],
        signers: dice.of([
          [TEST_SIGNER, LATER],
          [LATER, TEST_SIGNER],
        ]),
        key: dice.of([TEST_KEY, verifierKey(LATER)]),
      };
    case 1: // changed long before, or in the midst of the draw
      return {
        ...shape,
        ...(dice.once(2) && before.length > 0
          ? { before: [...before, rotation] }
          : { between: [[rotation, ...between[0]], between[1]] }),
        signers: [LATER],
        key: verifierKey(LATER),
      };
    default:
      return { ...shape, signers: [TEST_SIGNER], key: TEST_KEY };
  }
}
