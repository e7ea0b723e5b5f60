import { Injectable } from '@nestjs/common';
import { type EntityManager } from 'typeorm';

import { type ClaimedJob } from '../../platform/jobs/job-handlers.js';
import { type DueTerms } from '../deadlines/due.js';
import { DueDays } from '../deadlines/due-days.service.js';
import { COUNTED_STATES } from './rectification-life.js';
import { rectificationDueOn } from './rectification-rules.js';
import { Rectification } from './rectification.entity.js';

/** What the due days that are kept were counted by. */
const COUNTED_BY = 'rectification-due-days';
/** Rectifications that are counted anew in one transaction. */
const AT_ONCE = 500;

/** Counts anew by when a receipt is expected and a closing is due, where the calendar or an agency's term has changed. */
@Injectable()
export class RectificationDueDays {
  constructor(private readonly dueDays: DueDays) {}

  async refresh(job: ClaimedJob): Promise<void> {
    await this.dueDays.recount(job, COUNTED_BY, count);
  }
}

async function count(
  manager: EntityManager,
  after: number,
  termsOf: (agencyId: number) => DueTerms,
): Promise<number | undefined> {
  const rows = await manager.query<
    (Pick<Rectification, 'id' | 'agencyId' | 'state' | 'deadline' | 'version'> & {
      due: string | null;
      cameOn: string | null;
    })[]
  >(
    `SELECT r.id AS id, r.agency_id AS agencyId, r.state AS state, r.deadline AS deadline, r.version AS version,
            r.due_on AS due,
            (SELECT s.on_day FROM rectification_steps s WHERE s.rectification_id = r.id AND s.to_state = r.state
              ORDER BY s.id DESC LIMIT 1) AS cameOn
       FROM rectifications r WHERE r.id > ? AND r.state IN (${COUNTED_STATES.map(() => '?').join(', ')})
      ORDER BY r.id LIMIT ${AT_ONCE}`,
    [after, ...COUNTED_STATES],
  );
  for (const { agencyId, cameOn, deadline, due, id, state, version } of rows) {
    const counted = rectificationDueOn(state, deadline, cameOn, termsOf(agencyId));
    if (counted === due) continue;
    const { affected } = await manager.update(Rectification, { id, version }, { dueOn: counted });
    // what somebody has changed meanwhile is looked at once more
    if (affected !== 1) return id - 1;
  }
  return rows.at(-1)?.id;
}
