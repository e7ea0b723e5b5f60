import { DomainError } from '../errors/domain-error.js';
import { text } from '../text.js';

/** The ETag of version 3 is `"3"`. */
export function etagOf(version: number): string {
  return `"${version}"`;
}

/**
 * Refuses a change that was made against an older version (If-Match, RFC 9110 §13.1.1). Without the header, or with `*`,
 * the change is made against whatever is there.
 */
export function requireVersion(ifMatch: string | undefined, current: number): void {
  if (ifMatch === undefined || ifMatch.trim() === '*') return;
  const offered = ifMatch.split(',').map((tag) => tag.trim().replace(/^W\//, ''));
  if (offered.includes(etagOf(current))) return;
  throw new DomainError(
    'stale',
    'changed_meanwhile',
    text(
      `内容已是第 ${current} 版，你依据的是 ${ifMatch}。请重新打开后再改。`,
      `It is at version ${current} by now, and you started from ${ifMatch}. Open it again, then change it.`,
    ),
    { details: { currentVersion: current } },
  );
}
