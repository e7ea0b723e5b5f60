import { type Problem, type Sender, type Sent } from './acts.js';

/** Longer than a slow network needs for one photo. */
const TIMEOUT = 120_000;

/**
 * The server by HTTP.
 * @param token of the person who is signed in; it lives in memory and nowhere else
 */
export function fetchSender(base: string, token: () => string | undefined): Sender {
  async function send<T>(method: string, path: string, type: string, body: string | Uint8Array): Promise<Sent<T>> {
    const bearer = token();
    if (bearer === undefined) return { kind: 'sign-in' };
    const response = await fetch(`${base}/api/v1${path}`, {
      method,
      headers: { authorization: `Bearer ${bearer}`, 'content-type': type },
      body: body as BodyInit,
      signal: AbortSignal.timeout(TIMEOUT),
    });
    if (response.status === 401) return { kind: 'sign-in' };
    // it may be able to in a moment
    if (response.status >= 500 || response.status === 429 || response.status === 408)
      throw new Error(`the server answered ${response.status}`);
    const answer: unknown = await response.json();
    return response.ok ? { kind: 'done', answer: answer as T } : { kind: 'refused', problem: answer as Problem };
  }
  return {
    sync: (request) => send('POST', '/on-site/sync', 'application/json', JSON.stringify(request)),
    upload: (inspectionId, sha256, bytes) =>
      send('PUT', `/inspections/${inspectionId}/files/${sha256}`, 'application/octet-stream', bytes),
  };
}
