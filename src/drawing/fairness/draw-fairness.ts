import { type DataSource } from 'typeorm';

import {
  assignmentFairness,
  Classifier,
  committedFairness,
  ExclusionCount,
  readManifest,
  type AssignmentFairness,
  type CommittedFairness,
  type ExclusionLeaf,
  type ExcludedFairness,
  type InspectorLeaf,
  type Json,
  type Manifest,
  type PairingCut,
  type TargetLeaf,
} from '../../protocol/index.js';
import { itemsOf, readList, splitLeafItem, type Part } from '../draws/draw-parts.js';
import { keptRecord } from '../draws/kept-record.js';

/** What is made of a draw's manifest, its kept leaves and its record. */
export interface DrawFairness extends CommittedFairness, Partial<AssignmentFairness> {
  readonly excluded: readonly ExcludedFairness[];
  /** Why there are no teams. */
  readonly infeasible: readonly PairingCut[] | null;
}

/**
 * The sheet of a committed draw; with the record, if there is one, also how the teams fell. The pool passes by once;
 * memory grows with the inspectors and the sample.
 */
export async function fairnessOf(
  dataSource: DataSource,
  draw: { readonly id: number; readonly manifest: string; readonly recorded: boolean },
): Promise<DrawFairness> {
  const manifest = readManifest(JSON.parse(draw.manifest) as Json);
  const exclusions = new ExclusionCount();
  for await (const leaf of leaves<ExclusionLeaf>(dataSource, draw.id, 'exclusions')) exclusions.add(leaf);
  const committed = { ...committedFairness(manifest), excluded: exclusions.list(), infeasible: null };
  if (!draw.recorded) return committed;

  const { infeasible, selection, teams } = await keptRecord(dataSource, draw.id);
  const ids = selection.flatMap(({ targets }) => targets);
  const rules = await rulesOf(dataSource, draw.id, manifest, new Set(ids));
  const inspectors: InspectorLeaf[] = [];
  for await (const leaf of leaves<InspectorLeaf>(dataSource, draw.id, 'inspectors')) inspectors.push(leaf);
  const drawn = ids.map((id) => ({ id, rule: rules.get(id) ?? 0 }));
  const assigned = assignmentFairness({ manifest, inspectors, drawn, teams: infeasible === null ? teams : null });
  return { ...committed, infeasible, ...assigned };
}

async function rulesOf(
  dataSource: DataSource,
  drawId: number,
  manifest: Manifest,
  wanted: ReadonlySet<string>,
): Promise<ReadonlyMap<string, number>> {
  const classifier = new Classifier(manifest.pairing.rules.map(({ conditions }) => conditions));
  const rules = new Map<string, number>();
  for await (const { attributes, id } of leaves<TargetLeaf>(dataSource, drawId, 'targets')) {
    if (wanted.has(id)) rules.set(id, classifier.of(attributes)[0] ?? 0);
  }
  return rules;
}

async function* leaves<T>(
  dataSource: DataSource,
  drawId: number,
  part: Exclude<Part, 'record' | 'teams'>,
): AsyncGenerator<T> {
  for await (const piece of readList(dataSource, drawId, part)) {
    for (const item of itemsOf(piece)) yield JSON.parse(splitLeafItem(item).leaf.toString()) as T;
  }
}
