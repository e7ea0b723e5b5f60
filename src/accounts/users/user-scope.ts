import { Injectable } from '@nestjs/common';
import { DataSource, IsNull, Not } from 'typeorm';

import { markOutside } from '../../platform/http/request-context.js';
import { Log } from '../../platform/log/log.js';
import { AgencyTree } from '../agency-tree.js';
import { type Caller } from '../caller.js';
import { InspectorRoll } from '../inspector-roll.js';
import { User } from './user.entity.js';
import { agencyNeeded, noSuchUser, unknownAgency, unknownInspector } from './users.errors.js';

/**
 * Which users an administrator manages: one of the whole tree all of them, one of an agency those whose own agency is his
 * or lies below it. Someone who sees the whole tree is therefore out of his reach.
 */
@Injectable()
export class UserScope {
  constructor(
    private readonly dataSource: DataSource,
    private readonly tree: AgencyTree,
    private readonly inspectors: InspectorRoll,
    private readonly log: Log,
  ) {}

  /** @throws DomainError not-found, as for a user who does not exist */
  async requireWithin(caller: Caller, user: User): Promise<void> {
    if (caller.agencyId === null) return;
    if (user.agencyId !== null && (await this.tree.contains(caller.agencyId, user.agencyId))) return;
    this.log.warn({ caller: caller.username, subject: 'user', subjectId: user.id }, 'out of scope');
    markOutside({ sought: `user ${user.id}`, agencyId: user.agencyId });
    throw noSuchUser(user.id);
  }

  /** The agencies whose users the caller sees, or null for all users. */
  async visibleAgencies(caller: Caller): Promise<number[] | null> {
    if (caller.agencyId === null) return null;
    const rows = await this.dataSource.manager
      .createQueryBuilder(User, 'user')
      .select('DISTINCT user.agencyId', 'agencyId')
      .where({ agencyId: Not(IsNull()) })
      .getRawMany<{ agencyId: number }>();
    return this.tree.within(
      caller.agencyId,
      rows.map((row) => row.agencyId),
    );
  }

  /** Refuses to place a user where the caller has nothing to say, or at an agency that is not there. */
  async requirePlace(caller: Caller, agencyId: number | null): Promise<void> {
    if (agencyId === null) {
      if (caller.agencyId !== null) throw agencyNeeded();
      return;
    }
    if (!(await this.tree.exists(agencyId))) throw unknownAgency();
    if (caller.agencyId === null || (await this.tree.contains(caller.agencyId, agencyId))) return;
    this.log.warn({ caller: caller.username, subject: 'agency', subjectId: agencyId }, 'out of scope');
    markOutside({ sought: `agency ${agencyId}`, agencyId });
    throw unknownAgency();
  }

  /** An inspector's user belongs where the inspector does: the inspector's agency is the user's, or lies below it. */
  async requireInspector(inspectorId: number | null, agencyId: number | null): Promise<void> {
    if (inspectorId === null) return;
    const inspectorsAgency = await this.inspectors.agencyOf(inspectorId);
    if (inspectorsAgency === undefined) throw unknownInspector();
    if (agencyId === null || (await this.tree.contains(agencyId, inspectorsAgency))) return;
    throw unknownInspector();
  }
}
