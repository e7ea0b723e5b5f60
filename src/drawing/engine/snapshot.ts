import { type DataSource, type QueryRunner } from 'typeorm';

import { attributesOf, withRest } from '../../planning/batches/strata.js';
import { dependsOnKeeper, mayBeSent, teamRules, type TeamPlan } from '../../planning/teams/team-plan.js';
import { type Clock } from '../../platform/clock/clock.js';
import { readSnapshot } from '../../platform/database/read-snapshot.js';
import { MOST_RECUSALS } from '../../registry/inspectors/inspectors.errors.js';
import { readInspectorPool } from '../../registry/inspectors/inspector-pool.js';
import { barredByInterests, type Overbarred } from '../../registry/inspectors/interest-pool.js';
import {
  poolConditions,
  readKeepers,
  readPoolValues,
  readTargetIdentities,
  readTargetPool,
  targetIdentitiesOf,
  type PoolField,
  type TargetPool,
} from '../../registry/targets/target-pool.js';
import { leftOutWords, limitReasons } from '../../registry/visits/left-out.js';
import { VisitJudge } from '../../registry/visits/pool-visits.js';
import {
  compareUtf8,
  ExclusionSnapshot,
  InspectorSnapshot,
  ProtocolError,
  TargetSnapshot,
  type InspectorLeaf,
  type TargetLeaf,
  type TeamRule,
} from '../../protocol/index.js';
import { type Follows } from '../amendments/follows.js';
import { targetsAt } from '../amendments/places.js';
import { leavingTeams, withTeamsRecused } from '../amendments/seats.js';
import { RotationLook } from '../rotation/rotation-look.js';
import { clearPart, itemsOf, leafItem, PartWriter, readList, splitLeafItem, type Write } from '../draws/draw-parts.js';
import { keptRecord } from '../draws/kept-record.js';
import { type Teams } from './draw-terms.js';
import { Salts } from './salts.js';
import { type PoolsToRead, type SnapshotResult, type SnapshotTask } from './tasks.js';

/** What is kept of a list as it passes by, item after item. */
export interface Kept {
  item(bytes: Uint8Array): Promise<void>;
  end(): Promise<void>;
}
export type KeptLists = Readonly<Record<'targets' | 'inspectors' | 'exclusions', Kept>>;

/** Takes the pools down as they stand at one moment and keeps their leaves. */
export async function takeSnapshot(
  dataSource: DataSource,
  task: SnapshotTask,
  write: Write,
  clock: Clock,
): Promise<SnapshotResult> {
  const { drawId, follows } = task;
  await write(async (manager) => {
    for (const part of ['targets', 'inspectors', 'exclusions'] as const) await clearPart(manager, drawId, part);
  });
  const kept: KeptLists = {
    targets: new PartWriter(drawId, 'targets', write),
    inspectors: new PartWriter(drawId, 'inspectors', write),
    exclusions: new PartWriter(drawId, 'exclusions', write),
  };
  return readSnapshot(dataSource, async (runner) => {
    // after the snapshot has begun, not before: what was changed at a later moment is then certainly not in it
    const takenAt = await clock.ask(runner);
    return { takenAt, ...(await readPools(runner, task, follows, kept)) };
  });
}

/**
 * Reads the pools through. Rows arrive in the order of the database's binary collation; the protocol checks that it is the
 * order of the bytes and refuses otherwise, so SQL decides nothing. Memory: a few pieces, and 4 bytes a target.
 */
export async function readPools(
  runner: QueryRunner,
  toRead: PoolsToRead,
  follows: Follows | null,
  kept: KeptLists,
): Promise<Omit<SnapshotResult, 'takenAt'>> {
  const salts = new Salts(toRead.pools);
  const inspectors = new InspectorSnapshot(toRead.pools);
  const inspectorLeaves: InspectorLeaf[] = [];
  const recused = recusing(follows);
  const without = new Set(toRead.withoutInspectors);
  const may = mayBeSent(toRead.named);
  const inPool = (await readInspectorPool(runner, toRead.sendingIds, asksForExperts(toRead.teams)))
    .filter((one) => !without.has(one.id) && may(one))
    .sort((a, b) => compareUtf8(a.code, b.code));
  const { agencyIds, rest } = toRead;
  const conditions = poolConditions(toRead.filter);
  const targetPool = { agencyIds, conditions };
  const following = follows === null ? undefined : await followingTargets(runner, follows, rulesOf(toRead.teams));
  // the leaves of the inspectors name the targets that they keep away from, so interests are looked at before the targets pass
  const barred = await barredByInterests(runner, inPool, toRead.visit, () =>
    following === undefined
      ? readTargetIdentities(runner, targetPool)
      : targetIdentitiesOf(
          runner,
          following.targets.map(({ leaf }) => leaf.id),
        ),
  );
  if (barred.overbarred !== undefined) throw overbarred(barred.overbarred);
  for (const inspector of inPool) {
    const leaf: InspectorLeaf = recused({
      absences: disjoint(inspector.absences),
      agency: inspector.agencyCode,
      ...(inspector.certificate === null ? {} : { certificate: inspector.certificate }),
      ...(inspector.expert ? { expert: true as const } : {}),
      id: inspector.code,
      name: inspector.name,
      qualifications: [...new Set(inspector.qualifications)].sort(compareUtf8),
      recusals: [...(barred.recusals.get(inspector.id) ?? new Set(inspector.recusals))].sort(compareUtf8),
      ...salts.next(),
    });
    inspectorLeaves.push(leaf);
    await kept.inspectors.item(leafItem(inspector.id, inspectors.push(leaf)));
  }
  await kept.inspectors.end();
  const inspectorHead = inspectors.seal();
  const teams =
    'plan' in toRead.teams
      ? await rulesOfPlan(runner, toRead.teams.plan, targetPool, inspectorLeaves)
      : (following?.rules ?? toRead.teams.rules);

  const known = rest === null ? [] : await readPoolValues(runner, { agencyIds, conditions }, rest.field as PoolField);
  const whole = withRest(toRead.strata, rest ?? undefined, known);
  const judge = new VisitJudge(runner, toRead.limits, toRead.agencyIds);
  const rotation =
    toRead.rotation === null || following !== undefined
      ? null
      : await RotationLook.at(runner, toRead.rotation, whole, targetPool, judge);
  const strata = rotation?.strata ?? whole;
  const targets = new TargetSnapshot({
    filter: toRead.filter,
    strata,
    teams,
    visit: toRead.visit,
    inspectors: inspectorLeaves,
    pools: toRead.pools,
  });
  const exclusions = new ExclusionSnapshot(toRead.pools);
  const leftOut = { 'yearly-cap': 0, 'cool-down': 0 };
  const take = async (rowId: number, leaf: TargetLeaf): Promise<void> =>
    kept.targets.item(leafItem(rowId, targets.push({ ...leaf, ...salts.next() })));
  if (following !== undefined) {
    for (const { leaf, rowId } of following.targets) await take(rowId, leaf);
  } else {
    let place = 0;
    for await (const rows of readTargetPool(runner, targetPool)) {
      const visited = await judge.of(rows);
      for (const row of rows) {
        const leaf = { attributes: attributesOf(row), id: row.code };
        const out = visited.get(row.code);
        const turned = rotation?.leftOut(place++, row);
        if (row.state === 'active' && out === undefined && turned === undefined) {
          await take(row.id, leaf);
          continue;
        }
        // whose turn has come is out of this cycle, whatever else stands against it
        if (turned === undefined && out !== undefined) leftOut[out.reason]++;
        const why =
          turned ??
          (out === undefined ? { reason: `state-${row.state}` } : { reason: out.reason, detail: leftOutWords(out) });
        await kept.exclusions.item(leafItem(row.id, exclusions.push({ ...leaf, ...why, ...salts.next() })));
      }
    }
  }
  await kept.targets.end();
  await kept.exclusions.end();
  const head = targets.seal();
  const { count, root } = head;
  return {
    targets: { count, root },
    inspectors: { count: inspectorHead.count, root: inspectorHead.root },
    exclusions: exclusions.seal(),
    strata,
    populations: [...head.populations],
    roots: head.roots,
    teams,
    warnings: head.warnings,
    reasons: [...limitReasons(toRead.limits, leftOut), ...(rotation?.reasons ?? [])],
    rotation: rotation?.seen ?? null,
    impossible: head.impossible,
  };
}

/** In a replacement nobody is drawn beside himself, nor back into a team that he left. */
function recusing(follows: Follows | null): (leaf: InspectorLeaf) => InspectorLeaf {
  if (follows?.kind !== 'replacement') return (leaf) => leaf;
  const satIn = new Map(follows.satIn);
  return (leaf) => withTeamsRecused(leaf, satIn);
}

/** More pairs than the protocol takes of one inspector, and no draw should begin to find out. */
function overbarred({ code, name }: Overbarred): ProtocolError {
  return new ProtocolError(
    'rule',
    `/inspectors/${code}/recusals`,
    {
      zh: `执法人员“${name}”的回避和利害关系申报涉及的检查对象过多。请改写过宽的申报，或把该人员设为不可抽取`,
      en: `the recusals and declared interests of inspector "${name}" bar him from too many targets. Narrow what was declared, or mark the inspector as not available`,
    },
    { expected: `at most ${MOST_RECUSALS} targets`, found: 'more' },
  );
}

/** Experts are in the pool only of a draw that has seats for them. */
const asksForExperts = (teams: Teams): boolean =>
  'plan' in teams
    ? teams.plan.seats.some(({ expert }) => expert === true)
    : teams.rules.some(({ seats }) => seats.some(({ expert }) => expert === true));

const rulesOf = (teams: Teams): readonly TeamRule[] => ('rules' in teams ? teams.rules : []);

/** The rules of the batch as it is now, with those agencies that have somebody in the pool. */
async function rulesOfPlan(
  runner: QueryRunner,
  plan: TeamPlan,
  pool: TargetPool,
  inspectors: readonly InspectorLeaf[],
): Promise<readonly TeamRule[]> {
  const keepers = dependsOnKeeper(plan) ? await readKeepers(runner, pool) : [];
  const rules = teamRules(plan, keepers, new Set(inspectors.map(({ agency }) => agency)));
  if (rules.length > 0) return rules;
  // without a keeper there is no target either, and a manifest has a rule all the same
  return teamRules({ ...plan, seats: plan.seats.map((seat) => ({ ...seat, from: 'all' })) }, [], []);
}

interface FollowingTargets {
  readonly targets: readonly { readonly rowId: number; readonly leaf: TargetLeaf }[];
  readonly rules: readonly TeamRule[];
}

/**
 * The targets that follow from an earlier draw, as they stood in its pool: what it promised of them holds for them still,
 * whatever the register says by now; and the rules of their teams, which of a replacement are those of the places that were
 * left. In the order of their ids, as they are kept.
 */
async function followingTargets(
  source: QueryRunner,
  follows: Follows,
  rules: readonly TeamRule[],
): Promise<FollowingTargets> {
  const { earlierDrawId, kind, relation } = follows;
  const { selection, teams } = await keptRecord(source, earlierDrawId);
  const wanted = new Set(
    kind === 'supplement' ? targetsAt(selection, relation.places) : relation.seats.map(({ target }) => target),
  );
  const targets: { readonly rowId: number; readonly leaf: TargetLeaf }[] = [];
  for await (const piece of readList(source, earlierDrawId, 'targets')) {
    for (const item of itemsOf(piece)) {
      const { leaf, rowId } = splitLeafItem(item);
      const { attributes, id } = JSON.parse(leaf.toString()) as TargetLeaf;
      if (wanted.delete(id)) targets.push({ rowId, leaf: { attributes, id } });
    }
  }
  for (const id of wanted) throw new Error(`target ${id} is not in the pool of the earlier draw`);
  if (kind === 'supplement') return { targets, rules };
  const left = leavingTeams(
    targets.map(({ leaf }) => leaf),
    rules,
    teams,
    relation.seats,
  );
  return { targets: targets.map(({ rowId }, at) => ({ rowId, leaf: left.targets[at]! })), rules: left.rules };
}

/** Absences in order, with those that overlap or touch made one. */
function disjoint(absences: readonly { from: string; until: string }[]): { from: string; until: string }[] {
  const result: { from: string; until: string }[] = [];
  for (const { from, until } of [...absences].sort((a, b) => compareUtf8(a.from, b.from))) {
    const last = result.at(-1);
    if (last === undefined || from > last.until) result.push({ from, until });
    else if (until > last.until) last.until = until;
  }
  return result;
}
