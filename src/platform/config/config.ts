import { isIP } from 'node:net';
import { isAbsolute, resolve } from 'node:path';

/** A wrong or missing setting. The message names the variable, what it got and what it may be. */
export class ConfigError extends Error {
  constructor(variable: string, got: string | undefined, wanted: string) {
    super(
      `${variable}: 得到 ${got === undefined ? '（未设置）' : JSON.stringify(got)}，应为 ${wanted} / ` +
        `got ${got === undefined ? '(unset)' : JSON.stringify(got)}, wanted ${wanted}`,
    );
    this.name = 'ConfigError';
  }
}

export interface MysqlAddress {
  readonly kind: 'mysql';
  readonly url: string;
}

export interface SqliteAddress {
  readonly kind: 'sqlite';
  readonly file: string;
}

export type DatabaseAddress = MysqlAddress | SqliteAddress;

/** A server that takes mail. */
export interface SmtpAddress {
  readonly host: string;
  readonly port: number;
  /** From the first byte, after STARTTLS, or not at all. */
  readonly tls: 'at-once' | 'starttls' | 'off';
  readonly user: string | undefined;
  readonly password: string | undefined;
}

/** A range of addresses, as CIDR writes it. */
export interface Network {
  readonly address: string;
  readonly bits: number;
  readonly family: 'ipv4' | 'ipv6';
}

export type LogLevel = 'fatal' | 'error' | 'warn' | 'info' | 'debug' | 'silent';

const LOG_LEVELS: readonly LogLevel[] = ['fatal', 'error', 'warn', 'info', 'debug', 'silent'];

/** The public mirrors of drand (https://docs.drand.love). Which of them answers does not matter: every answer is verified. */
const BEACON_URLS = [
  'https://api.drand.sh',
  'https://api2.drand.sh',
  'https://api3.drand.sh',
  'https://drand.cloudflare.com',
];
const MOST_ADDRESSES = 10;

const SECURE_COOKIE = ['auto', 'always', 'never'] as const;

/** No claim on a job holds longer without a sign of life. */
export const LONGEST_LEASE_SECONDS = 3600;

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Every setting, read once from the environment and checked. Nothing else reads the environment.
 * The variables and their defaults are listed in `config/example.env`.
 */
export class Config {
  readonly production: boolean;
  readonly host: string;
  readonly port: number;
  readonly dataDir: string;
  readonly database: DatabaseAddress;
  readonly logLevel: LogLevel;
  /** How long an access token is good for, in seconds. */
  readonly tokenSeconds: number;
  /** How long a browser's session holds without being used, in minutes. */
  readonly sessionMinutes: number;
  /** Whether the cookie of a session is for TLS alone; auto: where the caller came over TLS. */
  readonly secureCookie: (typeof SECURE_COOKIE)[number];
  /** Largest spreadsheet that an import reads, in bytes. */
  readonly uploadBytes: number;
  /** Largest photo or paper that an inspection takes, in bytes. */
  readonly fileBytes: number;
  /** All of one inspection together. */
  readonly inspectionFileBytes: number;
  /** How often the process wakes up to look for work, in milliseconds. */
  readonly wakeMilliseconds: number;
  /** How long a claim on a job holds without a sign of life, in seconds. */
  readonly leaseSeconds: number;
  readonly demoPassword: string | undefined;
  readonly adminPassword: string | undefined;
  /** Whether this process runs due jobs (draws and the rest) beside serving requests. */
  readonly runsJobs: boolean;
  /** Reverse proxies before this process, whose X-Forwarded-For tells the caller's address. */
  readonly trustedProxies: number;
  /** Sign-in attempts that one address may fail in a quarter of an hour. */
  readonly signInAttempts: number;
  /** Connections on which this process tells of draws as they happen; one address may have a tenth of them. */
  readonly watchers: number;
  /** Where the rounds of the public beacon are asked for, one after the other. None: nothing is asked for. */
  readonly beaconUrls: readonly string[];

  /** The file with the key that signs the transparency log. */
  readonly logKeyFile: string;
  /** The name of the log, where one was chosen. */
  readonly logOrigin: string | undefined;
  /** Where the log's checkpoints are written, outside of the database. */
  readonly checkpointDir: string;
  /** How often, in seconds. */
  readonly checkpointSeconds: number;
  /** Who brings it may read the metrics; without one, whoever calls from this machine. */
  readonly metricsToken: string | undefined;
  /** How long after its moment something of a draw is overdue, in minutes. */
  readonly overdueMinutes: number;
  /** Where backups of an embedded database are made, again and again; undefined: none are made. */
  readonly backupDir: string | undefined;
  /** How often, in hours. */
  readonly backupHours: number;
  /** How many of them are kept. */
  readonly backupKeep: number;
  /** Which server sends the mail; undefined: none is sent. */
  readonly smtp: SmtpAddress | undefined;
  /** From which address. */
  readonly smtpFrom: string;
  /** Networks that no one outside reaches, and which webhooks and robots may be in all the same. */
  readonly noticeNetworks: readonly Network[];
  /** How people reach this server, for links in what is sent to them. */
  readonly publicUrl: string | undefined;

  constructor(environment: Environment, workingDirectory: string) {
    const read = new Reader(environment);
    this.production = environment.NODE_ENV === 'production';
    this.host = read.text('SORTIS_HOST', '127.0.0.1');
    this.port = read.integer('PORT', 3000, 0, 65535);
    const dir = read.text('SORTIS_DATA_DIR', 'data');
    this.dataDir = isAbsolute(dir) ? dir : resolve(workingDirectory, dir);
    this.database = read.database('DATABASE_URL', resolve(this.dataDir, 'sortis.sqlite'));
    this.logLevel = read.oneOf('SORTIS_LOG_LEVEL', LOG_LEVELS, 'info');
    this.tokenSeconds = read.integer('SORTIS_TOKEN_SECONDS', 900, 10, 86_400);
    this.sessionMinutes = read.integer('SORTIS_SESSION_MINUTES', 30, 1, 720);
    this.secureCookie = read.oneOf('SORTIS_SECURE_COOKIE', SECURE_COOKIE, 'auto');
    this.uploadBytes = read.integer('SORTIS_UPLOAD_BYTES', 20 * 1024 * 1024, 1024, 200 * 1024 * 1024);
    this.fileBytes = read.integer('SORTIS_FILE_BYTES', 10 * 1024 * 1024, 64 * 1024, 50 * 1024 * 1024);
    this.inspectionFileBytes = read.integer(
      'SORTIS_INSPECTION_FILE_BYTES',
      200 * 1024 * 1024,
      64 * 1024,
      2000 * 1024 * 1024,
    );
    this.wakeMilliseconds = read.integer('SORTIS_WAKE_MILLISECONDS', 1000, 50, 60_000);
    this.leaseSeconds = read.integer('SORTIS_LEASE_SECONDS', 60, 2, LONGEST_LEASE_SECONDS);
    this.demoPassword = read.password('SORTIS_DEMO_PASSWORD');
    this.adminPassword = read.password('SORTIS_ADMIN_PASSWORD');
    this.runsJobs = read.flag('SORTIS_RUN_JOBS', true);
    this.trustedProxies = read.integer('SORTIS_TRUSTED_PROXIES', 0, 0, 10);
    this.signInAttempts = read.integer('SORTIS_SIGN_IN_ATTEMPTS', 20, 1, 100_000);
    this.watchers = read.integer('SORTIS_WATCHERS', 500, 0, 100_000);
    const keyFile = read.text('SORTIS_LOG_KEY_FILE', '');
    this.logKeyFile = keyFile === '' ? resolve(this.dataDir, 'log-key') : resolve(workingDirectory, keyFile);
    this.logOrigin = read.logOrigin('SORTIS_LOG_ORIGIN');
    const checkpointDir = read.text('SORTIS_CHECKPOINT_DIR', '');
    this.checkpointDir =
      checkpointDir === '' ? resolve(this.dataDir, 'checkpoints') : resolve(workingDirectory, checkpointDir);
    this.checkpointSeconds = read.integer('SORTIS_CHECKPOINT_SECONDS', 600, 1, 86_400);
    this.metricsToken = read.bearer('SORTIS_METRICS_TOKEN');
    this.overdueMinutes = read.integer('SORTIS_OVERDUE_MINUTES', 15, 1, 10_080);
    const backupDir = read.text('SORTIS_BACKUP_DIR', '');
    this.backupDir = backupDir === '' ? undefined : resolve(workingDirectory, backupDir);
    this.backupHours = read.integer('SORTIS_BACKUP_HOURS', 24, 1, 720);
    this.backupKeep = read.integer('SORTIS_BACKUP_KEEP', 14, 1, 1000);
    this.smtp = read.smtp('SORTIS_SMTP_URL');
    this.smtpFrom = read.mailbox('SORTIS_SMTP_FROM', 'sortis@localhost');
    this.noticeNetworks = read.networks('SORTIS_NOTICE_NETWORKS');
    this.publicUrl = read.webAddress('SORTIS_PUBLIC_URL');
    this.beaconUrls = read.addresses('SORTIS_BEACON_URLS', BEACON_URLS);
  }

  static fromProcess(): Config {
    return new Config({ ...process.env, ...Config.overrides }, process.cwd());
  }

  /** For a command that uses the services: it runs no jobs, and only says what went wrong. */
  static asCommand(): void {
    Config.overrides = { SORTIS_RUN_JOBS: 'false', SORTIS_LOG_LEVEL: process.env.SORTIS_LOG_LEVEL ?? 'error' };
  }

  private static overrides: Environment = {};
}

class Reader {
  constructor(private readonly environment: Environment) {}

  text(name: string, fallback: string): string {
    const value = this.environment[name];
    return value === undefined || value === '' ? fallback : value;
  }

  integer(name: string, fallback: number, min: number, max: number): number {
    const value = this.environment[name];
    if (value === undefined || value === '') return fallback;
    const number = Number(value);
    if (!/^\d+$/.test(value) || number < min || number > max) {
      throw new ConfigError(name, value, `${min} … ${max} 的整数 / an integer from ${min} to ${max}`);
    }
    return number;
  }

  flag(name: string, fallback: boolean): boolean {
    const value = this.environment[name];
    if (value === undefined || value === '') return fallback;
    if (value !== 'true' && value !== 'false') throw new ConfigError(name, value, 'true | false');
    return value === 'true';
  }

  /** Separated by commas; `none` is none at all. */
  addresses(name: string, fallback: readonly string[]): readonly string[] {
    const value = this.environment[name];
    if (value === undefined || value === '') return fallback;
    if (value.trim() === 'none') return [];
    const urls = value.split(',').map((one) => one.trim().replace(/\/+$/, ''));
    if (urls.length > MOST_ADDRESSES || !urls.every(isWebAddress)) {
      const wanted = `https://主机[/路径]，逗号分隔，至多 ${MOST_ADDRESSES} 个，或 none`;
      throw new ConfigError(
        name,
        withoutPassword(value),
        `${wanted} / https://host[/path], separated by commas, at most ${MOST_ADDRESSES}, or none`,
      );
    }
    return urls;
  }

  oneOf<T extends string>(name: string, values: readonly T[], fallback: T): T {
    const value = this.environment[name];
    if (value === undefined || value === '') return fallback;
    const found = values.find((candidate) => candidate === value);
    if (found === undefined) throw new ConfigError(name, value, values.join(' | '));
    return found;
  }

  /** A key name of C2SP signed-note. */
  logOrigin(name: string): string | undefined {
    const value = this.environment[name];
    if (value === undefined || value === '') return undefined;
    if (/^[!-*,-~]{1,100}$/.test(value)) return value;
    throw new ConfigError(
      name,
      value,
      '1–100 个 ASCII 字符，不含空格和加号 / 1 to 100 characters of ASCII without space or plus',
    );
  }

  password(name: string): string | undefined {
    const value = this.environment[name];
    if (value === undefined || value === '') return undefined;
    if (value.length < 10 || value.length > 200) {
      throw new ConfigError(name, '…', '10–200 个字符 / 10 to 200 characters');
    }
    return value;
  }

  /** What fits into an Authorization header (RFC 6750). The message never repeats it. */
  bearer(name: string): string | undefined {
    const value = this.environment[name];
    if (value === undefined || value === '') return undefined;
    if (/^[A-Za-z0-9._~+/-]{16,200}=*$/.test(value)) return value;
    throw new ConfigError(
      name,
      '…',
      '16–200 个字符：字母、数字和 . _ ~ + / - / 16 to 200 letters, digits and . _ ~ + / -',
    );
  }

  /** smtp:// asks for STARTTLS, smtps:// is TLS from the start. The message never repeats it: there is a password in it. */
  smtp(name: string): SmtpAddress | undefined {
    const value = this.environment[name];
    if (value === undefined || value === '') return undefined;
    const wanted = 'smtp(s)://[用户:密码@]主机[:端口][?tls=off] / smtp(s)://[user:password@]host[:port][?tls=off]';
    const url = URL.canParse(value) ? new URL(value) : undefined;
    const user = decoded(url?.username);
    const password = decoded(url?.password);
    if (
      url === undefined ||
      !/^smtps?:$/.test(url.protocol) ||
      url.hostname === '' ||
      !['', '/'].includes(url.pathname) ||
      url.hash !== '' ||
      (user === '') !== (password === '') ||
      user === undefined ||
      password === undefined
    ) {
      throw new ConfigError(name, '…', wanted);
    }
    const secure = url.protocol === 'smtps:';
    if (!['', ...(secure ? [] : ['?tls=off'])].includes(url.search)) throw new ConfigError(name, '…', wanted);
    const off = url.search !== '';
    if (off && user !== '') {
      const why = 'tls=off 时不可带用户和密码：密码将以明文经过网络 / no user and password with tls=off';
      throw new ConfigError(name, '…', why);
    }
    return {
      host: url.hostname.replace(/^\[|\]$/g, ''),
      port: url.port === '' ? (secure ? 465 : 587) : Number(url.port),
      tls: secure ? 'at-once' : off ? 'off' : 'starttls',
      user: user === '' ? undefined : user,
      password: password === '' ? undefined : password,
    };
  }

  mailbox(name: string, fallback: string): string {
    const value = this.text(name, fallback);
    if (value.length <= 254 && /^[A-Za-z0-9._+-]{1,64}@[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?$/.test(value))
      return value;
    throw new ConfigError(name, value, '电子邮件地址 / an e-mail address');
  }

  /** In CIDR, separated by commas. */
  networks(name: string): readonly Network[] {
    const value = this.environment[name];
    if (value === undefined || value === '') return [];
    return value.split(',').map((one) => {
      const [address = '', bits = '', more] = one.trim().split('/');
      const family = isIP(address);
      if (family === 0 || more !== undefined || !/^\d{1,3}$/.test(bits) || Number(bits) > (family === 4 ? 32 : 128)) {
        throw new ConfigError(name, value, '10.0.0.0/8,fd00::/8 …');
      }
      return { address, bits: Number(bits), family: family === 4 ? 'ipv4' : 'ipv6' };
    });
  }

  webAddress(name: string): string | undefined {
    const value = this.environment[name];
    if (value === undefined || value === '') return undefined;
    const url = value.trim().replace(/\/+$/, '');
    if (isWebAddress(url)) return url;
    throw new ConfigError(name, withoutPassword(value), 'https://主机[/路径] / https://host[/path]');
  }

  database(name: string, sqliteFile: string): DatabaseAddress {
    const value = this.environment[name];
    if (value === undefined || value === '') return { kind: 'sqlite', file: sqliteFile };
    const wanted = 'mysql://用户:密码@主机:端口/库名 / mysql://user:password@host:port/database';
    let url: URL;
    try {
      url = new URL(value);
    } catch {
      throw new ConfigError(name, withoutPassword(value), wanted);
    }
    if (!['mysql:', 'mariadb:'].includes(url.protocol) || !/^\/[^/]+$/.test(url.pathname)) {
      throw new ConfigError(name, withoutPassword(value), wanted);
    }
    url.protocol = 'mysql:';
    return { kind: 'mysql', url: url.href };
  }
}

function isWebAddress(value: string): boolean {
  if (!URL.canParse(value)) return false;
  const { protocol, username, password, search, hash } = new URL(value);
  return /^https?:$/.test(protocol) && username + password + search + hash === '';
}

function decoded(value: string | undefined): string | undefined {
  try {
    return decodeURIComponent(value ?? '');
  } catch {
    return undefined;
  }
}

function withoutPassword(value: string): string {
  return value.replace(/:[^:@/]*@/, ':***@');
}
