import { parentPort } from 'node:worker_threads';

import { type PressTask } from './formats.js';
import { render } from './render.js';

/* Makes files of documents, one after the other, so that the main thread goes on serving. */

export interface PressAnswer {
  readonly bytes?: Uint8Array;
  readonly fault?: string;
}

parentPort?.on('message', (task: PressTask) => {
  const answer = (told: PressAnswer): void => parentPort?.postMessage(told);
  render(task).then(
    (bytes) => answer({ bytes }),
    (error: unknown) => answer({ fault: error instanceof Error ? (error.stack ?? error.message) : String(error) }),
  );
});
