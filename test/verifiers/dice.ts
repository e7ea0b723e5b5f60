import { createHash } from 'node:crypto';

/** Reproducible choices for tests, from a seed of any text. */
export class Dice {
  private rolled = 0;

  constructor(private readonly seed: string) {}

  /** 0 … n − 1. */
  below(n: number): number {
    const digest = createHash('sha256').update(`${this.seed}/${this.rolled++}`).digest();
    return digest.readUIntBE(0, 6) % n;
  }

  between(least: number, most: number): number {
    return least + this.below(most - least + 1);
  }

  /** True once in n times. */
  once(n: number): boolean {
    return this.below(n) === 0;
  }

  of<T>(choices: readonly T[]): T {
    return choices[this.below(choices.length)]!;
  }

  /** Some of the choices, at least `least` of them, in their order. */
  some<T>(choices: readonly T[], least = 0): T[] {
    const left = [...choices];
    const wanted = this.between(Math.min(least, left.length), left.length);
    while (left.length > wanted) left.splice(this.below(left.length), 1);
    return left;
  }

  hex64(): string {
    return createHash('sha256').update(`${this.seed}/${this.rolled++}`).digest('hex');
  }
}
