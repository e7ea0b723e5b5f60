import { type EntityManager } from 'typeorm';

/** What was ordered upon a finding. */
export interface OrderedUpon {
  readonly id: number;
  readonly findingCode: string;
  readonly matterId: number | null;
}

/**
 * The rectifications that rest on a finding of this inspection; those that were ended do not, whether they were ordered in
 * error or cannot be mended. A query of its own: findings come before.
 */
export async function readOrderedUpon(manager: EntityManager, inspectionId: number): Promise<OrderedUpon[]> {
  return manager.query<OrderedUpon[]>(
    `SELECT id AS id, finding_code AS findingCode, matter_id AS matterId FROM rectifications
      WHERE inspection_id = ? AND (outcome IS NULL OR outcome <> 'ended') ORDER BY id`,
    [inspectionId],
  );
}

/** Those whose finding would be gone. */
export const withoutFinding = (
  ordered: readonly OrderedUpon[],
  findings: readonly { readonly code: string; readonly matterId: number | null }[],
): OrderedUpon[] =>
  ordered.filter(
    ({ findingCode, matterId }) =>
      !findings.some((finding) => finding.code === findingCode && finding.matterId === matterId),
  );
