import { type DataSource } from 'typeorm';

/* Moments in plain queries, which pass by TypeORM's mapping: SQLite keeps `2026-03-05 01:00:00.000` in UTC. */

export function momentOfRow(value: Date | string): Date {
  return typeof value === 'string' ? new Date(`${value.replace(' ', 'T')}Z`) : value;
}

/** The moment as SQLite keeps it. */
export const sqliteMoment = (moment: Date): string => moment.toISOString().replace('T', ' ').replace('Z', '');

export function momentForQuery(dataSource: DataSource, moment: Date): Date | string {
  return dataSource.options.type === 'mysql' ? moment : sqliteMoment(moment);
}
