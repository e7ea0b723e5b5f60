/** What the work comes to, unless the signal is raised before: then its reason. The work itself may go on unheard. */
export function unlessAborted<T>(signal: AbortSignal, work: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const broken = (): void => reject(signal.reason as Error);
    if (signal.aborted) broken();
    signal.addEventListener('abort', broken, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', broken));
  });
}
