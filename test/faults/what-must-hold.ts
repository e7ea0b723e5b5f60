import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { inflateRawSync } from 'node:zlib';

import { allKept } from '../../src/drawing/log/checkpoint-folder.js';
import { checkLog } from '../../src/drawing/log/log-check.js';
import { type Draw } from '../../src/drawing/draws/draw.entity.js';
import { type LogEntry, readEntry, readJson, UNWATCHED, verifyEvidence, watchLog } from '../../src/protocol/index.js';
import { ROOT, sortis } from '../support/server.js';
import { type FaultHouse } from './rig/fault-house.js';
import { type Tally } from './rig/tally.js';

/*
 * What must hold of a database after any fault, once everything that was due has been drawn. It asks the tables by its own
 * SQL and reads the kept record itself; only evidence and the log's tree go through the product's own readers, because those
 * are what a stranger judges by.
 */

export type Rule =
  | 'one draw'
  | 'commitment stands'
  | 'evidence'
  | 'inspections'
  | 'log tree'
  | 'log entries'
  | 'moments'
  | 'history'
  | 'nothing stuck';

export interface Offence {
  readonly rule: Rule;
  readonly what: string;
  /** How many draws, inspections or entries are missing or there more than once. */
  readonly lost?: number;
  readonly doubled?: number;
}

export interface Looked {
  readonly offences: readonly Offence[];
  readonly draws: number;
  readonly inspections: number;
  readonly entries: number;
}

export interface How {
  /** Draws that verify.py looks at as well. */
  readonly byPython?: number;
  /** Over so many targets evidence is written to a file and verified by the command, not in memory. */
  readonly inMemory?: number;
}

interface DrawRow {
  readonly id: number;
  readonly number: string;
  readonly occurrenceId: number;
  readonly phase: string;
  readonly commitment: string | null;
  readonly record: string | null;
  readonly population: number;
  readonly sampleSize: number;
  readonly announcedAt: unknown;
  readonly cutoffAt: unknown;
  readonly committedAt: unknown;
  readonly drawAt: unknown;
  readonly seededAt: unknown;
  readonly drawnAt: unknown;
  readonly issuedAt: unknown;
}

const run = promisify(execFile);
/** A test may have put the clock forward. */
const A_DAY = 25 * 3_600_000;

/** Everything that does not hold. */
export async function whatBroke(house: FaultHouse, how: How = {}): Promise<Looked> {
  const draws = await house.query<DrawRow & Record<string, unknown>>(
    `SELECT id AS id, number AS number, occurrence_id AS occurrenceId, phase AS phase, commitment AS commitment,
            record_hash AS record, population AS population, sample_size AS sampleSize, announced_at AS announcedAt,
            cutoff_at AS cutoffAt, committed_at AS committedAt, draw_at AS drawAt, seeded_at AS seededAt,
            drawn_at AS drawnAt, issued_at AS issuedAt
       FROM draws ORDER BY id`,
  );
  const offences: Offence[] = [];
  offences.push(...oneDrawEach(house.occurrences, draws), ...theSameAsSeen(house, draws), ...draws.flatMap(inOrder));
  let inspections = 0;
  for (const draw of draws.filter(({ record }) => record !== null)) {
    const found = await inspectionsOf(house, draw);
    inspections += found.inspections;
    offences.push(...found.offences);
  }
  offences.push(...(await evidence(house, draws, how)));
  const entries = await house.query<{ body: string; kind: string; number: string | null }>(
    'SELECT body AS body, kind AS kind, draw_number AS number FROM log_entries ORDER BY position',
  );
  offences.push(...(await logTree(house)), ...logEntries(entries, draws));
  offences.push(...(await history(house, draws)), ...(await stuck(house)));
  return { offences, draws: draws.length, inspections, entries: entries.length };
}

/** The counts of a fault that was made so often. A draw that never came to its end is one that did not survive. */
export async function tallyOf(house: FaultHouse, runs: number, how: How = {}): Promise<Tally & { looked: Looked }> {
  const looked = await whatBroke(house, how);
  const sum = (of: (offence: Offence) => number | undefined): number =>
    looked.offences.reduce((total, offence) => total + (of(offence) ?? 0), 0);
  const open = (await house.open()).length;
  return {
    runs,
    survived: Math.max(0, runs - open),
    lost: sum(({ lost }) => lost),
    doubled: sum(({ doubled }) => doubled),
    broken: looked.offences.map(({ rule, what }) => `${rule}: ${what}`),
    looked,
  };
}

function oneDrawEach(occurrences: readonly number[], draws: readonly DrawRow[]): Offence[] {
  const times = new Map<number, number>(occurrences.map((id) => [id, 0]));
  for (const { occurrenceId } of draws) times.set(occurrenceId, (times.get(occurrenceId) ?? 0) + 1);
  return [...times].flatMap(([id, n]): Offence[] => {
    if (n === 1) return [];
    const what = `occurrence ${id} has ${n} draws`;
    return [{ rule: 'one draw', what, ...(n === 0 ? { lost: 1 } : { doubled: n - 1 }) }];
  });
}

function theSameAsSeen({ seen }: FaultHouse, draws: readonly DrawRow[]): Offence[] {
  const standing = new Map(draws.map((draw) => [draw.number, draw]));
  const offences: Offence[] = seen.changed.map((what) => ({ rule: 'commitment stands', what }));
  for (const [number, { commitment, record }] of seen.draws) {
    const draw = standing.get(number);
    if (draw === undefined) offences.push({ rule: 'commitment stands', what: `${number} is gone`, lost: 1 });
    else if (draw.commitment !== commitment || (record !== null && draw.record !== record))
      offences.push({ rule: 'commitment stands', what: `${number} is not what was seen` });
  }
  return offences;
}

function inOrder(draw: DrawRow): Offence[] {
  const { announcedAt, committedAt, cutoffAt, drawAt, drawnAt, issuedAt, number, seededAt } = draw;
  const moments = [announcedAt, cutoffAt, committedAt, drawAt, seededAt, drawnAt, issuedAt].flatMap((moment) =>
    moment === null ? [] : [momentOf(moment)],
  );
  // what was cut off and promised lies before what came of it; the announcement is the first of all
  const holds = moments.every((moment, at) => at === 0 || moments[at - 1]! <= moment);
  return holds ? [] : [{ rule: 'moments', what: `${number}: ${moments.join(' ')}` }];
}

/** SQLite keeps them as text, the other driver makes dates of them. */
const momentOf = (value: unknown): string =>
  value instanceof Date ? value.toISOString() : `${String(value).replace(' ', 'T')}Z`;

interface RecordRead {
  readonly infeasible: unknown;
  readonly teams: readonly { readonly target: string; readonly seats: readonly (readonly string[])[] }[];
}

/** What the record drew, read piece by piece. */
async function recordOf(house: FaultHouse, drawId: number): Promise<RecordRead> {
  const pieces = await house.query<{ seq: number; body: Buffer }>(
    `SELECT seq AS seq, body AS body FROM draw_parts WHERE draw_id = ? AND part = 'record' ORDER BY seq`,
    [drawId],
  );
  return JSON.parse(Buffer.concat(pieces.map(({ body }) => inflateRawSync(body))).toString()) as RecordRead;
}

async function inspectionsOf(
  house: FaultHouse,
  draw: DrawRow,
): Promise<{ inspections: number; offences: readonly Offence[] }> {
  const rows = await house.query<{ id: number; ordinal: number; target: string; seat: number | null; who: string }>(
    `SELECT i.id AS id, i.ordinal AS ordinal, t.code AS target, s.seat AS seat, p.code AS who
       FROM inspections i JOIN targets t ON t.id = i.target_id
       LEFT JOIN inspection_seats s ON s.inspection_id = i.id LEFT JOIN inspectors p ON p.id = s.inspector_id
      WHERE i.draw_id = ? ORDER BY i.ordinal, i.id, s.seat`,
    [draw.id],
  );
  let teams: RecordRead['teams'];
  try {
    ({ teams } = await recordOf(house, draw.id));
  } catch (error) {
    const what = `${draw.number}: its record cannot be read: ${String(error)}`;
    return { inspections: 0, offences: [{ rule: 'inspections', what, lost: 1 }] };
  }
  const made = new Map<number, { ordinal: number; target: string; seats: string[] }>();
  for (const { id, ordinal, seat, target, who } of rows) {
    const one = made.get(id) ?? { ordinal, target, seats: [] };
    if (seat !== null) one.seats.push(who);
    made.set(id, one);
  }
  const byTarget = new Map<string, number>();
  for (const { target } of made.values()) byTarget.set(target, (byTarget.get(target) ?? 0) + 1);
  const extra = [...byTarget.values()].reduce((sum, n) => sum + n - 1, 0);
  const missing = teams.filter(({ target }) => !byTarget.has(target)).length;
  const drawn = new Set(teams.map(({ target }) => target));
  const foreign = [...byTarget.keys()].filter((target) => !drawn.has(target)).length;
  const inPlace = [...made.values()];
  const seated = teams.every(({ seats, target }, at) => {
    const one = inPlace[at];
    return one?.ordinal === at + 1 && one.target === target && one.seats.join() === seats.flat().join();
  });
  const offences: Offence[] = [];
  const tell = (what: string, more: Partial<Offence> = {}): unknown =>
    offences.push({ rule: 'inspections', what: `${draw.number}: ${what}`, ...more });
  if (teams.length !== draw.sampleSize) tell(`${draw.sampleSize} were to be drawn, the record has ${teams.length}`);
  if (missing > 0) tell(`${missing} of ${teams.length} inspections are missing`, { lost: missing });
  if (extra + foreign > 0) tell(`${extra} doubled, ${foreign} foreign inspections`, { doubled: extra + foreign });
  if (missing + extra + foreign === 0 && !seated) tell('the seats are not those of the record');
  return { inspections: made.size, offences };
}

async function evidence(house: FaultHouse, draws: readonly DrawRow[], how: How): Promise<Offence[]> {
  const offences: Offence[] = [];
  const { byPython = 0, inMemory = 200_000 } = how;
  const judged = draws.filter(({ record }) => record !== null);
  const dir = mkdtempSync(join(tmpdir(), 'sortis-evidence-'));
  const file = join(dir, 'evidence.json');
  try {
    for (const [at, { number, population }] of judged.entries()) {
      const tell = (by: string, why: string): unknown =>
        offences.push({ rule: 'evidence', what: `${number}, ${by}: ${why}` });
      try {
        if (population > inMemory) {
          const taken = await sortis(['evidence', number, '-o', file], house.environment);
          if (taken.status !== 0) throw new Error(taken.stderr);
          const { status, stdout } = await sortis(['verify', file]);
          if (status !== 0) tell('sortis verify', stdout);
        } else {
          const text = await house.draws.evidence({ number } as Draw);
          const { reason, steps, verdict } = await verifyEvidence([Buffer.from(text)]);
          if (verdict !== 'holds') tell('verifyEvidence', JSON.stringify(reason ?? steps.at(-1)));
          if (at < byPython) writeFileSync(file, text);
        }
        // a spread of them, the last one too
        if (at < byPython)
          await run('python3', [join(ROOT, 'src/protocol/verify.py'), file], { maxBuffer: 1 << 26 }).catch(
            (error: Error & { stdout?: string }) => tell('verify.py', error.stdout ?? error.message),
          );
      } catch (error) {
        tell('reading it', String(error));
      }
    }
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
  return offences;
}

async function logTree(house: FaultHouse): Promise<Offence[]> {
  const unreadable: string[] = [];
  const kept = allKept(house.checkpoints, ({ en }) => unreadable.push(en));
  const { faults } = await checkLog(house.dataSource, kept);
  return [...faults.map(({ en }) => en), ...unreadable].map((what) => ({ rule: 'log tree', what }));
}

/** Commit, reveal, record: once each, in this order, of the commitment that stands. */
function logEntries(
  entries: readonly { readonly body: string; readonly kind: string; readonly number: string | null }[],
  draws: readonly DrawRow[],
): Offence[] {
  const offences: Offence[] = [];
  const tell = (what: string, more: Partial<Offence> = {}): unknown =>
    offences.push({ rule: 'log entries', what, ...more });
  const told = new Map<string, string[]>();
  const unlike = new Set<string>();
  const standing = new Map(draws.map((draw) => [draw.number, draw]));
  const read: LogEntry[] = [];
  for (const { body, kind, number } of entries) {
    try {
      const entry = readEntry(readJson(Buffer.from(body)), '');
      read.push(entry);
      if (number === null) continue;
      told.set(number, [...(told.get(number) ?? []), kind]);
      if ('commitment' in entry && entry.commitment !== standing.get(number)?.commitment) unlike.add(number);
      if (entry.kind === 'record' && entry.record !== standing.get(number)?.record) unlike.add(number);
    } catch (error) {
      tell(`an entry cannot be read: ${String(error)}`);
    }
  }
  // as a witness reads it who has nothing but the log
  for (const { en } of watchLog(UNWATCHED, read, Date.now() + A_DAY).offences) tell(en);
  for (const { number } of draws) {
    const kinds = told.get(number) ?? [];
    if (kinds.join() === 'commit,reveal,record') continue;
    const missing = 3 - new Set(kinds).size;
    const more = kinds.length - new Set(kinds).size;
    tell(`${number}: ${kinds.join(', ')}`, { lost: missing, doubled: more });
  }
  for (const number of told.keys())
    if (!standing.has(number)) tell(`${number} is in the log and not drawn`, { lost: 1 });
  for (const number of unlike) tell(`${number}: the log says otherwise than the draw`);
  return offences;
}

/** Each step of a draw was noted once. */
async function history(house: FaultHouse, draws: readonly DrawRow[]): Promise<Offence[]> {
  const rows = await house.query<{ id: number; action: string; n: number | string }>(
    `SELECT subject_id AS id, action AS action, COUNT(*) AS n FROM history WHERE subject = 'draw' GROUP BY subject_id, action`,
  );
  const noted = new Map<number, Map<string, number>>();
  for (const { action, id, n } of rows) {
    const of = noted.get(Number(id)) ?? new Map<string, number>();
    noted.set(Number(id), of.set(action, Number(n)));
  }
  return draws.flatMap(({ id, number }) => {
    const of = noted.get(id) ?? new Map<string, number>();
    const once = ['announced', 'committed', 'seeded', 'drawn', 'issued'].every((step) => of.get(step) === 1);
    if (once && of.size === 5) return [];
    return [{ rule: 'history' as const, what: `${number}: ${JSON.stringify([...of])}` }];
  });
}

/** Nobody holds a job that nobody works at, and nothing is half-way for ever. */
async function stuck(house: FaultHouse): Promise<Offence[]> {
  const tell = (what: string): Offence => ({ rule: 'nothing stuck', what });
  const jobs = await house.query<Record<string, unknown>>(
    `SELECT kind AS kind, job_key AS jobKey, state AS state, owner AS owner, lease_until AS lease FROM jobs
      WHERE (kind IN ('draw', 'issue') AND state <> 'done') OR (state = 'running' AND (owner IS NULL OR lease_until IS NULL))
         OR state = 'failed'`,
  );
  const open = await house.open();
  const half = await house.query<Record<string, unknown>>(
    `SELECT id AS id, state AS state FROM occurrences WHERE state <> 'drawn'`,
  );
  return [
    ...jobs.map((job) => tell(`job ${JSON.stringify(job)}`)),
    ...open.map((draw) => tell(`draw ${JSON.stringify(draw)}`)),
    ...half.map((one) => tell(`occurrence ${JSON.stringify(one)}`)),
  ];
}
