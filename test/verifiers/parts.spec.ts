import { expect, it } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import {
  checkFigures,
  checkpointText,
  consistencyRuns,
  DEFAULT_SUITE,
  figuresKey,
  isOrigin,
  leafHash,
  MerkleAccumulator,
  outcomesOf,
  parseNote,
  ProtocolError,
  randomnessOf,
  readCheckpoint,
  readReveal,
  readVerifierKey,
  roundAt,
  runRoot,
  signedBy,
  signerOf,
  signNote,
  timeOfRound,
  toHex,
  utf8,
  verifierKey,
  verifyConsistency,
  verifyRound,
  witnessHash,
  fromHex,
  type FigureEvent,
  type Json,
} from '../../src/protocol/index.js';
import { ROOT } from '../support/server.js';
import { Dice } from './dice.js';
import { VERIFY_PY, withPython } from './python.js';

/* Parts that are written twice, in TypeScript and in Python, asked alone: the sources of randomness and the log. */

/** Asks the Python program one list of questions, each a name and arguments. */
function askPython(questions: readonly (readonly [string, ...unknown[]])[]): unknown[] {
  const program = `
import importlib.util, json, sys
spec = importlib.util.spec_from_file_location('draft', sys.argv[1])
draft = importlib.util.module_from_spec(spec)
spec.loader.exec_module(draft)
def checkpoint(note):
    found = draft.read_checkpoint(note)
    return found and [found.origin, found.size, found.root]
def signed(note, key):
    found, key = draft.read_checkpoint(note), draft.read_key(key)
    return bool(found and key) and any(
        name == key.origin and id_ == key.id and draft.ed_verifies(signature, found.signed, key.public)
        for name, id_, signature in found.signatures)
def fits(form, value):
    try:
        form(value, '')
    except draft.Failed:
        return False
    return True
answers = {
    'consistent': lambda a, b, c, d, path: draft.consistent(a, b, c, d, draft.hashes(path)),
    'checkpoint': checkpoint,
    'signed': signed,
    'round': draft.first_round,
    'quicknet': lambda number, text: draft.quicknet_verifies(number, bytes.fromhex(text)),
    'hidden': lambda: [c for c in range(0x10000) if not 0xd800 <= c <= 0xdfff and not fits(draft.plain_name(9), 'a' + chr(c))],
    'origins': lambda: [c for c in range(0x10000) if not 0xd800 <= c <= 0xdfff and draft.is_origin('a' + chr(c))],
    'key': draft.figures_key,
    'outcomes': lambda events: str(draft.outcomes({'events': events})),
    'figures': lambda events, figures: draft.misread_figures({'events': events}, figures) is None,
    'randomness': lambda reveal: draft.randomness(reveal).hex(),
    'witness': lambda draw, name, secret: draft.hashed(
        b'sortis/1/ceremony', draw.encode(), b'\\0', name.encode(), b'\\0', bytes.fromhex(secret)).hex(),
}
json.dump([answers[name](*rest) for name, *rest in json.load(sys.stdin)], sys.stdout)
`;
  const { stdout, stderr, status } = spawnSync('python3', ['-c', program, VERIFY_PY], {
    input: JSON.stringify(questions),
    encoding: 'utf8',
    maxBuffer: 1 << 26,
  });
  expect([status, stderr]).toEqual([0, '']);
  return JSON.parse(stdout) as unknown[];
}

const holds = (work: () => unknown): boolean => {
  try {
    return work() !== false;
  } catch (error) {
    if (error instanceof ProtocolError) return false;
    throw error;
  }
};

withPython('the parts of verify.py', () => {
  it('agrees about consistency proofs, right and wrong', () => {
    const questions: [string, ...unknown[]][] = [];
    const expected: boolean[] = [];
    for (let n = 0; n < 400; n++) {
      const dice = new Dice(`consistency ${n}`);
      const newer = dice.between(0, 70);
      const older = dice.between(0, newer);
      const leaves = Array.from({ length: newer }, (_, i) => leafHash(utf8(`${i}`)));
      const head = (size: number): { size: number; root: Uint8Array } => ({
        size,
        root: runRoot(leaves, { from: 0, until: size }),
      });
      const path = consistencyRuns(older, newer).map((run) => runRoot(leaves, run));
      const ends = [head(older), head(newer)] as const;
      if (dice.once(2)) {
        const hashes = [...path, ends[0].root, ends[1].root];
        const spoilt = dice.of(hashes);
        spoilt[dice.below(32)]! ^= 1 << dice.below(8);
      }
      if (dice.once(6)) path.push(new MerkleAccumulator().root());
      if (dice.once(6)) path.shift();
      if (dice.once(6)) ends[0].size = dice.between(0, 70);
      questions.push([
        'consistent',
        ends[0].size,
        toHex(ends[0].root),
        ends[1].size,
        toHex(ends[1].root),
        path.map(toHex),
      ]);
      expected.push(verifyConsistency(ends[0], ends[1], path));
    }
    expect(expected.filter(Boolean).length).toBeGreaterThan(100);
    expect(expected.filter((one) => !one).length).toBeGreaterThan(100);
    expect(askPython(questions)).toEqual(expected);
  });

  it('agrees about checkpoints and their signatures, with any sign changed', () => {
    const head = { origin: 'sortis.example/log', root: 'ab'.repeat(32), size: 12 };
    const signers = ['01', '02'].map((byte) => signerOf(head.origin, byte.repeat(32)));
    const note = signNote(`${checkpointText(head)}more\n`, signers);
    const keys = signers.map(verifierKey);
    const notes = [note, note.replace('more\n', 'more\n\n'), note.replace('sortis.', 'sortis '), `${note}x`];
    for (let at = 0; at < note.length; at++)
      for (const sign of ['x', '\n', '0', '\u0085', '=']) notes.push(note.slice(0, at) + sign + note.slice(at + 1));
    const questions = notes.flatMap((text): [string, ...unknown[]][] => [
      ['checkpoint', text],
      ['signed', text, keys[1]],
    ]);
    const expected = notes.flatMap((text) => {
      const readable = holds(() => readCheckpoint(text));
      const read = readable ? readCheckpoint(text) : null;
      return [
        read && [read.origin, read.size, read.root],
        readable && signedBy(parseNote(text), readVerifierKey(keys[1]!)),
      ];
    });
    expect(expected.slice(0, 2)).toEqual([[head.origin, 12, head.root], true]);
    expect(askPython(questions)).toEqual(expected);
  }, 120_000);

  it('agrees about every character of a name', () => {
    const points = Array.from({ length: 0x10000 }, (_, c) => c).filter((c) => c < 0xd800 || c > 0xdfff);
    const name = (c: number): string => `a${String.fromCodePoint(c)}`;
    const entered = (c: number): Json => ({
      entered: ['b', name(c)],
      figures: [[[1]]],
      revealedAt: '2026-03-01T00:00:00.000Z',
      source: 'figures',
    });
    const hidden = points.filter((c) => !holds(() => readReveal(entered(c), '')));
    const origins = points.filter((c) => isOrigin(name(c)));
    expect([hidden.length, origins.length]).toEqual([95, 93]);
    expect(askPython([['hidden'], ['origins']])).toEqual([hidden, origins]);
  });

  it('agrees about the four sources', () => {
    const questions: [string, ...unknown[]][] = [];
    const expected: unknown[] = [];
    const ask = (answer: unknown, ...question: [string, ...unknown[]]): void => {
      questions.push(question);
      expected.push(answer);
    };
    for (let n = 0; n < 300; n++) {
      const dice = new Dice(`sources ${n}`);
      const moment = timeOfRound(dice.between(1, 2 ** 30)) + dice.between(-3000, 3000);
      ask(roundAt(moment), 'round', moment);
      const events: FigureEvent[] = Array.from({ length: dice.between(1, 3) }, () => ({
        at: '2026-03-01T00:00:00.000Z',
        groups: Array.from({ length: dice.between(1, 3) }, () => {
          const from = dice.below(4);
          return {
            count: dice.between(1, 5),
            form: dice.of(['set', 'digits'] as const),
            from,
            to: from + dice.between(5, 60),
          };
        }),
        name: '快乐8',
        number: `${n}`,
      }));
      const figures = events.map(({ groups }) =>
        groups.map(({ count, form, from, to }) => {
          const numbers = new Array<number>();
          while (numbers.length < count) {
            const next = dice.between(from, dice.once(40) ? to + 1 : to);
            if (form === 'digits' || dice.once(40) || !numbers.includes(next)) numbers.push(next);
          }
          return form === 'set' ? numbers.sort((a, b) => a - b) : numbers;
        }),
      );
      const right = holds(() => {
        checkFigures(events, figures);
      });
      ask(right, 'figures', events, figures);
      ask(figuresKey(figures), 'key', figures);
      ask(String(outcomesOf(events)), 'outcomes', events);
      const reveal = {
        entered: ['a', 'b'],
        figures,
        revealedAt: '2026-03-02T00:00:00.000Z',
        source: 'figures' as const,
      };
      if (right) {
        const event = { events, notBefore: '2026-03-01T00:00:00.000Z', source: 'figures' as const };
        ask(toHex(randomnessOf(DEFAULT_SUITE, event, reveal, 'D')), 'randomness', reveal);
      }
      const [draw, name, secret] = [`D-${n}`, dice.of(['张三', 'Li', '𝒳 y']), dice.hex64()];
      const hash = witnessHash(DEFAULT_SUITE, draw, name, fromHex(secret));
      ask(hash, 'witness', draw, name, secret);
      const witnesses = [
        { hash, name },
        { hash: witnessHash(DEFAULT_SUITE, draw, 'w', fromHex(secret)), name: 'w' },
      ];
      const both = { revealedAt: '', secrets: [secret, secret], source: 'ceremony' as const };
      const ceremony = { notBefore: '', revealUntil: '', source: 'ceremony' as const, witnesses };
      ask(toHex(randomnessOf(DEFAULT_SUITE, ceremony, both, draw)), 'randomness', both);
    }
    expect(askPython(questions)).toEqual(expected);
  });

  it('agrees about signatures of the beacon, with any bit changed', () => {
    const { drand } = JSON.parse(readFileSync(join(ROOT, 'src/protocol/vectors/known-answers.json'), 'utf8')) as {
      drand: { quicknet: { rounds: { round: number; signature: string }[] } };
    };
    const cases: [number, string][] = [];
    for (const { round, signature } of drand.quicknet.rounds) {
      cases.push([round, signature], [round + 1, signature]);
      for (let n = 0; n < 12; n++) {
        const bytes = fromHex(signature);
        const dice = new Dice(`beacon ${round} ${n}`);
        bytes[dice.below(48)]! ^= 1 << dice.below(8);
        cases.push([round, toHex(bytes)]);
      }
    }
    const expected = cases.map(([round, signature]) => verifyRound(round, signature));
    expect(expected.filter(Boolean)).toHaveLength(2);
    expect(askPython(cases.map((one) => ['quicknet', ...one]))).toEqual(expected);
  }, 120_000);
});
