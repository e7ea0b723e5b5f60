import { expect } from '@jest/globals';

/** What came of a fault: the line that a test prints, and what it asserts. */
export interface Tally {
  /** How often the fault was made. */
  readonly runs: number;
  /** After how many of them what was begun came to its end. */
  readonly survived: number;
  /** Draws and inspections that ought to be there and are not. */
  readonly lost: number;
  /** Those that are there twice. */
  readonly doubled: number;
  /** What else does not hold. */
  readonly broken: readonly string[];
}

/** Prints the line and asserts that nothing was lost, nothing doubled, and everything survived. */
export function survivedAll(name: string, database: string, tally: Tally, more = ''): void {
  const { broken, doubled, lost, runs, survived } = tally;
  process.stdout.write(
    `${name} on ${database}: runs ${runs}, survived ${survived}, lost ${lost}, doubled ${doubled}` +
      `${more === '' ? '' : ` (${more})`}${broken.length === 0 ? '' : `; BROKEN: ${broken.length}`}\n`,
  );
  expect(broken).toEqual([]);
  expect({ lost, doubled, survived }).toEqual({ lost: 0, doubled: 0, survived: runs });
  expect(runs).toBeGreaterThan(0);
}
