import { type Bilingual, text } from '../../../platform/text.js';

/*
 * What a file is, by its bytes alone: neither its name nor what its sender calls it is looked at. Only kinds that a camera or
 * a scanner makes, each walked from end to end, so that nothing else rides along (a picture that is an archive or a page as
 * well). Nothing is decoded: pixels are counted from the headers, and a small file that unfolds to a huge picture is refused.
 */

/** Bytes that are not all in memory. */
export interface Pages {
  readonly length: number;
  /** The bytes from `from`, at least so many as are asked for, or all that are left. */
  at(from: number, count: number): Uint8Array;
}

export interface FileKind {
  readonly mediaType: 'image/jpeg' | 'image/png' | 'image/webp' | 'image/heic' | 'application/pdf';
  readonly ending: string;
}

export type FileVerdict =
  | { readonly kind: FileKind; readonly fault?: undefined }
  | { readonly kind?: undefined; readonly fault: { readonly code: string; readonly message: Bilingual } };

const JPEG: FileKind = { mediaType: 'image/jpeg', ending: 'jpg' };
const PNG: FileKind = { mediaType: 'image/png', ending: 'png' };
const WEBP: FileKind = { mediaType: 'image/webp', ending: 'webp' };
const HEIC: FileKind = { mediaType: 'image/heic', ending: 'heic' };
const PDF: FileKind = { mediaType: 'application/pdf', ending: 'pdf' };

export const FILE_KINDS: readonly FileKind[] = [JPEG, PNG, WEBP, HEIC, PDF];

export const kindNamed = (mediaType: string): FileKind | undefined =>
  FILE_KINDS.find((kind) => kind.mediaType === mediaType);

/** Twelve times what most phones take; a browser would need half a gigabyte to show it. */
const MOST_PIXELS = 120_000_000;
const MOST_SIDE = 30_000;

const refused = (code: string, zh: string, en: string): FileVerdict => ({ fault: { code, message: text(zh, en) } });

const unknown = (): FileVerdict =>
  refused(
    'file_type',
    '只收 JPEG、PNG、WebP、HEIC 照片和 PDF 文件；这个文件的内容不是其中之一。',
    'Only photos (JPEG, PNG, WebP, HEIC) and PDF files are taken; what is in this file is none of these.',
  );
const broken = (): FileVerdict =>
  refused(
    'file_broken',
    '文件不完整或已损坏，请重新拍摄或重新导出。',
    'The file is cut off or broken; take it again, or export it again.',
  );
const mixed = (): FileVerdict =>
  refused(
    'file_of_two_kinds',
    '文件里还藏有另一种格式的内容，不能接收；请重新拍摄或重新导出。',
    'The file holds something of another format as well; take it again, or export it again.',
  );
const tooManyPixels = (): FileVerdict =>
  refused(
    'picture_too_large',
    `图片像素过多：至多 ${MOST_PIXELS / 1_000_000} 百万像素，每边至多 ${MOST_SIDE}。`,
    `The picture has too many pixels: ${MOST_PIXELS / 1_000_000} million at most, and ${MOST_SIDE} on a side.`,
  );

export function fileKind(file: Pages): FileVerdict {
  const head = Buffer.from(file.at(0, 1024)).subarray(0, 1024);
  const verdict = walk(file, head);
  if (verdict.kind === undefined) return verdict;
  if (endsAsArchive(file)) return mixed();
  if (verdict.kind !== PDF && holdsPage(head)) return mixed();
  return verdict;
}

function walk(file: Pages, head: Buffer): FileVerdict {
  if (head.length < 12) return unknown();
  if (head.readUInt16BE(0) === 0xffd8) return jpeg(file);
  if (head.subarray(0, 8).equals(Buffer.from('89504e470d0a1a0a', 'hex'))) return png(file);
  if (head.toString('latin1', 0, 4) === 'RIFF' && head.toString('latin1', 8, 12) === 'WEBP') return webp(file, head);
  if (head.toString('latin1', 4, 8) === 'ftyp') return heic(file, head);
  if (head.toString('latin1', 0, 5) === '%PDF-') return pdf(file);
  return unknown();
}

/** Readers of PDF look for its beginning in the first kilobyte, and old browsers for a page. */
const holdsPage = (head: Buffer): boolean =>
  /%PDF-|<(html|script|svg|body|iframe|!doctype|\?php)[\s>]/i.test(head.toString('latin1'));

/** Whatever comes before, a ZIP is read from its end: the record there says how long its comment is, up to the last byte. */
function endsAsArchive(file: Pages): boolean {
  const from = Math.max(0, file.length - 22 - 65_535);
  const tail = Buffer.from(file.at(from, file.length - from));
  for (let at = tail.lastIndexOf('PK\u0005\u0006', undefined, 'latin1'); at >= 0;) {
    if (at + 22 <= tail.length && at + 22 + tail.readUInt16LE(at + 20) === tail.length) return true;
    if (at === 0) return false;
    at = tail.lastIndexOf('PK\u0005\u0006', at - 1, 'latin1');
  }
  return false;
}

const fits = (width: number, height: number): boolean =>
  width > 0 && height > 0 && width <= MOST_SIDE && height <= MOST_SIDE && width * height <= MOST_PIXELS;

const u16 = (bytes: Uint8Array, at: number): number => ((bytes[at] ?? 0) << 8) | (bytes[at + 1] ?? 0);
const u32 = (bytes: Uint8Array, at: number): number => u16(bytes, at) * 65_536 + u16(bytes, at + 2);

/**
 * ISO/IEC 10918-1: segments up to the end marker. Phones put more behind it: further pictures (MPF), a film (a moving photo),
 * a block of Samsung's. Each of these is walked as well; anything else is not taken.
 */
function jpeg(file: Pages): FileVerdict {
  let end = oneJpeg(file, 0);
  if (typeof end !== 'number') return end;
  for (let more = 0; end < file.length; more++) {
    const padded = afterZeros(file, end);
    if (padded === file.length || isFilm(file, end, padded)) break;
    end = padded;
    if (more < 20 && u16(file.at(end, 2), 0) === 0xffd8) {
      const after = oneJpeg(file, end);
      if (typeof after !== 'number') return after;
      end = after;
    } else if (Buffer.from(file.at(file.length - 4, 4)).toString('latin1') === 'SEFT') break;
    else return mixed();
  }
  return { kind: JPEG };
}

/** A box begins with its length, of which the first bytes are zeros themselves. */
const isFilm = (file: Pages, end: number, padded: number): boolean =>
  [0, 1, 2, 3].some(
    (back) =>
      padded - back >= end &&
      Buffer.from(file.at(padded - back, 8)).toString('latin1', 4, 8) === 'ftyp' &&
      boxesEnd(file, padded - back),
  );

function afterZeros(file: Pages, from: number): number {
  for (let at = from; at < file.length;) {
    const bytes = file.at(at, 4096);
    const found = bytes.findIndex((byte) => byte !== 0);
    if (found >= 0) return at + found;
    at += bytes.length;
  }
  return file.length;
}

/** Where one picture ends, or what is wrong with it. */
function oneJpeg(file: Pages, start: number): number | FileVerdict {
  let seen = false;
  for (let at = start + 2; at + 1 < file.length;) {
    const bytes = file.at(at, 16);
    if (bytes[0] !== 0xff) return broken();
    const marker = bytes[1] ?? 0;
    // fill bytes
    if (marker === 0xff) at++;
    else if (marker === 0xd9) return seen ? at + 2 : broken();
    else if (marker >= 0xd0 && marker <= 0xd7) at += 2;
    else {
      const length = u16(bytes, 2);
      if (length < 2 || at + 2 + length > file.length) return broken();
      const frame = marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
      // height and width; a height of 0 is told later, by a marker that cameras do not write
      if (frame && !fits(u16(bytes, 7), u16(bytes, 5))) return tooManyPixels();
      seen ||= frame;
      at += 2 + length;
      if (marker === 0xda) at = afterScan(file, at);
    }
  }
  return broken();
}

/** The next marker after coded data, in which FF is followed by 00 or by a restart marker. */
function afterScan(file: Pages, from: number): number {
  for (let at = from; at + 1 < file.length;) {
    const bytes = file.at(at, 65_536);
    let found = bytes.indexOf(0xff);
    while (found >= 0 && found + 1 < bytes.length) {
      const next = bytes[found + 1] ?? 0;
      if (next !== 0 && (next < 0xd0 || next > 0xd7)) return at + found;
      found = bytes.indexOf(0xff, found + 1);
    }
    // a marker over the edge of two pages is looked at again with the next
    at += found >= 0 ? found : bytes.length;
    if (found === 0 && bytes.length < 2) break;
  }
  return file.length;
}

/** PNG, third edition: chunks up to IEND, and nothing behind it. */
function png(file: Pages): FileVerdict {
  for (let at = 8; at + 12 <= file.length;) {
    const bytes = file.at(at, 24);
    const name = Buffer.from(bytes).toString('latin1', 4, 8);
    const length = u32(bytes, 0);
    if (at + 12 + length > file.length) return broken();
    if (at === 8) {
      if (name !== 'IHDR' || length !== 13) return broken();
      if (!fits(u32(bytes, 8), u32(bytes, 12))) return tooManyPixels();
    }
    at += 12 + length;
    if (name === 'IEND') return at === file.length ? { kind: PNG } : mixed();
  }
  return broken();
}

/** RFC 9649: the container says how long it is. */
function webp(file: Pages, head: Buffer): FileVerdict {
  const length = head.readUInt32LE(4) + 8;
  if (length > file.length || head.length < 30) return broken();
  if (length + (length % 2) < file.length) return mixed();
  const chunk = head.toString('latin1', 12, 16);
  const size = chunk === 'VP8X' ? [head.readUIntLE(24, 3) + 1, head.readUIntLE(27, 3) + 1] : webpFrame(head, chunk);
  if (size === undefined) return broken();
  return fits(size[0] ?? 0, size[1] ?? 0) ? { kind: WEBP } : tooManyPixels();
}

function webpFrame(head: Buffer, chunk: string): [number, number] | undefined {
  if (chunk === 'VP8 ') return [head.readUInt16LE(26) & 0x3fff, head.readUInt16LE(28) & 0x3fff];
  if (chunk !== 'VP8L') return undefined;
  const bits = head.readUInt32LE(21);
  return [(bits & 0x3fff) + 1, ((bits >>> 14) & 0x3fff) + 1];
}

const HEIC_BRANDS = new Set(['heic', 'heix', 'heim', 'heis', 'mif1', 'msf1', 'hevc', 'hevx']);

/** ISO/IEC 23008-12: boxes up to the last byte. Pictures inside are found by decoders alone, so pixels are not counted. */
function heic(file: Pages, head: Buffer): FileVerdict {
  const length = head.readUInt32BE(0);
  const brands = [8, ...Array.from({ length: 20 }, (_, n) => 16 + 4 * n)].filter(
    (at) => at + 4 <= Math.min(length, head.length),
  );
  if (!brands.some((at) => HEIC_BRANDS.has(head.toString('latin1', at, at + 4)))) return unknown();
  return boxesEnd(file, 0) ? { kind: HEIC } : broken();
}

/** Whether boxes (ISO/IEC 14496-12) follow one another up to the end of the file. */
function boxesEnd(file: Pages, from: number): boolean {
  let boxes = 0;
  for (let at = from; at < file.length; boxes++) {
    const bytes = file.at(at, 16);
    if (bytes.length < 8 || boxes > 10_000) return false;
    if (!/^[ -~\u00a9]{4}$/.test(Buffer.from(bytes).toString('latin1', 4, 8))) return false;
    const length = u32(bytes, 0);
    // 0: up to the end. 1: the length is in the next eight bytes
    if (length === 0) return true;
    const whole = length === 1 && bytes.length === 16 ? u32(bytes, 8) * 2 ** 32 + u32(bytes, 12) : length;
    if (whole < 8) return false;
    at += whole;
    if (at > file.length) return false;
  }
  return boxes > 1;
}

/** ISO 32000: its end is marked in the last kilobyte, and nothing comes behind but line breaks. */
function pdf(file: Pages): FileVerdict {
  const from = Math.max(0, file.length - 1024);
  const tail = Buffer.from(file.at(from, file.length - from)).toString('latin1');
  const end = tail.lastIndexOf('%%EOF');
  if (end < 0) return broken();
  return /^[\s\0]*$/.test(tail.slice(end + 5)) ? { kind: PDF } : mixed();
}
