import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { createWriteStream, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createConnection, type Connection, type RowDataPacket } from 'mysql2/promise';

import { CLUSTER_OPTIONS } from './cluster-options.js';
import { ThrowawayMariadb } from './mariadb.js';

const PROVIDER = '/usr/lib/galera/libgalera_smm.so';
/** Of the user that the tests' servers sign in as. Nothing outside of this machine reaches the nodes. */
const PASSWORD = 'galera';

/**
 * A real Galera cluster of this machine's own MariaDB. Each node has a network namespace with an address of its own, joined
 * by a bridge, so that a node can be cut off from the others as a broken cable would do it (its packets to them go nowhere,
 * and nobody is told), while whoever sits beside it still reaches it.
 */
export class GaleraCluster {
  private constructor(
    readonly nodes: readonly GaleraNode[],
    private readonly net: Net,
    private readonly dir: string,
  ) {}

  /** Why there can be no cluster here, or nothing. */
  static missing(): string | undefined {
    if (ThrowawayMariadb.program() === undefined) return 'no mariadbd is installed';
    if (!existsSync(PROVIDER)) return `there is no ${PROVIDER} (Debian: galera-4)`;
    if (process.getuid?.() !== 0) return 'network namespaces want root';
    try {
      execFileSync('rsync', ['--version'], { stdio: 'ignore' });
    } catch {
      return 'rsync is not installed';
    }
    const probe = `sortis-probe-${process.pid}`;
    try {
      ip('netns', 'add', probe);
      ip('netns', 'del', probe);
    } catch {
      return 'this machine makes no network namespaces (ip netns)';
    }
    return undefined;
  }

  static async start(size = 3): Promise<GaleraCluster> {
    const dir = mkdtempSync(join(tmpdir(), 'sortis-galera-'));
    execFileSync('chmod', ['711', dir]);
    const net = new Net();
    const hosts = Array.from({ length: size }, (_, i) => net.host(i));
    const nodes = hosts.map((_, i) => new GaleraNode(i, net, hosts, join(dir, `node${i + 1}`)));
    const cluster = new GaleraCluster(nodes, net, dir);
    try {
      for (const [i, node] of nodes.entries()) {
        node.install();
        await node.start({ bootstrap: i === 0 });
      }
      const connection = await nodes[0]!.connect('mysql');
      await connection.query(`CREATE USER sortis@'%' IDENTIFIED BY '${PASSWORD}'`);
      await connection.end();
      return cluster;
    } catch (error) {
      await cluster.stop();
      throw error;
    }
  }

  /** Makes an empty database and returns its address on each node, for a user who has no rights beside it. */
  async database(name: string): Promise<string[]> {
    const connection = await this.nodes[0]!.connect('mysql');
    await connection.query(`CREATE DATABASE \`${name}\``);
    await connection.query(`GRANT ALL ON \`${name}\`.* TO sortis@'%'`);
    await connection.end();
    return this.nodes.map((node) => node.url(name));
  }

  async stop(): Promise<void> {
    // the last one to go down knows that it was the last, and starts first the next time
    for (const node of [...this.nodes].reverse()) await node.stop();
    this.net.close();
    rmSync(this.dir, { recursive: true, force: true });
  }
}

/** One MariaDB server of the cluster. */
export class GaleraNode {
  private server: ChildProcess | undefined;
  readonly name: string;
  readonly host: string;

  constructor(
    private readonly index: number,
    private readonly net: Net,
    private readonly hosts: readonly string[],
    private readonly dir: string,
  ) {
    this.name = `db${index + 1}`;
    this.host = hosts[index]!;
  }

  url(database: string): string {
    return `mysql://sortis:${PASSWORD}@${this.host}:3306/${database}`;
  }

  /** What the server has said. */
  get log(): string {
    const file = join(this.dir, 'log');
    return existsSync(file) ? readFileSync(file, 'utf8') : '';
  }

  install(): void {
    mkdirSync(this.dir);
    execFileSync('chown', ['mysql', this.dir]);
    const data = join(this.dir, 'data');
    execFileSync(
      'mariadb-install-db',
      [
        '--no-defaults',
        `--datadir=${data}`,
        '--auth-root-authentication-method=normal',
        '--skip-test-db',
        '--user=mysql',
      ],
      { stdio: 'ignore' },
    );
    this.net.join(this.index);
  }

  /** Starts the server and waits until it is in step with the cluster. */
  async start({ bootstrap = false } = {}): Promise<void> {
    const server = spawn(
      'ip',
      [
        ...['netns', 'exec', this.net.namespace(this.index)],
        ThrowawayMariadb.program()!,
        '--no-defaults',
        '--user=mysql',
        ...CLUSTER_OPTIONS,
        `--wsrep-cluster-address=gcomm://${this.hosts.join(',')}`,
        `--wsrep-node-name=${this.name}`,
        `--wsrep-node-address=${this.host}`,
        ...(bootstrap ? ['--wsrep-new-cluster'] : []),
        `--datadir=${join(this.dir, 'data')}`,
        `--tmpdir=${this.dir}`,
        `--socket=${join(this.dir, 'sock')}`,
        `--pid-file=${join(this.dir, 'pid')}`,
        '--innodb-buffer-pool-size=256M',
        // a server that starts asks the domain name service about whoever comes, and waits for it
        '--skip-name-resolve',
      ],
      { stdio: ['ignore', 'pipe', 'pipe'] },
    );
    this.server = server;
    const file = createWriteStream(join(this.dir, 'log'), { flags: 'a' });
    server.stdout.pipe(file, { end: false });
    server.stderr.pipe(file, { end: false });
    await this.until((status) => status.wsrep_local_state_comment === 'Synced', 'it is in step', 180);
  }

  /** As root, who comes in by the socket only, and sees the node as it is. */
  async connect(database: string): Promise<Connection> {
    const connection = await createConnection({ socketPath: join(this.dir, 'sock'), user: 'root', database });
    await connection.query('SET SESSION wsrep_sync_wait = 0');
    return connection;
  }

  /** The server's wsrep_… status; nothing where it does not answer. */
  async status(): Promise<Record<string, string> | undefined> {
    let connection: Connection | undefined;
    try {
      connection = await this.connect('mysql');
      const [rows] = await connection.query<RowDataPacket[]>(`SHOW GLOBAL STATUS LIKE 'wsrep_%'`);
      return Object.fromEntries(rows.map((row) => [String(row.Variable_name), String(row.Value)]));
    } catch {
      return undefined;
    } finally {
      connection?.destroy();
    }
  }

  async until(holds: (status: Record<string, string>) => boolean, what: string, seconds = 60): Promise<void> {
    for (const end = Date.now() + seconds * 1000; Date.now() < end;) {
      const status = await this.status();
      if (status !== undefined && holds(status)) return;
      if (!runs(this.server)) throw new Error(`${this.name} has ended:\n${this.log.slice(-4000)}`);
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
    throw new Error(`${this.name}: not so in ${seconds} s: ${what}\n${this.log.slice(-4000)}`);
  }

  /** From now on nothing that it sends reaches another node, and nobody tells it so. */
  cutOff(): void {
    for (const host of this.others()) this.net.run(this.index, 'ip', 'route', 'add', 'blackhole', `${host}/32`);
  }

  mend(): void {
    for (const host of this.others()) this.net.run(this.index, 'ip', 'route', 'del', 'blackhole', `${host}/32`);
  }

  async kill(): Promise<void> {
    await this.end('SIGKILL');
  }

  async stop(): Promise<void> {
    await this.end('SIGTERM');
  }

  private others(): string[] {
    return this.hosts.filter((host) => host !== this.host);
  }

  private async end(signal: 'SIGTERM' | 'SIGKILL'): Promise<void> {
    const { server } = this;
    if (!runs(server)) return;
    const ended = new Promise((resolve) => server.once('exit', resolve));
    server.kill(signal);
    // one that was cut off in mid-work may not find its way out
    const impatience = setTimeout(() => server.kill('SIGKILL'), 60_000);
    await ended;
    clearTimeout(impatience);
    this.server = undefined;
  }
}

const runs = (server: ChildProcess | undefined): server is ChildProcess =>
  server?.exitCode === null && server.signalCode === null;

/** Namespaces on a bridge, in a network that is nobody's (RFC 2544). */
class Net {
  private readonly bridge = `sg${process.pid}`;
  private readonly prefix = `198.18.${process.pid % 256}`;
  private readonly made: string[] = [];

  constructor() {
    ip('link', 'add', this.bridge, 'type', 'bridge');
    ip('addr', 'add', `${this.prefix}.1/24`, 'dev', this.bridge);
    ip('link', 'set', this.bridge, 'up');
  }

  host(index: number): string {
    return `${this.prefix}.${11 + index}`;
  }

  namespace(index: number): string {
    return `sortis-${process.pid}-${index + 1}`;
  }

  join(index: number): void {
    const [namespace, cable] = [this.namespace(index), `${this.bridge}n${index + 1}`];
    ip('netns', 'add', namespace);
    this.made.push(namespace);
    ip('link', 'add', cable, 'type', 'veth', 'peer', 'name', 'eth0', 'netns', namespace);
    ip('link', 'set', cable, 'master', this.bridge, 'up');
    this.run(index, 'ip', 'addr', 'add', `${this.host(index)}/24`, 'dev', 'eth0');
    this.run(index, 'ip', 'link', 'set', 'eth0', 'up');
    this.run(index, 'ip', 'link', 'set', 'lo', 'up');
  }

  run(index: number, ...command: string[]): void {
    ip('netns', 'exec', this.namespace(index), ...command);
  }

  close(): void {
    for (const namespace of this.made) ip('netns', 'del', namespace);
    ip('link', 'del', this.bridge);
  }
}

function ip(...args: string[]): void {
  execFileSync('ip', args, { stdio: ['ignore', 'ignore', 'pipe'] });
}
