import { resultWords, isProblem, nameOfFinding, TARGET_STATES_MET } from '../../fieldwork/findings/finding-codes.js';
import { type Bilingual } from '../../platform/text.js';
import { openedAt, ToSeal, type SealedDocument, type Unsealed } from '../kept/sealed.js';
import { type DisclosureRules } from '../rules/disclosure-rules.js';
import { shownInspector, shownTarget, type ShownInspector, type ShownTarget } from '../rules/masks.js';

export interface Named {
  readonly code: string;
  readonly name: string;
}

/** What is published of an inspection, from the facts as they are when it is. No address, no telephone, no free text. */
export interface ResultFacts {
  readonly agency: Named;
  readonly draw: { readonly number: string; readonly place: number; readonly recordHash: string | null };
  readonly target: ShownTarget & { readonly kind: string };
  readonly team: readonly {
    readonly name: string;
    readonly certificateNumber: string | null;
    readonly expert: boolean;
  }[];
  readonly matters: readonly (Named & { readonly legalBasis: string | null })[];
  readonly visitedOn: string;
  readonly targetState: string | null;
  /** `matter`: its code; null speaks of all. */
  readonly findings: readonly { readonly code: string; readonly matter: string | null }[];
}

export const contentOf = ({ target, team, ...facts }: ResultFacts): Readonly<Record<string, Unsealed>> => ({
  agency: { ...facts.agency },
  draw: { ...facts.draw },
  target: { code: new ToSeal(target.code), name: new ToSeal(target.name), kind: target.kind },
  team: team.map(({ certificateNumber, expert, name }) => ({
    name: new ToSeal(name),
    certificateNumber: new ToSeal(certificateNumber),
    expert,
  })),
  matters: facts.matters.map(({ code, legalBasis, name }) => ({ code, name, legalBasis })),
  visitedOn: facts.visitedOn,
  targetState: facts.targetState,
  findings: facts.findings.map(({ code, matter }) => ({ code, matter })),
});

/** What is published in the place of a result that is withdrawn: that there was one, and nothing of what it said. */
export const contentOfWithdrawal = ({
  agency,
  draw,
}: Pick<ResultFacts, 'agency' | 'draw'>): Readonly<Record<string, Unsealed>> => ({
  agency: { ...agency },
  draw: { ...draw },
  state: 'withdrawn',
});

/** What the public reads of a version. */
export interface ShownResult extends Omit<ResultFacts, 'target' | 'team' | 'targetState' | 'findings'> {
  readonly target: ShownTarget & { readonly kind: string; readonly masked: boolean };
  readonly team: readonly (ShownInspector & { readonly expert: boolean })[];
  readonly findings: readonly { readonly code: string; readonly matter: string | null; readonly name: Bilingual }[];
  readonly targetState: { readonly code: string; readonly name: Bilingual } | null;
  readonly result: Bilingual;
  readonly problem: boolean;
  /** Those openings that show no more than this does. */
  readonly openings: SealedDocument['openings'];
}

export function shownResult(kept: SealedDocument, person: boolean, rules: DisclosureRules): ShownResult {
  const facts = kept.document as unknown as ResultFacts;
  const opened = (pointer: string): string => openedAt(kept, pointer) ?? '';
  const target = shownTarget({ code: opened('/target/code'), name: opened('/target/name') }, person, rules);
  const openings: Record<string, SealedDocument['openings'][string]> = {};
  const open = (pointer: string, shown: string | null): void => {
    const opening = kept.openings[pointer];
    // what is shown whole can be compared, and nothing else: a salt beside a masked name would let anyone try names
    if (opening?.value === shown) openings[pointer] = opening;
  };
  if (!target.masked) for (const name of ['code', 'name'] as const) open(`/target/${name}`, target[name]);
  const team = facts.team.map(({ expert }, at) => {
    const place = `/team/${at}`;
    const whole = { name: opened(`${place}/name`), certificateNumber: openedAt(kept, `${place}/certificateNumber`) };
    const shown = shownInspector(whole, rules);
    if (rules.inspectorNames === 'full') open(`${place}/name`, shown.name);
    if (rules.inspectorNames !== 'surname') open(`${place}/certificateNumber`, shown.certificateNumber);
    return { ...shown, expert };
  });
  const codes = facts.findings.map(({ code }) => code);
  const met = TARGET_STATES_MET.find(({ code }) => code === facts.targetState);
  return {
    agency: facts.agency,
    draw: facts.draw,
    target: { ...target, kind: facts.target.kind },
    team,
    matters: facts.matters,
    visitedOn: facts.visitedOn,
    targetState: met === undefined ? null : { code: met.code, name: met.name },
    findings: facts.findings.map(({ code, matter }) => ({ code, matter, name: nameOfFinding(code) })),
    result: resultWords(codes),
    problem: codes.some(isProblem),
    openings,
  };
}

/** The number of a result: that of its draw, and the place in it. A draw's own number has hyphens and no point. */
export const resultNumber = (drawNumber: string, place: number): string => `${drawNumber}.${place}`;

const LONGEST_WORD = 20;
const MOST_LETTERS = 100;

/** What a target is found by: its name from each of its letters on. */
export function wordsOfName(name: string): string[] {
  const letters = [...name.toLowerCase()].slice(0, MOST_LETTERS);
  return [
    ...new Set(
      letters.map((_, at) =>
        letters
          .slice(at, at + LONGEST_WORD)
          .join('')
          .trim(),
      ),
    ),
  ].filter((word) => word !== '');
}

/** The beginning that all names have which contain what somebody seeks, as far as words reach. */
export const soughtWord = (said: string): string => [...said.toLowerCase()].slice(0, LONGEST_WORD).join('').trim();
