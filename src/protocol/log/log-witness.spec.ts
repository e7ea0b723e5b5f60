import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { modelSigner, ModelLog, ORIGIN } from '../../../test/support/model-log.js';
import { readCheckpoint } from './checkpoint.js';
import { judgeLog, readWitnessMemory, type WitnessMemory, type WitnessVerdict, withUnproven } from './log-witness.js';
import { verifierKey } from './note.js';

type Answerer = (path: string) => string;

/** Everything that is asked for, until there is a verdict. */
function look(
  memory: WitnessMemory | undefined,
  answerer: Answerer,
  trusted: readonly string[] = [],
): { verdict: WitnessVerdict; answers: Map<string, string> } {
  const answers = new Map<string, string>();
  for (;;) {
    const verdict = judgeLog(memory, trusted, answers);
    if (verdict.verdict !== 'ask') return { verdict, answers };
    if (answers.has(verdict.path)) throw new Error(`asks twice for ${verdict.path}`);
    answers.set(verdict.path, answerer(verdict.path));
  }
}

const of =
  (log: ModelLog): Answerer =>
  (path) =>
    log.answer(path);

function remembered(log: ModelLog, memory?: WitnessMemory, trusted: readonly string[] = []): WitnessMemory {
  const { verdict } = look(memory, of(log), trusted);
  if (verdict.verdict !== 'good') throw new Error(JSON.stringify(verdict));
  return verdict.memory;
}

const alarmOf = (memory: WitnessMemory | undefined, answerer: Answerer, trusted: readonly string[] = []): string => {
  const { verdict } = look(memory, answerer, trusted);
  return verdict.verdict === 'alarm' ? verdict.alarm : verdict.verdict;
};

/** The same answers but for some. */
const but =
  (log: ModelLog, changed: Readonly<Record<string, string>>): Answerer =>
  (path) =>
    changed[path] ?? log.answer(path);

describe('a witness', () => {
  it('follows an honest log, whatever its growth, its changes of key and the moments of the looks', () => {
    const step = fc.oneof(
      fc.record({ grow: fc.integer({ min: 0, max: 9 }) }),
      fc.constant({ rotate: true } as const),
      fc.constant({ look: true } as const),
    );
    fc.assert(
      fc.property(fc.array(step, { maxLength: 25 }), (steps) => {
        const log = new ModelLog();
        let memory = remembered(log);
        let keys = 1;
        for (const each of [...steps, { look: true } as const]) {
          if ('grow' in each) log.grow(each.grow);
          else if ('rotate' in each) log.rotate(modelSigner(++keys));
          else memory = remembered(log, memory);
        }
        expect(readCheckpoint(memory.checkpoint)).toMatchObject({ origin: ORIGIN, size: log.size, root: log.root() });
        expect(memory.keys).toEqual(log.keys);
        expect(readWitnessMemory(JSON.parse(JSON.stringify(memory)), '')).toEqual(memory);
      }),
      { numRuns: 30 },
    );
  });

  it('sees every fork: a copy that goes on otherwise from before what was seen, smaller, as large or larger', () => {
    const sizes = fc.record({
      common: fc.integer({ min: 1, max: 30 }),
      more: fc.integer({ min: 1, max: 30 }),
      other: fc.integer({ min: 1, max: 60 }),
    });
    fc.assert(
      fc.property(sizes, ({ common, more, other }) => {
        const log = new ModelLog().grow(common - 1);
        const fork = log.copy().grow(other, 'E');
        const memory = remembered(log.grow(more));
        const expected = fork.size < log.size ? 'rollback' : 'fork';
        const { verdict } = look(memory, of(fork));
        expect(verdict).toMatchObject({ verdict: 'alarm', alarm: expected, kept: memory.checkpoint });
        expect(verdict).toMatchObject({ shown: fork.answer('checkpoint') });
      }),
      { numRuns: 80 },
    );
  });

  it('sees every rollback to an older copy, over changes of key too', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 20 }), fc.integer({ min: 0, max: 20 }), (older, more) => {
        const log = new ModelLog().grow(9).rotate(modelSigner(2)).grow(more).rotate(modelSigner(3)).grow(1);
        const memory = remembered(log, undefined, [log.keys[0]!.key]);
        const copy = log.copy(Math.min(older, log.size - 1));
        expect(alarmOf(memory, of(copy))).toBe('rollback');
      }),
      { numRuns: 25 },
    );
  });

  it('never takes a changed answer for a good one', () => {
    const log = new ModelLog().grow(6);
    const memory = remembered(log);
    log.grow(3).rotate(modelSigner(2)).grow(5);
    const honest = look(memory, of(log));
    const heads = new Set(Array.from({ length: log.size }, (_, n) => log.note(n + 1)));
    const paths = [...honest.answers.keys()];
    const spoilt = fc.record({
      path: fc.constantFrom(...paths),
      at: fc.double({ min: 0, max: 1, noNaN: true }),
      how: fc.oneof(
        fc.constantFrom('cut', 'drop', 'html', 'empty', 'double'),
        fc.constantFrom(...paths),
        fc.integer({ min: 0x20, max: 0x7e }),
      ),
    });
    const verdicts = new Set<string>();
    fc.assert(
      fc.property(spoilt, ({ at, how, path }) => {
        const body = honest.answers.get(path)!;
        const place = Math.min(body.length - 1, Math.floor(at * body.length));
        const changed = {
          cut: body.slice(0, place),
          drop: body.slice(0, place) + body.slice(place + 1),
          html: '<html><body>502 Bad Gateway</body></html>',
          empty: '',
          double: body + body,
        }[how as string];
        const other =
          changed ??
          honest.answers.get(String(how)) ??
          body.slice(0, place) + String.fromCharCode(Number(how)) + body.slice(place + 1);
        const { verdict } = look(memory, but(log, { [path]: other }));
        verdicts.add(verdict.verdict);
        // what is not read (the sizes beside a proof) may be anything, and an older head of the same log is one too
        if (verdict.verdict !== 'good') return;
        expect(heads.has(verdict.memory.checkpoint)).toBe(true);
        expect(log.keys.slice(0, verdict.memory.keys.length)).toEqual(verdict.memory.keys);
      }),
      { numRuns: 400 },
    );
    expect([...verdicts].sort()).toEqual(['alarm', 'good', 'unusable']);
  });

  it('finds nothing new where nothing is, and asks for no proof', () => {
    const log = new ModelLog().grow(4);
    const { answers, verdict } = look(remembered(log), of(log));
    expect(verdict).toMatchObject({ verdict: 'good', before: 5, newKeys: [] });
    expect([...answers.keys()]).toEqual(['checkpoint', 'keys']);
  });

  it('takes no other log, and no head that its key has not signed', () => {
    const memory = remembered(new ModelLog().grow(4));
    expect(alarmOf(memory, of(new ModelLog(modelSigner(1, 'other'), 'other').grow(9)))).toBe('origin');
    const log = new ModelLog().grow(8);
    for (const size of [2, 5, 9]) {
      const foreign = but(log, { checkpoint: log.signed(size, [modelSigner(7)]) });
      expect([size, alarmOf(memory, foreign)]).toEqual([size, 'key']);
    }
    expect(alarmOf(memory, but(log, { checkpoint: log.signed(9) }))).toBe('good');
  });

  describe('at the first contact', () => {
    const log = new ModelLog().grow(3).rotate(modelSigner(2)).grow(3);
    const [old, now] = log.keys.map(({ key }) => key) as [string, string];

    it('trusts what is shown, and sees that the key stands in the log', () => {
      const { answers, verdict } = look(undefined, of(log));
      expect(verdict).toMatchObject({ verdict: 'good', before: undefined, memory: { keys: [{ index: 4, key: now }] } });
      expect([...answers.keys()]).toContain('entries/4');
      const elsewhere = JSON.stringify({ keys: [{ index: 3, key: now }] });
      expect(alarmOf(undefined, but(log, { keys: elsewhere }))).toBe('key');
    });

    it('trusts no key but those that are named, and those that they handed over to', () => {
      expect(remembered(log, undefined, [now]).keys).toEqual([{ index: 4, key: now }]);
      expect(remembered(log, undefined, [old]).keys).toEqual(log.keys);
      expect(alarmOf(undefined, of(log), [verifierKey(modelSigner(9))])).toBe('key');
      const unsigned = but(log, { 'checkpoints/5': log.signed(5, [modelSigner(2)]) });
      expect(alarmOf(undefined, unsigned, [old])).toBe('key');
    });

    it('can say nothing of a log without entries', () => {
      const empty = log.signed(0);
      expect(look(undefined, but(log, { checkpoint: empty })).verdict).toMatchObject({
        verdict: 'unusable',
        path: 'keys',
      });
    });
  });

  describe('where the key changes', () => {
    const before = new ModelLog().grow(3);
    const memory = remembered(before);
    const [k1, k2] = [modelSigner(1), modelSigner(2)];

    it('follows what both keys have signed, and from then on the new one alone', () => {
      const log = before.copy().grow(2).rotate(k2);
      const at = remembered(log, memory);
      expect(at.keys.map(({ index }) => index)).toEqual([0, 6]);
      log.grow(1);
      expect(remembered(log, at).keys).toEqual(log.keys);
      expect(alarmOf(at, but(log, { checkpoint: log.signed(8, [k1]) }))).toBe('key');
    });

    it.each([
      ['the old one has not signed', (log: ModelLog) => log.rotate(k2, [k2])],
      ['the new one has not signed', (log: ModelLog) => log.rotate(k2, [k1])],
      ['somebody else has signed', (log: ModelLog) => log.rotate(k2, [k2, modelSigner(5)])],
    ])('refuses a handover that %s', (_, change) => {
      const log = change(before.copy()).grow(3);
      expect(alarmOf(memory, of(log))).toBe('key');
    });

    it('refuses a key that is only listed, or that is kept silent about', () => {
      const log = before.copy().rotate(k2).grow(2);
      expect(alarmOf(memory, but(log, { keys: JSON.stringify({ keys: [log.keys[0]] }) }))).toBe('key');
      const entry = before.copy().grow(1).answer('entries/4');
      expect(alarmOf(memory, but(log, { 'entries/4': entry }))).toBe('key');
      // signed by both, but not of this log
      const other = new ModelLog().grow(3, 'X').rotate(k2).grow(2);
      expect(alarmOf(memory, of(other))).toBe('fork');
      const honest = before.copy().grow(5);
      const invented = JSON.stringify({ keys: [...honest.keys, { index: 6, key: verifierKey(k2) }] });
      const signed = {
        'checkpoints/7': honest.signed(7, [k1, k2]),
        keys: invented,
        checkpoint: honest.signed(9, [k2]),
      };
      expect(alarmOf(memory, but(honest, signed))).toBe('key');
    });

    it('refuses a change of the key in what was seen under the old one', () => {
      const log = before.copy(2).rotate(k2).grow(4);
      expect(alarmOf(memory, of(log))).toBe('key');
    });

    it('follows at most a hundred changes at once', () => {
      const many = JSON.stringify({
        keys: Array.from({ length: 120 }, (_, index) => ({ index, key: verifierKey(modelSigner(index + 1)) })),
      });
      const log = before.copy().grow(150);
      expect(look(memory, but(log, { keys: many })).verdict).toMatchObject({ verdict: 'unusable', path: 'keys' });
    });
  });

  describe('that was shown a head without a proof', () => {
    const common = new ModelLog().grow(4);
    const memory = remembered(common);
    const fork = common.copy().grow(3, 'E');
    const pending = withUnproven(memory, fork.answer('checkpoint'));

    it('wants what comes next to go on from it as well', () => {
      expect(pending.unproven).toEqual([fork.answer('checkpoint')]);
      expect(alarmOf(pending, of(common.copy().grow(9)))).toBe('fork');
      expect(alarmOf(pending, of(common.copy().grow(3)))).toBe('fork');
      expect(alarmOf(pending, of(common.copy().grow(1)))).toBe('rollback');
      expect(alarmOf(pending, of(common))).toBe('rollback');
      expect(remembered(fork.copy().grow(2), pending).unproven).toEqual([]);
      expect(readWitnessMemory(JSON.parse(JSON.stringify(pending)), '')).toEqual(pending);
    });

    it('keeps only what the log has signed, each once, and not without end', () => {
      expect(withUnproven(memory, 'nonsense')).toBe(memory);
      expect(withUnproven(memory, fork.signed(6, [modelSigner(3)]))).toBe(memory);
      expect(withUnproven(memory, memory.checkpoint)).toBe(memory);
      expect(withUnproven(pending, fork.answer('checkpoint'))).toBe(pending);
      let full = memory;
      for (let n = 1; n < 40; n++) full = withUnproven(full, common.copy().grow(n, 'F').answer('checkpoint'));
      expect(full.unproven).toHaveLength(20);
    });
  });

  it('does not read what it would not have written', () => {
    const memory = remembered(new ModelLog().grow(4));
    const other = remembered(new ModelLog(modelSigner(2)).grow(4));
    const wrong = [
      null,
      {},
      { ...memory, keys: [] },
      { ...memory, keys: other.keys },
      { ...memory, origin: 'other' },
      { ...memory, checkpoint: memory.checkpoint.replace('5', '6') },
      { ...memory, unproven: [other.checkpoint] },
    ];
    for (const each of wrong)
      expect(() => readWitnessMemory(JSON.parse(JSON.stringify(each)), '')).toThrow('form it must have');
  });
});
