import { derivedCode, fitsProtocol } from '../records/derived-code.js';

/**
 * The code by which an inspector goes into draws: the certificate's number where that fits the protocol's id grammar, else
 * the derived one. Codes are unique over all agencies, because inspectors of several go into one draw; where another agency
 * has the number already (numbers are unique to their issuer only), the derived code is taken as well.
 */
export function inspectorCode(agencyCode: string, inspector: CodedInspector, taken: (code: string) => boolean): string {
  const { certificateNumber } = inspector;
  if (certificateNumber !== null && fitsProtocol(certificateNumber) && !taken(certificateNumber)) {
    return certificateNumber;
  }
  return derivedInspectorCode(agencyCode, inspector);
}

export interface CodedInspector {
  /** Null for an expert without one. */
  readonly certificateNumber: string | null;
  readonly name: string;
}

/** `I-` and 16 hex digits of SHA-256(agency's code, line feed, certificate's number or else name). */
export function derivedInspectorCode(agencyCode: string, inspector: CodedInspector): string {
  return derivedCode('I', agencyCode, inspector.certificateNumber ?? inspector.name);
}
