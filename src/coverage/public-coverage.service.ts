import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';

import { chinaDay, chinaYear, chinaYearStart } from '../platform/clock/days.js';
import { Clock } from '../platform/clock/clock.js';
import { CoverageCounts } from './coverage-facts.js';
import { coverageOf, coverageYear, type Figure } from './coverage-figures.js';
import { type CoveredAgency } from './covered-agencies.service.js';

/** Agencies at a top: an installation has one, and where it has many nobody reads them all. */
const MOST = 5;
/** Milliseconds for which counted figures are told again: whoever asks often must not make the server count as often. */
const HELD = 300_000;

/** Figures alone: not which ones are missing, of which some are not public. */
export interface PublicCoverage {
  readonly agency: { readonly code: string; readonly name: string };
  readonly matterCoverage: Figure;
  readonly taskCompletion: Figure;
  readonly publicationRate: Figure;
}

export interface PublicYear {
  readonly year: number;
  readonly asOf: string;
  readonly agencies: readonly PublicCoverage[];
}

/** How far this year has come, for everyone: of the agencies at the top, each with all below it. */
@Injectable()
export class PublicCoverages {
  private held: { readonly at: number; readonly told: Promise<PublicYear> } | undefined;

  constructor(
    private readonly dataSource: DataSource,
    private readonly counts: CoverageCounts,
    private readonly clock: Clock,
  ) {}

  /** Counted once for all who ask within a few minutes. */
  now(): Promise<PublicYear> {
    const now = this.clock.now();
    const age = this.held === undefined ? HELD : now.getTime() - this.held.at;
    if (this.held !== undefined && age >= 0 && age < HELD && chinaYear(now) === chinaYear(new Date(this.held.at))) {
      return this.held.told;
    }
    const held = { at: now.getTime(), told: this.count(now) };
    this.held = held;
    held.told.catch(() => {
      if (this.held === held) this.held = undefined;
    });
    return held.told;
  }

  private async count(now: Date): Promise<PublicYear> {
    const [today, year] = [chinaDay(now), coverageYear(chinaYear(now), now, chinaYearStart)];
    const tops = await this.dataSource.query<CoveredAgency[]>(
      `SELECT id AS id, code AS code, name AS name, path AS path FROM agencies WHERE parent_id IS NULL ORDER BY id LIMIT ${MOST}`,
    );
    const agencies: PublicCoverage[] = [];
    for (const { code, id, name, path } of tops) {
      const facts = await this.counts.of({ agencyId: id, path, subtree: true }, year, today);
      const { matterCoverage, publicationRate, taskCompletion } = coverageOf(facts, today);
      if (matterCoverage.denominator > 0) {
        agencies.push({ agency: { code, name }, matterCoverage, taskCompletion, publicationRate });
      }
    }
    return { year: year.year, asOf: now.toISOString(), agencies };
  }
}
