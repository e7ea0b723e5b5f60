import { canonicalBytes } from '../../../protocol/index.js';
import { sha256Hex } from '../../../platform/secrets/secrets.js';

/*
 * What is signed on site: the answers that stand and the files that count. A phone makes the same bytes from what it has
 * (src/console/app/field/signed-record.ts), so that a signature made without a network says of which version it is. Findings
 * are not part of it: they are judged later, and by others.
 */

export interface SignedAnswer {
  readonly matterId: number;
  readonly question: string;
  readonly version: number;
  readonly value: string;
}

export interface SignedRecord {
  readonly inspectionId: number;
  readonly targetCode: string;
  readonly targetName: string;
  readonly answers: readonly SignedAnswer[];
  /** SHA-256 of each. */
  readonly files: readonly string[];
}

/** Canonical JSON (RFC 8785); lists in the order of matter and question, and of hashes. */
export function recordBytes({ answers, files, inspectionId, targetCode, targetName }: SignedRecord): Uint8Array {
  const byQuestion = (a: SignedAnswer, b: SignedAnswer): number =>
    a.matterId - b.matterId || (a.question < b.question ? -1 : a.question > b.question ? 1 : 0);
  return canonicalBytes({
    format: 'sortis-on-site-record/1',
    inspectionId,
    targetCode,
    targetName: targetName.normalize('NFC'),
    answers: [...answers].sort(byQuestion).map(({ matterId, question, value, version }) => ({
      matterId,
      question,
      version,
      value: value.normalize('NFC'),
    })),
    files: [...files].sort(),
  });
}

export const recordHash = (record: SignedRecord): string => sha256Hex(recordBytes(record));
