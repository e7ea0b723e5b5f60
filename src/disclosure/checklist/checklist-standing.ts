import { isDeepStrictEqual } from 'node:util';

import { type Json } from '../../protocol/index.js';
import { sealed, type Unsealed } from '../kept/sealed.js';

/*
 * What is public of a matter, held against what the list says of it now. Whoever is inspected reads the one and is inspected
 * by the other, so people are told where they part.
 */

/**
 * `unpublished`: on no published checklist; `differing`: what is public is older than the list; `same`: it says the same;
 * `without-basis`: no checklist may have it; `retired`: inspected no more.
 */
export const STANDINGS = ['unpublished', 'differing', 'same', 'without-basis', 'retired'] as const;
export type Standing = (typeof STANDINGS)[number];

/**
 * The members of a matter that the public reads otherwise; `agency` where the agency's own name or code is another.
 * @param now as contentOfMatter makes it
 * @param published what a kept version says
 */
export function differingMembers(
  now: Readonly<Record<string, Unsealed>>,
  published: Readonly<Record<string, Json>>,
): string[] {
  // words of another form of the same characters (NFD) are no other words
  const { agency, matter } = sealed(now).document;
  const [left, right] = [membersOf(matter), membersOf(published.matter)];
  const names = [...new Set([...Object.keys(left), ...Object.keys(right)])];
  return [
    ...(isDeepStrictEqual(agency, published.agency) ? [] : ['agency']),
    ...names.filter((name) => !isDeepStrictEqual(left[name], right[name])),
  ];
}

const membersOf = (said: unknown): Readonly<Record<string, unknown>> =>
  typeof said === 'object' && said !== null ? (said as Readonly<Record<string, unknown>>) : {};

/** @param differing undefined where nothing of it is public */
export function standingOf(
  matter: { readonly retired: boolean; readonly legalBasis: string | null },
  differing: readonly string[] | undefined,
): Standing {
  if (matter.retired) return 'retired';
  if ((matter.legalBasis ?? '') === '') return 'without-basis';
  if (differing === undefined) return 'unpublished';
  return differing.length > 0 ? 'differing' : 'same';
}
