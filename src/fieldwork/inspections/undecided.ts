/** What may be asked for about an inspection, and waits for a second person: 回避、撤销检查登记、撤回公示. */
export const UNDECIDED = ['recusal', 'visit', 'publication'] as const;
export type Undecided = (typeof UNDECIDED)[number];

const retraction = (subject: string): string =>
  `SELECT asked.inspection_id FROM inspection_retractions asked WHERE asked.undecided = 1 AND asked.subject = '${subject}'`;

/** SQL that says about which inspections it is: a few, however many there are. Queries of their own, for those rooms come later. */
export const ASKED_ABOUT: Readonly<Record<Undecided, string>> = {
  recusal: 'SELECT asked.inspection_id FROM inspection_recusals asked WHERE asked.undecided = 1',
  visit: retraction('visit'),
  publication: retraction('publication'),
};
