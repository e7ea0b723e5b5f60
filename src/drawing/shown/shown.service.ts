import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';

import { type Caller } from '../../accounts/caller.js';
import { DomainError, notFound } from '../../platform/errors/domain-error.js';
import { text } from '../../platform/text.js';
import {
  extractChunks,
  isId,
  readManifest,
  readReveal,
  shownBytes,
  TARGET_PROOF_FORMAT,
  targetProofBytes,
  type ExclusionLeaf,
  type InspectorLeaf,
  type Json,
  type Manifest,
  type ShownTarget,
  type TargetLeaf,
} from '../../protocol/index.js';
import { type Draw } from '../draws/draw.entity.js';
import { type DrawFile, type SmallDrawFile } from '../draws/draw-file.js';
import { DrawsService } from '../draws/draws.service.js';
import { treeOfTargets, type ListName, type PoolIndex } from './pool-index.js';
import { PoolIndexes } from './pool-indexes.service.js';
import { ListReader, type Place } from './pool-reader.js';

const TARGET = text('检查对象', 'target');

/** What a target proof may tell beside the commitment. */
export interface ProofTerms {
  /** Whether the reveal may be told, where there is one. */
  readonly revealed: boolean;
  /** Only of what an extract shows. */
  readonly shownOnly: boolean;
}

/** Parts of a committed draw, each with its path: the extract, and the proof of one target. Who may ask is decided elsewhere. */
@Injectable()
export class ShownService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly draws: DrawsService,
    private readonly indexes: PoolIndexes,
  ) {}

  async extractFor(caller: Caller, id: number): Promise<DrawFile> {
    return this.extractOf(await this.draws.visible(caller, id));
  }

  /** For one who may see the draw, to hand over to the target. */
  async proofFor(caller: Caller, id: number, targetId: string): Promise<SmallDrawFile> {
    return this.wholeProof(await this.draws.visible(caller, id), targetId);
  }

  /** All that there is to prove of a target, for those who see everything. */
  async wholeProof(draw: Draw, targetId: string): Promise<SmallDrawFile> {
    const proof = await this.proofOf(draw, targetId, { revealed: true, shownOnly: false });
    if (proof === undefined) throw noTarget(targetId);
    return proof;
  }

  /** The extract of a draw that has a record. */
  async extractOf(draw: Draw): Promise<DrawFile> {
    const { commitment, manifest, record, recordHash } = this.draws.recorded(draw);
    const index = await this.indexes.of(draw);
    const terms = readManifest(JSON.parse(manifest) as Json);
    const bytes = extractChunks({
      commitment,
      inspectors: this.shownInspectors(draw.id, index),
      log: await this.draws.logProof(draw, terms, ['commit', 'reveal', 'record']),
      manifest: Buffer.from(manifest),
      record,
      recordHash,
      targets: this.shownTargets(draw.id, index, terms),
    });
    return { name: `sortis-${draw.number}.extract.json`, bytes };
  }

  /** The proof of one target of the pool or of the exclusions; nothing where it is in neither, or may not be told. */
  async proofOf(draw: Draw, targetId: string, terms: ProofTerms): Promise<SmallDrawFile | undefined> {
    if (draw.manifest === null || draw.commitment === null) {
      throw new DomainError(
        'conflict',
        'not_committed_yet',
        text(
          `抽取 ${draw.number} 尚未公告，还没有名单可证明。`,
          `Draw ${draw.number} is not committed yet, so there is no list to prove anything of.`,
        ),
      );
    }
    if (!isId(targetId)) return undefined;
    const manifest = readManifest(JSON.parse(draw.manifest) as Json);
    const index = await this.indexes.of(draw);
    const found = await this.find(draw.id, index, manifest, targetId, terms.shownOnly);
    if (found === undefined) return undefined;
    const { list, place, reader } = found;
    const entropy =
      terms.revealed && draw.entropy !== null ? readReveal(JSON.parse(draw.entropy) as Json, '/entropy') : null;
    const bytes = targetProofBytes({
      commitment: draw.commitment,
      entropy,
      format: TARGET_PROOF_FORMAT,
      index: place.index,
      leaf: JSON.parse(place.leaf.toString()) as TargetLeaf | ExclusionLeaf,
      list,
      log: await this.draws.logProof(draw, manifest, entropy === null ? ['commit'] : ['commit', 'reveal', 'record']),
      manifest,
      path: await reader.path(place),
      stratum: list === 'targets' ? manifest.strata[place.tree]!.id : null,
    });
    return { name: `sortis-${draw.number}.${targetId}.proof.json`, bytes };
  }

  /**
   * Where only what an extract shows may be told, the same work is done for every id: how long the answer takes does not
   * say whether a target is in the pool.
   */
  private async find(
    drawId: number,
    index: PoolIndex,
    manifest: Manifest,
    id: string,
    shownOnly: boolean,
  ): Promise<{ list: 'targets' | 'exclusions'; place: Place; reader: ListReader } | undefined> {
    const targets = this.reader(drawId, index, 'targets', manifest);
    const place = await targets.find(id);
    if (shownOnly) {
      const shown = index.shown?.targets.includes(place?.position ?? -1) ?? false;
      return shown ? { list: 'targets', place: place!, reader: targets } : undefined;
    }
    if (place !== undefined) return { list: 'targets', place, reader: targets };
    const exclusions = this.reader(drawId, index, 'exclusions', manifest);
    const excluded = await exclusions.find(id);
    return excluded && { list: 'exclusions', place: excluded, reader: exclusions };
  }

  private async *shownInspectors(drawId: number, index: PoolIndex): AsyncGenerator<Uint8Array> {
    const reader = this.reader(drawId, index, 'inspectors');
    for (const position of index.shown?.inspectors ?? []) {
      const place = await reader.at(position);
      const leaf = JSON.parse(place.leaf.toString()) as InspectorLeaf;
      yield shownBytes({ index: place.index, leaf, path: await reader.path(place) });
    }
  }

  private async *shownTargets(drawId: number, index: PoolIndex, manifest: Manifest): AsyncGenerator<Uint8Array> {
    const reader = this.reader(drawId, index, 'targets', manifest);
    for (const position of index.shown?.targets ?? []) {
      const place = await reader.at(position);
      const leaf = JSON.parse(place.leaf.toString()) as TargetLeaf;
      const shown: ShownTarget = {
        index: place.index,
        leaf,
        path: await reader.path(place),
        stratum: manifest.strata[place.tree]!.id,
      };
      yield shownBytes(shown);
    }
  }

  private reader(drawId: number, { lists }: PoolIndex, list: ListName, manifest?: Manifest): ListReader {
    const treeOf = list === 'targets' && manifest !== undefined ? treeOfTargets(manifest) : undefined;
    return new ListReader(this.dataSource, drawId, list, lists[list], treeOf);
  }
}

/** One answer for an id that is in no list and for one that may not be told of. */
export function noTarget(targetId: string): DomainError {
  return notFound(TARGET, targetId.slice(0, 64));
}
