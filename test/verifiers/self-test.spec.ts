import { expect, it } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { VERIFY_PY, withPython } from './python.js';

function run(program: string): { status: number | null; out: string; err: string } {
  const { status, stdout, stderr } = spawnSync('python3', [program, '--self-test'], { encoding: 'utf8' });
  return { status, out: stdout, err: stderr };
}

withPython('self-test of verify.py', () => {
  it('gives the known answers of the RFCs and of the beacon', () => {
    const { status, out, err } = run(VERIFY_PY);
    expect(err).toBe('');
    expect(out.split('\n').filter((line) => line.startsWith('✗'))).toEqual([]);
    for (const source of [
      'RFC 5869',
      'RFC 6962',
      'RFC 8032',
      'RFC 9162',
      'RFC 9380',
      'RFC 3797',
      'quicknet, round 123',
    ])
      expect(out).toContain(`✓ ${source}`);
    expect(status).toBe(0);
  });

  it.each([
    ['the curve of Ed25519', '-121665 * pow', '-121666 * pow'],
    ['the node hash', "H(b'\\x01' + self.parts.pop()[1] + node)", "H(b'\\x01' + node + self.parts.pop()[1])"],
    ['the generator dropping 256 bytes', 'self.stream(256)', 'self.stream(255)'],
    ['the subgroup of G1', 'if point_times(Fp, BLS_R, point) is not None:', 'if False:'],
    ['the sign of a point', 'if (y > BLS_P - y) == larger else', 'if True else'],
    ['the isogeny', 'to_x += t * apart', 'to_x -= t * apart'],
    ['the tag of a message', "first = H(b'\\x00' * 64", "first = H(b'\\x00' * 63"],
    ['the rounds of the beacon', 'QUICKNET_PERIOD * (round_ - 1)', 'QUICKNET_PERIOD * round_'],
    ['S below the order', 's >= ED_ORDER', 's >= 2**256'],
  ])('sees an error in %s', (_, right, wrong) => {
    const program = readFileSync(VERIFY_PY, 'utf8');
    expect(program.split(right)).toHaveLength(2);
    const dir = mkdtempSync(join(tmpdir(), 'sortis-self-test-'));
    try {
      writeFileSync(
        join(dir, 'verify.py'),
        program.replace(right, () => wrong),
      );
      const { status, out } = run(join(dir, 'verify.py'));
      expect(status).toBe(1);
      expect(out === '' || out.includes('✗')).toBe(true);
    } finally {
      rmSync(dir, { recursive: true });
    }
  });
});
