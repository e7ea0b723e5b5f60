import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { signerOf, verifierKey } from '../../src/protocol/index.js';
import { closedTask, drawTask, smallTask, TEST_KEY, TEST_SIGNER } from '../../src/protocol/vectors/small-draw.js';
import { watched, type Watched } from '../support/hostile-client.js';
import { ROOT } from '../support/server.js';
import { Dice } from '../verifiers/dice.js';
import { hostileFiles } from '../verifiers/hostile-files.js';
import { said, VERIFY_PY, withPython } from '../verifiers/python.js';
import { againAfter } from '../verifiers/related-task.js';

/* The two verifiers as a person runs them: as commands, on files. */

const LONG = process.env.SORTIS_LONG === '1';
const MEGABYTE = 1024 * 1024;

const typescript = (args: readonly string[], options = {}): Promise<Watched> =>
  watched(process.execPath, [join(ROOT, 'dist/cli/main.js'), 'verify', ...args], options);
const python = (args: readonly string[], options = {}): Promise<Watched> =>
  watched('python3', [VERIFY_PY, ...args], options);

/** What no verifier may show: a stack, or an error that nobody caught. */
const INSIDES = /^\s+at |node:internal|node_modules|Traceback|File "|TypeError|RangeError|FATAL|heap/m;

/** The step at which it failed, as the command says it; `holds`, or `unusable`. */
function conclusion({ status, stdout }: Watched): string {
  if (status === 0) return 'holds';
  if (status === 2) return 'unusable';
  return /^✗ (\S+)/m.exec(stdout)?.[1] ?? `exit ${String(status)}`;
}

withPython('the commands of both verifiers', () => {
  let dir: string;
  let files: Record<'evidence' | 'extract' | 'proof' | 'again' | 'other' | 'broken', string>;

  beforeAll(async () => {
    dir = mkdtempSync(join(tmpdir(), 'sortis-verify-'));
    const put = (name: string, content: string | Uint8Array): string => {
      writeFileSync(join(dir, name), content);
      return join(dir, name);
    };
    const task = closedTask();
    const drawn = await drawTask(task);
    const again = await drawTask(againAfter({ task, drawn }, new Dice('again')));
    files = {
      evidence: put('evidence.json', drawn.evidence),
      extract: put('extract.json', drawn.extract),
      proof: put('proof.json', drawn.proofOf('T005')),
      again: put('again.json', again.evidence),
      other: put('other.json', (await drawTask(smallTask())).evidence),
      broken: put('broken.json', Buffer.from(drawn.evidence).toString('utf8').replace('示范县', '示范市')),
    };
  });
  afterAll(() => {
    rmSync(dir, { recursive: true, force: true });
  });

  /** What both commands say, which must be the same, with a reason and without insides. */
  async function both(args: readonly string[], options = {}): Promise<{ concluded: string; peaks: number[] }> {
    const one = await typescript(args, options);
    const other = await python(args, options);
    for (const { status, stderr, stdout } of [one, other]) {
      expect([args, stderr]).toEqual([args, '']);
      expect(stdout).not.toMatch(INSIDES);
      expect(stdout).toMatch(
        status === 0
          ? /成立/
          : status === 1
            ? /不成立：.+\/ It does not hold: it fails at/
            : /不是可用的文件：.+ \/ Not a usable file: .+/,
      );
    }
    expect([args, conclusion(other)]).toEqual([args, conclusion(one)]);
    return { concluded: conclusion(one), peaks: [one.peak, other.peak] };
  }

  describe('say the same', () => {
    it('of files that hold, and as JSON in the same members', async () => {
      for (const name of ['evidence', 'extract', 'proof', 'again', 'other', 'broken'] as const) {
        const concluded = name === 'broken' ? 'commitment' : 'holds';
        expect([name, (await both([files[name]])).concluded]).toEqual([name, concluded]);
        const [one, other] = [await typescript([files[name], '--json']), await python([files[name], '--json'])].map(
          ({ stdout }) => JSON.parse(stdout) as Parameters<typeof said>[0] & { file: string },
        );
        expect(said(other!)).toEqual(said(one!));
        expect(Object.keys(other!).sort()).toEqual(Object.keys(one!).sort());
        expect([one!.file, other!.file]).toEqual([files[name], files[name]]);
      }
    });

    it('of a key that is right, wrong, one of several, or none at all', async () => {
      const wrong = verifierKey(signerOf(TEST_SIGNER.origin, '07'.repeat(32)));
      for (const file of [files.evidence, files.extract, files.proof]) {
        for (const [keys, concluded] of [
          [[TEST_KEY], 'holds'],
          [[wrong], 'checkpoint-signature'],
          [[wrong, TEST_KEY], 'holds'],
          [['rubbish'], 'unusable'],
          [[TEST_KEY, `${TEST_KEY}x`], 'unusable'],
          [[TEST_KEY.replace('test.', 'rest.')], 'unusable'],
          [[''], 'unusable'],
        ] as const) {
          const args = [...keys.flatMap((key) => ['--key', key]), file];
          expect([keys, (await both(args)).concluded]).toEqual([keys, concluded]);
        }
      }
      const [one, other] = [
        await typescript(['--key', 'rubbish', '--json', files.proof]),
        await python(['--key', 'rubbish', '--json', files.proof]),
      ].map(({ stdout }) => JSON.parse(stdout) as Parameters<typeof said>[0]);
      expect(said(other!)).toEqual(said(one!));
    }, 120_000);

    it('of an earlier file that holds, does not hold, is another one, or is not there', async () => {
      for (const [earlier, concluded] of [
        [files.evidence, 'holds'],
        [files.extract, 'holds'],
        [files.other, 'relation'],
        [files.again, 'relation'],
        [files.broken, 'relation'],
        [files.proof, 'relation'],
        ['/dev/null', 'relation'],
        [join(dir, 'none.json'), 'unusable'],
        [dir, 'unusable'],
      ] as const)
        expect([earlier, (await both(['--with', earlier, files.again])).concluded]).toEqual([earlier, concluded]);
      // the key counts for the earlier file as well
      expect((await both(['--with', files.evidence, '--key', TEST_KEY, files.again])).concluded).toBe('holds');
      // a proof of one target has no such step
      expect((await both(['--with', files.broken, files.proof])).concluded).toBe('holds');
    }, 120_000);
  });

  describe('refuse with a reason', () => {
    it.each(['evidence', 'extract', 'proof'] as const)(
      'hostile files made of: %s',
      async (name) => {
        const { readFileSync } = await import('node:fs');
        const hostile = hostileFiles(readFileSync(files[name]));
        const some = LONG
          ? hostile
          : hostile.filter((_, at) => at % 30 === ['evidence', 'extract', 'proof'].indexOf(name));
        for (const [what, content] of some) {
          const file = join(dir, 'hostile.json');
          writeFileSync(file, content);
          const { concluded, peaks } = await both([file]);
          expect([what, concluded]).not.toEqual([what, 'holds']);
          expect([what, peaks.filter((peak) => peak > 250 * MEGABYTE)]).toEqual([what, []]);
        }
      },
      3_600_000,
    );

    it('what is no file', async () => {
      symlinkSync(join(dir, 'nowhere'), join(dir, 'gone.json'));
      for (const path of [dir, join(dir, 'none.json'), '/dev/null', join(dir, 'gone.json'), join(files.proof, 'below')])
        expect([path, (await both([path])).concluded]).toEqual([path, 'unusable']);
    });

    it('a file that disappears while it is read: what was opened is read to its end', async () => {
      const { readFileSync } = await import('node:fs');
      const content = readFileSync(files.evidence);
      for (const verify of [typescript, python]) {
        function* slowly(): Generator<Buffer> {
          for (let at = 0; at < content.length; at += 1000) yield content.subarray(at, at + 1000);
        }
        expect((await verify(['-'], { input: slowly() })).status).toBe(0);
        // and where the source ends early, the file ends in the middle
        expect((await verify(['-'], { input: [content.subarray(0, 5000)] })).status).toBe(2);
      }
    });
  });

  describe('stay within bounds, however long the file is', () => {
    const start = `{"commitment":"${'0'.repeat(64)}","exclusions":`;
    const inspector = (id: string, recusals = ''): string =>
      `{"absences":[],"agency":"a","certificate":{"number":"1","validFrom":"2000-01-01","validUntil":"2000-01-01"},"id":"${id}","name":"x","qualifications":[],"recusals":[${recusals}]}`;
    const many = (of: (n: number) => string): ((n: number) => string) => {
      return (n) => Array.from({ length: 1000 }, (_, i) => of(n * 1000 + i)).join(',') + ',';
    };
    const id = (n: number): string => n.toString(36).padStart(7, '0');
    /** What it is, how it begins and goes on, how many megabytes are sent in the short form and the long, and what comes of it. */
    const ENDLESS: readonly [string, string, (n: number) => string, number, number, string][] = [
      ['white space', start, () => ' \n'.repeat(500_000), 30, 4000, 'unusable'],
      ['one text', `${start}"`, () => 'x'.repeat(1_000_000), 30, 4000, 'canonical'],
      ['one text of escapes', `${start}"`, () => '\\n'.repeat(500_000), 30, 2000, 'canonical'],
      ['one number', `${start}`, () => '1'.repeat(1_000_000), 30, 4000, 'canonical'],
      ['depth', start, () => '['.repeat(1_000_000), 30, 2000, 'canonical'],
      ['depth before anything', '', () => '{"a":'.repeat(200_000), 30, 2000, 'unusable'],
      ['white space before anything', '', () => ' '.repeat(1_000_000), 30, 4000, 'unusable'],
      [
        'one list of nothing',
        `{"commitment":"${'0'.repeat(64)}","entropy":[`,
        () => '0,'.repeat(500_000),
        20,
        2000,
        'canonical',
      ],
      ['one member', `{"commitment":"${'0'.repeat(64)}","e`, () => 'x'.repeat(1_000_000), 30, 4000, 'canonical'],
      [
        'targets before their time',
        `{"commitment":"${'0'.repeat(64)}","targets":[`,
        () => '{},'.repeat(300_000),
        20,
        2000,
        'canonical',
      ],
      ['exclusions', `${start}[`, many((n) => `{"id":"${id(n)}","reason":"r"}`), 5, 400, 'long'],
      ['exclusions of the same id', `${start}[`, many(() => '{"id":"x","reason":"r"}'), 5, 400, 'long'],
      [
        'inspectors',
        `${start}[],"format":"sortis-evidence/1","inspectors":[`,
        many((n) => inspector(id(n))),
        5,
        400,
        'long',
      ],
      [
        'recusals',
        `${start}[],"format":"sortis-evidence/1","inspectors":[`,
        (n) => `${inspector(id(n), Array.from({ length: 9999 }, (_, i) => `"${id(n * 10_000 + i)}"`).join())},`,
        5,
        400,
        'long',
      ],
    ];

    it.each(ENDLESS)(
      '%s',
      async (_what, before, more, short, long, concluded) => {
        const bytes = (LONG ? long : short) * MEGABYTE;
        function* stream(): Generator<Buffer> {
          yield Buffer.from(before);
          for (let n = 0, sent = 0; sent < bytes; n++) {
            const block = Buffer.from(more(n));
            sent += block.length;
            yield block;
          }
        }
        const options = { seconds: 1800 };
        const one = await typescript(['-'], { ...options, input: stream() });
        const other = await python(['-'], { ...options, input: stream() });
        for (const { stderr, stdout } of [one, other]) {
          expect(stderr).toBe('');
          expect(stdout).not.toMatch(INSIDES);
        }
        // in the short form a list that may be long ends in the middle before it is too long
        const expected =
          concluded !== 'long' ? concluded : LONG && !_what.includes('same') ? 'canonical' : conclusion(one);
        expect([conclusion(one), conclusion(other)]).toEqual([expected, expected]);
        const most = concluded === 'long' && LONG ? 1500 : 300;
        expect([one.peak, other.peak].filter((peak) => peak > most * MEGABYTE)).toEqual([]);
      },
      3_600_000,
    );
  });
});
