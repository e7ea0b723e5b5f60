import { loadavg } from 'node:os';

import { tokenOf } from './database-restart.js';
import { type FaultHouse } from './rig/fault-house.js';
import { pause, type Life } from './rig/life.js';
import { tallyOf } from './what-must-hold.js';

/* How long an office waits for a page of the register while a province is drawn. */

/** Between two requests, in milliseconds, whether the one before has been answered or not: people do not wait for one another. */
const EVERY = 200;
const FEWEST = 150;

interface Sample {
  readonly kind: string;
  readonly at: number;
  readonly milliseconds: number;
}

export interface Figures {
  readonly count: number;
  readonly p50: number;
  readonly p99: number;
  readonly max: number;
}

export interface Latency {
  readonly alone: Figures;
  readonly during: Figures;
  readonly ratio: number;
  readonly lines: readonly string[];
  readonly failed: number;
}

const KINDS: Readonly<Record<string, (n: number) => string>> = {
  'first page': () => '/api/v1/targets?pageSize=50',
  filter: (n) => `/api/v1/targets?riskClass=${'ABCD'.charAt(n % 4)}&pageSize=50`,
  search: (n) => `/api/v1/targets?search=${encodeURIComponent(`第${1000 + ((n * 7919) % 900_000)}号`)}&pageSize=20`,
  'deep page': (n) => `/api/v1/targets?page=${2000 + ((n * 131) % 10_000)}&pageSize=50`,
};

class Office {
  readonly samples: Sample[] = [];
  failed = 0;
  private over = false;
  private readonly open = new Set<Promise<void>>();
  private readonly working: Promise<void>;

  constructor(
    private readonly life: Life,
    private readonly token: string,
  ) {
    this.working = this.work();
  }

  private async work(): Promise<void> {
    const kinds = Object.entries(KINDS);
    const began = performance.now();
    for (let n = 0; !this.over; n++) {
      const [kind, path] = kinds[n % kinds.length]!;
      const one = this.ask(kind, path(n)).finally(() => this.open.delete(one));
      this.open.add(one);
      await pause(Math.max(0, began + (n + 1) * EVERY - performance.now()));
    }
  }

  private async ask(kind: string, path: string): Promise<void> {
    const at = performance.now();
    const ok = await fetch(this.life.url + path, {
      headers: { authorization: `Bearer ${this.token}` },
      signal: AbortSignal.timeout(60_000),
    }).then(
      async (answer) => (await answer.text(), answer.status === 200),
      () => false,
    );
    if (ok) this.samples.push({ kind, at, milliseconds: performance.now() - at });
    else this.failed++;
  }

  async home(): Promise<void> {
    this.over = true;
    await this.working;
    await Promise.all(this.open);
  }
}

function figures(samples: readonly Sample[]): Figures {
  const sorted = samples.map(({ milliseconds }) => milliseconds).sort((a, b) => a - b);
  const at = (part: number): number => sorted[Math.min(sorted.length - 1, Math.ceil(part * sorted.length) - 1)] ?? 0;
  return { count: sorted.length, p50: at(0.5), p99: at(0.99), max: sorted.at(-1) ?? 0 };
}

const said = ({ count, max, p50, p99 }: Figures): string =>
  `n ${String(count).padStart(4)}  p50 ${p50.toFixed(0).padStart(5)} ms  p99 ${p99.toFixed(0).padStart(5)} ms  max ${max.toFixed(0).padStart(5)} ms`;

/** Requests without a draw, then while one draws, and without one again, by turns. */
export async function whileDrawing(
  house: FaultHouse,
  targets: number,
  sample: number,
  turns: number,
): Promise<Latency> {
  const pool = await house.pool({ targets, inspectors: 1000, sample });
  const life = await (
    await house.begin({ environment: { SORTIS_LEASE_SECONDS: '60', SORTIS_TOKEN_SECONDS: '7200' } })
  ).ready();
  const token = await tokenOf(life);
  const alone: Sample[] = [];
  const during: Sample[] = [];
  let failed = 0;
  const lines: string[] = [];
  const count = async (of: Sample[], work: () => Promise<void>): Promise<Office> => {
    const office = new Office(life, token);
    await work();
    await office.home();
    of.push(...office.samples);
    failed += office.failed;
    return office;
  };
  // what is read for the first time is not what we look at
  await count([], () => pause(10_000));
  for (let turn = 0; turn < turns; turn++) {
    await count(alone, () => pause((FEWEST * EVERY) / turns));
    await pool.due(1);
    const began = Date.now();
    const office = await count(during, () => house.allIssued(900, life));
    lines.push(
      `  draw ${turn + 1}: ${((Date.now() - began) / 1000).toFixed(0)} s, ${said(figures(office.samples))}; load ${loadavg()[0]!.toFixed(1)}`,
    );
    await pause(2000);
  }
  await count(alone, () => pause((FEWEST * EVERY) / turns));
  await life.kill('SIGTERM');
  for (const kind of Object.keys(KINDS)) {
    const of = (samples: readonly Sample[]): string => said(figures(samples.filter((one) => one.kind === kind)));
    lines.push(`  ${kind.padEnd(10)}  alone ${of(alone)}`, `  ${''.padEnd(10)} during ${of(during)}`);
  }
  const [without, with_] = [figures(alone), figures(during)];
  lines.push(`  ${'all'.padEnd(10)}  alone ${said(without)}`, `  ${''.padEnd(10)} during ${said(with_)}`);
  const { broken } = await tallyOf(house, turns);
  if (broken.length > 0) throw new Error(broken.join('\n'));
  return { alone: without, during: with_, ratio: with_.p99 / without.p99, lines, failed };
}
