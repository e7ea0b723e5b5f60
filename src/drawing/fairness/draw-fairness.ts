import { type DataSource } from 'typeorm';

import { text, type Bilingual } from '../../platform/text.js';
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
  type Reason,
  type Relation,
  type TargetLeaf,
} from '../../protocol/index.js';
import { itemsOf, readList, splitLeafItem, type Part } from '../draws/draw-parts.js';
import { keptRecord } from '../draws/kept-record.js';

/** What is made of a draw's manifest, its kept leaves and its record. */
export interface DrawFairness extends CommittedFairness, Partial<AssignmentFairness> {
  readonly excluded: readonly ExcludedFairness[];
  /** Why the draw is what it is, in the agency's own words. */
  readonly reasons: readonly Reason[];
  /** Of a draw that stands in for another or goes on from it: what was drawn here, and what was not. */
  readonly relation: Bilingual | null;
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
  const excluded = exclusions.list();
  const { reasons = [] } = manifest;
  const relation = relationWords(manifest.relation);
  const committed = { ...committedFairness(manifest), excluded, reasons, relation, infeasible: null };
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

/** Everyone being drawn would look odd where nobody says that the targets follow from another draw. */
function relationWords(relation: Relation | null): Bilingual | null {
  if (relation === null) return null;
  const { draw, kind } = relation;
  switch (kind) {
    case 'again':
      return text(
        `抽取 ${draw} 作废后重新抽取：名单、承诺和随机数都是新的。`,
        `Drawn again after ${draw} was voided: the pools, the commitment and the randomness are new.`,
      );
    case 'supplement':
      return text(
        `对抽取 ${draw} 的补抽：检查对象就是它的顺位中接下来的几个，全部列入，机会见抽取 ${draw} 的说明；这里随机决定的只有检查人员。`,
        `A supplement of ${draw}: the targets are the next places of its permutation, all of them, with the chances that its own sheet tells; only the inspectors are drawn here.`,
      );
    case 'replacement':
      return text(
        `对抽取 ${draw} 的更换：检查对象不变，全部列入；这里随机决定的只有由谁补入空出的席位。`,
        `A replacement in ${draw}: its targets stay as they are, all of them; only who takes the seats that were left is drawn here.`,
      );
  }
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
