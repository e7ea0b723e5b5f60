import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { readFileSync } from 'node:fs';

import { modelSigner } from '../../../test/support/model-log.js';
import { toHex } from '../bytes.js';
import { ProtocolError } from '../errors.js';
import { verifyEvidence } from '../evidence/verify.js';
import { type Json } from '../json/canonical.js';
import { leafHash, MerkleAccumulator } from '../merkle.js';
import { entryBytes, type LogEntry } from './entries.js';
import { isReadingOf, type LogReading, readPage, readReading, UNREAD, writtenReading } from './log-reading.js';
import { verifierKey } from './note.js';

const NOW = new Date('2026-06-01T00:00:00.000Z');
const AT = '2026-03-01T00:00:00.000Z';
const hash = (n: number): string => n.toString(16).padStart(64, '0');

/** A log of a key and as many commitments. */
const logOf = (commits: number): LogEntry[] => [
  { at: AT, kind: 'key', key: verifierKey(modelSigner(1)) },
  ...Array.from({ length: commits }, (_, n) => {
    const draw = `D-${n}`;
    return { at: AT, kind: 'commit' as const, batch: draw, commitment: hash(n), draw, occurrence: 1 };
  }),
];
const rootOf = (entries: readonly LogEntry[]): string => {
  const tree = new MerkleAccumulator();
  for (const entry of entries) tree.push(entryBytes(entry));
  return toHex(tree.root());
};
const page = (entries: readonly LogEntry[], from: number, until?: number): string =>
  JSON.stringify({ items: entries.slice(from, until).map((entry, n) => ({ index: from + n, entry, more: 1 })) });

/** Reads in pages of these lengths, writing everything down between two of them, and then the rest. */
function read(entries: readonly LogEntry[], lengths: readonly number[], now = NOW): LogReading {
  let reading = UNREAD;
  for (const length of [...lengths, entries.length]) {
    const { size } = reading.watch;
    if (size === entries.length) break;
    const next = readPage(reading, page(entries, size, size + length), entries.length, now);
    expect(next.offences).toEqual([]);
    reading = readReading(JSON.parse(JSON.stringify(writtenReading(next.reading))) as Json, '');
  }
  return reading;
}

describe('reading a log', () => {
  it('makes the tree of its entries, however they are paged', () => {
    fc.assert(
      fc.property(fc.nat(70), fc.array(fc.integer({ min: 1, max: 20 }), { maxLength: 9 }), (commits, lengths) => {
        const entries = logOf(commits);
        const reading = read(entries, lengths);
        const head = { size: entries.length, root: rootOf(entries) };
        expect(isReadingOf(reading, head)).toBe(true);
        expect(isReadingOf(reading, { ...head, size: head.size + 1 })).toBe(false);
        expect([...reading.seen.keys()]).toEqual(entries.slice(1).map((_, n) => hash(n)));
        if (commits === 0) return;
        const other = [...entries.slice(0, -1), { ...entries.at(-1)!, at: '2026-03-01T00:00:00.001Z' }];
        expect(isReadingOf(read(other, lengths), head)).toBe(false);
      }),
      { numRuns: 60 },
    );
  });

  it('remembers the first moment at which a commitment was seen, and reads no further than the checkpoint', () => {
    const entries = logOf(3);
    const first = readPage(UNREAD, page(entries, 0), 3, NOW).reading;
    expect(first.watch.size).toBe(3);
    const later = new Date(NOW.getTime() + 1000);
    const again = { ...entries[1]!, draw: 'D-9', batch: 'D-9' } as LogEntry;
    const { reading } = readPage(first, page([...entries, again], 3), 5, later);
    expect([...reading.seen]).toEqual([
      [hash(0), NOW.toISOString()],
      [hash(1), NOW.toISOString()],
      [hash(2), later.toISOString()],
    ]);
  });

  it('tells offences', () => {
    const [key, one] = logOf(1);
    const { offences } = readPage(UNREAD, page([key!, one!, one!], 0), 3, NOW);
    expect(offences.map(({ index }) => index)).toEqual([2]);
  });

  it('refuses what is no page, with a place', () => {
    const entries = logOf(2);
    const [item] = (JSON.parse(page(entries, 0)) as { items: object[] }).items;
    for (const wrong of [
      '',
      '[]',
      'null',
      '{"items":1}',
      '{"items":[]}',
      '{"items":[null]}',
      page(entries, 1),
      JSON.stringify({ items: [{ ...item, entry: { kind: 'key' } }] }),
      JSON.stringify({ items: [{ ...item, index: '0' }] }),
    ]) {
      expect(() => readPage(UNREAD, wrong, 3, NOW)).toThrow(ProtocolError);
    }
    const written = writtenReading(read(entries, [])) as Record<string, Json>;
    for (const changed of [
      { ...written, peaks: [] },
      { ...written, seen: [['x', AT]] },
      { ...written, seen: [[hash(1), 'now']] },
      { ...written, watch: null },
      {},
    ]) {
      expect(() => readReading(changed as unknown as Json, '')).toThrow(ProtocolError);
    }
  });

  it('goes on from subtrees, and only from as many as the size has', () => {
    const leaves = Array.from({ length: 13 }, (_, n) => leafHash(Uint8Array.of(n)));
    const tree = new MerkleAccumulator();
    for (const leaf of leaves.slice(0, 11)) tree.pushHash(leaf);
    expect(() => MerkleAccumulator.of(10, tree.subtrees())).toThrow(RangeError);
    expect(() => MerkleAccumulator.of(15, tree.subtrees())).toThrow(RangeError);
    const on = MerkleAccumulator.of(11, tree.subtrees());
    for (const leaf of leaves.slice(11)) {
      on.pushHash(leaf);
      tree.pushHash(leaf);
    }
    expect(toHex(on.root())).toBe(toHex(tree.root()));
  });
});

describe('the step witness', () => {
  const small = JSON.parse(readFileSync(new URL('../vectors/small-draw.json', import.meta.url), 'utf8')) as {
    evidence: string;
  };
  const file = JSON.parse(small.evidence) as { commitment: string; manifest: { entropy: { notBefore: string } } };
  const judged = async (seen: readonly (readonly [string, string])[]): Promise<unknown> => {
    const { steps, verdict } = await verifyEvidence([Buffer.from(small.evidence)], undefined, {
      witness: { ...UNREAD, seen: new Map(seen) },
    });
    return { verdict, last: steps.at(-1)?.step, ok: steps.at(-1)?.ok };
  };

  it('holds where the commitment was seen before its randomness could be known, and only there', async () => {
    const { notBefore } = file.manifest.entropy;
    const before = new Date(Date.parse(notBefore) - 1).toISOString();
    expect(await judged([[file.commitment, before]])).toEqual({ verdict: 'holds', last: 'witness', ok: true });
    expect(await judged([[file.commitment, notBefore]])).toEqual({ verdict: 'fails', last: 'witness', ok: false });
    expect(await judged([[hash(1), before]])).toEqual({ verdict: 'fails', last: 'witness', ok: false });
  });
});
