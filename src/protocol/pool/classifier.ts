import { type Attributes } from './leaves.js';
import { type Condition } from './leaves.js';
import { matcher } from './manifest.js';

const CACHED = 50_000;

/** Finds which of several sets of conditions a target meets; targets alike in the fields asked for are looked up once. */
export class Classifier {
  private readonly fields: readonly string[];
  private readonly meets: readonly ((attributes: Attributes) => boolean)[];
  private readonly answers = new Map<string, readonly number[]>();

  constructor(sets: readonly (readonly Condition[])[]) {
    this.fields = [...new Set(sets.flatMap((set) => set.map((condition) => condition.field)))];
    this.meets = sets.map((set) => matcher(set));
  }

  /** Indices of the first one or two sets that the target meets. */
  of(attributes: Attributes): readonly number[] {
    // a text may hold any character, so that its length must say where it ends
    let key = '';
    for (const field of this.fields) {
      const value = attributes[field];
      key += typeof value === 'string' ? `${value.length}:${value}` : `${String(value)};`;
    }
    let answer = this.answers.get(key);
    if (answer === undefined) {
      const found: number[] = [];
      for (let i = 0; i < this.meets.length && found.length < 2; i++) if (this.meets[i]!(attributes)) found.push(i);
      answer = found;
      if (this.answers.size < CACHED) this.answers.set(key, answer);
    }
    return answer;
  }
}
