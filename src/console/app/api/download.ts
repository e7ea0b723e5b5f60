import { fetchOwn } from './client.js';
import { asProblem, ProblemError } from './problem.js';

/** Fetches a file as the person who is signed in, and hands it to the browser under the name that the server gives it. @throws as `take` */
export async function download(path: string): Promise<void> {
  const response = await fetchOwn(path);
  if (!response.ok) {
    const body: unknown = await response.json().catch(() => undefined);
    throw new ProblemError(asProblem(body, response.status));
  }
  save(await response.blob(), nameIn(response.headers.get('content-disposition')) ?? '');
}

/** Hands a file to the browser. */
export function save(file: Blob, name: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(file);
  link.download = name;
  link.click();
  // the browser has taken it by then
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}

/** RFC 6266: filename* goes before filename. */
export function nameIn(disposition: string | null): string | undefined {
  const [, extended] = /filename\*=UTF-8''([^;]+)/i.exec(disposition ?? '') ?? [];
  if (extended !== undefined) {
    try {
      return decodeURIComponent(extended);
    } catch {
      // then the plain one
    }
  }
  return /filename="([^"]+)"/i.exec(disposition ?? '')?.[1];
}
