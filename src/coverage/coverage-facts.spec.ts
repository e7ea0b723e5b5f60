import { afterAll, beforeAll, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { type DataSource } from 'typeorm';

import { onEachDatabase } from '../../test/support/databases.js';
import { FIELD_ENTITIES, FieldRows, stamp } from '../../test/support/field-rows.js';
import { type Caller } from '../accounts/caller.js';
import { applicableMatters, kindKey, kindsInPool, namedKinds } from '../registry/matters/applicable-matters.js';
import { StandingClock } from '../platform/clock/clock.js';
import { Config } from '../platform/config/config.js';
import { openDatabase } from '../platform/database/open-database.js';
import { type DomainError } from '../platform/errors/domain-error.js';
import { Log } from '../platform/log/log.js';
import { AgencyScope } from '../registry/agencies/agency-scope.js';
import { CHINAS_CALENDAR } from '../../test/support/draw-house.js';
import { DueDays } from '../fieldwork/deadlines/due-days.service.js';
import { LIBRARY_DAYS } from '../planning/calendar/working-days/library-days.js';
import { CoverageCounts } from './coverage-facts.js';
import { type CoverageResponse } from './coverage.dto.js';
import { CoverageService } from './coverage.service.js';
import { CoveredAgencies } from './covered-agencies.service.js';

/* A small world that fast-check makes up: the same facts as rows for the queries and as objects for the plain count below. */

/** 0 stands over 1, which stands over 2; 3 is another tree. */
const BELOW: readonly (readonly number[])[] = [[0, 1, 2], [1, 2], [2], [3]];
const YEARS = [2025, 2026];
const DAYS = ['2024-12-31', '2025-01-01', '2025-12-31', '2026-01-01', '2026-04-01', '2026-12-31', '2027-01-01'];
/** On both sides of the turn of the year in China, which is at 16:00 UTC. */
const MOMENTS = [
  '2024-12-31T15:59:59.999Z',
  '2024-12-31T16:00:00.000Z',
  '2025-07-01T00:00:00.000Z',
  '2025-12-31T15:59:59.999Z',
  '2025-12-31T16:00:00.000Z',
  '2026-05-01T17:30:00.000Z',
  '2026-12-31T15:59:59.999Z',
  '2026-12-31T16:00:00.000Z',
];
const CODES = [
  'no-problem-found',
  'no-such-activity',
  'not-disclosed',
  'false-disclosure',
  'unreachable',
  'ordered-to-correct',
  'obstruction',
  'problem-pending',
];
/** Nobody was there; somebody was, and has not reported, or what was public is withdrawn; there is a result; it is public. */
const UNVISITED = ['issued', 'accepted', 'approved', 'notified'];
const PUBLIC = ['published', 'closed'];
const COMPLETED = ['reported', 'reviewed', ...PUBLIC];
/** Public ones more often than others: without them there is little to count. */
const STATES = [...UNVISITED, 'visited', 'withdrawn', ...COMPLETED, ...PUBLIC, ...PUBLIC, ...PUBLIC];
const NO_PROBLEMS = ['no-problem-found', 'no-such-activity'];

const agency = fc.constantFrom(0, 1, 2, 3);
const moment = fc.constantFrom(...MOMENTS);
/** Mostly on the list since long ago and not retired. */
const onList = {
  agency,
  created: fc.oneof(
    { weight: 3, arbitrary: fc.constant('2024-12-31T15:59:59.999Z') },
    { weight: 1, arbitrary: moment },
  ),
  retired: fc.oneof({ weight: 3, arbitrary: fc.constant(null) }, { weight: 1, arbitrary: moment }),
};
const KINDS = ['社会团体', '基金会', '养老机构', 'ＮＧＯ'];
const kind = fc.constantFrom(...KINDS);
/** What a checklist says of whom a matter is for. */
const forWhom = fc.oneof(
  fc.constantFrom(null, '县级以上民政部门登记的组织', '县级以上的基金会'),
  fc.constantFrom('社会团体', '基金会', ' ngo ', '养老机构'),
  fc.constantFrom('基金会、养老机构', '社会团体\n敬老院', '学校；ngo', '学校/公墓，社会团体'),
);
const visit = fc.record({
  /** As it was drawn: the target's own may be another by now. */
  kind,
  target: fc.nat({ max: 7 }),
  state: fc.constantFrom(...STATES),
  day: fc.constantFrom(...DAYS),
  /** On both sides of twenty, and of five, working days, and of midnight in China. */
  published: fc.record({
    after: fc.constantFrom(0, 6, 7, 8, 9, 25, 26, 27, 28, 29, 30, 31, 32, 33, 34, 36, 38),
    time: fc.constantFrom('15:59:59.999Z', '16:00:00.000Z'),
  }),
  codes: fc.uniqueArray(fc.constantFrom(...CODES), { maxLength: 3 }),
});
const world = fc.record({
  /** Working days that an agency gives itself for a publication. */
  terms: fc.array(fc.constantFrom(null, null, 5), { minLength: 4, maxLength: 4 }),
  matters: fc.array(fc.record(onList), { minLength: 1, maxLength: 6 }),
  targets: fc.array(fc.record({ ...onList, state: fc.constantFrom('active', 'active', 'active', 'closed') }), {
    minLength: 8,
    maxLength: 8,
  }),
  plans: fc.uniqueArray(
    fc.record({ agency, year: fc.constantFrom(...YEARS), state: fc.constantFrom('published', 'published', 'draft') }),
    { selector: (plan) => `${plan.agency} ${plan.year}`, minLength: 2, maxLength: 6 },
  ),
  batches: fc.array(
    fc.record({
      plan: fc.nat(),
      matters: fc.uniqueArray(fc.nat({ max: 7 }), { minLength: 1, maxLength: 3 }),
      cancelled: fc.constantFrom(false, false, true),
    }),
    { minLength: 2, maxLength: 5 },
  ),
  occurrences: fc.array(
    fc.record({
      batch: fc.nat(),
      due: moment,
      state: fc.constantFrom('planned', 'drawing', 'drawn', 'failed', 'stopped', 'missed', 'dropped', 'cancelled'),
      draw: fc.option(
        fc.record({
          phase: fc.constantFrom('issued', 'issued', 'issued', 'drawn', 'infeasible'),
          /** The matters when it was drawn, and whom they were for: both may be others by now. */
          matters: fc.uniqueArray(fc.nat({ max: 7 }), { minLength: 1, maxLength: 3 }),
          forWhom: fc.array(forWhom, { minLength: 3, maxLength: 3 }),
          /** Kinds of the pool of which none was drawn. */
          undrawn: fc.subarray(KINDS),
          drawn: moment,
          /** Another agency takes part. */
          joint: fc.constantFrom(false, false, true),
          visits: fc.array(visit, { maxLength: 6 }),
        }),
        { freq: 3 },
      ),
    }),
    { minLength: 1, maxLength: 6 },
  ),
});
type World = Parameters<Parameters<typeof world.chain>[0]>[0];
type Drawn = NonNullable<World['occurrences'][number]['draw']>;

const at = <T>(list: readonly T[], index: number): T => {
  const found = list[index % list.length];
  if (found === undefined) throw new Error('empty list');
  return found;
};
const chinaDayOf = (iso: string): string => new Date(Date.parse(iso) + 8 * 3_600_000).toISOString().slice(0, 10);
/** The rule of the matters' kinds, told once more: whole pieces of the text, one by one, against each kind of the pool. */
const meantFor = (text: string | null, to: string, pool: readonly string[]): boolean => {
  const says = (each: string): boolean =>
    (text ?? '')
      .split(/、|，|,|;|；|\/|\n/)
      .some((piece) => piece.trim().toUpperCase() === each.replace('ＮＧＯ', 'NGO'));
  return pool.some(says) ? says(to) : true;
};
/** Of `number` working days after a day the last: day by day, with the notices of holidays as they were issued. */
const workingDaysAfter = (day: string, number: number): string => {
  const named = new Map(LIBRARY_DAYS.map((each) => [each.day, each.working]));
  let last = day;
  for (let left = number; left > 0;) {
    last = new Date(Date.parse(last) + 86_400_000).toISOString().slice(0, 10);
    const weekday = new Date(last).getUTCDay();
    if (named.get(last) ?? (weekday !== 0 && weekday !== 6)) left -= 1;
  }
  return last;
};
const publishedAt = ({ day, published }: Drawn['visits'][number]): string =>
  `${new Date(Date.parse(day) + published.after * 86_400_000).toISOString().slice(0, 10)}T${published.time}`;
const first = (days: readonly string[]): string | null => [...days].sort()[0] ?? null;

/** domain.md's definitions again, as loops over objects: no SQL, nothing shared with the code under test. */
function plainCount(facts: World, agencyIndex: number, subtree: boolean, year: number, now: string): unknown {
  const below = at(BELOW, agencyIndex);
  const counted = subtree ? below : [agencyIndex];
  const end = new Date(Date.UTC(year + 1, 0, 1) - 8 * 3_600_000).toISOString();
  const today = chinaDayOf(now);
  const stands = ({ created, retired }: { created: string; retired: string | null }): boolean =>
    now < end ? retired === null : created < end && (retired === null || retired >= end);
  const planOf = (batch: number) => at(facts.plans, at(facts.batches, batch).plan);
  const mattersOf = (list: readonly number[]): Set<number> => new Set(list.map((n) => n % facts.matters.length));
  /** Of each kind that was drawn, the matters that it was visited for. */
  const mattersOfVisits = (draw: Drawn): ReadonlyMap<string, ReadonlySet<number>> => {
    const pool = [...draw.undrawn, ...draw.visits.map((each) => each.kind)];
    const list = [...mattersOf(draw.matters)];
    return new Map(
      pool.map((to) => {
        const mine = list.filter((_, n) => meantFor(at(draw.forWhom, n), to, pool));
        return [to, new Set(mine.length > 0 ? mine : list)];
      }),
    );
  };
  const draws = facts.occurrences.flatMap(({ batch, draw }) =>
    draw !== null && draw.phase === 'issued' && counted.includes(planOf(batch).agency)
      ? [{ ...draw, plan: planOf(batch), matters: mattersOfVisits(draw) }]
      : [],
  );
  const inYear = (draw: (typeof draws)[number]) =>
    draw.visits.filter(({ state, day }) => COMPLETED.includes(state) && day.startsWith(`${year}-`));
  const visits = draws.flatMap(inYear);
  const termOf = (n: number): number => {
    const line = [n, ...(n === 2 ? [1, 0] : n === 1 ? [0] : [])];
    return line.map((each) => facts.terms[each]).find((days) => days != null) ?? 20;
  };
  const gone = draws.flatMap((draw) =>
    draw.visits
      .filter(({ day, state }) => !UNVISITED.includes(state) && day.startsWith(`${year}-`))
      .map((each) => ({
        published: PUBLIC.includes(each.state) ? chinaDayOf(publishedAt(each)) : null,
        dueOn: workingDaysAfter(each.day, termOf(draw.plan.agency)),
        target: each.target,
      })),
  );
  const dueOnes = gone.filter(({ dueOn, published }) => published !== null || dueOn < today);
  const inCycle = draws.flatMap((draw) =>
    draw.visits.filter(
      ({ day, state }) => COMPLETED.includes(state) && [year - 1, year].some((each) => day.startsWith(`${each}-`)),
    ),
  );
  const tasks = draws.filter(({ plan }) => plan.year === year).flatMap((draw) => draw.visits);

  const active = [...facts.matters.keys()].filter((n) => {
    const matter = at(facts.matters, n);
    return counted.includes(matter.agency) && stands(matter);
  });
  const missing = active
    .filter(
      (n) =>
        !draws.some((draw) =>
          inYear(draw).some(({ state, kind }) => PUBLIC.includes(state) && draw.matters.get(kind)?.has(n) === true),
        ),
    )
    .map((n) => ({
      matter: n,
      drawnOn: first(
        draws
          .filter(
            ({ matters, visits, drawn }) =>
              visits.some(({ kind }) => matters.get(kind)?.has(n)) && chinaDayOf(drawn).startsWith(`${year}-`),
          )
          .map(({ drawn }) => chinaDayOf(drawn)),
      ),
      plannedOn: first(
        facts.occurrences
          .filter(
            ({ batch, due, state }) =>
              ['planned', 'drawing'].includes(state) &&
              chinaDayOf(due).startsWith(`${year}-`) &&
              !at(facts.batches, batch).cancelled &&
              planOf(batch).state === 'published' &&
              counted.includes(planOf(batch).agency) &&
              mattersOf(at(facts.batches, batch).matters).has(n),
          )
          .map(({ due }) => chinaDayOf(due)),
      ),
    }));
  const pool = [...facts.targets.keys()].filter((n) => {
    const target = at(facts.targets, n);
    return below.includes(target.agency) && target.state === 'active' && stands(target);
  });
  const inspected = pool.filter((n) => inCycle.some(({ target }) => target % facts.targets.length === n));
  const lost = missing.filter(({ drawnOn, plannedOn }) => drawnOn === null && plannedOn === null);
  const days = missing.map(({ drawnOn, plannedOn }) => drawnOn ?? [plannedOn ?? '', today].sort()[1] ?? '');
  return {
    matterCoverage: [active.length - missing.length, active.length],
    missing: new Set(missing.map((each) => JSON.stringify(each))),
    taskCompletion: [tasks.filter(({ state }) => state === 'closed').length, tasks.length],
    unclosed: tasks.filter(({ state }) => state !== 'closed').length,
    publicationRate: [
      dueOnes.filter(({ dueOn, published }) => published !== null && published <= dueOn).length,
      dueOnes.length,
    ],
    unpublished: dueOnes.filter(({ published }) => published === null).length,
    targetCoverage: [inspected.length, pool.length],
    uninspected: new Set(pool.filter((n) => !inspected.includes(n))),
    jointRate: [draws.filter(({ joint }) => joint).flatMap(inYear).length, visits.length],
    problemRate: [
      visits.filter(({ codes }) => codes.some((code) => !NO_PROBLEMS.includes(code))).length,
      visits.length,
    ],
    forecast: [
      missing.length === 0,
      missing.length > 0 && lost.length === 0 ? ([...days].sort().at(-1) ?? null) : null,
    ],
    unplanned: new Set(lost.map(({ matter }) => matter)),
  };
}

/** Whether a draw of the agency that was about a matter has a published visit of the year, be it for that matter or not. */
function publishedElsewhere(facts: World, agencyIndex: number, matter: number, year: number): boolean {
  return facts.occurrences.some(
    ({ batch, draw }) =>
      draw?.phase === 'issued' &&
      at(facts.plans, at(facts.batches, batch).plan).agency === agencyIndex &&
      draw.matters.some((n) => n % facts.matters.length === matter) &&
      draw.visits.some(({ state, day }) => PUBLIC.includes(state) && day.startsWith(`${year}-`)),
  );
}

onEachDatabase('coverage', (database) => {
  let dataSource: DataSource;
  let rows: FieldRows;
  const clock = new StandingClock(new Date('2026-05-10T00:00:00Z'));
  let coverage: CoverageService;
  const everything: Caller = { userId: 1, username: 'a', role: 'auditor', agencyId: null, inspectorId: null };

  beforeAll(async () => {
    dataSource = await openDatabase(database.address(), FIELD_ENTITIES);
    rows = new FieldRows(dataSource);
    const log = new Log(new Config({ SORTIS_LOG_LEVEL: 'silent' }, '/'));
    coverage = new CoverageService(
      new CoveredAgencies(dataSource, new AgencyScope(dataSource, log)),
      new CoverageCounts(dataSource, new DueDays(dataSource, CHINAS_CALENDAR, undefined as never, undefined as never)),
      // no dry run is held here
      undefined as never,
      clock,
    );
  });
  afterAll(() => dataSource.destroy());

  interface Ids {
    readonly agencies: number[];
    readonly targets: number[];
    readonly matters: number[];
  }

  /** Writes one world beside those that are there already: they must not be seen from this one. */
  async function write(facts: World): Promise<Ids> {
    const agencies: number[] = [];
    for (const parent of [undefined, 0, 1, undefined]) {
      const [id = 0] = await rows.add('agencies', { publication_days: facts.terms[agencies.length] ?? null });
      agencies.push(id);
      const above = parent === undefined ? '/' : paths.get(agencies[parent] ?? 0);
      const path = `${above}${id}/`;
      paths.set(id, path);
      await dataSource.transaction((manager) => manager.query('UPDATE agencies SET path = ? WHERE id = ?', [path, id]));
    }
    const listed = ({ agency, created, retired }: World['matters'][number]): Record<string, unknown> => ({
      agency_id: at(agencies, agency),
      created_at: stamp(created),
      retired_at: retired === null ? null : stamp(retired),
    });
    const matters = await rows.add('matters', ...facts.matters.map(listed));
    const targets = await rows.add(
      'targets',
      ...facts.targets.map((target) => ({ ...listed(target), state: target.state })),
    );
    const plans = await rows.add(
      'plans',
      ...facts.plans.map(({ agency, year, state }) => ({ agency_id: at(agencies, agency), year, state })),
    );
    const batches = await rows.add(
      'batches',
      ...facts.batches.map(({ plan, cancelled }) => ({
        plan_id: at(plans, plan),
        cancelled_at: cancelled ? stamp('2025-01-01T00:00:00Z') : null,
      })),
    );
    const matterIds = (list: readonly number[]): number[] => [...new Set(list.map((n) => at(matters, n)))];
    for (const [n, batch] of facts.batches.entries()) {
      await rows.add(
        'batch_matters',
        ...matterIds(batch.matters).map((matter_id) => ({ batch_id: batches[n], matter_id })),
      );
    }
    for (const { batch, due, state, draw } of facts.occurrences) {
      const batch_id = at(batches, batch);
      const agency_id = at(agencies, at(facts.plans, at(facts.batches, batch).plan).agency);
      const taken = await dataSource.query<unknown[]>('SELECT 1 FROM occurrences WHERE batch_id = ? AND due_at = ?', [
        batch_id,
        stamp(due),
      ]);
      // two draws of one batch at one moment there cannot be; a second apart says the same
      const due_at = taken.length === 0 ? stamp(due) : stamp(apart(due));
      const [occurrence_id] = await rows.add('occurrences', { batch_id, due_at, state });
      if (draw === null) continue;
      const [draw_id] = await rows.add('draws', {
        occurrence_id,
        batch_id,
        agency_id,
        phase: draw.phase,
        drawn_at: stamp(draw.drawn),
        sample_size: draw.visits.length,
      });
      if (draw.joint)
        await dataSource.transaction((manager) =>
          manager.query('INSERT INTO draw_participants (draw_id, agency_id) VALUES (?, ?)', [draw_id, agencies[3]]),
        );
      const drawnKinds = [...new Set(draw.visits.map((each) => each.kind))];
      const pool = new Set([...draw.undrawn, ...drawnKinds].map(kindKey));
      const drawMatters = matterIds(draw.matters).map((matter_id, n) => ({
        matter_id,
        targetKinds: kindsInPool(namedKinds(at(draw.forWhom, n)), pool),
      }));
      // as issuing does
      for (const target_kind of drawnKinds) {
        const theirs = applicableMatters(target_kind, drawMatters);
        await rows.add('draw_kind_matters', ...theirs.map(({ matter_id }) => ({ draw_id, target_kind, matter_id })));
      }
      for (const each of draw.visits) {
        const [inspection_id] = await rows.add('inspections', {
          draw_id,
          batch_id,
          agency_id,
          target_id: at(targets, each.target),
          target_kind: each.kind,
          state: each.state,
          visited_on: UNVISITED.includes(each.state) ? null : each.day,
          published_at: PUBLIC.includes(each.state) ? stamp(publishedAt(each)) : null,
        });
        if (UNVISITED.includes(each.state)) continue;
        await rows.add('findings', ...each.codes.map((code) => ({ inspection_id, code })));
      }
    }
    return { agencies, matters, targets };
  }
  const paths = new Map<number, string>();
  let step = 0;
  /** A little later or earlier, on the same side of the year's turn and on the same day. */
  const apart = (iso: string): string =>
    new Date(Date.parse(iso) + (iso.endsWith('999Z') ? -1 : 1) * 1000 * ++step).toISOString();

  const shown = (answer: CoverageResponse, ids: Ids): unknown => {
    const share = ({ numerator, denominator }: { numerator: number; denominator: number }): number[] => [
      numerator,
      denominator,
    ];
    const index = (id: number): number => ids.matters.indexOf(id);
    return {
      matterCoverage: share(answer.matterCoverage),
      missing: new Set(
        answer.matterCoverage.missing.map(({ id, drawnOn, plannedOn }) =>
          JSON.stringify({ matter: index(id), drawnOn, plannedOn }),
        ),
      ),
      taskCompletion: share(answer.taskCompletion),
      unclosed: answer.taskCompletion.missing.length,
      publicationRate: share(answer.publicationRate),
      unpublished: answer.publicationRate.missing.length,
      targetCoverage: share(answer.targetCoverage),
      uninspected: new Set(answer.targetCoverage.missing.map(({ id }) => ids.targets.indexOf(id))),
      jointRate: share(answer.jointRate),
      problemRate: share(answer.problemRate),
      forecast: [answer.forecast.reached, answer.forecast.on],
      unplanned: new Set(answer.forecast.unplanned.map(({ id }) => index(id))),
    };
  };

  it('is what a plain count over the same facts comes to', async () => {
    const seen = {
      covered: 0,
      part: 0,
      others: 0,
      problems: 0,
      targets: 0,
      closed: 0,
      foretold: 0,
      joint: 0,
      inTime: 0,
      tooLate: 0,
      unpublished: 0,
    };
    await fc.assert(
      fc.asyncProperty(world, async (facts) => {
        const ids = await write(facts);
        for (const now of ['2026-05-10T00:00:00.000Z', '2027-03-01T00:00:00.000Z']) {
          clock.set(new Date(now));
          for (const [n, id] of ids.agencies.entries()) {
            for (const subtree of [false, true]) {
              for (const year of YEARS) {
                const answer = await coverage.of(everything, { agency: String(id), year, subtree, cycleYears: 2 });
                expect(shown(answer, ids)).toEqual(plainCount(facts, n, subtree, year, now));
                if (answer.matterCoverage.numerator > 0) seen.covered++;
                if (answer.matterCoverage.numerator > 0 && answer.matterCoverage.missing.length > 0) seen.part++;
                if (answer.problemRate.numerator > 0) seen.problems++;
                if (
                  answer.matterCoverage.missing.some(({ id }) =>
                    publishedElsewhere(facts, n, ids.matters.indexOf(id), year),
                  )
                )
                  seen.others++;
                if (answer.targetCoverage.numerator > 0) seen.targets++;
                if (answer.taskCompletion.numerator > 0) seen.closed++;
                if (answer.forecast.on !== null) seen.foretold++;
                const { denominator: dueOnes, missing: unpublished, numerator: inTime } = answer.publicationRate;
                if (answer.jointRate.numerator > 0) seen.joint++;
                if (inTime > 0) seen.inTime++;
                if (unpublished.length > 0) seen.unpublished++;
                if (dueOnes - inTime > unpublished.length) seen.tooLate++;
              }
            }
          }
        }
      }),
      { numRuns: 50, seed: 20_260_314, endOnFailure: true },
    );
    // worlds in which nothing is ever covered would prove little
    for (const [what, count] of Object.entries(seen)) expect([what, count > 10]).toEqual([what, true]);
  }, 300_000);

  it('takes an id or a code, defaults to the caller’s own agency and this year in China, and says what it took', async () => {
    const [id = 0] = await rows.add('agencies', { code: 'MZJ-01' });
    await dataSource.transaction((manager) =>
      manager.query('UPDATE agencies SET path = ? WHERE id = ?', [`/${id}/`, id]),
    );
    clock.set(new Date('2026-12-31T15:59:59.000Z'));
    const byCode = await coverage.of(everything, { agency: 'MZJ-01' });
    expect(byCode).toMatchObject({ agency: { id, code: 'MZJ-01' }, year: 2026, subtree: false });
    expect(byCode.matterCoverage).toEqual({ numerator: 0, denominator: 0, basisPoints: null, missing: [] });
    clock.set(new Date('2026-12-31T16:00:00.000Z'));
    expect(await coverage.of({ ...everything, agencyId: id }, {})).toMatchObject({ agency: { id }, year: 2027 });
  });

  it('of an agency outside the caller’s part of the tree is not found', async () => {
    const [top = 0, other = 0] = await rows.add('agencies', {}, {});
    const kindOf = (who: Caller, agency?: string): Promise<string> =>
      coverage.of(who, agency === undefined ? {} : { agency }).then(
        () => 'shown',
        (error: unknown) => (error as DomainError).kind,
      );
    const narrow = { ...everything, agencyId: top };
    expect(await kindOf(narrow, String(top))).toBe('shown');
    expect(await kindOf(narrow, String(other))).toBe('not-found');
    expect(await kindOf(narrow, `A${other}`)).toBe('not-found');
    expect(await kindOf(everything, '999999999')).toBe('not-found');
    expect(await kindOf(everything, "x' OR 1=1 --")).toBe('not-found');
    expect(await kindOf(everything)).toBe('invalid');
  });
});
