import { type Recipient } from '../accounts/users/recipients.js';

/**
 * Those who are nearest to an agency: of its own people, or, where there is none, of the agency above, and so on up to
 * those who see the whole tree. An office of one person has someone above it, who is not troubled for the others.
 * @param line the agency and all above it, from the top down
 */
export function nearest(line: readonly number[], people: readonly Recipient[]): Recipient[] {
  for (const agencyId of [...line].reverse()) {
    const here = people.filter((person) => person.agencyId === agencyId);
    if (here.length > 0) return here;
  }
  return people.filter(({ agencyId }) => agencyId === null);
}
