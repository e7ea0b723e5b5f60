import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import {
  accessSync,
  constants,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

import { ROOT } from '../support/server.js';

const GATES = ['test/migrations', 'test/openapi', 'test/architecture'];

interface Suite {
  name: string;
  status: 'passed' | 'failed';
  assertionResults: { status: 'passed' | 'failed' | 'pending' }[];
}

function suite(folder: string, ...tests: Suite['assertionResults'][number]['status'][]): Suite {
  return {
    name: `/clone/${folder}/some.spec.ts`,
    status: tests.includes('failed') || tests.length === 0 ? 'failed' : 'passed',
    assertionResults: tests.map((status) => ({ status })),
  };
}

/** What Jest writes for these suites. */
function results(...suites: Suite[]): Record<string, unknown> {
  const count = (status: string): number =>
    suites.flatMap(({ assertionResults }) => assertionResults).filter((test) => test.status === status).length;
  return {
    success: suites.every(({ status }) => status === 'passed'),
    numPassedTests: count('passed'),
    numFailedTests: count('failed'),
    numPendingTests: count('pending'),
    numTodoTests: 0,
    testResults: suites,
  };
}

const gates = GATES.map((gate) => suite(gate, 'passed'));

/* The script runs in a folder of its own, where `npm` is a stand-in that notes how it was called. */
describe('.ci/run', () => {
  let clone: string;
  beforeEach(() => {
    clone = mkdtempSync(join(tmpdir(), 'sortis-ci-'));
    mkdirSync(join(clone, '.ci'));
    mkdirSync(join(clone, 'bin'));
    cpSync(join(ROOT, '.ci/run'), join(clone, '.ci/run'));
  });
  afterEach(() => rmSync(clone, { recursive: true }));

  /** Runs it: `failing` is the npm command that fails, `written` what Jest leaves behind, `status` how `npm test` ends. */
  function run({
    failing = 'none',
    written,
    status = 0,
    browser = results(suite('test/browser', 'passed')),
    chromium = '/bin/true',
  }: {
    failing?: string;
    written?: unknown;
    status?: number;
    browser?: unknown;
    chromium?: string;
  }): {
    status: number | null;
    lines: string[];
    called: string[];
  } {
    if (written !== undefined)
      writeFileSync(join(clone, 'results.json'), typeof written === 'string' ? written : JSON.stringify(written));
    writeFileSync(join(clone, 'browser.json'), JSON.stringify(browser));
    writeFileSync(
      join(clone, 'bin/npm'),
      `#!/bin/sh
echo "$* CI=$CI NODE_ENV=$NODE_ENV" >> '${clone}/called'
if read -r answer; then echo "somebody answered"; exit 9; fi
case "$*" in 'run browser'*) left=browser.json ;; *) left=results.json ;; esac
for argument; do case $argument in --outputFile=*) cp "${clone}/$left" "\${argument#*=}" ;; esac; done 2>/dev/null
case "$*" in '${failing}'*) echo "it broke" >&2; exit 3 ;; test*) exit ${status} ;; esac
`,
      { mode: 0o755 },
    );
    const done = spawnSync('bash', [join(clone, '.ci/run')], {
      cwd: tmpdir(),
      encoding: 'utf8',
      input: 'yes\n',
      env: {
        PATH: [join(clone, 'bin'), dirname(process.execPath), '/usr/bin', '/bin', '/usr/sbin'].join(':'),
        TEST_DATABASE_URL: 'mysql://given',
        SORTIS_CHROMIUM: chromium,
        NODE_ENV: 'production',
      },
    });
    expect(done.stderr).toBe('');
    const called = existsSync(join(clone, 'called')) ? readFileSync(join(clone, 'called'), 'utf8') : '';
    return { status: done.status, lines: done.stdout.trimEnd().split('\n'), called: called.trimEnd().split('\n') };
  }

  it('may be executed', () => {
    expect(() => accessSync(join(ROOT, '.ci/run'), constants.X_OK)).not.toThrow();
  });

  it('runs the stages in order, on nobody’s answers, and ends with what Jest counted', () => {
    const { status, lines, called } = run({ written: results(...gates, suite('src/protocol', 'passed', 'passed')) });
    // side by side, so any of the three may be the first
    const inOrder = [...called.slice(0, 2), ...called.slice(2, 5).sort(), ...called.slice(5)];
    expect(inOrder.map((call) => call.replace(/--outputFile=\S+/, '--outputFile=…'))).toEqual(
      // with its scripts, npm test would build once more
      [
        '--version',
        'ci',
        'run build',
        'run lint',
        'run typecheck',
        'test --ignore-scripts -- --json --outputFile=…',
        'run browser --ignore-scripts -- --json --outputFile=…',
      ].map((command) => `${command} CI=true NODE_ENV=`),
    );
    expect(lines.at(-1)).toBe('6 passed, 0 failed');
    expect(status).toBe(0);
    for (const stage of ['npm ci', 'npm run lint, npm run typecheck and npm run build', 'npm test', 'npm run browser'])
      expect(lines.filter((line) => new RegExp(`^ +\\d+ s {2}${stage}`).test(line))).toHaveLength(1);
  });

  it.each(['ci', 'run lint', 'run typecheck', 'run build'])('stops when `npm %s` fails', (failing) => {
    const { status, lines, called } = run({ failing, written: results(...gates) });
    expect(called.some((call) => call.startsWith(`${failing} `))).toBe(true);
    expect(called.some((call) => call.startsWith('test '))).toBe(false);
    expect(lines).toContain(`!!! npm ${failing} failed with status 3`);
    expect(lines.at(-1)).toBe('0 passed, 1 failed');
    expect(status).toBe(1);
  });

  it.each<[what: string, last: string, said: RegExp, outcome: Parameters<typeof run>[0]]>([
    [
      'a test failed',
      '4 passed, 2 failed',
      /npm test .* failed/,
      {
        status: 1,
        written: results(...gates, suite('src/a', 'failed', 'failed')),
      },
    ],
    [
      'a suite could not be loaded',
      '4 passed, 1 failed',
      /src\/a.* failed outside/,
      {
        status: 1,
        written: results(...gates, suite('src/a')),
      },
    ],
    ['Jest left no results', '1 passed, 1 failed', /no results from Jest/, {}],
    ['Jest left half of its results', '1 passed, 1 failed', /no results from Jest/, { written: '{"numPassed' }],
    ['no test was run', '1 passed, 4 failed', /not a single test/, { written: results() }],
    [
      'all tests were skipped',
      '1 passed, 4 failed',
      /not a single test/,
      {
        written: results(...GATES.map((gate) => suite(gate, 'pending'))),
      },
    ],
    [
      'a gate is missing',
      '4 passed, 1 failed',
      /the gate test\/openapi did not run/,
      {
        written: results(suite('test/migrations', 'passed'), suite('test/architecture', 'passed', 'passed')),
      },
    ],
    [
      'a gate is skipped',
      '3 passed, 1 failed',
      /the gate test\/migrations did not run/,
      {
        written: results(suite('test/migrations', 'pending'), ...gates.slice(1)),
      },
    ],
    [
      'Jest ended badly although no test failed',
      '4 passed, 1 failed',
      /ended badly \(status 1\)/,
      {
        status: 1,
        written: results(...gates),
      },
    ],
    [
      'Jest calls a run without a failed test no success',
      '4 passed, 1 failed',
      /ended badly/,
      {
        written: { ...results(...gates), success: false },
      },
    ],
  ])('fails when %s', (_, last, said, outcome) => {
    const { status, lines } = run(outcome);
    expect(lines.at(-1)).toBe(last);
    expect(lines.join('\n')).toMatch(said);
    expect(status).toBe(1);
  });

  it('says how many tests were skipped', () => {
    const { status, lines } = run({ written: results(...gates, suite('src/a', 'passed', 'pending')) });
    expect(lines).toContain('!!! 1 skipped');
    expect(lines.at(-1)).toBe('5 passed, 0 failed');
    expect(status).toBe(0);
  });

  it('counts what the browser showed with the rest, and fails where it did not come to that', () => {
    const broken = run({ written: results(...gates), browser: results(suite('test/browser', 'passed', 'failed')) });
    expect(broken.lines.at(-1)).toBe('4 passed, 1 failed');
    expect(broken.status).toBe(1);
    const ended = run({ written: results(...gates), failing: 'run browser' });
    expect(ended.lines.at(-1)).toBe('4 passed, 1 failed');
    expect(ended.lines).toContain('!!! npm run browser failed with status 3');
    const empty = run({ written: results(...gates), browser: results() });
    expect(empty.lines.at(-1)).toBe('3 passed, 1 failed');
  });

  it('names gates that exist, and looks for a database where the tests do', () => {
    const script = readFileSync(join(ROOT, '.ci/run'), 'utf8');
    expect(/^GATES=\((.*)\)$/m.exec(script)?.[1]?.split(' ')).toEqual(GATES);
    for (const gate of GATES) expect({ gate, there: existsSync(join(ROOT, gate)) }).toEqual({ gate, there: true });
    const support = readFileSync(join(ROOT, 'test/support/mariadb.ts'), 'utf8');
    const looked = [...support.matchAll(/'(\/usr\/\S+)'/g)].map(([, path]) => path);
    const browser = readFileSync(join(ROOT, 'test/browser/chromium.ts'), 'utf8');
    expect(browser).toContain(`'${/^CHROMIUM=(.*)$/m.exec(script)?.[1] ?? ''}'`);
    expect(/^MARIADB=\((.*)\)$/m.exec(script)?.[1]?.split(' ')).toEqual(looked);
  });
});
