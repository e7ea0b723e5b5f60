import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { film, heic, jpeg, pdf, png, PROGRAMS, webp, zip } from '../../../../test/support/site-files.js';
import { fileKind, kindNamed, type Pages } from './file-kind.js';

/** Gives so many bytes at a time, as a file on the disk does. */
const pages = (bytes: Uint8Array, page = 64 * 1024): Pages => ({
  length: bytes.length,
  at: (from, count) => bytes.subarray(from, from + Math.max(count, page)),
});
const said = (bytes: Uint8Array, page?: number): string => {
  const { fault, kind } = fileKind(pages(bytes, page));
  return kind?.mediaType ?? fault?.code ?? '';
};

const FILES = { jpeg: jpeg(), png: png(), webp: webp(), heic: heic(), pdf: pdf() };

describe('the kind of a file', () => {
  it('is told by its bytes', () => {
    expect(Object.values(FILES).map((bytes) => said(bytes))).toEqual([
      'image/jpeg',
      'image/png',
      'image/webp',
      'image/heic',
      'application/pdf',
    ]);
    expect(kindNamed('image/heic')?.ending).toBe('heic');
    expect(kindNamed('text/html')).toBeUndefined();
  });

  it('is none of programs, archives, pages and texts, whatever they are called', () => {
    const page = Buffer.from('<!doctype html><script>alert(1)</script>');
    for (const bytes of [
      ...PROGRAMS,
      zip(),
      page,
      Buffer.from('x'),
      Buffer.alloc(100),
      Buffer.from('GIF89a'.repeat(9)),
    ])
      expect(said(bytes)).toBe('file_type');
  });

  it('is not two at once: an archive behind, a page or a PDF in the first kilobyte', () => {
    for (const [name, bytes] of Object.entries(FILES)) {
      expect([name, said(Buffer.concat([bytes, zip()]))]).not.toEqual([name, said(bytes)]);
      expect(['file_of_two_kinds', 'file_broken']).toContain(said(Buffer.concat([bytes, zip('comment')])));
      expect(['file_of_two_kinds', 'file_broken']).toContain(said(Buffer.concat([bytes, PROGRAMS[0] ?? bytes])));
    }
    for (const inside of ['<script >', '<HTML>', '<svg onload=x>', '%PDF-1.4', '<?php echo 1'])
      expect(said(jpeg({ data: Buffer.from(inside) }))).toBe('file_of_two_kinds');
    // within a chunk of its own, as a reader of archives would find it
    const archive = Buffer.concat([Buffer.from('\0\0\0\0mdat', 'latin1'), zip()]);
    expect(said(Buffer.concat([heic(), archive]))).toBe('file_of_two_kinds');
  });

  it('is a photo’s where a phone puts a film, a second picture or a block of its own behind', () => {
    for (const behind of [film(), jpeg(), Buffer.from('....SEFHaSEFT'), Buffer.alloc(5000)])
      expect(said(Buffer.concat([jpeg(), behind]))).toBe('image/jpeg');
    expect(said(Buffer.concat([jpeg(), Buffer.from('something else')]))).toBe('file_of_two_kinds');
  });

  it('is broken where a file was cut off, anywhere', () => {
    for (const [name, bytes] of Object.entries(FILES)) {
      for (let length = 12; length < bytes.length - (name === 'pdf' ? 1 : 0); length++)
        expect([name, length, ['file_broken', 'file_type'].includes(said(bytes.subarray(0, length)))]).toEqual([
          name,
          length,
          true,
        ]);
    }
  });

  it('counts pixels without making any', () => {
    for (const bytes of [png(50_000, 10), png(20_000, 20_000), jpeg({ width: 65_535, height: 65_535 })])
      expect(said(bytes)).toBe('picture_too_large');
    expect(said(webp(16_383, 16_383))).toBe('picture_too_large');
    expect(said(png(12_000, 9_000))).toBe('image/png');
  });

  it('is the same however the bytes come, and never fails', () => {
    const coded = fc.uint8Array({ maxLength: 3000 });
    fc.assert(
      fc.property(coded, fc.integer({ min: 24, max: 5000 }), (data, page) => {
        const photo = jpeg({ data });
        const whole = said(photo);
        expect(said(photo, page)).toBe(whole);
        // a page in the coded data is the only other way
        if (!/<|%PDF/.test(Buffer.from(data).toString('latin1'))) expect(whole).toBe('image/jpeg');
      }),
    );
    const files = fc.constantFrom(...Object.values(FILES));
    fc.assert(
      fc.property(files, fc.nat(), fc.integer({ min: 0, max: 255 }), fc.uint8Array(), (file, at, byte, more) => {
        const spoilt = Buffer.concat([file, more]);
        spoilt[at % spoilt.length] = byte;
        expect(said(spoilt)).toMatch(/^(image\/|application\/pdf|file_|picture_)/);
      }),
      { numRuns: 2000 },
    );
  });
});
