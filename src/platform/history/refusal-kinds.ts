/** Why somebody was refused: his role, a rule about this one record, or that it lies outside what he sees. */
export const REFUSAL_KINDS = ['role', 'rule', 'outside'] as const;
export type RefusalKind = (typeof REFUSAL_KINDS)[number];
