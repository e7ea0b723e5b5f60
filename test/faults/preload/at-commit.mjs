// Loaded into a process before its own code, on every thread of it. Counts the COMMITs that the process sends to its database,
// and kills it (SIGKILL, so that nothing of it runs any more) at the one of the number KILL_AT_COMMIT: `before` it is sent, or
// `after` its answer is there (KILL_WHEN). With KILL_OF (a regular expression over what a transaction wrote) only the COMMITs
// of such transactions count. What each transaction wrote is appended to the file KILL_NOTES, a line a COMMIT:
// number, when, thread, what.
import { appendFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { getEnvironmentData, isMainThread, setEnvironmentData } from 'node:worker_threads';

const { KILL_AT_COMMIT = '0', KILL_OF = '', KILL_WHEN = 'before', KILL_NOTES = '' } = process.env;
const COUNTED = new RegExp(KILL_OF);
const SHARED = 'faults.commits';
if (isMainThread) setEnvironmentData(SHARED, new SharedArrayBuffer(4));
// one count for all threads
const count = new Int32Array(getEnvironmentData(SHARED));
const thread = isMainThread ? 'main' : 'engine';

/** The words of a statement's values by which one step is told from another. */
const STEP =
  /^(announced|committed|seeded|drawn|issued|waiting|running|done|failed|commit|reveal|record|key|targets|inspectors|exclusions|teams|draw|issue)$/;

/** What the transaction of each connection has written. */
const written = new WeakMap();

function note(connection, sql, values) {
  const [, verb, table] =
    /^\s*(INSERT|UPDATE|DELETE)\s+(?:IGNORE\s+|OR\s+\w+\s+)?(?:INTO\s+|FROM\s+)?["`]?(\w+)/i.exec(sql) ?? [];
  if (verb === undefined) return;
  const steps = [values].flat(3).filter((value) => typeof value === 'string' && STEP.test(value));
  const about = [...new Set(steps)].join(' ');
  const list = written.get(connection) ?? [];
  list.push(`${verb.toLowerCase()} ${table}${about === '' ? '' : ` (${about})`}`);
  written.set(connection, list);
}

function die() {
  process.kill(process.pid, 'SIGKILL');
  for (;;);
}

/** @returns what is called when the answer is there */
function atCommit(connection) {
  const what = [...new Set(written.get(connection) ?? [])].join(', ');
  written.delete(connection);
  if (what === '' || !COUNTED.test(what)) return () => undefined;
  const n = Atomics.add(count, 0, 1) + 1;
  const mine = n === Number(KILL_AT_COMMIT);
  const tell = (when) => {
    if (KILL_NOTES !== '') appendFileSync(KILL_NOTES, `${n}\t${when}\t${thread}\t${what}\n`);
  };
  if (mine && KILL_WHEN === 'before') {
    tell('before');
    die();
  }
  return () => {
    tell(mine ? 'after' : 'passed');
    if (mine) die();
  };
}

const COMMIT = /^\s*COMMIT\b/i;
const BEGIN = /^\s*(BEGIN|START TRANSACTION|ROLLBACK)\b/i;
const require = createRequire(import.meta.url);

const Database = require('better-sqlite3');
const { prepare } = Database.prototype;
Database.prototype.prepare = function (sql, ...more) {
  const statement = prepare.call(this, sql, ...more);
  for (const name of ['run', 'all', 'get']) {
    const real = statement[name];
    statement[name] = (...values) => {
      if (COMMIT.test(sql)) {
        const after = atCommit(this);
        const result = real.apply(statement, values);
        after();
        return result;
      }
      if (BEGIN.test(sql)) written.delete(this);
      const result = real.apply(statement, values);
      note(this, sql, values);
      return result;
    };
  }
  return statement;
};

// what every connection of it inherits; the package does not name it to others
const { prototype } = require(join(dirname(require.resolve('mysql2')), 'lib/base/connection.js'));
const { query } = prototype;
prototype.query = function (sql, values, answer) {
  const text = typeof sql === 'string' ? sql : sql.sql;
  const callback = typeof values === 'function' ? values : answer;
  const given = typeof values === 'function' ? [] : values;
  if (!COMMIT.test(text) || callback === undefined) {
    if (BEGIN.test(text)) written.delete(this);
    else note(this, text, given);
    return query.call(this, sql, values, answer);
  }
  const after = atCommit(this);
  return query.call(this, sql, given, (error, ...results) => {
    if (error === null || error === undefined) after();
    callback(error, ...results);
  });
};
