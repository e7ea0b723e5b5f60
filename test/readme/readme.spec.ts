import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { PASSWORD, TestServer } from '../support/server.js';
import { differences, Unreadable } from './shown.js';
import { fencesOf, READMES, section, stepsOf, textOf, walk, type Walk } from './tour.js';

const STEPS = stepsOf('README.md');

/** Changes one letter or digit of a line, the first or the last, unless it is left out anyway. */
function altered(line: string, which: 'first' | 'last'): string | undefined {
  const places = [...line.matchAll(/[\p{L}\p{N}]/gu)];
  const place = which === 'first' ? places[0] : places.at(-1);
  if (place === undefined) return undefined;
  // another of its kind, so that what is shown can still be read
  const other = /[\p{L}]/u.test(place[0]) ? (place[0] === 'x' ? 'y' : 'x') : place[0] === '7' ? '8' : '7';
  return line.slice(0, place.index) + other + line.slice(place.index + place[0].length);
}

describe('the tour of the README', () => {
  let server: TestServer;
  let walked: Walk;
  const dir = mkdtempSync(join(tmpdir(), 'sortis-readme-server-'));

  beforeAll(async () => {
    server = await TestServer.start(
      { kind: 'sqlite', file: join(dir, 'sortis.sqlite') },
      { NODE_ENV: 'development', SORTIS_ADMIN_PASSWORD: '', SORTIS_DEMO_PASSWORD: PASSWORD },
    );
    walked = await walk(
      STEPS.map(({ commands }) => commands),
      { SORTIS: server.url, SORTIS_DEMO_PASSWORD: PASSWORD },
      240,
    );
  }, 300_000);

  afterAll(async () => {
    await server.stop();
    rmSync(dir, { recursive: true, force: true });
  });

  it('has commands that all succeed', () => {
    expect({ status: walked.status, errors: walked.errors }).toMatchObject({ status: 0 });
    expect(STEPS.length).toBeGreaterThan(20);
  });

  it.each(READMES)('has the same commands in %s', (readme) => {
    expect(stepsOf(readme).map(({ commands }) => commands)).toEqual(STEPS.map(({ commands }) => commands));
  });

  describe.each(READMES)('in %s', (readme) => {
    it.each(stepsOf(readme).map((step, at) => ({ ...step, at })))(
      'step $at answers as it is shown',
      ({ shown, at }) => {
        const answer = walked.answers[at] ?? '';
        if (shown === undefined) expect(answer).toBe('');
        else expect(differences(shown.language, shown.body, answer)).toEqual([]);
      },
    );

    it('shows the first start as it is', () => {
      const start = section(textOf(readme), readme === 'README.md' ? 'Two commands' : '两条命令');
      const shown = fencesOf(start).find(({ language }) => language === 'text')?.body ?? '';
      const said = server.log.join('');
      const from = said.indexOf('公签 Sortis');
      const greeting = said.slice(from, said.indexOf('GET /api/v1/draws', from) + 'GET /api/v1/draws'.length);
      expect(differences('text', shown.replaceAll('http://127.0.0.1:3000', server.url), greeting)).toEqual([]);
    });
  });

  it('would notice one wrong letter in any line that is shown', () => {
    const unnoticed = STEPS.flatMap(({ shown }, at) => {
      if (shown === undefined) return [];
      const lines = shown.body.trimEnd().split('\n');
      return lines.flatMap((line, row) =>
        (['first', 'last'] as const).flatMap((which) => {
          const wrong = altered(line, which);
          if (wrong === undefined) return [];
          const body = [...lines.slice(0, row), wrong, ...lines.slice(row + 1)].join('\n');
          let faults: string[];
          try {
            faults = differences(shown.language, body, walked.answers[at] ?? '');
          } catch (error) {
            // a letter of `null` changed is no JSON any more, which is noticed as well
            if (error instanceof Unreadable) return [];
            throw error;
          }
          return faults.length > 0 ? [] : [`step ${at}: ${wrong}`];
        }),
      );
    });
    expect(unnoticed).toEqual([]);
  });
});
