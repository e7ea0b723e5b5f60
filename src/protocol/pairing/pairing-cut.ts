import { type Words } from '../errors.js';

/**
 * A minimum cut: why no pairing exists.
 * `seats`: in the team of each of the `targets`, `needed` places can be filled by the `inspectors` alone, who are only
 * `capacity`. `loads`: together the `targets` need `needed` places that only the `inspectors` can fill, and with at
 * most `maxLoad` each these can fill `capacity`. Lists name the first 20 in order of id; the counts are exact.
 */
export interface PairingCut {
  readonly capacity: number;
  readonly inspectorCount: number;
  readonly inspectors: readonly string[];
  readonly kind: 'seats' | 'loads';
  readonly maxLoad: number | null;
  readonly needed: number;
  readonly targetCount: number;
  readonly targets: readonly string[];
  readonly words: Words;
}
