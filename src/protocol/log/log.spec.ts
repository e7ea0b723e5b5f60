import { describe, expect, it } from '@jest/globals';
import { ed25519 } from '@noble/curves/ed25519.js';
import fc from 'fast-check';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { fromHex, toHex, utf8 } from '../bytes.js';
import { ProtocolError } from '../errors.js';
import { type Json } from '../json/canonical.js';
import {
  consistencyPath,
  inclusionPath,
  leafHash,
  MerkleAccumulator,
  runRoot,
  verifyConsistency,
  verifyInclusion,
} from '../merkle.js';
import { consistencyRuns, inclusionRuns, nodesOf } from '../tree-runs.js';
import { fromBase64, toBase64 } from './base64.js';
import { checkpointText, readCheckpoint } from './checkpoint.js';
import { entryBytes, type LogEntry, readEntry } from './entries.js';
import { parseNote, readVerifierKey, signedBy, signerOf, signNote, verifierKey } from './note.js';

const leaf = (n: number): Uint8Array => utf8(`leaf ${n}`);
const hashes = (count: number): Uint8Array[] => Array.from({ length: count }, (_, n) => leafHash(leaf(n)));
const rootOf = (count: number): Uint8Array => runRoot(hashes(count), { from: 0, until: count });
const faultOf = (work: () => unknown): string => {
  try {
    work();
  } catch (error) {
    if (error instanceof ProtocolError) return error.fault;
    throw error;
  }
  return 'nothing';
};

/** RFC 9162 §2.1.4.1 word for word: SUBPROOF(m, D_n, b). */
function subproof(m: number, leaves: readonly Uint8Array[], whole: boolean): Uint8Array[] {
  const n = leaves.length;
  const root = (part: readonly Uint8Array[]): Uint8Array => runRoot(part, { from: 0, until: part.length });
  if (m === n) return whole ? [] : [root(leaves)];
  let k = 1;
  while (k * 2 < n) k *= 2;
  if (m <= k) return [...subproof(m, leaves.slice(0, k), whole), root(leaves.slice(k))];
  return [...subproof(m - k, leaves.slice(k), false), root(leaves.slice(0, k))];
}

describe('consistency proofs', () => {
  it("are the RFC's, for every pair of sizes up to 40, and hold", () => {
    const all = hashes(40);
    const roots = all.map((_, n) => rootOf(n + 1));
    for (let newer = 1; newer <= 40; newer++)
      for (let older = 1; older <= newer; older++) {
        const path = consistencyPath(all.slice(0, newer), older);
        expect(path.map(toHex)).toEqual(subproof(older, all.slice(0, newer), true).map(toHex));
        const ends = [
          { size: older, root: roots[older - 1]! },
          { size: newer, root: roots[newer - 1]! },
        ] as const;
        expect(verifyConsistency(ends[0], ends[1], path)).toBe(true);
      }
  });

  it('of a changed, shortened, lengthened or foreign proof do not hold', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 200 }), fc.integer({ min: 1, max: 200 }), fc.nat(), (a, b, dice) => {
        const [older, newer] = [Math.min(a, b), Math.max(a, b) + 1];
        const path = consistencyPath(hashes(newer), older);
        const [first, last] = [
          { size: older, root: rootOf(older) },
          { size: newer, root: rootOf(newer) },
        ];
        expect(verifyConsistency(first, last, path)).toBe(true);
        const bit = (bytes: Uint8Array): Uint8Array =>
          bytes.map((byte, i) => (i === dice % 32 ? byte ^ (1 << (dice % 8)) : byte));
        const other = path.map((hash, i) => (i === dice % path.length ? bit(hash) : hash));
        expect(verifyConsistency(first, last, other)).toBe(false);
        expect(verifyConsistency(first, last, path.slice(1))).toBe(false);
        expect(verifyConsistency(first, last, [...path, path[0]!])).toBe(false);
        expect(verifyConsistency({ ...first, root: bit(first.root) }, last, path)).toBe(false);
        expect(verifyConsistency(first, { ...last, root: bit(last.root) }, path)).toBe(false);
        expect(verifyConsistency(last, first, path)).toBe(false);
      }),
    );
  });

  it('between equal sizes and from nothing are empty', () => {
    const empty = { size: 0, root: new MerkleAccumulator().root() };
    const three = { size: 3, root: rootOf(3) };
    expect(consistencyPath(hashes(3), 0)).toEqual([]);
    expect(verifyConsistency(empty, three, [])).toBe(true);
    expect(verifyConsistency({ size: 0, root: three.root }, three, [])).toBe(false);
    expect(verifyConsistency(three, three, [])).toBe(true);
    expect(verifyConsistency(three, { size: 3, root: empty.root }, [])).toBe(false);
    expect(verifyConsistency(three, three, [three.root])).toBe(false);
    for (const size of [-1, 1.5, NaN]) expect(verifyConsistency({ size, root: three.root }, three, [])).toBe(false);
  });
});

describe('a tree kept as complete subtrees', () => {
  it('gives every root and proof from few of them', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 300 }), fc.nat(), (size, dice) => {
        const all = hashes(size);
        const kept = new Map<string, Uint8Array>();
        for (let level = 0; 2 ** level <= size; level++)
          for (let position = 0; (position + 1) * 2 ** level <= size; position++)
            kept.set(
              `${level}/${position}`,
              runRoot(all, { from: position * 2 ** level, until: (position + 1) * 2 ** level }),
            );
        const joined = (run: { from: number; until: number }): string => {
          const nodes = nodesOf(run);
          expect(nodes.length).toBeLessThanOrEqual(10);
          // right to left: the last two small subtrees are joined first
          const parts = nodes.map(({ level, position }) => kept.get(`${level}/${position}`)!);
          let root = parts.pop()!;
          while (parts.length > 0) root = fromHex(nodeOf(parts.pop()!, root));
          return toHex(root);
        };
        const index = dice % size;
        const older = (dice % size) + 1;
        expect(joined({ from: 0, until: size })).toBe(toHex(rootOf(size)));
        expect(inclusionRuns(index, size).map(joined)).toEqual(inclusionPath(all, index).map(toHex));
        expect(consistencyRuns(older, size).map(joined)).toEqual(consistencyPath(all, older).map(toHex));
        const path = inclusionPath(all, index);
        expect(verifyInclusion({ leaf: leaf(index), index, count: size, path, root: rootOf(size) })).toBe(true);
      }),
    );
  });
});

function nodeOf(left: Uint8Array, right: Uint8Array): string {
  return createHash('sha256').update(Uint8Array.of(1)).update(left).update(right).digest('hex');
}

describe('base64', () => {
  it('is that of Node, and strict', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 70 }), (bytes) => {
        const text = toBase64(bytes);
        expect(text).toBe(Buffer.from(bytes).toString('base64'));
        expect(fromBase64(text)).toEqual(bytes);
      }),
    );
    for (const text of [
      'A',
      'AA',
      'AAA',
      'AB==',
      'AAB=',
      'AA=A',
      '=AAA',
      'A===',
      '====',
      'AA==AAAA',
      'A A=',
      'A-==',
      'é',
    ])
      expect([text, fromBase64(text)]).toEqual([text, undefined]);
  });
});

// The example in the documentation of Go's sumdb/note, whose format C2SP wrote down.
const NEUMANN = {
  key: 'PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW',
  note:
    "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n\n" +
    '\u2014 PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n',
};
const OLD = signerOf('sortis.example/log', '01'.repeat(32));
const NEW = signerOf('sortis.example/log', '02'.repeat(32));
const HEAD = { origin: 'sortis.example/log', root: toHex(rootOf(5)), size: 5 };

describe('signed notes', () => {
  it("verifies Go's example", () => {
    expect(signedBy(parseNote(NEUMANN.note), readVerifierKey(NEUMANN.key))).toBe(true);
    expect(signedBy(parseNote(NEUMANN.note.replace('answer', 'Answer')), readVerifierKey(NEUMANN.key))).toBe(false);
  });

  it('are signed as RFC 8032 says, by every signer', () => {
    const { secret, publicKey, empty } = JSON.parse(
      readFileSync(new URL('../vectors/rfc8032.json', import.meta.url), 'utf8'),
    ) as Record<string, string>;
    const signer = signerOf('a', secret!);
    expect(toHex(readVerifierKey(verifierKey(signer)).publicKey)).toBe(publicKey);
    expect(toHex(ed25519.sign(new Uint8Array(0), signer.secretKey))).toBe(empty);
    const note = parseNote(signNote(checkpointText(HEAD), [OLD, NEW]));
    expect(note.signatures).toHaveLength(2);
    expect([OLD, NEW, signer].map((one) => signedBy(note, readVerifierKey(verifierKey(one))))).toEqual([
      true,
      true,
      false,
    ]);
  });

  it('with any character changed are no note, or not signed', () => {
    const note = signNote(checkpointText(HEAD), [OLD]);
    const key = readVerifierKey(verifierKey(OLD));
    for (let at = 0; at < note.length; at++) {
      const changed = note.slice(0, at) + (note.charAt(at) === 'x' ? 'y' : 'x') + note.slice(at + 1);
      let right = false;
      try {
        right = signedBy(parseNote(changed), key);
      } catch (error) {
        expect(error).toBeInstanceOf(ProtocolError);
      }
      expect([at, right]).toEqual([at, false]);
    }
  });

  it('are refused where they are none', () => {
    const good = signNote(checkpointText(HEAD), [OLD]);
    const bad = [
      '',
      '\n',
      '\n\n',
      'text\n',
      good.slice(0, -1),
      good.replace('\u2014', '-'),
      `${good}\n`,
      good.repeat(60),
    ];
    for (const note of bad) expect([note, faultOf(() => parseNote(note))]).toEqual([note, 'shape']);
    for (const key of ['', 'a+b+c', NEUMANN.key.replace('c74f', 'c74e'), `${NEUMANN.key}A`, 'x'.repeat(9999)])
      expect([key, faultOf(() => readVerifierKey(key))]).toEqual([key, 'shape']);
    expect(faultOf(() => signerOf('a', '00'))).toBe('shape');
  });
});

describe('checkpoints', () => {
  it('say origin, size and root', () => {
    const { origin, root, size } = readCheckpoint(signNote(checkpointText(HEAD), [OLD]));
    expect({ origin, root, size }).toEqual(HEAD);
    const longer = `${checkpointText(HEAD)}more of it\n`;
    expect(readCheckpoint(signNote(longer, [OLD])).size).toBe(5);
  });

  it.each([
    ['no size', 'o\n\nAAAA\n'],
    ['a size with zeros', checkpointText(HEAD).replace('\n5\n', '\n05\n')],
    ['a size below nothing', checkpointText(HEAD).replace('\n5\n', '\n-5\n')],
    ['a size beyond counting', checkpointText(HEAD).replace('\n5\n', `\n${'9'.repeat(16)}\n`)],
    ['half a root', `o\n5\n${toBase64(new Uint8Array(16))}\n`],
    ['no root', 'o\n5\n'],
  ])('are refused with %s', (_what, text) => {
    expect(faultOf(() => readCheckpoint(signNote(text, [OLD])))).toBe('shape');
  });
});

const AT = '2026-03-01T00:00:00.000Z';
const HASH = 'ab'.repeat(32);
const REASON = { en: 'a row was missing', zh: '漏了一行' };
const ENTRIES: readonly LogEntry[] = [
  { at: AT, key: verifierKey(OLD), kind: 'key' },
  { at: AT, batch: 'B-1', commitment: HASH, draw: 'D-1', kind: 'commit', occurrence: 2 },
  {
    at: AT,
    commitment: HASH,
    draw: 'D-1',
    entropy: { revealedAt: AT, secret: HASH, source: 'sealed' },
    kind: 'reveal',
  },
  { at: AT, commitment: HASH, draw: 'D-1', kind: 'record', record: HASH },
  { at: AT, commitment: HASH, draw: 'D-1', kind: 'end', reason: REASON },
  { at: AT, by: ['甲', '乙'], commitment: HASH, draw: 'D-1', kind: 'void', reason: REASON, record: null },
  {
    amendment: 'D-1-S1',
    at: AT,
    by: ['甲', '乙'],
    commitment: HASH,
    draw: 'D-1',
    kind: 'supplement',
    reason: REASON,
    record: HASH,
  },
  {
    amendment: 'D-1-R1',
    at: AT,
    by: ['甲', '乙'],
    commitment: HASH,
    draw: 'D-1',
    kind: 'replace',
    reason: REASON,
    record: HASH,
  },
  { at: AT, draw: 'D-1', kind: 'publish', record: HASH },
];

describe('entries', () => {
  it.each(ENTRIES.map((entry) => [entry.kind, entry] as const))('%s is read, and in no other form', (_kind, entry) => {
    expect(JSON.parse(Buffer.from(entryBytes(entry)).toString())).toEqual(entry);
    const members = entry as unknown as Record<string, Json>;
    for (const name of Object.keys(members)) {
      const rest = { ...members };
      Reflect.deleteProperty(rest, name);
      expect([name, faultOf(() => readEntry(rest, ''))]).toEqual([name, 'shape']);
      for (const value of [0, '', [], {}, null]) {
        if (value === null && entry.kind === 'void' && name === 'record') continue;
        expect([name, value, faultOf(() => readEntry({ ...members, [name]: value }, ''))]).toEqual([
          name,
          value,
          'shape',
        ]);
      }
    }
    expect(faultOf(() => readEntry({ ...members, more: 1 }, ''))).toBe('shape');
  });

  it('of a decision name two people', () => {
    const alone = { ...ENTRIES[5], by: ['甲', '甲'] } as unknown as Json;
    expect(faultOf(() => readEntry(alone, ''))).toBe('shape');
  });
});
