import { ENTITIES } from '../entities.js';
import { Config } from '../platform/config/config.js';
import { openDatabase } from '../platform/database/open-database.js';

/** Creates the tables or brings them up to date, and says which migrations the database has. */
export async function migrate(): Promise<number> {
  const dataSource = await openDatabase(Config.fromProcess().database, ENTITIES);
  const rows: unknown = await dataSource.query('SELECT name FROM migrations ORDER BY id');
  const names = Array.isArray(rows) ? rows.map((row: { name: string }) => row.name) : [];
  process.stdout.write(`数据表已是最新 / the tables are up to date: ${names.join(', ')}\n`);
  await dataSource.destroy();
  return 0;
}
