import { type Words } from './errors.js';

/**
 * A minimum cut: why no pairing exists. The `targets` need `needed` places that only the `inspectors` can fill, and
 * those can fill `capacity` of them (each at most once in a team, and at most `maxLoad` in all where there is a cap).
 * Lists name the first 20; the counts are exact.
 */
export interface PairingCut {
  readonly capacity: number;
  readonly inspectorCount: number;
  readonly inspectors: readonly string[];
  readonly maxLoad: number | null;
  readonly needed: number;
  readonly targetCount: number;
  readonly targets: readonly string[];
  readonly words: Words;
}
