import { type DataSource } from 'typeorm';

/** The bit of wsrep_sync_wait that makes reads, and the beginning of a transaction, wait. */
const READS = 1;

/**
 * On a Galera cluster a node shows what another has committed only when it gets to it, unless a read waits for that. Much
 * here rests on it: that who was signed out stays out, that failed sign-ins are counted, that a checkpoint which another
 * process has exported is in the log that one reads. A server that is set otherwise is refused at the start.
 */
export async function requireCausalReads(dataSource: DataSource): Promise<void> {
  const rows = await dataSource.query<{ Variable_name: string; Value: string }[]>(
    `SHOW VARIABLES WHERE Variable_name IN ('wsrep_on', 'wsrep_provider', 'wsrep_sync_wait')`,
  );
  const value = new Map(rows.map((row) => [row.Variable_name, row.Value]));
  const cluster = value.get('wsrep_on') === 'ON' && (value.get('wsrep_provider') ?? 'none') !== 'none';
  if (!cluster || (Number(value.get('wsrep_sync_wait')) & READS) !== 0) return;
  throw new Error(
    '数据库是 Galera 集群的节点，但 wsrep_sync_wait 未包含 1：在此节点上读到的可能不是最新内容。请在每个节点上设置 wsrep_sync_wait=1。' +
      ' / The database is a node of a Galera cluster and its wsrep_sync_wait does not contain 1: what is read there may be old. Set wsrep_sync_wait=1 on every node.',
  );
}
