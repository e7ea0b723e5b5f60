import { Integer, Text } from '../../platform/http/fields.js';
import { type AgencyScope } from './agency-scope.js';

/** Who says what holds for an agency: itself, one above it, or nobody, and then the product's own value holds. */
export class SettingFromResponse {
  @Integer({ min: 1, max: 2_147_483_647, nullable: true, about: 'null: nobody says it, and the product’s own holds' })
  agencyId: number | null;

  @Text({ max: 200, nullable: true })
  agency: string | null;
}

/**
 * Whose word counts: that of the nearest.
 * @param line the agency and those above it, from the top down
 * @param says whether an agency says anything itself
 */
export const nearest = (line: readonly number[], says: (agencyId: number) => boolean): number | null =>
  line.findLast(says) ?? null;

/** With their names; those of agencies above the caller's own too, for what they say holds for him. */
export async function settingsFrom<Name extends string>(
  scope: AgencyScope,
  from: Readonly<Record<Name, number | null>>,
): Promise<Record<Name, SettingFromResponse>> {
  const entries = Object.entries(from) as [Name, number | null][];
  const named = await scope.named(entries.flatMap(([, id]) => id ?? []));
  return Object.fromEntries(
    entries.map(([name, id]) => [name, { agencyId: id, agency: named.find((one) => one.id === id)?.name ?? null }]),
  ) as Record<Name, SettingFromResponse>;
}
