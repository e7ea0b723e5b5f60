import { describe, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { Config } from '../../src/platform/config/config.js';
import { ROOT } from '../support/server.js';
import { altered } from './altered.js';
import { settingsNamed, settingsRead } from './settings.js';

const EXAMPLE = readFileSync(join(ROOT, 'config/example.env'), 'utf8');
const CONFIG = readFileSync(join(ROOT, 'src/platform/config/config.ts'), 'utf8');

const VALUES = '# 取值 / values: ';

interface Entry {
  readonly name: string;
  readonly fallback: string;
  readonly comments: readonly string[];
}

function entriesOf(example: string): Entry[] {
  return example.split('\n\n').flatMap((paragraph) => {
    const lines = paragraph.trim().split('\n');
    const [, name, fallback = ''] = /^#(\w+)=(.*)$/.exec(lines.at(-1) ?? '') ?? [];
    return name === undefined ? [] : [{ name, fallback, comments: lines.slice(0, -1) }];
  });
}

/** The configuration as values that can be compared, or undefined if it would stop the start. */
function configured(environment: Record<string, string>): string | undefined {
  try {
    return JSON.stringify(new Config(environment, '/srv'));
  } catch {
    return undefined;
  }
}

/** Where the example says something else than Config does. */
function faultsOf(example: string, settings = settingsRead()): string[] {
  const faults: string[] = [];
  const entries = entriesOf(example);
  const names = entries.map(({ name }) => name);
  for (const name of settings) if (!names.includes(name)) faults.push(`${name} is missing`);
  for (const name of names) if (!settings.includes(name)) faults.push(`nobody reads ${name}`);
  if (new Set(names).size !== names.length) faults.push('a variable is there twice');
  for (const line of example.split('\n')) if (!/^(#|$)/.test(line)) faults.push(`a copy would set ${line}`);
  for (const { name, fallback, comments } of entries) {
    const meaning = comments.filter((line) => !line.startsWith(VALUES));
    if (!meaning.some((line) => /\p{Script=Han}{2}/u.test(line))) faults.push(`${name} has no meaning in Chinese`);
    if (!meaning.some((line) => /^# [A-Z].*[a-z]/.test(line))) faults.push(`${name} has no meaning in English`);
    if (configured({ [name]: fallback }) !== configured({})) faults.push(`${fallback} is not the default of ${name}`);
    for (const line of comments) {
      if (!line.startsWith(VALUES)) continue;
      const values = line.slice(VALUES.length);
      const [, min, max] = /^(\d+) … (\d+)$/.exec(values) ?? [];
      const good = min !== undefined && max !== undefined ? [min, max] : values.split(' | ');
      for (const value of good)
        if (configured({ [name]: value }) === undefined) faults.push(`${name} refuses ${value}`);
      // NODE_ENV is everybody's, and may be anything
      const bad = min !== undefined ? [String(Number(min) - 1), String(Number(max) + 1)] : [`${good.join('')}?`];
      for (const value of name === 'NODE_ENV' ? [] : bad)
        if (configured({ [name]: value }) !== undefined) faults.push(`${name} takes ${value}`);
    }
  }
  return faults;
}

describe('config/example.env', () => {
  it('says what Config reads, what it may be and what it is by default', () => {
    expect(faultsOf(EXAMPLE)).toEqual([]);
  });

  it('is held against everything that Config reads', () => {
    expect(settingsRead()).toEqual(settingsNamed());
    expect(settingsRead()).toContain('DATABASE_URL');
    const more = altered(CONFIG, "read.text('SORTIS_HOST'", "read.text('SORTIS_NEW', ''); read.text('SORTIS_HOST'");
    expect(faultsOf(EXAMPLE, settingsNamed(more))).toEqual(['SORTIS_NEW is missing']);
    const fewer = altered(CONFIG, "read.flag('SORTIS_RUN_JOBS', true)", 'true');
    expect(faultsOf(EXAMPLE, settingsNamed(fewer))).toEqual(['nobody reads SORTIS_RUN_JOBS']);
  });

  it.each<[fault: RegExp, passage: string, replacement: string]>([
    [/^PORT is missing/, '#PORT=', '#SORTIS_PORT='],
    [/there twice/, '#SORTIS_HOST=', '#PORT=3000\n\n#SORTIS_HOST='],
    [/a copy would set PORT=3000/, '#PORT=3000', '#PORT=3000\nPORT=3000'],
    [/PORT has no meaning in Chinese/, '监听的端口；0 为任意空闲端口。用 compose 时是宿主机上的端口。', ''],
    [/SORTIS_DATA_DIR has no meaning in English/, '# The folder of the embedded database;', '# …'],
    [/901 is not the default/, '=900', '=901'],
    [/debug is not the default/, '=info', '=debug'],
    [/false is not the default/, '=true', '=false'],
    [/SORTIS_LOG_LEVEL refuses trace/, 'debug | silent', 'debug | trace | silent'],
    [/SORTIS_TOKEN_SECONDS refuses 9$/m, '10 … 86400', '9 … 86400'],
    [/SORTIS_TOKEN_SECONDS takes 10$/m, '10 … 86400', '11 … 86400'],
    [/SORTIS_TOKEN_SECONDS takes 86400$/m, '10 … 86400', '10 … 86399'],
  ])('would be found out: %s', (fault, passage, replacement) => {
    expect(faultsOf(altered(EXAMPLE, passage, replacement)).join('\n')).toMatch(fault);
  });
});
