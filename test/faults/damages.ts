import { type Rule } from './what-must-hold.js';

export interface Damage {
  readonly name: string;
  /** What must be told, at least. */
  readonly rule: Rule;
  /** Statements past all triggers, as of someone who owns the database. Draws are 1, 2, 3. */
  readonly sql: readonly string[];
  readonly lost?: number;
  readonly doubled?: number;
}

const COPY_OF_DRAW = `number, occurrence_id, kind, ordinal, batch_id, agency_id, plan_version, phase, announced_at, draw_at, entropy_source`;

/** Every way in which a fault could break a draw, done by hand: the checker has to see each. */
export const DAMAGES: readonly Damage[] = [
  {
    name: 'a draw that never came',
    rule: 'one draw',
    sql: ['UPDATE draws SET occurrence_id = 1, ordinal = 9 WHERE id = 3'],
    lost: 1,
    doubled: 1,
  },
  {
    name: 'a second draw of an occurrence',
    rule: 'one draw',
    sql: [
      `INSERT INTO draws (${COPY_OF_DRAW}) SELECT ${COPY_OF_DRAW.replace('number', "CONCAT(number, '-2')").replace('ordinal', 'ordinal + 1')} FROM draws WHERE id = 2`,
    ],
    doubled: 1,
  },
  {
    name: 'another commitment than the one that was seen',
    rule: 'commitment stands',
    sql: [`UPDATE draws SET commitment = '${'ab'.repeat(32)}' WHERE id = 2`],
  },
  {
    name: 'another record than the one that was seen',
    rule: 'commitment stands',
    sql: [`UPDATE draws SET record_hash = '${'cd'.repeat(32)}' WHERE id = 2`],
  },
  {
    name: 'a manifest that was changed',
    rule: 'evidence',
    sql: [`UPDATE draws SET manifest = REPLACE(manifest, '"notBefore":"2', '"notBefore":"1') WHERE id = 1`],
  },
  {
    name: 'a piece of the pool that is gone',
    rule: 'evidence',
    sql: [`DELETE FROM draw_parts WHERE draw_id = 1 AND part = 'targets'`],
  },
  {
    name: 'a record that is gone',
    rule: 'inspections',
    sql: [`DELETE FROM draw_parts WHERE draw_id = 2 AND part = 'record'`],
    lost: 1,
  },
  {
    name: 'a lost inspection',
    rule: 'inspections',
    sql: [
      'DELETE FROM inspection_seats WHERE inspection_id = (SELECT id FROM inspections WHERE draw_id = 2 AND ordinal = 3)',
      'DELETE FROM inspections WHERE draw_id = 2 AND ordinal = 3',
    ],
    lost: 1,
  },
  {
    name: 'a doubled inspection',
    rule: 'inspections',
    sql: [
      `INSERT INTO inspections (draw_id, ordinal, batch_id, agency_id, target_id, target_code, target_name, target_kind, visit_from, visit_until, state, version, created_at, updated_at)
       SELECT draw_id, 99, batch_id, agency_id, target_id, target_code, target_name, target_kind, visit_from, visit_until, state, version, created_at, updated_at
         FROM inspections WHERE draw_id = 2 AND ordinal = 3`,
    ],
    doubled: 1,
  },
  {
    name: 'an inspection of a target that was not drawn',
    rule: 'inspections',
    sql: [
      `UPDATE inspections SET target_id = (SELECT MIN(t.id) FROM targets t WHERE t.id NOT IN
         (SELECT drawn.target_id FROM (SELECT target_id FROM inspections WHERE draw_id = 2) AS drawn)) WHERE draw_id = 2 AND ordinal = 3`,
    ],
    lost: 1,
    doubled: 1,
  },
  {
    name: 'an empty seat',
    rule: 'inspections',
    sql: [
      'DELETE FROM inspection_seats WHERE seat = 2 AND inspection_id = (SELECT id FROM inspections WHERE draw_id = 1 AND ordinal = 1)',
    ],
  },
  {
    name: 'a node of the tree that is another',
    rule: 'log tree',
    sql: [`UPDATE log_nodes SET hash = '${'0'.repeat(64)}' WHERE level = 1 AND position = 1`],
  },
  {
    name: 'a checkpoint that is gone',
    rule: 'log tree',
    sql: ['DELETE FROM log_checkpoints WHERE size = 5'],
  },
  {
    name: 'an entry of the log that is gone',
    rule: 'log entries',
    sql: [`DELETE FROM log_entries WHERE kind = 'record' AND draw_number = (SELECT number FROM draws WHERE id = 3)`],
    lost: 1,
  },
  {
    name: 'an entry of the log that is there twice',
    rule: 'log entries',
    sql: [
      `INSERT INTO log_entries (position, kind, draw_number, at, body)
       SELECT position + 1000, kind, draw_number, at, body FROM (SELECT * FROM log_entries WHERE kind = 'commit') AS one WHERE draw_number = (SELECT number FROM draws WHERE id = 3)`,
    ],
    doubled: 1,
  },
  {
    name: 'a log that says another commitment',
    rule: 'log entries',
    sql: [`UPDATE log_entries SET body = REPLACE(body, '"commitment":"', '"commitment":"00') WHERE kind = 'commit'`],
  },
  {
    name: 'moments that go back',
    rule: 'moments',
    sql: [`UPDATE draws SET issued_at = committed_at, committed_at = issued_at WHERE id = 2`],
  },
  {
    name: 'a step that was taken twice',
    rule: 'history',
    sql: [
      `INSERT INTO history (subject, subject_id, action, actor_name, at)
       SELECT subject, subject_id, action, actor_name, at FROM history WHERE subject = 'draw' AND subject_id = 2 AND action = 'seeded'`,
    ],
  },
  {
    name: 'a draw that is half-way for ever',
    rule: 'nothing stuck',
    sql: [`UPDATE draws SET phase = 'drawn' WHERE id = 3`],
  },
  {
    name: 'a job that nobody holds',
    rule: 'nothing stuck',
    sql: [`UPDATE jobs SET state = 'running', owner = NULL WHERE kind = 'issue' AND job_key = '2'`],
  },
  {
    name: 'a job that failed',
    rule: 'nothing stuck',
    sql: [`UPDATE jobs SET state = 'failed' WHERE kind = 'checkpoint-export'`],
  },
  {
    name: 'an occurrence that nobody finished',
    rule: 'nothing stuck',
    sql: [`UPDATE occurrences SET state = 'drawing' WHERE id = 1`],
  },
];
