import { Injectable } from '@nestjs/common';
import { type EntityManager } from 'typeorm';

import { Notices } from '../../notices/outbox/notices.service.js';
import { text, type Bilingual } from '../../platform/text.js';
import { type Term } from './due.js';
import { type Due } from './inspection-reminder.entity.js';
import { Told } from './telling.js';

const TERMS: Readonly<Record<Term, Bilingual>> = {
  preparation: text('接受、审批和通知', 'acceptance, approval and notice'),
  visit: text('检查', 'the visit'),
  publication: text('公示', 'publication'),
};

/** How a group is called that is told together. */
export const groupOf = ({ agencyId, kind, term }: Pick<Due, 'agencyId' | 'kind' | 'term'>): string =>
  `${kind}:${term}:${agencyId}`;

/** Tells those concerned of terms that end or have ended, in the transaction that keeps that they were told. */
@Injectable()
export class DeadlineNotices {
  constructor(private readonly notices: Notices) {}

  /** One notice for each agency and term, however many inspections it is about. Returns what is told by now. */
  async tell(manager: EntityManager, all: readonly Due[], told = new Told()): Promise<Told> {
    const groups = new Map<string, Due[]>();
    for (const due of all) {
      const name = groupOf(due);
      const group = groups.get(name);
      if (group === undefined) groups.set(name, [due]);
      else group.push(due);
    }
    const now = told.copy();
    for (const [name, group] of groups) {
      if (now.first(name)) await this.tellAgency(manager, name, group, now.counts.get(name) ?? group.length);
      const people = group[0]?.kind === 'reminder' ? now.firstOf(name, await teamsOf(manager, group)) : [];
      if (people.length > 0) await this.tellTeams(manager, name, group, people);
    }
    return now;
  }

  private async tellAgency(manager: EntityManager, name: string, group: readonly Due[], count: number): Promise<void> {
    const [first] = group;
    if (first === undefined) return;
    const { agencyId, dueOn, inspectionId, kind, term } = first;
    const late = kind === 'escalation';
    const { zh, en } = TERMS[term];
    const things = count === 1 ? '1 inspection' : `${count} inspections`;
    await this.notices.tell(manager, {
      kind: late ? 'inspection-overdue' : 'inspection-due',
      agencyId,
      to: { roles: ['admin', 'planner'] },
      title: late
        ? text(`${count} 项检查任务的${zh}已逾期`, `Overdue: ${en} of ${things}`)
        : text(`${count} 项检查任务的${zh}即将到期`, `Due soon: ${en} of ${things}`),
      body: text(`最早的期限是 ${dueOn}。`, `The earliest of them is due on ${dueOn}.`),
      link: count === 1 ? `/api/v1/inspections/${inspectionId}` : `/api/v1/inspections?overdue=${late}&sort=dueOn`,
      // nobody is told of an inspection twice, so the first of a group names it
      key: `deadline:${name}:${inspectionId}`,
    });
  }

  /** Each sees his own, whatever the others' are. */
  private async tellTeams(
    manager: EntityManager,
    name: string,
    group: readonly Due[],
    inspectorIds: number[],
  ): Promise<void> {
    const [first] = group;
    if (first === undefined) return;
    const { agencyId, inspectionId, term } = first;
    const { zh, en } = TERMS[term];
    await this.notices.tell(manager, {
      kind: 'inspection-due',
      agencyId,
      to: { inspectorIds },
      title: text(`您参加的检查任务即将到期：${zh}`, `Due soon in an inspection of yours: ${en}`),
      link: '/api/v1/inspections?mine=true&sort=dueOn',
      key: `deadline:${name}:${inspectionId}:team`,
      personal: true,
    });
  }
}

async function teamsOf(manager: EntityManager, group: readonly Due[]): Promise<number[]> {
  const rows = await manager.query<{ id: number }[]>(
    `SELECT DISTINCT inspector_id AS id FROM inspection_seats WHERE inspection_id IN (${group.map(() => '?').join(', ')})`,
    group.map(({ inspectionId }) => inspectionId),
  );
  return rows.map(({ id }) => id);
}
