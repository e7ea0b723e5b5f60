/* What can be told of a file before it is sent. The server walks through it from end to end; here it is only looked at whether it can be worth the way. */

export type FileFault = 'empty' | 'tooLarge' | 'kind';

const at = (bytes: Uint8Array, from: number, length: number): string =>
  String.fromCharCode(...bytes.subarray(from, from + length));

const HEIC = /^(heic|heix|heim|heis|mif1|msf1|hevc|hevx)$/;

/** By its first bytes, and never by its name. */
export function kindOf(bytes: Uint8Array): string | undefined {
  if (bytes[0] === 0xff && bytes[1] === 0xd8 && bytes[2] === 0xff) return 'image/jpeg';
  if (at(bytes, 0, 8) === '\x89PNG\r\n\x1a\n') return 'image/png';
  if (at(bytes, 0, 4) === 'RIFF' && at(bytes, 8, 4) === 'WEBP') return 'image/webp';
  if (at(bytes, 0, 5) === '%PDF-') return 'application/pdf';
  if (at(bytes, 4, 4) === 'ftyp') {
    const end = Math.min(bytes.length, 100, ((bytes[2] ?? 0) << 8) | (bytes[3] ?? 0));
    for (let brand = 8; brand + 4 <= end; brand += 4)
      if (brand !== 12 && HEIC.test(at(bytes, brand, 4))) return 'image/heic';
  }
  return undefined;
}

/** @param most in bytes, as the server takes them */
export function faultOfFile(bytes: Uint8Array, most: number): FileFault | undefined {
  if (bytes.length === 0) return 'empty';
  if (bytes.length > most) return 'tooLarge';
  return kindOf(bytes) === undefined ? 'kind' : undefined;
}

/** In megabytes, with one decimal where it is less than ten. */
export function megabytes(bytes: number): string {
  const tenths = Math.round((bytes / 1024 / 1024) * 10);
  return tenths >= 100 ? String(Math.round(tenths / 10)) : String(tenths / 10);
}
