import { expect, it } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { type Json } from '../../src/protocol/index.js';
import { ROOT } from '../support/server.js';
import { PATIENCE } from './both.js';
import { Dice } from './dice.js';
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

  it('goes through every step of the vectors, and names the one that is otherwise', () => {
    const vectors = readFileSync(join(ROOT, 'src/protocol/vectors/steps.json'), 'utf8');
    const dir = mkdtempSync(join(tmpdir(), 'sortis-self-test-'));
    try {
      mkdirSync(join(dir, 'vectors'));
      writeFileSync(join(dir, 'verify.py'), readFileSync(VERIFY_PY));
      writeFileSync(join(dir, 'vectors/steps.json'), vectors.replace('"next": ', '"next": 1'));
      const { status, out, err } = run(join(dir, 'verify.py'));
      expect([status, err]).toEqual([1, '']);
      expect(out.split('\n').filter((line) => line.startsWith('✗'))).toEqual(['✗ the small draw: §9.2, seated']);
      for (const section of [
        '§1,',
        '§3,',
        '§4,',
        '§5,',
        '§6,',
        '§7,',
        '§8,',
        '§9.1,',
        '§9.3,',
        '§9.4,',
        '§9.5,',
        '§12,',
        '§13,',
      ])
        expect(out).toContain(section);
    } finally {
      rmSync(dir, { recursive: true });
    }
  });

  it(
    'compares every kind of value in the vectors',
    () => {
      const steps = JSON.parse(readFileSync(join(ROOT, 'src/protocol/vectors/steps.json'), 'utf8')) as Json;
      // by kind: where a value stands, list places apart
      const kinds = new Map<string, (string | number)[][]>();
      const walk = (value: Json, path: (string | number)[]): void => {
        if (typeof value === 'object' && value !== null) {
          for (const [name, inner] of Object.entries(value))
            walk(inner as Json, [...path, Array.isArray(value) ? Number(name) : name]);
          return;
        }
        const kind = path.map((one) => (typeof one === 'number' ? '*' : one)).join('/');
        kinds.set(kind, [...(kinds.get(kind) ?? []), path]);
      };
      walk(steps, []);
      // said for people, or announced and revealed without being asked here
      const told =
        /^note$|\/name$|^sources\/\*\/(drawId|event|reveal)|^draws\/\*\/lists\/targets\/strata\/\*\/(id|size)$|targets\/count$|\/stratum$|\/label$|^targetProof\/(population|size|index)$|infeasible\/\*\/kind$/;
      const asked = [...kinds].filter(([kind]) => !told.test(kind));
      const changes = asked.map(([kind, paths]) => [kind, new Dice(kind).of(paths)] as const);
      const program = `
import copy, importlib.util, json, sys
spec = importlib.util.spec_from_file_location('verify', sys.argv[1])
verify = importlib.util.module_from_spec(spec)
spec.loader.exec_module(verify)
steps, changes = json.load(sys.stdin)
for path in changes:
    changed = copy.deepcopy(steps)
    at = changed
    for name in path[:-1]:
        at = at[name]
    old = at[path[-1]]
    at[path[-1]] = old + 1 if isinstance(old, int) else old.replace(old[len(old) // 2], 'z' if old[len(old) // 2] == 'y' else 'y', 1)
    try:
        wrong = next((what for what, right in verify.steps_test(changed) if not right), None)
    except Exception as fault:
        wrong = repr(fault)
    print(json.dumps(wrong))
`;
      const { stdout, stderr, status } = spawnSync('python3', ['-c', program, VERIFY_PY], {
        input: JSON.stringify([steps, changes.map(([, path]) => path)]),
        encoding: 'utf8',
        maxBuffer: 1 << 26,
      });
      expect([status, stderr]).toEqual([0, '']);
      const wrong = stdout
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line) as string | null);
      expect(changes.filter((_, i) => wrong[i] === null).map(([kind]) => kind)).toEqual([]);
    },
    PATIENCE,
  );

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
