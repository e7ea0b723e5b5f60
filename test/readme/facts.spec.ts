import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createConnection } from 'mysql2/promise';

import { settingsRead } from '../docker/settings.js';
import { ThrowawayMariadb } from '../support/mariadb.js';
import { PASSWORD, ROOT, sortis, TestServer } from '../support/server.js';
import { fencesOf, READMES, section, textOf } from './tour.js';

const read = (path: string): string => readFileSync(join(ROOT, path), 'utf8');
const SCRIPTS = Object.keys((JSON.parse(read('package.json')) as { scripts: Record<string, string> }).scripts);
const ROUTES = Object.entries((JSON.parse(read('config/openapi.json')) as { paths: Record<string, object> }).paths);

const HEADINGS = {
  'README.md': {
    settings: 'Settings',
    database: 'MySQL and MariaDB',
    docker: 'Docker',
    verify: 'How an auditor verifies',
  },
  'README.zh-CN.md': { settings: '配置', database: 'MySQL 和 MariaDB', docker: 'Docker', verify: '审计员怎样复核' },
} as const;

/** The first cells of a table's rows, and the second. */
const rowsOf = (text: string): string[][] =>
  [...text.matchAll(/^\| `([^`]+)` +\| (?:`([^`]*)`|([^|]*)) *\|/gm)].map(([, first = '', code, second = '']) => [
    first,
    code ?? second.trim(),
  ]);

/** GitHub's: letters and digits of any script, in lower case, with hyphens for blanks. */
const anchorOf = (heading: string): string =>
  heading
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\- ]/gu, '')
    .replaceAll(' ', '-');

describe.each(READMES)('what %s says', (readme) => {
  const text = textOf(readme);
  const headings = HEADINGS[readme];

  it('of the settings is what config/example.env says', () => {
    const example = [...read('config/example.env').matchAll(/^#([A-Z_]+)=(.*)$/gm)].map(([, name = '', value = '']) => [
      name,
      value === '' ? '–' : value,
    ]);
    expect(rowsOf(section(text, headings.settings))).toEqual(example);
    expect(example.map(([name]) => name).sort()).toEqual([...settingsRead()].sort());
  });

  it('names no variable that nobody reads', () => {
    const elsewhere = read('docker/compose.yaml') + read('test/support/databases.ts');
    const named = [...text.matchAll(/\b[A-Z]+_[A-Z_]+\b/g)].map(([name]) => name);
    expect(named.filter((name) => !settingsRead().includes(name) && !elsewhere.includes(name))).toEqual([]);
    expect(named.length).toBeGreaterThan(20);
  });

  it('sets what compose asks for', () => {
    const asked = [...read('docker/compose.yaml').matchAll(/\$\{(\w+):\?/g)].map(([, name = '']) => name);
    const given = [...section(text, headings.docker).matchAll(/(\w+)=/g)].map(([, name = '']) => name);
    expect([...new Set(asked)].sort()).toEqual([...new Set(given)].sort());
  });

  it('names scripts that there are', () => {
    const named = [...text.matchAll(/npm (?:run )?([a-z:]+)/g)]
      .map(([, name = '']) => name)
      .filter((name) => name !== 'ci');
    expect(named.filter((name) => !SCRIPTS.includes(name))).toEqual([]);
    expect([...new Set(named)].sort()).toEqual(
      SCRIPTS.filter((name) => !['format', 'pretest', 'prebrowser'].includes(name)).sort(),
    );
  });

  it('names paths that there are', () => {
    const named = [...text.matchAll(/`((?:\.ci|config|dist|docker|src|test)\/[^`\s]*)`/g)].map(([, path = '']) => path);
    const typed = [...text.matchAll(/(?:node|-f) ((?:dist|docker)\/\S+)/g)].map(([, path = '']) =>
      path.replace(/`$/, ''),
    );
    const made = ['dist/'];
    expect([...named, ...typed].filter((path) => !made.includes(path) && !existsSync(join(ROOT, path)))).toEqual([]);
    expect(named.length).toBeGreaterThan(15);
  });

  it('leaves out no room of src/', () => {
    const rooms = readdirSync(join(ROOT, 'src'), { withFileTypes: true }).filter((each) => each.isDirectory());
    expect(rooms.filter(({ name }) => !text.includes(`\`src/${name}/\``)).map(({ name }) => name)).toEqual([]);
  });

  it('links to what there is', () => {
    const links = [...text.matchAll(/\]\(([^)]+)\)/g)].map(([, target = '']) => target);
    const anchors = [...text.matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) => `#${anchorOf(heading)}`);
    const broken = links.filter((target) =>
      target.startsWith('#') ? !anchors.includes(target) : !existsSync(join(ROOT, target)),
    );
    expect(broken).toEqual([]);
    expect(links.length).toBeGreaterThan(5);
  });

  it('names routes that there are', () => {
    const named = [...text.matchAll(/`(GET|POST|PATCH|DELETE) (\/\S+)`/g)];
    const unknown = named.filter(
      ([, method = '', path = '']) =>
        !ROUTES.some(([route, methods]) => route === path && method.toLowerCase() in methods),
    );
    expect(unknown.map(([whole]) => whole)).toEqual([]);
    expect(named.length).toBeGreaterThan(0);
  });

  it('of the command line is what the command says', async () => {
    const { stdout } = await sortis(['help']);
    const usage = stdout.split('\n').flatMap((line) => (line.startsWith('  sortis') ? [line.trim()] : []));
    expect(fencesOf(text).map(({ body }) => body.trimEnd())).toContain(usage.join('\n'));
    expect(usage.length).toBeGreaterThan(5);
  });

  it('of the steps is what the protocol says', () => {
    const steps = rowsOf(section(read('src/protocol/README.md'), '14. Verifying')).map(([step]) => step);
    expect(rowsOf(section(text, headings.verify)).map(([step]) => step)).toEqual(steps);
    expect(steps.length).toBeGreaterThan(10);
  });

  it('of the second verifier is its hash', () => {
    expect(text).toContain(
      createHash('sha256')
        .update(readFileSync(join(ROOT, 'src/protocol/verify.py')))
        .digest('hex'),
    );
  });

  it('of the licence is so', () => {
    expect(text).toContain('Apache-2.0');
    expect(read('LICENSE')).toContain('Apache License');
    expect(JSON.parse(read('package.json'))).toMatchObject({ license: 'Apache-2.0' });
  });
});

describe('both languages', () => {
  const [english, chinese] = READMES.map(textOf) as [string, string];

  it('have the same sections', () => {
    const levels = (text: string): string[] => [...text.matchAll(/^(#+) /gm)].map(([, level = '']) => level);
    expect(levels(chinese)).toEqual(levels(english));
  });

  it('give the same commands, the remarks behind them apart', () => {
    const commands = (text: string): string[] =>
      fencesOf(text)
        .filter(({ language }) => ['sh', 'sql', 'bash'].includes(language))
        .map(({ body }) => body.replace(/ +# .*$/gm, ''));
    expect(commands(chinese)).toEqual(commands(english));
  });

  it('give the same figures', () => {
    const figures = (text: string): string[] => {
      const [, table = ''] = /<!-- figures: npm run bench -->(.*)<!-- \/figures -->/s.exec(text) ?? [];
      return [...table.matchAll(/^\| (?:SQLite|MariaDB) .*$/gm)].flatMap(([row]) => row.match(/[\d.]+/g) ?? []);
    };
    expect(figures(chinese)).toEqual(figures(english));
    expect(figures(english).length).toBeGreaterThan(0);
  });
});

describe('a user who may do what the README says, no more', () => {
  const here = ThrowawayMariadb.program() !== undefined;
  if (!here && process.env.CI !== 'true') {
    process.stderr.write('\n!!! SKIPPED: the grants of the README on MariaDB. Install mariadb-server. !!!\n\n');
    it.skip('on MariaDB (not installed)', () => undefined);
    return;
  }

  let mariadb: ThrowawayMariadb;
  beforeAll(async () => {
    mariadb = await ThrowawayMariadb.start();
  });
  afterAll(() => mariadb.stop());

  it('is enough for a start in production', async () => {
    const [sql] = fencesOf(textOf('README.md')).filter(({ language }) => language === 'sql');
    const administrator = await createConnection({
      host: '127.0.0.1',
      port: mariadb.port,
      user: 'root',
      multipleStatements: true,
    });
    await administrator.query(sql?.body ?? '');
    await administrator.end();
    const [, address = ''] = /^export DATABASE_URL=(\S+)$/m.exec(textOf('README.md')) ?? [];
    const server = await TestServer.start({ kind: 'mysql', url: address.replace(':3306/', `:${mariadb.port}/`) });
    try {
      const token = await server.signIn('admin', PASSWORD);
      const body = { code: 'SFX', name: '示范县民政局', level: 'county', regionCode: '990101' };
      expect(await server.call('POST', '/api/v1/agencies', { token, body })).toMatchObject({ status: 201 });
    } finally {
      await server.stop();
    }
  });
});
