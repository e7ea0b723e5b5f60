/** The moments of a draw follow one another even where the clock was set back between them: the verifier looks at that. */
export function latest(...moments: readonly Date[]): Date {
  return new Date(Math.max(...moments.map((moment) => moment.getTime())));
}
