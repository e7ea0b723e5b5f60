import { canonicalBytes } from '../../../protocol/json/canonical.js';

/** What is signed on site. The server makes the same bytes (README, "On site"). */
export interface SignedRecord {
  readonly inspectionId: number;
  readonly targetCode: string;
  readonly targetName: string;
  readonly answers: readonly {
    readonly matterId: number;
    readonly question: string;
    readonly version: number;
    readonly value: string;
  }[];
  /** SHA-256 of each that counts. */
  readonly files: readonly string[];
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

export function signedBytes({ answers, files, inspectionId, targetCode, targetName }: SignedRecord): Uint8Array {
  return canonicalBytes({
    format: 'sortis-on-site-record/1',
    inspectionId,
    targetCode,
    targetName: targetName.normalize('NFC'),
    answers: [...answers]
      .sort((a, b) => a.matterId - b.matterId || compare(a.question, b.question))
      .map(({ matterId, question, value, version }) => ({
        matterId,
        question,
        version,
        value: value.normalize('NFC'),
      })),
    files: [...files].sort(compare),
  });
}
