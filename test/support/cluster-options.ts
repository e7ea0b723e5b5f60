/**
 * What makes a MariaDB server a node of the cluster, beside its own name and address. docker/compose.cluster.yaml gives its
 * nodes the same (test/docker/cluster.spec.ts compares them), so that what is tried out here is what is installed.
 */
export const CLUSTER_OPTIONS: readonly string[] = [
  '--wsrep-on=ON',
  '--wsrep-provider=/usr/lib/galera/libgalera_smm.so',
  '--wsrep-cluster-name=sortis',
  // a joiner gets all of the data as files; what it missed while it was away only, where that is still kept
  '--wsrep-sst-method=rsync',
  // A read, and the beginning of a transaction, first waits for what the others have committed before it: a signed-out
  // user stays out, failed sign-ins are counted, and a checkpoint is never newer than the log that it is held against.
  '--wsrep-sync-wait=1',
  // The default: a row that is added and a change of the row that its foreign key names exclude each other. With the other
  // rules, optimized, an agency is retired on one node while a target is added to it on another.
  '--wsrep-certification-rules=strict',
  // Galera replicates rows, and only those of InnoDB; interleaved is the one way of giving ids that it knows
  '--binlog-format=ROW',
  '--default-storage-engine=InnoDB',
  '--innodb-autoinc-lock-mode=2',
  // the migrations make triggers that keep records from being changed; replication counts as a binary log here
  '--log-bin-trust-function-creators=1',
  '--character-set-server=utf8mb4',
  '--collation-server=utf8mb4_bin',
  '--max-allowed-packet=64M',
];
