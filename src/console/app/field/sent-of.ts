import { type Problem, type Sent } from './acts.js';

/** @throws where it may go better in a moment, and where it is no answer of ours */
export function sentOf<T>(status: number, text: string): Sent<T> {
  if (status === 401) return { kind: 'sign-in' };
  if (status === 0 || status >= 500 || status === 429 || status === 408)
    throw new Error(`the server answered ${status}`);
  // a proxy on the way, or the sign-in of a guest network, answers with a page of its own
  const answer: unknown = JSON.parse(text);
  if (status >= 200 && status < 300) return { kind: 'done', answer: answer as T };
  const problem = answer as Problem;
  if (typeof problem.code !== 'string') throw new Error(`the server answered ${status}`);
  // somebody else has signed in here: the acts wait for whoever did them
  return problem.code === 'acts_of_another_person' ? { kind: 'sign-in' } : { kind: 'refused', problem };
}
