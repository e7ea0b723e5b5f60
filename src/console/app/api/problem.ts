import { type Bilingual, type Language } from '../words/words.js';

/** One member of what was sent, and what is wrong with it. */
export interface Fault {
  /** JSON pointer (RFC 6901) */
  readonly pointer: string;
  readonly code: string;
  readonly message: Bilingual;
}

/** A problem document (RFC 9457) as this server writes it. */
export interface Problem {
  readonly status: number;
  readonly code: string;
  readonly title: string;
  readonly detail: string;
  readonly en: { readonly title: string; readonly detail: string };
  readonly requestId?: string;
  readonly errors?: readonly Fault[];
}

export class ProblemError extends Error {
  constructor(readonly problem: Problem) {
    super(problem.en.detail);
    this.name = 'ProblemError';
  }
}

/** No answer came. */
export class NoAnswer extends Error {
  constructor() {
    super('no answer');
    this.name = 'NoAnswer';
  }
}

export const detailOf = (problem: Problem, language: Language): string =>
  language === 'zh' ? problem.detail : problem.en.detail;

export const isProblem = (error: unknown, code?: string): error is ProblemError =>
  error instanceof ProblemError && (code === undefined || error.problem.code === code);

/** A proxy on the way may answer with a page of its own. */
export function asProblem(body: unknown, status: number): Problem {
  if (typeof body === 'object' && body !== null && 'code' in body && 'detail' in body && 'en' in body)
    return body as Problem;
  const plain = `HTTP ${status}`;
  return { status, code: 'http', title: plain, detail: plain, en: { title: plain, detail: plain } };
}

/** The steps of a JSON pointer: `/rate/millionths` is `['rate', 'millionths']`, and a number a place in a list. */
export function stepsOf(pointer: string): (string | number)[] {
  return pointer
    .split('/')
    .slice(1)
    .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'))
    .map((step) => (/^(0|[1-9]\d*)$/.test(step) ? Number(step) : step));
}

/** What was seen here before the server was asked, in the shape of its refusals; in the language that is shown. */
export function slipProblem(pointer: string, words: string): ProblemError {
  const message = { zh: words, en: words };
  const told = { title: words, detail: words };
  return new ProblemError({
    status: 400,
    code: 'typed',
    ...told,
    en: told,
    errors: [{ pointer, code: 'typed', message }],
  });
}
