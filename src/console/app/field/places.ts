/* Places on the earth: whole millionths of a degree, WGS-84, as phones and the register have them. */

export interface Place {
  readonly longitude: number;
  readonly latitude: number;
}

/** Where a phone says that it is, to so many metres. */
export interface SeenPlace extends Place {
  readonly accuracy: number;
}

/** Mean radius, metres. */
const RADIUS = 6_371_009;
const RADIANS = Math.PI / 180_000_000;

/** Along the surface, in whole metres (haversine), as the server reckons it. */
export function metresBetween(a: Place, b: Place): number {
  const half = (from: number, to: number): number => Math.sin(((to - from) * RADIANS) / 2) ** 2;
  const chord =
    half(a.latitude, b.latitude) +
    Math.cos(a.latitude * RADIANS) * Math.cos(b.latitude * RADIANS) * half(a.longitude, b.longitude);
  return Math.round(2 * RADIUS * Math.asin(Math.min(1, Math.sqrt(chord))));
}

/** Whether it is farther than it may be: the limit, and what the phone may be wrong by, at most as much again. */
export const isFar = (metres: number, limit: number, accuracy: number): boolean =>
  metres > limit + Math.min(accuracy, limit);

/** What a browser tells of a place, as the server takes it. */
export const placeFrom = (seen: {
  readonly longitude: number;
  readonly latitude: number;
  readonly accuracy: number;
}): SeenPlace => ({
  longitude: Math.round(seen.longitude * 1_000_000),
  latitude: Math.round(seen.latitude * 1_000_000),
  accuracy: Math.min(1_000_000, Math.max(0, Math.ceil(seen.accuracy))),
});

/** Millionths of a degree as people and other programs write degrees. */
function degrees(millionths: number): string {
  const whole = Math.abs(millionths);
  const sign = millionths < 0 ? '-' : '';
  return `${sign}${Math.floor(whole / 1_000_000)}.${String(whole % 1_000_000).padStart(6, '0')}`;
}

export interface Whereabouts {
  readonly name: string;
  readonly address: string | null;
  readonly longitude: number | null;
  readonly latitude: number | null;
}

/**
 * Opens the phone's own map: a geo URI (RFC 5870, with the `q` that map apps read), or the scheme of Apple's, which reads no
 * geo URI. Nobody else is asked. Undefined where nothing says where it is.
 */
export function mapLink({ address, latitude, longitude, name }: Whereabouts, apple: boolean): string | undefined {
  const known = latitude !== null && longitude !== null;
  if (!known && address === null) return undefined;
  const point = known ? `${degrees(latitude)},${degrees(longitude)}` : undefined;
  const words = encodeURIComponent(known ? name : (address ?? ''));
  if (apple) return point === undefined ? `maps://?q=${words}` : `maps://?ll=${point}&q=${words}`;
  return point === undefined ? `geo:0,0?q=${words}` : `geo:${point}?q=${point}(${words})`;
}

/** Telephones and tablets of Apple; the newer tablets call themselves a Mac, and have a touch screen. */
export const isApple = (agent: string, touchPoints: number): boolean =>
  /iPhone|iPad|iPod/.test(agent) || (agent.includes('Macintosh') && touchPoints > 1);
