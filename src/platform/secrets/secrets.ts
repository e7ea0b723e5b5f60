import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

/**
 * Bytes that nobody may guess: passwords given out once, signing keys, the sealed source's 32 bytes.
 * This is not chance in the sense of the draw: whatever decides a draw is derived in `src/protocol` from a committed seed.
 */
export function secretBytes(length: number): Uint8Array {
  return new Uint8Array(randomBytes(length));
}

/** A password that can be read over a telephone: four groups of four, no look-alike letters; 78 bits. */
export function readablePassword(): string {
  const alphabet = 'abcdefghjkmnpqrstuvwxyz23456789';
  const letters: string[] = [];
  while (letters.length < 16) {
    for (const byte of randomBytes(32)) {
      // 248 = 8 × 31: beyond it a remainder would favour the first letters
      if (byte < 248 && letters.length < 16) letters.push(alphabet.charAt(byte % 31));
    }
  }
  return [0, 4, 8, 12].map((start) => letters.slice(start, start + 4).join('')).join('-');
}

export function sha256Hex(bytes: Uint8Array | string): string {
  return createHash('sha256').update(bytes).digest('hex');
}

export function sameBytes(left: Uint8Array, right: Uint8Array): boolean {
  return left.length === right.length && timingSafeEqual(left, right);
}
