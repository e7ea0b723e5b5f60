import { createHash } from 'node:crypto';

import { type StratumTerms } from '../../planning/batches/strata.js';
import { canonicalBytes, compareUtf8, type Condition, type Json } from '../../protocol/index.js';

const SCOPE_SIGNS = 16;

/**
 * Of whom a batch draws, as 16 hex digits: its filter, and its strata with their conditions, in whatever order they were typed.
 * Batches of one rotation that draw of others are no rounds of one cycle: whose turn has come in one says nothing of the other.
 */
export function rotationScope(filter: readonly Condition[], strata: readonly StratumTerms[]): string {
  const conditions = (all: readonly Condition[]): Json =>
    all
      .map(({ field, in: values }) => ({ field, in: values.map(String).sort(compareUtf8) }))
      .sort((a, b) => compareUtf8(a.field, b.field) || compareUtf8(a.in.join('\n'), b.in.join('\n')));
  const slices = strata
    .map(({ code, conditions: of, rest }) => ({ code, conditions: conditions(of), rest }))
    .sort((a, b) => compareUtf8(a.code, b.code));
  const bytes = canonicalBytes({ filter: conditions(filter), strata: slices });
  return createHash('sha256').update(bytes).digest('hex').slice(0, SCOPE_SIGNS);
}
