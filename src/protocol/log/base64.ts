const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

/** RFC 4648 §4, with padding. */
export function toBase64(bytes: Uint8Array): string {
  let text = '';
  for (let i = 0; i < bytes.length; i += 3) {
    const word = (bytes[i]! << 16) | ((bytes[i + 1] ?? 0) << 8) | (bytes[i + 2] ?? 0);
    const signs = [word >> 18, (word >> 12) & 63, (word >> 6) & 63, word & 63].map((six) => ALPHABET.charAt(six));
    text += signs
      .slice(0, Math.min(4, bytes.length - i + 1))
      .join('')
      .padEnd(4, '=');
  }
  return text;
}

/** Undefined unless the text is just what `toBase64` writes: padded, no white space, no spare bits. */
export function fromBase64(text: string): Uint8Array | undefined {
  if (text.length % 4 !== 0) return undefined;
  const padding = text.endsWith('==') ? 2 : text.endsWith('=') ? 1 : 0;
  const bytes = new Uint8Array((text.length / 4) * 3 - padding);
  for (let i = 0, at = 0; i < text.length; i += 4) {
    let word = 0;
    for (let k = 0; k < 4; k++) {
      const sign = text.charAt(i + k);
      const six = sign === '=' && i + k >= text.length - padding ? 0 : ALPHABET.indexOf(sign);
      if (six < 0) return undefined;
      word = (word << 6) | six;
    }
    for (const byte of [word >> 16, (word >> 8) & 255, word & 255]) if (at < bytes.length) bytes[at++] = byte;
  }
  return toBase64(bytes) === text ? bytes : undefined;
}
