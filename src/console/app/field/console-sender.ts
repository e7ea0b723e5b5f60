import { type Sender, type Sent, type SyncResponse } from './acts.js';
import { sentOf } from './sent-of.js';

/** No answer after so long: it is asked again. */
const ANSWER = 60_000;
/** However slow a network is, a photo moves on in it. */
const STANDSTILL = 45_000;

const OWN = { 'X-Sortis-Console': '1' };

/**
 * The server, by the cookie of whoever is signed in; no script holds anything that opens a door.
 * @param userId whose acts these are: in anybody else's name the server takes none of them
 * @param moved how much of a file has gone, from 0 to 1
 */
export function consoleSender(userId: number, moved: (sha256: string, share: number) => void): Sender {
  return {
    sync: (request) => sync({ ...request, userId }),
    upload: (inspectionId, sha256, bytes) =>
      upload(`/api/v1/inspections/${inspectionId}/files/${sha256}`, bytes, (share) => moved(sha256, share)),
  };
}

async function sync(body: object): Promise<Sent<SyncResponse>> {
  const stop = new AbortController();
  const timer = setTimeout(() => stop.abort(), ANSWER);
  try {
    const response = await fetch('/api/v1/on-site/sync', {
      method: 'POST',
      headers: { ...OWN, 'Content-Type': 'application/json' },
      body: JSON.stringify(body),
      signal: stop.signal,
      cache: 'no-store',
    });
    return sentOf<SyncResponse>(response.status, await response.text());
  } finally {
    clearTimeout(timer);
  }
}

/** By the older of the browser's two ways: only it tells how much has gone. */
function upload(path: string, bytes: Uint8Array, moved: (share: number) => void): Promise<Sent<unknown>> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    let timer = 0;
    const alive = (): void => {
      clearTimeout(timer);
      timer = window.setTimeout(() => request.abort(), STANDSTILL);
    };
    const lost = (): void => {
      clearTimeout(timer);
      reject(new Error('the upload broke off'));
    };
    request.upload.onprogress = ({ lengthComputable, loaded, total }) => {
      alive();
      if (lengthComputable && total > 0) moved(loaded / total);
    };
    request.onerror = lost;
    request.onabort = lost;
    request.onload = () => {
      clearTimeout(timer);
      try {
        resolve(sentOf(request.status, request.responseText));
      } catch (error) {
        reject(error instanceof Error ? error : new Error(String(error)));
      }
    };
    request.open('PUT', path);
    request.setRequestHeader('Content-Type', 'application/octet-stream');
    for (const [name, value] of Object.entries(OWN)) request.setRequestHeader(name, value);
    alive();
    request.send(bytes as Uint8Array<ArrayBuffer>);
  });
}
