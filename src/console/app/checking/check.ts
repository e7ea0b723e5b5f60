import { useCallback, useEffect, useRef, useState } from 'react';

import { type VerifiedStep, type Verification } from '../../../protocol/evidence/verify.js';
import { type Asked, type News, type ReadFile, type Task } from '../../verify/messages.js';
import { type Bilingual } from '../words/words.js';

/* The draw is done again in a worker of the browser, by the very code of the page /verify/. */

/** Begins; whoever is told no more takes what is given back. */
export function check(task: Task, hear: (news: News) => void): () => void {
  const worker = new Worker(new URL('../../verify/verify.worker.ts', import.meta.url), { type: 'module' });
  worker.onmessage = ({ data }: MessageEvent<News>) => hear(data);
  worker.onerror = ({ message }) => hear({ kind: 'broken', words: { zh: message, en: message } });
  worker.postMessage(task);
  return () => worker.terminate();
}

export type CheckState =
  | { readonly kind: 'idle' }
  | {
      readonly kind: 'working';
      readonly steps: readonly VerifiedStep[];
      readonly read: number;
      readonly total: number | null;
    }
  | { readonly kind: 'done'; readonly verification: Verification; readonly file: ReadFile; readonly asked: Asked }
  | { readonly kind: 'broken'; readonly words: Bilingual };

const IDLE: CheckState = { kind: 'idle' };
const BEGUN: CheckState = { kind: 'working', steps: [], read: 0, total: null };

export function after(state: CheckState, news: News, asked: Asked): CheckState {
  switch (news.kind) {
    case 'progress':
      return state.kind === 'working' ? { ...state, read: news.read, total: news.total } : state;
    case 'step':
      return state.kind === 'working' ? { ...state, steps: [...state.steps, news.step] } : state;
    case 'end':
      return { kind: 'done', verification: news.verification, file: news.file, asked };
    case 'broken':
      return { kind: 'broken', words: news.words };
  }
}

/** One check at a time: another one ends the one before. */
export function useCheck(): { readonly state: CheckState; readonly begin: (asked: Asked, key: string) => void } {
  const [state, setState] = useState(IDLE);
  const stop = useRef<() => void>(undefined);
  useEffect(() => () => stop.current?.(), []);
  const begin = useCallback((asked: Asked, key: string): void => {
    stop.current?.();
    setState(BEGUN);
    stop.current = check({ ...asked, key }, (news) => {
      setState((before) => after(before, news, asked));
      if (news.kind === 'end' || news.kind === 'broken') stop.current?.();
    });
  }, []);
  return { state, begin };
}
