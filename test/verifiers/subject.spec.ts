import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { verify } from '../../src/cli/verify.js';
import { signerOf, verifierKey, type Subject } from '../../src/protocol/index.js';
import {
  closedTask,
  drawTask,
  smallTask,
  TEST_KEY,
  TEST_SIGNER,
  type DrawnTask,
  type DrawTask,
} from '../../src/protocol/vectors/small-draw.js';
import { failsAt, saidByBoth } from './both.js';
import { VERIFY_PY, withPython } from './python.js';

/** Of the checkpoint, by hand: its second and third line. */
function headOf(checkpoint: string): Pick<Subject['log'], 'root' | 'size'> {
  const [, size, root = ''] = checkpoint.split('\n');
  return { size: Number(size), root: Buffer.from(root, 'base64').toString('hex') };
}

function subjectOf({ commitment, log, record, recordHash }: DrawnTask): Subject {
  return {
    agency: { code: '990101', name: '示范县民政局' },
    batch: { id: 'B-2026-01', name: '2026年第一批', occurrence: 1 },
    commitment,
    cutoff: '2026-03-01T16:00:00.000Z',
    draw: 'D-2026-0001',
    drawn: [...record.selection].reduce((sum, { targets }) => sum + [...targets].length, 0),
    log: { key: TEST_KEY, origin: TEST_SIGNER.origin, ...headOf(log.checkpoint) },
    pools: 'closed',
    record: recordHash,
    source: 'sealed',
  };
}

withPython('what a file is about', () => {
  let dir: string;
  let closed: DrawnTask;
  beforeAll(async () => {
    dir = mkdtempSync(join(tmpdir(), 'sortis-subject-'));
    closed = await drawTask(closedTask());
  });
  afterAll(() => {
    rmSync(dir, { recursive: true });
  });

  /** What each program prints of a file, and its exit status. */
  async function printed(
    content: string | Uint8Array,
  ): Promise<{ program: string; status: number | null; out: string }[]> {
    const file = join(dir, 'file.json');
    writeFileSync(file, content);
    const written = jest.spyOn(process.stdout, 'write').mockReturnValue(true);
    let status: number;
    let out: string;
    try {
      status = await verify(file, { json: false, trusted: [], earlier: undefined });
      out = written.mock.calls.map(([text]) => String(text)).join('');
    } finally {
      written.mockRestore();
    }
    const python = spawnSync('python3', [VERIFY_PY, file], { encoding: 'utf8' });
    return [
      { program: 'sortis verify', status, out },
      { program: 'verify.py', status: python.status, out: python.stdout },
    ];
  }

  describe('both verifiers', () => {
    it('tell agency, batch, draw, log and hashes of every format', async () => {
      const subject = subjectOf(closed);
      const early = closed.proofOf('T005', false);
      const [evidence, extract, proof, excluded, pending] = await saidByBoth([
        { what: 'evidence', evidence: closed.evidence },
        { what: 'extract', evidence: closed.extract },
        { what: 'target proof', evidence: closed.proofOf('T005') },
        { what: 'proof of an exclusion', evidence: closed.proofOf('T102') },
        { what: 'before the reveal', evidence: early },
      ]);
      for (const { subject: told } of [evidence!, extract!, proof!, excluded!]) expect(told).toEqual(subject);
      const { log } = JSON.parse(Buffer.from(early).toString('utf8')) as DrawnTask;
      expect(pending!.subject).toEqual({
        ...subject,
        log: { ...subject.log, ...headOf(log.checkpoint) },
        record: null,
      });
    });

    it('tell the reasons before the steps, as the words of the agency and no more, also of a file that fails', async () => {
      const reasons = [
        { code: 'yearly-cap', words: { en: '3 had their yearly visits', zh: '3 户已达年度上限' } },
        { code: 'assigned', words: { en: 'assigned by name, not random\u202e', zh: '指定人员，非随机' } },
      ];
      const drawn = await drawTask({ ...closedTask(), reasons });
      const text = Buffer.from(drawn.evidence).toString('utf8');
      const both = await saidByBoth([
        { what: 'evidence', evidence: drawn.evidence },
        { what: 'extract', evidence: drawn.extract },
        { what: 'target proof', evidence: drawn.proofOf('T005') },
        { what: 'before the reveal', evidence: drawn.proofOf('T102', false) },
        { what: 'another reason', evidence: text.replace('3 had', '2 had') },
      ]);
      expect(both.map(({ verdict }) => verdict)).toEqual(['holds', 'holds', 'holds', 'holds', 'fails']);
      for (const { subject } of both.slice(0, 4)) expect(subject?.reasons).toEqual(reasons);
      expect(failsAt(both[4]!)).toBe('commitment');
      expect(both[4]!.subject?.reasons?.[0]?.words.en).toBe('2 had their yearly visits');
      const [plain] = await saidByBoth([{ what: 'without reasons', evidence: closed.evidence }]);
      expect(Object.keys(plain!.subject ?? {})).not.toContain('reasons');
      for (const file of [text, text.replace('"load":', '"load":1')])
        for (const { out } of await printed(file)) {
          const head = out.slice(0, out.indexOf(' canonical '));
          for (const { code, words } of reasons) {
            const line = head.split('\n').find((one) => one.includes(code)) ?? '';
            expect(line).toContain(words.zh);
            expect(line).toContain(words.en.replace('\u202e', '\\u202e'));
            expect(line).toMatch(/the agency's own words, not checked/);
            expect(line).toMatch(/机关自.*没有核对|机关自.*未经核对/);
          }
        }
    });

    it('tell it of a file that does not hold, but not where its form cannot be read', async () => {
      const text = Buffer.from(closed.evidence).toString('utf8');
      const [fails, misshapen, unusable] = await saidByBoth([
        { what: 'another name', evidence: text.replace('示范县民政局', '另一个县民政局') },
        { what: 'another format', evidence: text.replace('sortis-evidence/1', 'sortis-evidence/9') },
        { what: 'half a file', evidence: text.slice(0, text.length / 2) },
      ]);
      expect(fails!.verdict).toBe('fails');
      expect(fails!.subject?.agency.name).toBe('另一个县民政局');
      expect([misshapen!.verdict, misshapen!.subject]).toEqual(['fails', undefined]);
      expect([unusable!.verdict, unusable!.subject]).toEqual(['unusable', undefined]);
    });

    it('say of an extract that something was left unchecked, and of nothing else that holds', async () => {
      const infeasible = await drawTask({ ...closedTask(), maxLoad: 1 });
      const both = await saidByBoth([
        { what: 'evidence', evidence: closed.evidence },
        { what: 'extract', evidence: closed.extract },
        { what: 'target proof', evidence: closed.proofOf('T005') },
        { what: 'without teams', evidence: infeasible.evidence },
        { what: 'extract without teams', evidence: infeasible.extract },
      ]);
      expect(both.map(({ unchecked, verdict }) => [verdict, unchecked])).toEqual([
        ['holds', false],
        ['holds', true],
        ['holds', false],
        ['holds', false],
        ['holds', true],
      ]);
      for (const { out } of await printed(closed.extract)) expect(out).not.toMatch(/no teams were possible/);
      // in the step, and in the sentence at the end
      for (const { out } of await printed(infeasible.extract))
        expect(out.match(/record says|as the record says|which the record says/g)).toHaveLength(2);
    });

    it("print a stranger's log of the same name so that it can be told from the published one", async () => {
      const stranger = signerOf(TEST_SIGNER.origin, '42'.repeat(32));
      const key = verifierKey(stranger);
      const at = '2026-01-01T00:00:00.000Z';
      const log: DrawTask['log'] = {
        before: [{ at, key, kind: 'key' }],
        previous: 1,
        between: [[], []],
        after: [],
        signers: [stranger],
        key,
      };
      const forged = await drawTask({ ...smallTask(), log });
      const honest = await drawTask({ ...smallTask(), log: { ...log, signers: [TEST_SIGNER], key: TEST_KEY } });
      for (const { evidence, commitment, recordHash } of [honest, forged])
        for (const { out, status } of await printed(evidence)) {
          expect(status).toBe(0);
          const head = out.slice(0, out.indexOf('✓'));
          for (const told of [
            'D-2026-0001',
            '示范县民政局',
            '990101',
            '2026年第一批',
            'B-2026-01',
            commitment,
            recordHash,
          ])
            expect(head).toContain(told);
          expect([head.includes(key), head.includes(TEST_KEY)]).toEqual(
            evidence === forged.evidence ? [true, false] : [false, true],
          );
        }
    });

    it('mark the head of a file that fails as what it says of itself, and print hashes whole', async () => {
      const text = Buffer.from(closed.evidence).toString('utf8');
      for (const { out, status } of await printed(text.replace('"load":', '"load":1'))) {
        expect(status).toBe(1);
        expect(out.split('\n')[0]).toContain('What the file says of itself');
        expect(out).toContain('D-2026-0001');
      }
      for (const { out, status } of await printed(text)) {
        expect(status).toBe(0);
        expect(out.split('\n')[0]).toContain('The draw that was checked');
        const lineOf = (step: string): string => out.split('\n').find((line) => line.includes(` ${step} `)) ?? '';
        expect(lineOf('commitment')).toContain(closed.commitment);
        expect(lineOf('result')).toContain(closed.recordHash);
      }
    });
  });
});
