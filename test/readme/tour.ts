import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { ROOT } from '../support/server.js';

export interface Fence {
  readonly language: string;
  readonly body: string;
}

/** A block of commands, and what is shown of its answer (nothing: it prints nothing). */
export interface Step {
  readonly commands: string;
  readonly shown: Fence | undefined;
}

export const READMES = ['README.md', 'README.zh-CN.md'] as const;
export const textOf = (readme: string): string => readFileSync(join(ROOT, readme), 'utf8');

/** The section under a heading of the second level, without the heading. */
export function section(text: string, heading: string): string {
  const [, ...sections] = text.split(/^## /m);
  const found = sections.find((each) => each.startsWith(`${heading}\n`));
  if (found === undefined) throw new Error(`no section "${heading}"`);
  return found.slice(heading.length + 1);
}

export const fencesOf = (text: string): Fence[] =>
  [...text.matchAll(/^```(\w*)\n(.*?)^```$/gms)].map(([, language = '', body = '']) => ({ language, body }));

export function stepsOf(readme: string): Step[] {
  const tour = section(textOf(readme), readme === 'README.md' ? 'A ten-minute tour' : '十分钟走一遍');
  const fences = fencesOf(tour);
  return fences.flatMap(({ language, body }, at) => {
    if (language !== 'bash') return [];
    const next = fences[at + 1];
    return [{ commands: body, shown: next?.language === 'bash' ? undefined : next }];
  });
}

export interface Walk {
  readonly status: number | null;
  /** What each step wrote to its standard output, as far as the walk came. */
  readonly answers: readonly string[];
  readonly errors: string;
}

/**
 * Types all commands into one bash, in the checkout, as a reader would. It stops at the first that fails, and after the given
 * seconds. Nothing is fetched: npx finds the command in the checkout.
 */
export async function walk(
  commands: readonly string[],
  environment: Readonly<Record<string, string>>,
  seconds: number,
): Promise<Walk> {
  const folder = mkdtempSync(join(tmpdir(), 'sortis-readme-'));
  const script = commands.map((block, at) => `exec >'${folder}/${at}'\n${block}`).join('\n');
  const bash = spawn('bash', ['-c', `set -euo pipefail\n${script}`], {
    cwd: ROOT,
    detached: true,
    env: {
      PATH: process.env.PATH,
      HOME: folder,
      TMPDIR: folder,
      LANG: 'C.UTF-8',
      npm_config_cache: join(folder, 'npm'),
      npm_config_offline: 'true',
      npm_config_update_notifier: 'false',
      ...environment,
    },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let errors = '';
  bash.stderr.setEncoding('utf8').on('data', (text: string) => (errors += text));
  const late = setTimeout(() => {
    errors += `\nthe walk was stopped after ${seconds} s`;
    // the whole group: bash and what it waits for
    if (bash.pid !== undefined) process.kill(-bash.pid, 'SIGKILL');
  }, seconds * 1000);
  const status = await new Promise<number | null>((resolve) => bash.once('close', resolve));
  clearTimeout(late);
  const answers = commands.map((_, at) => {
    try {
      return readFileSync(join(folder, String(at)), 'utf8');
    } catch {
      return '';
    }
  });
  rmSync(folder, { recursive: true, force: true });
  return { status, answers, errors };
}
