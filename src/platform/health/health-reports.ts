import { Injectable } from '@nestjs/common';

import { type Bilingual } from '../text.js';

/** How a part of the server is. */
export interface PartHealth {
  /** Why the part cannot work, for people; null if it can. Everyone may read it: no names of files, no addresses. */
  readonly fault: Bilingual | null;
  readonly facts: Readonly<Record<string, string | number | null>>;
}

/** What parts of the server say of themselves. Modules register theirs when they start. */
@Injectable()
export class HealthReports {
  private readonly reports = new Map<string, () => Promise<PartHealth>>();

  register(name: string, report: () => Promise<PartHealth>): void {
    if (this.reports.has(name)) throw new Error(`two reports on the health of ${name}`);
    this.reports.set(name, report);
  }

  async all(): Promise<Record<string, PartHealth>> {
    const entries = [...this.reports].map(async ([name, report]) => [name, await report()] as const);
    return Object.fromEntries(await Promise.all(entries));
  }
}
