import { createHash, timingSafeEqual } from 'node:crypto';

/** What is known of somebody who asks for the metrics. */
export interface Asker {
  /** The other end of the connection: the caller, or the proxy before it. */
  readonly peer: string | undefined;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
}

/** By any of these somebody else speaks through whoever connects. */
const FORWARDED = ['x-forwarded-for', 'x-forwarded-host', 'x-forwarded-proto', 'x-real-ip', 'forwarded', 'via'];

const LOOPBACK = /^(?:127(?:\.\d{1,3}){3}|::1|::ffff:127(?:\.\d{1,3}){3})$/;

/**
 * With a token: whoever brings it. Without: whoever calls from this machine itself, and not through a proxy here. A proxy
 * that says nothing of its callers cannot be told from a caller; behind one, a token has to be set.
 */
export function mayRead({ peer, headers }: Asker, token: string | undefined): boolean {
  if (token !== undefined) {
    const brought = /^Bearer +(\S+)$/i.exec(String(headers.authorization ?? ''))?.[1];
    return brought !== undefined && same(brought, token);
  }
  return LOOPBACK.test(peer ?? '') && !FORWARDED.some((name) => headers[name] !== undefined);
}

/** In a time that says nothing of where they differ, nor of their lengths. */
function same(a: string, b: string): boolean {
  const [one, other] = [a, b].map((each) => createHash('sha256').update(each).digest()) as [Buffer, Buffer];
  return timingSafeEqual(one, other);
}
