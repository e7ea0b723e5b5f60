import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { type LogEntry, readCheckpoint } from '../../../../protocol/index.js';
import { ModelLog, modelSigner } from '../../../../../test/support/model-log.js';
import { judgeHeads, noteIn, proveEntry } from './judge.js';

const asking =
  (log: ModelLog) =>
  (path: string): Promise<string> =>
    Promise.resolve(log.answer(path));
const judged = async (kept: string, log: ModelLog, shown = log.note(log.size)): Promise<string> =>
  (await judgeHeads(kept, shown, log.keys, asking(log))).verdict;

describe('two heads of a log', () => {
  it('go on from one another whatever their sizes, and across a change of the key', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 12 }),
        fc.integer({ min: 0, max: 12 }),
        fc.boolean(),
        async (first, more, rotated) => {
          const log = new ModelLog().grow(first - 1);
          const kept = log.note(log.size);
          if (rotated) log.rotate(modelSigner(2));
          log.grow(more);
          const verdict = await judgeHeads(kept, log.note(log.size), log.keys, asking(log));
          expect(verdict).toMatchObject({ verdict: 'goes-on', kept: { size: first }, shown: { size: log.size } });
          // as an editor or a mail program hands it on
          const mangled = `\r\n${kept.replaceAll('\n', '\r\n')}\r\n`;
          expect(await judged(noteIn(mangled), log)).toBe('goes-on');
        },
      ),
      { numRuns: 12 },
    );
  });

  it('do not where the log forked, went back, or is another one', async () => {
    const log = new ModelLog().grow(6);
    const kept = log.note(5);
    const forked = log.copy(4).grow(4, 'E');
    const alarm = await judgeHeads(kept, forked.note(forked.size), forked.keys, asking(forked));
    expect(alarm).toMatchObject({ verdict: 'alarm', words: { zh: expect.stringContaining('分叉') } });
    const back = log.copy(3);
    expect(await judgeHeads(kept, back.note(3), back.keys, asking(back))).toMatchObject({
      verdict: 'alarm',
      words: { zh: expect.stringContaining('倒退') },
    });
    const other = new ModelLog(modelSigner(3, 'another.example'), 'another.example').grow(3);
    expect(await judged(kept, other)).toBe('alarm');
    expect(await judged(noteIn('no checkpoint at all'), log)).toBe('no-checkpoint');
  });

  it('are told from one that somebody else signed, or that was changed by a letter', async () => {
    const log = new ModelLog().grow(6);
    expect(await judged(log.signed(4, [modelSigner(9)]), log)).toBe('forged');
    const note = log.note(4);
    const { root } = readCheckpoint(note);
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 9 }), async (size) => {
        fc.pre(size !== 4);
        // the size of another head over the signature of this one
        expect(await judged(note.replace('\n4\n', `\n${size}\n`), log)).toBe('forged');
      }),
    );
    expect(root).toMatch(/^[0-9a-f]{64}$/);
    // an old key signs no head of the time after it
    log.rotate(modelSigner(2)).grow(2);
    expect(await judged(log.signed(log.size, [modelSigner(1)]), log)).toBe('forged');
  });

  it('are not believed where the proof is missing or another one', async () => {
    const log = new ModelLog().grow(6);
    const lies = (path: string): Promise<string> =>
      Promise.resolve(path.startsWith('proofs') ? JSON.stringify({ path: ['00'.repeat(32)] }) : log.answer(path));
    expect(await judgeHeads(log.note(3), log.note(7), log.keys, lies)).toMatchObject({ verdict: 'alarm' });
    const none = (): Promise<string> => Promise.resolve('<html>');
    expect(await judgeHeads(log.note(3), log.note(7), log.keys, none)).toMatchObject({ verdict: 'no-proof' });
  });
});

describe('what is pasted', () => {
  it('is the note itself, or what a witness keeps', () => {
    const note = new ModelLog().grow(2).note(3);
    for (const text of [note, note.trim(), `\uFEFF${note}`, JSON.stringify({ checkpoint: note, keys: [] })])
      expect(noteIn(text)).toBe(note);
  });
});

describe('an entry', () => {
  const entryAt = (log: ModelLog, index: number): LogEntry =>
    (JSON.parse(log.answer(`entries/${index}`)) as { entry: LogEntry }).entry;
  const pathOf = (log: ModelLog, index: number, size: number): string[] =>
    (JSON.parse(log.answer(`proofs/inclusion?index=${index}&size=${size}`)) as { path: string[] }).path;

  it('stands where it stands, and nowhere else', () => {
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 20 }), fc.nat(), fc.nat(), (size, one, another) => {
        const log = new ModelLog().grow(size - 1);
        const head = readCheckpoint(log.note(size));
        const [index, wrong] = [one % size, another % size];
        const path = pathOf(log, index, size);
        expect(proveEntry(entryAt(log, index), index, head, path)).toMatchObject({ holds: true, path });
        if (wrong !== index) expect(proveEntry(entryAt(log, wrong), index, head, path).holds).toBe(false);
        expect(proveEntry({ ...entryAt(log, index), at: '2026-03-05T01:00:00.001Z' }, index, head, path).holds).toBe(
          false,
        );
      }),
      { numRuns: 25 },
    );
  });

  it.each([null, 1, 'text', {}, [], { kind: 'commit' }])('is none where the server answers %j', (entry) => {
    const log = new ModelLog().grow(2);
    expect(proveEntry(entry, 1, readCheckpoint(log.note(3)), ['zz'])).toMatchObject({ holds: false });
  });
});
