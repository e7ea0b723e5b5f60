import { surnameOnly } from '../../fieldwork/codes/masked-name.js';
import { type DisclosureRules } from './disclosure-rules.js';

export const MASK = '*';

/** The unified code of whoever trades under a name of his own (GB 32100: 9 for the market regulator, 2 for 个体工商户). */
const SOLE_TRADER = /^92[0-9A-Z]{16}$/i;
/** The number of an identity card (GB 11643): region, day of birth, order, check. */
const IDENTITY_CARD = /^[1-8]\d{5}(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}[\dX]$/i;
/** 个人独资企业 is an enterprise, whose name is its own. */
const OF_PERSONS = /个体|自然人|公民|村民|居民个人|个人(?!独资)/u;

/** Whether a target is a natural person, or trades under one's name. Where in doubt it is: a mask too much does no harm. */
export function isPerson({ code, kind }: { readonly code: string; readonly kind: string }): boolean {
  return SOLE_TRADER.test(code) || IDENTITY_CARD.test(code) || OF_PERSONS.test(kind);
}

/** 张三 → 张*: the first letter and no more, not even how many follow. Of a single letter nothing. */
export function maskedName(name: string): string {
  const [first, ...rest] = name.trim().normalize('NFC');
  return first !== undefined && /^\p{L}$/u.test(first) && rest.some((sign) => /\p{L}/u.test(sign))
    ? first + MASK
    : MASK;
}

/** The first two signs of a code, which tell who registered it or in which province; of a short one nothing. */
export const maskedCode = (code: string): string => (code.length >= 15 ? code.slice(0, 2) + MASK : MASK);

export interface ShownTarget {
  readonly code: string;
  readonly name: string;
}

/** What the public reads of a target, and whether that is all of it. */
export function shownTarget(
  target: ShownTarget,
  person: boolean,
  { personTargets }: Pick<DisclosureRules, 'personTargets'>,
): ShownTarget & { readonly masked: boolean } {
  if (!person || personTargets === 'full') return { ...target, masked: false };
  return { code: maskedCode(target.code), name: maskedName(target.name), masked: true };
}

export interface ShownInspector {
  readonly name: string | null;
  readonly certificateNumber: string | null;
}

/** What the public reads of an inspector. */
export function shownInspector(
  { certificateNumber, name }: { readonly name: string; readonly certificateNumber: string | null },
  { inspectorNames }: Pick<DisclosureRules, 'inspectorNames'>,
): ShownInspector {
  switch (inspectorNames) {
    case 'full':
      return { name, certificateNumber };
    case 'surname':
      return { name: surnameOnly(name), certificateNumber: null };
    case 'certificate':
      return { name: null, certificateNumber };
  }
}
