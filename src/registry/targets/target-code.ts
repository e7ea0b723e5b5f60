import { derivedCode, fitsProtocol } from '../records/derived-code.js';
import { type CodeKind } from './target.entity.js';

export interface CodedTarget {
  readonly uscc: string | null;
  readonly alias: string | null;
  readonly name: string;
}

/**
 * The code by which a target goes into draws: its unified social credit code; else its alias, where that fits the
 * protocol's id grammar and no other agency has it; else the derived code. It follows from what the target says: one that
 * is given a credit code, and one without any that is renamed, changes its code (a drawn record keeps the one of its day).
 * @param taken whether another agency has a code already
 */
export function targetCode(
  agencyCode: string,
  target: CodedTarget,
  taken: (code: string) => boolean,
): { readonly code: string; readonly codeKind: CodeKind } {
  if (target.uscc !== null) return { code: target.uscc, codeKind: 'uscc' };
  const { alias } = target;
  if (alias !== null && fitsProtocol(alias) && !taken(alias)) return { code: alias, codeKind: 'alias' };
  return { code: derivedTargetCode(agencyCode, target), codeKind: 'derived' };
}

/** `X-` and 16 hex digits of SHA-256(agency's code, line feed, alias or else name). */
export function derivedTargetCode(agencyCode: string, target: CodedTarget): string {
  return derivedCode('X', agencyCode, target.alias ?? target.name);
}

/** The codes under which a target may be known to its agency, the best first. */
export function codesOfTarget(agencyCode: string, target: CodedTarget): string[] {
  return [
    ...(target.uscc === null ? [] : [target.uscc]),
    ...(target.alias === null ? [] : [target.alias]),
    derivedTargetCode(agencyCode, target),
  ];
}
