import { type Answer, type TestServer } from './server.js';

/** A step by its name, or with what it says. */
export type Told = string | { readonly step: string; readonly [more: string]: unknown };

/** Takes an inspection through steps, each of which must be taken. Returns the last answer. */
export async function takeSteps(
  server: TestServer,
  token: string,
  id: number,
  ...steps: readonly Told[]
): Promise<Answer['body']> {
  let last: Answer['body'];
  for (const told of steps) {
    const body = typeof told === 'string' ? { step: told } : told;
    const answer = await server.call('POST', `/api/v1/inspections/${id}/steps`, { token, body });
    if (answer.status !== 200) throw new Error(`${body.step}: ${answer.status} ${JSON.stringify(answer.body)}`);
    last = answer.body;
  }
  return last;
}
