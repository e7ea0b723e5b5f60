import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';

import { type Caller } from '../../accounts/caller.js';
import { Clock } from '../../platform/clock/clock.js';
import { DomainError } from '../../platform/errors/domain-error.js';
import { sha256Hex } from '../../platform/secrets/secrets.js';
import { text, type Bilingual } from '../../platform/text.js';
import {
  readManifest,
  type InspectorLeaf,
  type Json,
  type LogKind,
  type Manifest,
  type PairingCut,
  type TargetLeaf,
} from '../../protocol/index.js';
import { type DrawKind } from '../amendments/amendment.js';
import { itemsOf, readList, readPieces, splitLeafItem } from '../draws/draw-parts.js';
import { type DrawPhase } from '../draws/draw.entity.js';
import { DrawsService } from '../draws/draws.service.js';
import { type KeptRecord } from '../draws/kept-record.js';
import { TransparencyLog } from '../log/transparency-log.service.js';
import { isPublished } from '../published/published.dto.js';
import { standingOf, type Standing } from '../published/standing.js';

/** A list that is longer is read as a table; nobody signs and files so many pages. */
export const MOST_DRAWN = 5000;
/** Of the reserve, of which nothing is done before a supplement. */
const MOST_RESERVE = 1000;

/** As they stood in the pool of the draw. */
export interface ListedTarget {
  readonly id: string;
  readonly name: string;
  readonly kind: string;
}

export interface ListedInspector {
  readonly id: string;
  readonly name: string;
  readonly certificateNumber: string | null;
  readonly expert: boolean;
}

export interface ListedStratum {
  readonly id: string;
  /** In drawn order. */
  readonly drawn: readonly ListedTarget[];
  /** In their order; none while nobody may know it. */
  readonly reserve: readonly ListedTarget[];
}

/** What one draw came to, from what was committed and recorded, and from nothing that has changed since. */
export interface DrawnList {
  readonly number: string;
  readonly kind: DrawKind;
  readonly phase: DrawPhase;
  readonly agencyId: number;
  readonly batchId: number;
  /** null: nothing was promised yet when it was voided. */
  readonly manifest: Manifest | null;
  readonly commitment: string | null;
  readonly committedAt: Date | null;
  readonly drawAt: Date;
  readonly drawnAt: Date | null;
  /** null: it has no record. */
  readonly recordHash: string | null;
  readonly assignedByName: boolean;
  readonly failure: Bilingual | null;
  readonly standing: Standing;
  /** Whether everyone may read its result. */
  readonly published: boolean;
  readonly strata: readonly ListedStratum[];
  /** How many of the reserve are not among those listed. */
  readonly reserveLeft: number;
  /** By the ids of targets; none where no teams could be formed. */
  readonly teams: ReadonlyMap<string, readonly ListedInspector[]>;
  /** Why there are no teams. */
  readonly infeasible: readonly PairingCut[];
  /** Its entries in the public log. */
  readonly log: readonly { readonly kind: LogKind; readonly position: number; readonly at: string }[];
  /** What the log calls itself. */
  readonly origin: string | null;
}

/** 抽取结果: what a draw came to, for those who may see the draw. */
@Injectable()
export class DrawnLists {
  constructor(
    private readonly dataSource: DataSource,
    private readonly draws: DrawsService,
    private readonly log: TransparencyLog,
    private readonly clock: Clock,
  ) {}

  async of(caller: Caller, id: number): Promise<DrawnList> {
    const draw = await this.draws.visible(caller, id);
    if (['announced', 'committed', 'seeded'].includes(draw.phase)) throw notDrawnYet(draw.number);
    if ((draw.sampleSize ?? 0) > MOST_DRAWN) throw tooManyDrawn(draw.number, draw.sampleSize ?? 0);
    const manifest = draw.manifest === null ? null : readManifest(JSON.parse(draw.manifest) as Json);
    const record = draw.recordHash === null ? undefined : await this.record(draw.id, draw.recordHash);
    const published = isPublished(draw, this.clock.now());
    const entries = await this.log.entriesOf(draw.number);
    const standing = await standingOf(this.dataSource, [draw]);
    return {
      number: draw.number,
      kind: draw.kind,
      phase: draw.phase,
      agencyId: draw.agencyId,
      batchId: draw.batchId,
      manifest,
      commitment: draw.commitment,
      committedAt: draw.committedAt,
      drawAt: draw.drawAt,
      drawnAt: draw.drawnAt,
      recordHash: draw.recordHash,
      assignedByName: draw.assigned !== null,
      failure: draw.failure,
      standing: standing(draw),
      published,
      ...(await this.listed(draw.id, record, published)),
      infeasible: record?.infeasible ?? [],
      log: entries.map(({ entry, index }) => ({ kind: entry.kind, position: index, at: entry.at })),
      origin: manifest?.previous.origin ?? null,
    };
  }

  /** The record, which has to be the one whose hash was published. */
  private async record(drawId: number, hash: string): Promise<KeptRecord> {
    const pieces: Buffer[] = [];
    for await (const { bytes } of readPieces(this.dataSource, drawId, 'record')) pieces.push(bytes);
    const bytes = Buffer.concat(pieces);
    if (sha256Hex(bytes) !== hash)
      throw new Error(`draw ${drawId}: the record that is kept is not the one that was published`);
    return JSON.parse(bytes.toString()) as KeptRecord;
  }

  private async listed(
    drawId: number,
    record: KeptRecord | undefined,
    withReserve: boolean,
  ): Promise<Pick<DrawnList, 'strata' | 'reserveLeft' | 'teams'>> {
    if (record === undefined) return { strata: [], reserveLeft: 0, teams: new Map() };
    let room = MOST_RESERVE;
    const strata = record.selection.map(({ reserve, stratum, targets }) => {
      const shown = withReserve ? reserve.slice(0, room) : [];
      room -= shown.length;
      return { stratum, targets, reserve: shown, left: withReserve ? reserve.length - shown.length : 0 };
    });
    const targets = new Map<string, ListedTarget>();
    const wanted = new Set(strata.flatMap((one) => [...one.targets, ...one.reserve]));
    for await (const { attributes, id } of this.leaves<TargetLeaf>(drawId, 'targets', wanted)) {
      targets.set(id, { id, name: String(attributes.name ?? ''), kind: String(attributes.kind ?? '') });
    }
    const target = (id: string): ListedTarget => targets.get(id) ?? { id, name: '', kind: '' };
    const inspectors = new Map<string, ListedInspector>();
    const seated = new Set(record.teams.flatMap(({ seats }) => seats.flat()));
    for await (const { certificate, expert, id, name } of this.leaves<InspectorLeaf>(drawId, 'inspectors', seated)) {
      inspectors.set(id, { id, name, certificateNumber: certificate?.number ?? null, expert: expert === true });
    }
    return {
      strata: strata.map(({ reserve, stratum, targets: drawn }) => ({
        id: stratum,
        drawn: drawn.map(target),
        reserve: reserve.map(target),
      })),
      reserveLeft: strata.reduce((sum, { left }) => sum + left, 0),
      teams: new Map(
        record.teams.map(({ seats, target: of }) => [of, seats.flat().flatMap((id) => inspectors.get(id) ?? [])]),
      ),
    };
  }

  /** Leaves of a list with these ids: it passes by once. */
  private async *leaves<T extends { readonly id: string }>(
    drawId: number,
    part: 'targets' | 'inspectors',
    wanted: ReadonlySet<string>,
  ): AsyncGenerator<T> {
    if (wanted.size === 0) return;
    for await (const piece of readList(this.dataSource, drawId, part)) {
      for (const item of itemsOf(piece)) {
        const leaf = JSON.parse(splitLeafItem(item).leaf.toString()) as T;
        if (wanted.has(leaf.id)) yield leaf;
      }
    }
  }
}

const notDrawnYet = (number: string): DomainError =>
  new DomainError(
    'conflict',
    'not_drawn_yet',
    text(`抽取 ${number} 尚未完成，还没有抽取结果。`, `Draw ${number} is not done yet, so nobody is drawn.`),
  );

const tooManyDrawn = (number: string, count: number): DomainError =>
  new DomainError(
    'conflict',
    'list_too_long',
    text(
      `抽取 ${number} 抽出 ${count} 个对象，抽取结果单至多列 ${MOST_DRAWN} 个。请下载证据文件或抽取公示的名单。`,
      `Draw ${number} drew ${count} targets, and a list on paper has at most ${MOST_DRAWN}. Take its evidence file, or the list of the bulletin.`,
    ),
  );
