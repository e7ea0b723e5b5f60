import { Injectable } from '@nestjs/common';
import { DataSource, In, type EntityManager } from 'typeorm';

import { Clock } from '../../platform/clock/clock.js';
import { piecesOf } from '../../platform/database/text-pieces.js';
import { notFound } from '../../platform/errors/domain-error.js';
import { currentActor } from '../../platform/http/request-context.js';
import { text } from '../../platform/text.js';
import { Bulletin, BulletinPart, BulletinVersion, type KeptKind } from './bulletin.entity.js';
import { hashOf, sealed, type SealedDocument, type Unsealed } from './sealed.js';

const VERSION = text('公示的版次', 'version of the bulletin');

/** A bulletin that is to be published: what it is, and what it is searched by. */
export type NewBulletin = Pick<Bulletin, 'kind' | 'number' | 'agencyId' | 'year'> &
  Partial<Omit<Bulletin, 'id' | 'version' | 'hash' | 'publishedAt' | 'changedAt'>>;

/** A result keeps its address when it is withdrawn, and when it is published anew. */
const atOneAddress = (kind: KeptKind): readonly KeptKind[] => (kind === 'checklist' ? [kind] : ['result', 'withdrawn']);

/** One version with what it says. */
export interface KeptVersion extends SealedDocument {
  readonly version: number;
  readonly hash: string;
  readonly reason: string | null;
  readonly at: Date;
}

/** Says that what was published until then does not stand any more. */
export const isWithdrawal = ({ document }: Pick<KeptVersion, 'document'>): boolean => document.state === 'withdrawn';

/** Writes and reads versions of bulletins: each is added in the transaction of what it tells of, and then stays. */
@Injectable()
export class KeptBulletins {
  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
  ) {}

  /**
   * Adds a version, the first or the next. Two who publish the same thing at once meet at the unique key of the bulletin,
   * or of its version.
   * @param content what it says; number, version and the hash of the version before are added
   * @param reason why it corrects what was published; null for the first version, and only for that
   */
  async add(
    manager: EntityManager,
    bulletin: NewBulletin,
    content: Readonly<Record<string, Unsealed>>,
    reason: string | null,
  ): Promise<Bulletin> {
    const now = this.clock.now();
    const { kind, number } = bulletin;
    const there = await manager.findOneBy(Bulletin, { kind: In(atOneAddress(kind)), number });
    const version = (there?.version ?? 0) + 1;
    const kept = sealed({
      ...content,
      format: `sortis-${kind === 'withdrawn' ? 'result' : kind}/1`,
      number,
      version,
      previous: there?.hash ?? null,
      reason,
      publishedAt: now.toISOString(),
    });
    const hash = hashOf(kept.document);
    const changed = { ...bulletin, version, hash, changedAt: now };
    if (there === null) await manager.insert(Bulletin, { ...changed, publishedAt: now });
    else await manager.update(Bulletin, { id: there.id }, changed);
    const row = await manager.findOneByOrFail(Bulletin, { kind, number });
    const { name, userId } = currentActor();
    await manager.insert(BulletinVersion, {
      bulletinId: row.id,
      version,
      hash,
      reason,
      byUser: userId,
      byName: name,
      at: now,
    });
    await manager.insert(
      BulletinPart,
      piecesOf(JSON.stringify(kept)).map((content, piece) => ({ bulletinId: row.id, version, piece, content })),
    );
    return row;
  }

  async find(kind: KeptKind, number: string): Promise<Bulletin | undefined> {
    return (
      (await this.dataSource.manager.findOneBy(Bulletin, {
        kind: In(atOneAddress(kind)),
        number: number.slice(0, 80),
      })) ?? undefined
    );
  }

  /** The version that holds of each, by the bulletins' rows. */
  async current(
    rows: readonly Pick<Bulletin, 'id' | 'version'>[],
    manager = this.dataSource.manager,
  ): Promise<Map<number, KeptVersion>> {
    const found = new Map<number, KeptVersion>();
    if (rows.length === 0) return found;
    const held = new Map(rows.map(({ id, version }) => [id, version]));
    const bulletinId = In([...held.keys()]);
    const isHeld = (one: { readonly bulletinId: number; readonly version: number }): boolean =>
      held.get(one.bulletinId) === one.version;
    const versions = (await manager.findBy(BulletinVersion, { bulletinId })).filter(isHeld);
    const parts = (await manager.find(BulletinPart, { where: { bulletinId }, order: { piece: 'ASC' } })).filter(isHeld);
    for (const row of versions) found.set(row.bulletinId, versionOf(row, parts));
    return found;
  }

  /** All versions of one, the latest first. */
  async versions(bulletinId: number): Promise<KeptVersion[]> {
    const { manager } = this.dataSource;
    const rows = await manager.find(BulletinVersion, { where: { bulletinId }, order: { version: 'DESC' } });
    const parts = await manager.find(BulletinPart, { where: { bulletinId }, order: { piece: 'ASC' } });
    return rows.map((row) => versionOf(row, parts));
  }

  async version(bulletinId: number, version: number): Promise<KeptVersion> {
    const found = (await this.current([{ id: bulletinId, version }])).get(bulletinId);
    if (found === undefined) throw notFound(VERSION, version);
    return found;
  }
}

function versionOf(row: BulletinVersion, parts: readonly BulletinPart[]): KeptVersion {
  const { at, bulletinId, hash, reason, version } = row;
  const written = parts
    .filter((part) => part.bulletinId === bulletinId && part.version === version)
    .map(({ content }) => content)
    .join('');
  return { ...(JSON.parse(written) as SealedDocument), version, hash, reason, at };
}
