import { derivedCode, fitsProtocol } from '../records/derived-code.js';
import { type CodeKind } from './target.entity.js';

export interface CodedTarget {
  readonly uscc: string | null;
  readonly alias: string | null;
  readonly name: string;
}

/**
 * The code by which a target goes into draws: its unified social credit code; else its alias, where that fits the
 * protocol's id grammar; else `X-` and 16 hex digits of SHA-256(agency's code, line feed, alias or else name). It follows
 * from what the target says at the time: a target that is given a credit code, and one without any that is renamed, changes
 * its code (drawn records keep the one of their day).
 */
export function targetCode(
  agencyCode: string,
  target: CodedTarget,
): { readonly code: string; readonly codeKind: CodeKind } {
  if (target.uscc !== null) return { code: target.uscc, codeKind: 'uscc' };
  if (target.alias !== null && fitsProtocol(target.alias)) return { code: target.alias, codeKind: 'alias' };
  return { code: derivedCode('X', agencyCode, target.alias ?? target.name), codeKind: 'derived' };
}
