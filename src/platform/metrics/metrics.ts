import { Injectable } from '@nestjs/common';
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';

import { type Bilingual } from '../text.js';

/** What a figure is called, what it means, and by what it is told apart: labels have few values, never what a caller sends. */
export interface FigureTerms<Label extends string = string> {
  /** `sortis_…`, with its unit at the end. */
  readonly name: string;
  readonly help: Bilingual;
  readonly labels: readonly Label[];
}

/** One value of a figure that was read, for `DatabaseFigures`. */
export interface Reading {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
}

export type Count<Label extends string> = (labels: Readonly<Record<Label, string>>, by?: number) => void;
export type Observe<Label extends string> = (labels: Readonly<Record<Label, string>>, value: number) => void;

const told = ({ en, zh }: Bilingual): string => `${en} / ${zh}`;

/**
 * What this process counts and times, in Prometheus' form. The other rooms say here what they want counted, each in its
 * own words; nothing in here has heard of a draw.
 */
@Injectable()
export class Metrics {
  private readonly registry = new Registry();
  private whole = false;

  counter<Label extends string>({ name, help, labels }: FigureTerms<Label>): Count<Label> {
    const counter = new Counter({ name, help: told(help), labelNames: [...labels], registers: [this.registry] });
    return (of, by = 1) => counter.inc(of, by);
  }

  /** Something that is, not something that happens: it is read when it is asked for. */
  gauge({ name, help }: FigureTerms<never>, read: () => number): void {
    const gauge: Gauge = new Gauge({
      name,
      help: told(help),
      registers: [this.registry],
      collect: (): void => gauge.set(read()),
    });
  }

  /** @param buckets upper bounds, ascending */
  histogram<Label extends string>(
    { name, help, labels }: FigureTerms<Label>,
    buckets: readonly number[],
  ): Observe<Label> {
    const histogram = new Histogram({
      name,
      help: told(help),
      labelNames: [...labels],
      buckets: [...buckets],
      registers: [this.registry],
    });
    return (of, value) => histogram.observe(of, value);
  }

  /** Everything, with the process's own figures (memory, processor, event loop) under their usual names. */
  async exposition(): Promise<string> {
    if (!this.whole) {
      this.whole = true;
      collectDefaultMetrics({ register: this.registry });
    }
    // the event loop's figures, asked for twice in the same instant, are of nothing, and are spelt in a way of their own
    return (await this.registry.metrics()).replace(/^\S+ Nan\n/gim, '');
  }
}

/** Figures that were read somewhere else, in the same form. Those without a reading are left out: none is not nought. */
export async function expositionOf(terms: readonly FigureTerms[], readings: readonly Reading[]): Promise<string> {
  const registry = new Registry();
  for (const { name, help, labels } of terms) {
    const values = readings.filter((reading) => reading.name === name);
    if (values.length === 0) continue;
    const gauge = new Gauge({ name, help: told(help), labelNames: [...labels], registers: [registry] });
    for (const { labels: of, value } of values) gauge.set(of, value);
  }
  return registry.metrics();
}
