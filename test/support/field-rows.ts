import { type DataSource, type EntityManager } from 'typeorm';

import { DrawAmendment } from '../../src/drawing/amendments/draw-amendment.entity.js';
import { Draw } from '../../src/drawing/draws/draw.entity.js';
import { DrawParticipant } from '../../src/drawing/draws/draw-participant.entity.js';
import { DrawRotation } from '../../src/drawing/rotation/draw-rotation.entity.js';
import { DrawPart } from '../../src/drawing/draws/draw-part.entity.js';
import { FIELDWORK_ENTITIES } from '../../src/fieldwork/fieldwork-entities.js';
import { BatchMatter } from '../../src/planning/batches/batch-matter.entity.js';
import { Batch } from '../../src/planning/batches/batch.entity.js';
import { BatchPartner } from '../../src/planning/partners/batch-partner.entity.js';
import { Occurrence } from '../../src/planning/occurrences/occurrence.entity.js';
import { Plan } from '../../src/planning/plans/plan.entity.js';
import { NOTICE_ENTITIES } from '../../src/notices/notice-entities.js';
import { User } from '../../src/accounts/users/user.entity.js';
import { type Entities } from '../../src/platform/database/open-database.js';
import { Change } from '../../src/platform/history/change.entity.js';
import { sqliteMoment } from '../../src/platform/database/plain-moments.js';
import { Job } from '../../src/platform/jobs/job.entity.js';
import { REGISTRY_ENTITIES } from '../../src/registry/registry-entities.js';

/** Every entity that a table of fieldwork refers to. */
export const FIELD_ENTITIES: Entities = [
  Change,
  Job,
  User,
  ...REGISTRY_ENTITIES,
  ...NOTICE_ENTITIES,
  Plan,
  Batch,
  BatchMatter,
  BatchPartner,
  Occurrence,
  Draw,
  DrawPart,
  DrawParticipant,
  DrawRotation,
  DrawAmendment,
  ...FIELDWORK_ENTITIES,
];

type Row = Readonly<Record<string, unknown>>;
/** What a test says of a row; the rest is filled in. */
type Given = Row & { readonly id?: number };

/** A moment as both databases take it in a plain statement. */
export const stamp = (iso: string): string => sqliteMoment(new Date(iso));

const LONG_AGO = stamp('2020-01-01T00:00:00Z');
const record = { version: 1, created_at: LONG_AGO, updated_at: LONG_AGO };

const DEFAULTS: Readonly<Record<string, (n: number) => Row>> = {
  agencies: (n) => ({ code: `A${n}`, name: `单位 ${n}`, level: 'county', path: `/${n}/`, ...record }),
  matters: (n) => ({
    code: `M${n}`,
    name_key: `m${n}`,
    name: `事项 ${n}`,
    legal_basis: '《慈善法》',
    methods: '[]',
    qualifications: '[]',
    ...record,
  }),
  bulletins: (n) => ({
    kind: 'checklist',
    number: String(n),
    year: 2026,
    version: 1,
    hash: 'b'.repeat(64),
    published_at: LONG_AGO,
    changed_at: LONG_AGO,
  }),
  targets: (n) => ({
    code: `T${n}`,
    code_kind: 'alias',
    name: `对象 ${n}`,
    kind: '社会团体',
    state: 'active',
    ...record,
  }),
  inspectors: (n) => ({
    code: `I${n}`,
    name: `检查员 ${n}`,
    certificate_number: `证${n}`,
    valid_from: '2020-01-01',
    valid_until: '2030-12-31',
    qualifications: '[]',
    expert: 0,
    available: 1,
    ...record,
  }),
  users: (n) => ({
    username: `user${n}`,
    display_name: `用户 ${n}`,
    password_hash: '-',
    role: 'planner',
    active: 1,
    token_generation: 0,
    ...record,
  }),
  recusals: () => ({ reason: '亲属', created_at: LONG_AGO }),
  plans: (n) => ({ title: `计划 ${n}`, year: 2026, state: 'published', edition: 1, published_at: LONG_AGO, ...record }),
  batches: (n) => ({
    code: `B${n}`,
    name: `批次 ${n}`,
    filter: '[]',
    rate_direction: 'number',
    rate_number: 1,
    team_size: 2,
    qualifications: '[]',
    schedule_kind: 'date',
    schedule: '2026-03-01',
    time_zone: 'Asia/Shanghai',
    rest_days: 'keep',
    late_minutes: 1440,
    notice_minutes: 0,
    entropy_source: 'sealed',
    witnesses: '[]',
    pools: 'open',
    ...record,
  }),
  batch_matters: () => ({}),
  occurrences: (n) => ({ ordinal: n, due_at: stamp('2026-03-01T01:00:00Z'), announce_at: LONG_AGO, state: 'drawn' }),
  draws: (n) => ({
    number: `2026-${n}`,
    kind: 'draw',
    ordinal: 1,
    plan_version: 1,
    phase: 'issued',
    announced_at: LONG_AGO,
    draw_at: stamp('2026-03-01T01:00:00Z'),
    drawn_at: stamp('2026-03-01T01:00:01Z'),
    entropy_source: 'sealed',
    sample_size: 1,
  }),
  inspections: (n) => ({
    ordinal: n,
    target_code: `T${n}`,
    target_name: `对象 ${n}`,
    target_kind: '社会团体',
    visit_from: '2026-03-02',
    visit_until: '2026-03-31',
    state: 'issued',
    ...record,
  }),
  visits: () => ({ target_code: 'T1', first_day: '2026-03-02', kind: 'daily', entered: 1, ...record }),
  inspection_seats: () => ({}),
  draw_matters: () => ({}),
  draw_kind_matters: () => ({ target_kind: '社会团体' }),
  findings: () => ({ recorded_at: LONG_AGO }),
};

/** Writes rows past all rules, with the least that the tables ask for. Ids are given or count up per table. */
export class FieldRows {
  private readonly last = new Map<string, number>();

  constructor(private readonly dataSource: DataSource) {}

  /** @returns the ids, in the order given */
  async add(table: string, ...given: readonly Given[]): Promise<number[]> {
    const keyed = ['batch_matters', 'inspection_seats', 'draw_matters', 'draw_kind_matters'].includes(table);
    const ids: number[] = [];
    const rows = given.map((row): Row => {
      const n = row.id ?? (this.last.get(table) ?? 0) + 1;
      this.last.set(table, Math.max(n, this.last.get(table) ?? 0));
      ids.push(n);
      return { ...(keyed ? {} : { id: n }), ...DEFAULTS[table]?.(n), ...row };
    });
    await this.dataSource.transaction((manager) => insertRows(manager, table, rows));
    return ids;
  }

  /** A matter on the published checklist of its agency: from what is on none, nothing is drawn. */
  async publicMatter(agencyId: number): Promise<number> {
    const [id = 0] = await this.add('matters', { agency_id: agencyId });
    await this.add('bulletins', { number: String(id), agency_id: agencyId, matter_id: id });
    return id;
  }
}

/** One statement for a few hundred rows of the same columns. */
export async function insertRows(manager: EntityManager, table: string, rows: readonly Row[]): Promise<void> {
  for (let start = 0; start < rows.length; start += 300) {
    const chunk = rows.slice(start, start + 300);
    const columns = [...new Set(chunk.flatMap((row) => Object.keys(row)))];
    const places = `(${columns.map(() => '?').join(', ')})`;
    await manager.query(
      `INSERT INTO ${table} (${columns.join(', ')}) VALUES ${chunk.map(() => places).join(', ')}`,
      chunk.flatMap((row) => columns.map((column) => row[column] ?? null)),
    );
  }
}
