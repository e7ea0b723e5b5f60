import { type DrawPhase } from '../draws/draw.entity.js';

/*
 * What of a draw has become public so far, as facts that never cease to be so. Pure: two processes on one database that look
 * at the same row say the same, and whoever was cut off from one goes on at another.
 */

/** In the order in which they can come about; the place of each is its bit in the id of an event, so it never changes. */
export const FACTS = ['committed', 'seeded', 'drawn', 'infeasible', 'published', 'issued', 'ended', 'voided'] as const;
export type FactName = (typeof FACTS)[number];

/** What is looked at again and again while somebody watches. Nothing of the result is among it, and no secret. */
export interface WatchedRow {
  readonly number: string;
  readonly phase: DrawPhase;
  readonly commitment: string;
  readonly committedAt: Date | null;
  readonly drawAt: Date;
  readonly seededAt: Date | null;
  /** The reveal as it stands in the public log, as text. */
  readonly entropy: string | null;
  readonly drawnAt: Date | null;
  readonly issuedAt: Date | null;
  readonly endedAt: Date | null;
  readonly voidedAt: Date | null;
  readonly recordHash: string | null;
  readonly failure: { readonly zh: string; readonly en: string } | null;
}

/** What the manifest says for good about the publication. */
export interface WatchedTerms {
  readonly pools: 'open' | 'closed';
  readonly notBefore: string;
}

export interface DrawFact {
  readonly name: FactName;
  readonly data: Readonly<Record<string, unknown>>;
}

/** The facts of a draw that has been committed, at this moment. */
export function factsOf(row: WatchedRow, terms: WatchedTerms, now: Date): DrawFact[] {
  const { commitment, committedAt, drawAt, drawnAt, endedAt, entropy, failure, issuedAt, recordHash, seededAt } = row;
  const facts: DrawFact[] = [];
  const tell = (name: FactName, at: Date | string | null, more: object = {}): void => {
    facts.push({
      name,
      data: { number: row.number, at: at instanceof Date ? at.toISOString() : at, ...more },
    });
  };
  tell('committed', committedAt, { commitment, drawAt: drawAt.toISOString() });
  if (seededAt !== null && entropy !== null) tell('seeded', seededAt, { reveal: JSON.parse(entropy) as object });
  if (recordHash !== null) {
    // one without teams was drawn as well; what was drawn is public only from its moment on
    tell('drawn', drawnAt, { recordHash });
    if (row.phase === 'infeasible') tell('infeasible', drawnAt);
    if (terms.notBefore <= now.toISOString()) {
      const place = `/api/v1/public/draws/${row.number}`;
      const evidence = terms.pools === 'open' ? `${place}/evidence` : null;
      tell('published', terms.notBefore, { evidence, extract: `${place}/extract` });
    }
  }
  if (issuedAt !== null) tell('issued', issuedAt);
  if (endedAt !== null && recordHash === null) tell('ended', endedAt, { failure });
  if (row.phase === 'voided') tell('voided', row.voidedAt);
  return facts;
}

/** Which facts were told, as the id of an event: whoever comes again with it is told the others. */
export const idOf = (told: number): string => told.toString(16).padStart(2, '0');

/** None for an id that is not ours: then everything is told anew. */
export function toldBy(lastId: string | undefined): number {
  if (lastId === undefined || !/^[0-9a-f]{2}$/.test(lastId)) return 0;
  return parseInt(lastId, 16);
}

/** Those that were not told yet, each with what has been told after it. */
export function untold(facts: readonly DrawFact[], told: number): { readonly fact: DrawFact; readonly told: number }[] {
  let so = told;
  return facts.flatMap((fact) => {
    const bit = 1 << FACTS.indexOf(fact.name);
    if ((so & bit) !== 0) return [];
    so |= bit;
    return [{ fact, told: so }];
  });
}

/** One event, as text/event-stream has it (HTML Living Standard §9.2). JSON has no line breaks of its own. */
export function eventText(name: string, data: object, id?: string): string {
  return `event: ${name}\n${id === undefined ? '' : `id: ${id}\n`}data: ${JSON.stringify(data)}\n\n`;
}
