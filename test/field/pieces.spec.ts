import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { readCode, groupedCode as groupedByServer } from '../../src/fieldwork/codes/code.js';
import { fileKind } from '../../src/fieldwork/on-site/files/file-kind.js';
import { faultOfStrokes } from '../../src/fieldwork/on-site/signatures/signature-rules.js';
import { heic, jpeg, pdf, png, PROGRAMS, webp, zip } from '../support/site-files.js';
import { codeIn, groupedCode } from '../../src/console/app/field/code.js';
import { sentOf } from '../../src/console/app/field/sent-of.js';
import { faultOfFile, kindOf, megabytes } from '../../src/console/app/field/files.js';
import { isSignature, onBoard, pointsIn, thinned } from '../../src/console/app/field/strokes.js';

describe('a code', () => {
  it('is read as the server reads it, typed, scanned, in an address', () => {
    expect(codeIn('https://x.example/i/7K3M-Q0TX-91BV?x=1')).toBe('7K3MQ0TX91BV');
    expect(codeIn('７ｋ３ｍ qotx 91bv')).toBe('7K3MQ0TX91BV');
    const letters = fc.string({
      unit: fc.constantFrom(...'0123456789ABCDEFGHJKMNPQRSTVWXYZ'),
      minLength: 12,
      maxLength: 12,
    });
    fc.assert(
      fc.property(letters, fc.constantFrom('', '/i/', 'http://a/i/'), (code, before) => {
        expect(codeIn(before + groupedCode(code))).toBe(code);
        expect(groupedCode(code)).toBe(groupedByServer(code));
      }),
    );
    const said = fc
      .string({ unit: 'grapheme', maxLength: 40 })
      .filter((each) => each.length <= 64 && !each.includes('/i/'));
    fc.assert(fc.property(said, (each) => expect(codeIn(each)).toBe(readCode(each))));
  });
});

describe('a file', () => {
  it('is what its bytes say, and never more is turned away than the server turns away', () => {
    const pages = (bytes: Buffer) => ({
      length: bytes.length,
      at: (from: number, n: number) => bytes.subarray(from, from + n),
    });
    for (const good of [jpeg(), png(), webp(), heic(), pdf()]) {
      expect([kindOf(good), faultOfFile(good, 1_000_000)]).toEqual([fileKind(pages(good)).kind?.mediaType, undefined]);
    }
    for (const bad of [...PROGRAMS, zip(), Buffer.from('<svg>')]) expect(faultOfFile(bad, 1_000_000)).toBe('kind');
    expect([faultOfFile(Buffer.alloc(0), 9), faultOfFile(jpeg(), 20)]).toEqual(['empty', 'tooLarge']);
    expect([megabytes(10 * 1024 * 1024), megabytes(1_600_000)]).toEqual(['10', '1.5']);
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        if (kindOf(bytes) === undefined) expect(fileKind(pages(Buffer.from(bytes))).kind).toBeUndefined();
      }),
    );
  });
});

describe('a signature', () => {
  it('is thinned to what the server takes, and keeps its ends', () => {
    const stroke = fc.array(fc.tuple(fc.nat(390), fc.nat(180)), { minLength: 1, maxLength: 4000 });
    fc.assert(
      fc.property(fc.array(stroke, { minLength: 1, maxLength: 6 }), (lines) => {
        const strokes = lines.map((line) => line.flatMap(([x, y]) => [...onBoard(x, y, 390)]));
        const thin = thinned(strokes);
        if (isSignature(thin)) expect(faultOfStrokes(thin)).toBeUndefined();
        else expect(pointsIn(strokes)).toBeLessThan(4);
        expect(thin.map((line) => [line.slice(0, 2), line.slice(-2)])).toEqual(
          strokes.map((line) => [line.slice(0, 2), line.slice(-2)]),
        );
      }),
      { numRuns: 30 },
    );
    expect(faultOfStrokes(thinned(Array.from({ length: 900 }, () => [1, 1, 2, 2])))).toBeUndefined();
  });
});

describe('what the server answers', () => {
  it('is an answer of ours, or comes again', () => {
    const problem = (code: string) => JSON.stringify({ code, detail: '…' });
    expect(sentOf(200, '{"a":1}')).toEqual({ kind: 'done', answer: { a: 1 } });
    expect(sentOf(401, 'whatever')).toEqual({ kind: 'sign-in' });
    expect(sentOf(409, problem('acts_of_another_person'))).toEqual({ kind: 'sign-in' });
    expect(sentOf(413, problem('file_too_large'))).toMatchObject({
      kind: 'refused',
      problem: { code: 'file_too_large' },
    });
    for (const status of [0, 408, 429, 500, 502, 503]) expect(() => sentOf(status, problem('x'))).toThrow();
    // the sign-in page of a guest network
    expect(() => sentOf(200, '<html>')).toThrow();
    expect(() => sentOf(403, '{"error":"proxy"}')).toThrow();
  });
});
