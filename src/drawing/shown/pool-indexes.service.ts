import { Injectable } from '@nestjs/common';

import { type Draw } from '../draws/draw.entity.js';
import { DrawReadings } from '../engine/draw-readings.js';
import { weightOfIndex, type PoolIndex } from './pool-index.js';

/** What the indexes that are kept may weigh together: a pool of a million targets comes to some 4 MiB. */
const MOST_BYTES = 64 << 20;

/**
 * The indexes of the pools asked for last. A committed pool never changes, so neither does its index; several who ask at
 * once share one reading.
 */
@Injectable()
export class PoolIndexes {
  private readonly kept = new Map<string, { readonly index: Promise<PoolIndex>; weight: number }>();

  constructor(private readonly readings: DrawReadings) {}

  async of({ id, manifest, recordHash }: Pick<Draw, 'id' | 'manifest' | 'recordHash'>): Promise<PoolIndex> {
    if (manifest === null) throw new Error(`draw ${id} has no committed pool`);
    const recorded = recordHash !== null;
    const key = `${id}:${recorded}`;
    const kept = this.kept.get(key) ?? {
      index: this.readings.read({ kind: 'index', drawId: id, manifest, recorded }),
      weight: 0,
    };
    this.kept.delete(key);
    this.kept.set(key, kept);
    try {
      const index = await kept.index;
      kept.weight = weightOfIndex(index);
      this.forget();
      return index;
    } catch (error) {
      if (this.kept.get(key) === kept) this.kept.delete(key);
      throw error;
    }
  }

  /** Lets those go that were asked for longest ago; what is in hand stays with whoever has it. */
  private forget(): void {
    let weight = [...this.kept.values()].reduce((sum, one) => sum + one.weight, 0);
    for (const [key, one] of this.kept) {
      if (weight <= MOST_BYTES || this.kept.size === 1) return;
      weight -= one.weight;
      this.kept.delete(key);
    }
  }
}
