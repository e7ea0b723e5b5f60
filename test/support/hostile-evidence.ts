import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

import { verifyWatched } from './hostile-client.js';

const MEGABYTE = 1024 * 1024;

/** What may be handed to `sortis verify` in the place of evidence, made from evidence that holds. */
const HOSTILE: readonly [string, (good: string) => Buffer | string][] = [
  ['nothing', () => ''],
  ['white space of 100 MB', () => Buffer.alloc(100 * MEGABYTE, ' ')],
  ['a text of 100 MB', () => Buffer.concat([Buffer.from('{"format":"'), Buffer.alloc(100 * MEGABYTE, 'x')])],
  ['depth', () => '['.repeat(100_000) + ']'.repeat(100_000)],
  ['depth inside', (good) => good.replace(/^\{/, `{"manifest":${'{"a":'.repeat(100_000)}`)],
  ['no end', (good) => good.slice(0, -1)],
  ['half', (good) => good.slice(0, good.length / 2)],
  ['more after the end', (good) => `${good}{}`],
  ['a name twice', (good) => good.replace(/^\{/, '{"format":"x",')],
  ['an inner name twice', (good) => good.replace(/("manifest":\{)/, '$1"agency":"x",')],
  ['a fraction', (good) => good.replace(/:(\d+)([,}])/, ':$1.5$2')],
  ['an exponent', (good) => good.replace(/:(\d+)([,}])/, ':$1e400$2')],
  ['a number too large', (good) => good.replace(/:(\d+)([,}])/, ':99999999999999999999$2')],
  ['minus nought', (good) => good.replace(/:(\d+)([,}])/, ':-0$2')],
  ['NUL', (good) => good.replace('协会', '协\u0000会')],
  ['an escaped NUL', (good) => good.replace('协会', '协\\u0000会')],
  ['half a pair', (good) => good.replace('协会', '协\\ud800会')],
  ['decomposed letters', (good) => good.replace('协会', 'e\u0301')],
  ['what is not UTF-8', (good) => Buffer.concat([Buffer.from(good.slice(0, 200)), Buffer.from([0xff, 0xc0, 0x80])])],
  ['UTF-16', (good) => Buffer.from(good, 'utf16le')],
  ['gzip', (good) => gzipSync(good)],
  ['another kind of JSON', () => '{"a":[1,2,3]}'],
  ['a prototype', (good) => good.replace(/^\{/, '{"__proto__":{"verdict":"holds"},')],
  ['null', () => 'null'],
];

/** Declares that `sortis verify` gives a reason, in bounds of time and memory, whatever it is given to read. */
export function evidenceFiles(given: () => Promise<string>): void {
  describe('evidence files', () => {
    let dir: string;
    let evidence: string;

    beforeAll(async () => {
      dir = mkdtempSync(join(tmpdir(), 'sortis-hostile-'));
      evidence = await given();
    });
    afterAll(() => rmSync(dir, { recursive: true, force: true }));

    it('holds untouched', async () => {
      const file = join(dir, 'good.json');
      writeFileSync(file, evidence);
      expect((await verifyWatched(file)).status).toBe(0);
    });

    it('are refused with a reason, in bounds', async () => {
      const wrong: unknown[] = [];
      const look = async (what: string, file: string): Promise<void> => {
        const { status, stdout, stderr, milliseconds, peak } = await verifyWatched(file);
        const said = stdout + stderr;
        const clear = /不是可用的文件：.+ \/ Not a usable file: .+|✗ \S+ .+ \/ /.test(said);
        const inside = /^\s+at |node:internal|node_modules|成立：|TypeError|RangeError/m.test(
          said.replace('不成立：', ''),
        );
        if ((status !== 1 && status !== 2) || !clear || inside || milliseconds > 15_000 || peak > 250 * MEGABYTE)
          wrong.push({ what, status, milliseconds, peak: Math.round(peak / MEGABYTE), said: said.slice(0, 600) });
      };
      for (const [what, make] of HOSTILE) {
        const bytes = make(evidence);
        expect([what, Buffer.from(bytes).equals(Buffer.from(evidence))]).toEqual([what, false]);
        const file = join(dir, 'bad.json');
        writeFileSync(file, bytes);
        await look(what, file);
      }
      await look('a directory', dir);
      await look('/dev/null', '/dev/null');
      await look('a missing file', join(dir, 'none.json'));
      expect(wrong).toEqual([]);
    }, 120_000);
  });
}
