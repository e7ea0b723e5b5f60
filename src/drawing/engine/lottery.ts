import { type DataSource } from 'typeorm';

import {
  buildRecord,
  commit,
  deriveSeeds,
  drawSelection,
  drawTeams,
  hashRecord,
  InspectorSnapshot,
  openEntropy,
  readManifest,
  readReveal,
  recordChunks,
  TargetSnapshot,
  type DrawnTarget,
  type InspectorLeaf,
  type Json,
  type Manifest,
  type TargetLeaf,
} from '../../protocol/index.js';
import { PoolKinds } from '../../registry/matters/applicable-matters.js';
import { keepPoolKinds, readDrawMatters } from '../draws/draw-matters.js';
import { clearPart, itemsOf, PartWriter, readList, splitLeafItem, type Write } from '../draws/draw-parts.js';
import { PoolTampered } from '../draws/pool-tampered.js';
import { type LotteryResult, type LotteryTask } from './tasks.js';

/** What is kept of a drawn target, beside its place. */
interface Drawn extends DrawnTarget {
  readonly rowId: number;
  readonly name: string;
  readonly kind: string;
}

/**
 * Draws from what was committed. The leaves are read back and hashed again first, so that what is drawn from is what
 * was promised. Memory: 4 bytes a target for the pool, 4 for the permutation, and what grows with the sample.
 */
export async function drawLots(dataSource: DataSource, task: LotteryTask, write: Write): Promise<LotteryResult> {
  const manifest = readManifest(JSON.parse(task.manifest) as Json);
  const entropy = readReveal(JSON.parse(task.entropy) as Json, '/entropy');
  if (commit(manifest).commitment !== task.commitment) throw new PoolTampered('manifest');
  await write(async (manager) => {
    for (const part of ['record', 'teams'] as const) await clearPart(manager, task.drawId, part);
  });

  const { inspectors, rowIds } = await readInspectors(dataSource, task.drawId, manifest);
  const matters = await readDrawMatters(dataSource, task.drawId);
  const kinds = new PoolKinds(matters.flatMap(({ targetKinds }) => targetKinds ?? []));
  const pool = await readPool(dataSource, task.drawId, manifest, inspectors, kinds);
  // what goes on from an earlier draw is about what that one was about: its own few targets say nothing of the kinds
  const ownKinds = manifest.relation === null || manifest.relation.kind === 'again';
  if (ownKinds) await write((manager) => keepPoolKinds(manager, task.drawId, matters, kinds.found));
  const seeds = deriveSeeds(manifest, task.commitment, openEntropy(manifest, entropy));
  const selection = drawSelection(manifest, seeds, pool.stratumOf);

  const wanted = new Map<number, Drawn | undefined>();
  for (const stratum of selection) {
    for (const position of stratum.targets) wanted.set(position, undefined);
    for (const position of stratum.reserve) wanted.set(position, undefined);
  }
  await pickUp(dataSource, task.drawId, wanted, pool.ruleOf);
  const at = (position: number): Drawn => {
    const found = wanted.get(position);
    if (found === undefined) throw new Error(`no target at position ${position}`);
    return found;
  };
  const drawn: Drawn[] = [];
  for (const stratum of selection) for (const position of stratum.targets) drawn.push(at(position));

  const pairing = drawTeams(manifest, seeds, drawn, inspectors);
  const record = buildRecord({
    manifest,
    commitment: task.commitment,
    entropy,
    seeds,
    selection,
    idAt: (position) => at(position).id,
    pairing,
    versions: task.versions,
  });
  const recordBytes = new PartWriter(task.drawId, 'record', write);
  for (const chunk of recordChunks(record)) await recordBytes.run(chunk);
  await recordBytes.end();

  if (pairing.kind === 'paired') {
    const teams = new PartWriter(task.drawId, 'teams', write);
    let place = 0;
    for (const team of pairing.teams) {
      const target = drawn[place++];
      if (target?.id !== team.target) throw new Error('teams are not in drawn order');
      const rule = manifest.pairing.rules[target.rule];
      const seats = team.seats.flatMap((people, at) =>
        people.map((code) => ({
          inspectorId: rowIds.get(code),
          code,
          ...(rule?.seats[at]?.expert === true ? { expert: true } : {}),
        })),
      );
      const line = {
        ordinal: place,
        target: { id: target.rowId, code: target.id, name: target.name, kind: target.kind },
        seats,
      };
      await teams.item(Buffer.from(JSON.stringify(line)));
    }
    await teams.end();
  }
  return {
    recordHash: hashRecord(record),
    sampleSize: drawn.length,
    infeasible: pairing.kind === 'paired' ? null : pairing.cuts,
  };
}

async function readInspectors(
  dataSource: DataSource,
  drawId: number,
  manifest: Manifest,
): Promise<{ inspectors: readonly InspectorLeaf[]; rowIds: ReadonlyMap<string, number> }> {
  const snapshot = new InspectorSnapshot(manifest.pools);
  const rowIds = new Map<string, number>();
  for await (const piece of readList(dataSource, drawId, 'inspectors')) {
    for (const item of itemsOf(piece)) {
      const { rowId, leaf } = splitLeafItem(item);
      const inspector = JSON.parse(leaf.toString()) as InspectorLeaf;
      snapshot.push(inspector);
      rowIds.set(inspector.id, rowId);
    }
  }
  const sealed = snapshot.seal();
  if (sealed.root !== manifest.inspectors.root) throw new PoolTampered('inspectors');
  return { inspectors: sealed.inspectors, rowIds };
}

async function readPool(
  dataSource: DataSource,
  drawId: number,
  manifest: Manifest,
  inspectors: readonly InspectorLeaf[],
  kinds: PoolKinds,
): Promise<{ stratumOf: Uint16Array; ruleOf: Uint16Array }> {
  const snapshot = new TargetSnapshot({
    filter: manifest.filter,
    strata: manifest.strata,
    teams: manifest.pairing.rules,
    visit: manifest.visit,
    inspectors,
    pools: manifest.pools,
  });
  for await (const piece of readList(dataSource, drawId, 'targets')) {
    for (const item of itemsOf(piece)) {
      const target = JSON.parse(splitLeafItem(item).leaf.toString()) as TargetLeaf;
      snapshot.push(target);
      kinds.see(target.attributes.kind);
    }
  }
  const pool = snapshot.seal();
  if (pool.root !== manifest.targets.root) throw new PoolTampered('targets');
  return pool;
}

/** Reads the targets at the wanted positions. */
async function pickUp(
  dataSource: DataSource,
  drawId: number,
  wanted: Map<number, Drawn | undefined>,
  ruleOf: Uint16Array,
): Promise<void> {
  for await (const piece of readList(dataSource, drawId, 'targets')) {
    let position = piece.firstPosition;
    for (const item of itemsOf(piece)) {
      if (wanted.has(position)) {
        const { rowId, leaf } = splitLeafItem(item);
        const target = JSON.parse(leaf.toString()) as TargetLeaf;
        const { name, kind } = target.attributes;
        wanted.set(position, {
          id: target.id,
          rule: ruleOf[position] ?? 0,
          rowId,
          name: typeof name === 'string' ? name : target.id,
          kind: typeof kind === 'string' ? kind : '',
        });
      }
      position++;
    }
  }
}
