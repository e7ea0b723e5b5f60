/** Letters and digits of any script (张三 is a username), with . _ - @ between them. */
const USERNAME = /^[\p{L}\p{N}][\p{L}\p{N}._@-]{1,63}$/u;

/**
 * The one form of a username that is stored and compared: NFKC, so that full-width letters from a Chinese keyboard are the
 * plain ones, and lower case, so that `Admin` and `admin` cannot be two people.
 */
export function canonicalUsername(typed: string): string {
  return typed.trim().normalize('NFKC').toLowerCase();
}

/** Whether a canonical username may be given to someone: 2 to 64 characters. */
export function isUsername(canonical: string): boolean {
  return USERNAME.test(canonical);
}
