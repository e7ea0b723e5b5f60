/* 核验码, as somebody types or scans it. Whether it is real only the server knows. */

const LETTERS = /^[0-9ABCDEFGHJKMNPQRSTVWXYZ]{12}$/;

/** The code in what was typed or scanned: the code itself, or the address in which it stands; undefined where there is none. */
export function codeIn(said: string): string | undefined {
  if (said.length > 300) return undefined;
  const inAddress = /\/i\/([^/?#]+)[/?#]?[^/]*$/.exec(said)?.[1] ?? said;
  const letters = inAddress
    // full-width letters come from Chinese keyboards
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[\s\-–—.·]/gu, '')
    .replace(/O/g, '0')
    .replace(/[IL]/g, '1');
  return LETTERS.test(letters) ? letters : undefined;
}

/** In groups of four, as it stands on paper. */
export const groupedCode = (code: string): string => code.replace(/.{4}(?=.)/g, '$&-');
