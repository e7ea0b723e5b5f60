/** `participant`: brings seats of its own (联合抽查). `neighbour`: lends its people to the initiator's seats (相邻单位人员库). */
export const PARTNER_ROLES = ['participant', 'neighbour'] as const;
export type PartnerRole = (typeof PARTNER_ROLES)[number];

/**
 * invited → accepted or declined by the agency that was asked; `left-out` by the one that asked, before or after the answer.
 * One that is out of it may be asked once more.
 */
export const PARTNER_STATES = ['invited', 'accepted', 'declined', 'left-out'] as const;
export type PartnerState = (typeof PARTNER_STATES)[number];

/** Still asked, or taking part. */
export const isIn = ({ state }: { readonly state: PartnerState }): boolean =>
  state === 'invited' || state === 'accepted';
