/** What the public reads of the inspectors: name and certificate, the family name alone, or the certificate's number alone. */
export const INSPECTOR_NAMES = ['full', 'surname', 'certificate'] as const;
export type InspectorNames = (typeof INSPECTOR_NAMES)[number];

/** What it reads of targets that are natural persons. */
export const PERSON_TARGETS = ['full', 'masked'] as const;
export type PersonTargets = (typeof PERSON_TARGETS)[number];

/** What holds for one agency. Addresses, telephone numbers and free texts are in no bulletin, whatever it says. */
export interface DisclosureRules {
  readonly inspectorNames: InspectorNames;
  readonly personTargets: PersonTargets;
  /** Years for which a result is on display. */
  readonly retentionYears: number;
}

/** Where nobody says anything. */
export const SAFE_RULES: DisclosureRules = { inspectorNames: 'surname', personTargets: 'masked', retentionYears: 5 };

export type OwnRules = { readonly [Name in keyof DisclosureRules]: DisclosureRules[Name] | null };

/**
 * What holds at the end of a line of agencies: of each rule what the nearest of them says.
 * @param line what each says of its own, from the top down
 */
export function rulesOf(line: readonly (OwnRules | undefined)[]): DisclosureRules {
  const nearest = <Name extends keyof DisclosureRules>(name: Name): DisclosureRules[Name] => {
    const said = line.findLast((own) => (own?.[name] ?? null) !== null)?.[name];
    return said ?? SAFE_RULES[name];
  };
  return {
    inspectorNames: nearest('inspectorNames'),
    personTargets: nearest('personTargets'),
    retentionYears: nearest('retentionYears'),
  };
}

/** The moment until which what was published is no longer on display: the same moment, that many years before. */
export function displayedAfter(now: Date, years: number): Date {
  const moment = new Date(now);
  moment.setUTCFullYear(moment.getUTCFullYear() - years);
  // the 29th of February has no fellow in most years, and the 1st of March would be a day early
  if (moment.getUTCMonth() !== now.getUTCMonth()) moment.setUTCDate(0);
  return moment;
}
