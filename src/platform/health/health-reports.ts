import { Injectable } from '@nestjs/common';

import { OneAtATime, within } from '../bounded/one-at-a-time.js';
import { text, type Bilingual } from '../text.js';

/** Milliseconds that a part has to say how it is. */
const BOUND = 2000;
/** Milliseconds after which a part that hangs is asked anew. */
const PATIENCE = 30_000;

/** How a part of the server is. */
export interface PartHealth {
  /** Why the part cannot work, for people; null if it can. Everyone may read it: no names of files, no addresses. */
  readonly fault: Bilingual | null;
  readonly facts: Readonly<Record<string, string | number | null>>;
}

/** What parts of the server say of themselves. Modules register theirs when they start. */
@Injectable()
export class HealthReports {
  private readonly reports = new Map<string, OneAtATime<PartHealth>>();

  register(name: string, report: () => Promise<PartHealth>): void {
    if (this.reports.has(name)) throw new Error(`two reports on the health of ${name}`);
    this.reports.set(name, new OneAtATime(report, PATIENCE));
  }

  /** In bounded time: a part that does not answer, or fails to, has a fault by that. */
  async all(): Promise<Record<string, PartHealth>> {
    const entries = [...this.reports].map(async ([name, report]) => [name, await asked(name, report)] as const);
    return Object.fromEntries(await Promise.all(entries));
  }
}

async function asked(name: string, report: OneAtATime<PartHealth>): Promise<PartHealth> {
  const said = await within(BOUND, report.run()).catch(() => undefined);
  const silent = text(`“${name}”部分没有应答。`, `The part "${name}" does not answer.`);
  return said ?? { fault: silent, facts: {} };
}
