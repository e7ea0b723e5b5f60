import { type DataSource } from 'typeorm';

import { AgencyTree } from '../../src/accounts/agency-tree.js';
import { type Caller } from '../../src/accounts/caller.js';
import { InspectorRoll } from '../../src/accounts/inspector-roll.js';
import { SignInAttempt } from '../../src/accounts/session/sign-in-attempt.entity.js';
import { User } from '../../src/accounts/users/user.entity.js';
import { Config } from '../../src/platform/config/config.js';
import { type Entities } from '../../src/platform/database/open-database.js';
import { Change } from '../../src/platform/history/change.entity.js';
import { Log } from '../../src/platform/log/log.js';
import { Setting } from '../../src/platform/settings/setting.entity.js';
import { REGISTRY_ENTITIES } from '../../src/registry/registry-entities.js';

/* What the specs of accounts share. The registry comes after accounts, so they stand on a small one of their own. */

export const ACCOUNT_ENTITIES: Entities = [User, SignInAttempt, Setting, Change, ...REGISTRY_ENTITIES];

export const PASSWORD = '正确 horse battery';
export const QUIET = { SORTIS_LOG_LEVEL: 'silent' };

export const quietLog = (): Log => new Log(new Config(QUIET, '/'));

/** Agencies 1 (province) over 2 (city) over 3 (county), and 4 (another city); inspector 1 at 3, inspector 2 at 4. */
export async function fillRegistry(dataSource: DataSource): Promise<void> {
  const columns = 'id, code, name, level, parent_id, path, retired_at, version, created_at, updated_at';
  const agencies = [
    [1, 'province', null, '/1/'],
    [2, 'city', 1, '/1/2/'],
    [3, 'county', 2, '/1/2/3/'],
    [4, 'city', 1, '/1/4/'],
  ] as const;
  const at = '2026-01-01 00:00:00.000';
  await dataSource.transaction(async (manager) => {
    for (const [id, level, parent, path] of agencies) {
      await manager.query(`INSERT INTO agencies (${columns}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`, [
        id,
        `A${id}`,
        `单位${id}`,
        level,
        parent,
        path,
        null,
        1,
        at,
        at,
      ]);
    }
    for (const [id, agency] of [
      [1, 3],
      [2, 4],
    ] as const) {
      await manager.query(
        'INSERT INTO inspectors (id, agency_id, code, name, certificate_number, valid_from, valid_until, qualifications, ' +
          'expert, available, retired_at, version, created_at, updated_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)',
        [id, agency, `I${id}`, `员${id}`, `C${id}`, '2026-01-01', '2030-01-01', '[]', 0, 1, null, 1, at, at],
      );
    }
  });
}

const ABOVE: Readonly<Record<number, readonly number[]>> = { 1: [1], 2: [1, 2], 3: [1, 2, 3], 4: [1, 4] };

export class FourAgencies extends AgencyTree {
  contains(topAgencyId: number, agencyId: number): Promise<boolean> {
    return Promise.resolve(ABOVE[agencyId]?.includes(topAgencyId) ?? false);
  }

  exists(agencyId: number): Promise<boolean> {
    return Promise.resolve(agencyId in ABOVE);
  }
}

export class TwoInspectors extends InspectorRoll {
  agencyOf(inspectorId: number): Promise<number | undefined> {
    return Promise.resolve({ 1: 3, 2: 4 }[inspectorId]);
  }
}

export const callerAt = (agencyId: number | null, more: Partial<Caller> = {}): Caller => ({
  userId: 999,
  username: 'boss',
  role: 'admin',
  agencyId,
  inspectorId: null,
  ...more,
});
