/**
 * The unified social credit code of legal persons and other organisations, GB 32100-2015: 18 characters out of 31
 * (digits and capitals without I, O, S, V, Z); the last one checks the other 17.
 */
const ALPHABET = '0123456789ABCDEFGHJKLMNPQRTUWXY';

const BODY = /^[0-9A-HJ-NP-RTUWXY]{17}$/u;

/** Weights are 3^(i-1) mod 31, i from 1 (GB 32100-2015, 5.3). */
const WEIGHTS = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28] as const;

/** The check character of 17 characters; undefined where they are not of the code's alphabet. */
export function usccCheckCharacter(body: string): string | undefined {
  if (!BODY.test(body)) return undefined;
  let sum = 0;
  WEIGHTS.forEach((weight, position) => {
    sum += weight * ALPHABET.indexOf(body.charAt(position));
  });
  return ALPHABET.charAt((31 - (sum % 31)) % 31);
}

/** Whether a code is one: 18 characters in half width and capitals, with the right check character. */
export function isUscc(code: string): boolean {
  return code.length === 18 && usccCheckCharacter(code.slice(0, 17)) === code.charAt(17);
}
