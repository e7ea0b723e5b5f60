// The floor under a draw: reading, hashing and writing the same rows, and nothing else. Prints one line of JSON.
import Database from 'better-sqlite3';
import { createHash } from 'node:crypto';
import { createConnection } from 'mysql2/promise';

const [kind, address, agencyId] = process.argv.slice(2);
const PAGE = 5000;
const BATCH = 500;
const COLUMNS = 'id, code, name, kind, region_code, risk_class';

const sqlite = kind === 'sqlite' ? new Database(address) : undefined;
const mysql = kind === 'mysql' ? await createConnection(address) : undefined;
const all = async (sql, values) => (sqlite ? sqlite.prepare(sql).all(...values) : (await mysql.query(sql, values))[0]);
const run = async (sql, values = []) => (sqlite ? sqlite.prepare(sql).run(...values) : mysql.query(sql, values));

async function* pages() {
  for (let after = ''; ;) {
    const rows = await all(
      `SELECT ${COLUMNS} FROM targets WHERE agency_id = ? AND retired_at IS NULL AND code > ? ORDER BY code LIMIT ${PAGE}`,
      [agencyId, after],
    );
    if (rows.length === 0) return;
    after = rows.at(-1).code;
    yield rows;
  }
}

const seconds = async (work) => {
  const start = process.hrtime.bigint();
  await work();
  return Number(process.hrtime.bigint() - start) / 1e9;
};

let count = 0;
const read = await seconds(async () => {
  for await (const rows of pages()) count += rows.length;
});

const leaves = [];
for await (const rows of pages()) {
  for (const row of rows) {
    const attributes = { kind: row.kind, name: row.name, regionCode: row.region_code, riskClass: row.risk_class };
    leaves.push(JSON.stringify({ attributes, id: row.code }));
  }
}
// a Merkle tree over n leaves is n leaf hashes and n - 1 node hashes of 65 bytes
const node = Buffer.alloc(65);
const hash = await seconds(() => {
  for (const leaf of leaves) createHash('sha256').update(leaf).digest();
  for (let n = 1; n < leaves.length; n++) createHash('sha256').update(node).digest();
});
leaves.length = 0;

await run('DROP TABLE IF EXISTS bench_copy');
await run(
  'CREATE TABLE bench_copy (id int PRIMARY KEY, code varchar(64), name varchar(300), kind varchar(100), region_code varchar(6), risk_class varchar(1))',
);
let pending = [];
const flush = async () => {
  if (pending.length === 0) return;
  await run(
    `INSERT INTO bench_copy (${COLUMNS}) VALUES ${pending.map(() => '(?, ?, ?, ?, ?, ?)').join(', ')}`,
    pending.flat(),
  );
  pending = [];
};
let write = 0;
const writing = async (work) => {
  write += await seconds(work);
};
await writing(() => run(sqlite ? 'BEGIN' : 'START TRANSACTION'));
for await (const rows of pages()) {
  for (const row of rows) {
    pending.push([row.id, row.code, row.name, row.kind, row.region_code, row.risk_class]);
    if (pending.length === BATCH) await writing(flush);
  }
}
await writing(flush);
await writing(() => run('COMMIT'));
await run('DROP TABLE bench_copy');
await mysql?.end();
process.stdout.write(
  `${JSON.stringify({ count, read, hash, write, megabytes: process.resourceUsage().maxRSS / 1024 })}\n`,
);
