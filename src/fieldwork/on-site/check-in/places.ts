/* Places on the earth: whole millionths of a degree, WGS-84, as phones and targets have them. */

export interface Place {
  readonly longitude: number;
  readonly latitude: number;
}

/** Where someone was, to so many metres. */
export interface SeenPlace extends Place {
  readonly accuracy: number;
}

/** Mean radius, metres. That the earth is no ball makes half a percent. */
const RADIUS = 6_371_009;
const RADIANS = Math.PI / 180_000_000;

/** Along the surface, in whole metres (haversine). */
export function metresBetween(a: Place, b: Place): number {
  const half = (from: number, to: number): number => Math.sin(((to - from) * RADIANS) / 2) ** 2;
  const chord =
    half(a.latitude, b.latitude) +
    Math.cos(a.latitude * RADIANS) * Math.cos(b.latitude * RADIANS) * half(a.longitude, b.longitude);
  return Math.round(2 * RADIUS * Math.asin(Math.min(1, Math.sqrt(chord))));
}

/** 150 km/h from door to door: faster than by car, and than by train with the ways to it. */
const METRES_A_SECOND = 42;
/** Two phones' clocks, and the time of a fix. */
const SLACK_SECONDS = 120;

/** Whether nobody can have been at both places: where phones are vague, in their favour. */
export function tooFarApart(a: SeenPlace & { readonly at: Date }, b: SeenPlace & { readonly at: Date }): boolean {
  const seconds = Math.abs(a.at.getTime() - b.at.getTime()) / 1000 + SLACK_SECONDS;
  return metresBetween(a, b) - a.accuracy - b.accuracy > METRES_A_SECOND * seconds;
}
