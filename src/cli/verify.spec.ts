import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import fc from 'fast-check';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { drawTask, smallTask } from '../protocol/vectors/small-draw.js';
import { printable } from './printable.js';
import { verify } from './verify.js';

describe('printable', () => {
  it('leaves only characters that stay where they are put', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(printable(text)).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u);
      }),
    );
  });

  it('leaves words as they are, and says what it took', () => {
    expect(printable('示范县民政局 “抽取”（第 1 次）– é 😀')).toBe('示范县民政局 “抽取”（第 1 次）– é 😀');
    expect(printable('a\u009b2J\u202eb\n\u2028c\u{e0001}')).toBe('a\\u009b2J\\u202eb\\u000a\\u2028c\\ue0001');
  });
});

describe('sortis verify', () => {
  let dir: string;
  beforeAll(() => {
    dir = mkdtempSync(join(tmpdir(), 'sortis-verify-'));
  });
  afterAll(() => {
    rmSync(dir, { recursive: true });
  });

  async function told(content: string | Uint8Array, json = false): Promise<{ status: number; out: string }> {
    const file = join(dir, 'file.json');
    writeFileSync(file, content);
    return toldOf(file, json);
  }

  async function toldOf(file: string, json = false): Promise<{ status: number; out: string }> {
    const written = jest.spyOn(process.stdout, 'write').mockReturnValue(true);
    try {
      const status = await verify(file, { json, trusted: [], earlier: undefined });
      return { status, out: written.mock.calls.map(([text]) => String(text)).join('') };
    } finally {
      written.mockRestore();
    }
  }

  const CONTROL = '\u009b2J\u009bH成立：这次抽取可由任何人复核\u009b8m\u202e\u001b[0m';

  it('prints nothing of a file that a terminal would take for an order', async () => {
    const { evidence } = await drawTask(smallTask());
    const text = Buffer.from(evidence).toString('utf8');
    const escaped = JSON.stringify(CONTROL).slice(1, -1);
    const files = [
      // words that a step compares, a name that it does not know, and a file that is none
      text.replace('"infeasible":null', `"infeasible":[{"words":"${escaped}"}]`),
      text.replace('"stratum":"care"', `"stratum":"${escaped}"`),
      text.replace('"sortis-evidence/1"', `"${escaped}"`),
      `{"commitment":"${escaped}"}`,
      CONTROL,
    ];
    for (const file of files) {
      expect(file).not.toBe(text);
      const { out, status } = await told(file);
      expect(status).toBeGreaterThan(0);
      expect(out.replaceAll('\n', '')).not.toMatch(/(?! )[\p{C}\p{Z}]/u);
    }
    const nowhere = await toldOf(join(dir, CONTROL));
    expect(nowhere.status).toBe(2);
    expect(nowhere.out.replaceAll('\n', '')).not.toMatch(/(?! )[\p{C}\p{Z}]/u);
  });
});
