import { beforeAll, describe, expect, it } from '@jest/globals';

import {
  signerOf,
  verifierKey,
  type EntropyEvent,
  type Json,
  type LogEntry,
  type Manifest,
} from '../../src/protocol/index.js';
import {
  closedTask,
  drawTask,
  smallTask,
  TEST_KEY,
  TEST_SIGNER,
  type DrawnTask,
  type DrawTask,
} from '../../src/protocol/vectors/small-draw.js';
import { failsAt, parse, PATIENCE, saidByBoth } from './both.js';
import { Dice } from './dice.js';
import { FORGED } from './forged-tasks.js';
import { followed, replaced, type Path } from './mutations.js';
import { withPython, type Job } from './python.js';
import { sourceOf } from './random-sources.js';
import { againAfter, replacementIn, supplementOf, type Earlier } from './related-task.js';

const encode = (file: Json): Uint8Array => Buffer.from(JSON.stringify(file));

function valueAt(file: Json, path: Path): Json {
  return path.reduce<Json>((inside, name) => (inside as Record<string | number, Json>)[name]!, file);
}

/** A file with one value changed, and all hashes, the commitment and the log put right. */
function forged(drawn: DrawnTask, file: Uint8Array, path: Path, change: (value: Json) => Json): Uint8Array {
  const before = parse(file);
  const changed = replaced(before, path, change(valueAt(before, path))) as Record<string, Json>;
  // no log can have what has not even its form
  return encode(followed(changed, drawn) ?? changed);
}

/** The file for other moments, in the announcement and in the log. */
type Moments = NonNullable<DrawTask['times']>;

withPython('forged files', () => {
  describe('both verifiers name the rule that a forger broke', () => {
    it('who announced what may not be announced', async () => {
      const files = [];
      for (const { what, task } of FORGED) files.push({ what, evidence: (await drawTask(task)).evidence });
      const both = await saidByBoth(files);
      expect(both.map((one, i) => [FORGED[i]!.what, failsAt(one)])).toEqual(
        FORGED.map(({ what, step }) => [what, step]),
      );
    });

    /** For each source: what is changed in the announcement, in the moments or in the reveal, and the step that sees it. */
    it.each(['beacon', 'figures', 'ceremony'] as const)('who bent the source: %s', async (source) => {
      const { source: chance, times } = sourceOf[source](new Dice('a source'), 'D-2026-0001');
      const task: DrawTask = { ...smallTask(), source: chance!, times: times! };
      const honest = await drawTask(task);
      const { evidence } = honest;
      const ahead = (moment: string, milliseconds: number): string =>
        new Date(Date.parse(moment) + milliseconds).toISOString();
      const { event } = chance!;
      const announced = async (change: (event: EntropyEvent) => object): Promise<Uint8Array> => {
        const adjust = (manifest: Manifest): Manifest => ({
          ...manifest,
          entropy: { ...event, ...change(event) },
        });
        return (await drawTask({ ...task, adjust })).evidence;
      };
      const at = async (moments: Partial<Moments>): Promise<Uint8Array> =>
        (await drawTask({ ...task, times: { ...times!, ...moments }, adjust: (manifest) => manifest })).evidence;
      const revealed = (name: string, change: (value: Json) => Json): Uint8Array =>
        forged(honest, evidence, ['record', 'entropy', name], change);
      const first = event.source === 'figures' ? event.events.map((one) => one.at).sort()[0]! : event.notBefore;
      const late = 1 - 10 * 60_000;
      const files: Record<string, [Uint8Array, string]> = {
        'honest, all put right': [revealed('revealedAt', (value) => value), 'holds'],
        'closed too late': [await at({ cutoff: ahead(first, late), commit: ahead(first, late) }), 'time-order'],
        'committed too late': [await at({ commit: ahead(first, late) }), 'time-order'],
        'committed before the lists were closed': [await at({ commit: ahead(times!.cutoff, -1) }), 'time-order'],
        'published too early': [await at({ publication: ahead(event.notBefore, -1) }), 'time-order'],
        'revealed too early': [
          forged(honest, evidence, ['record', 'entropy', 'revealedAt'], () => ahead(event.notBefore, -1)),
          'time-order',
        ],
      };
      if (event.source === 'beacon') {
        files['a round that has not come'] = [
          await announced(({ notBefore }) => ({ notBefore: ahead(notBefore, 3e9), round: event.round + 1e6 })),
          'time-order',
        ];
        files['another round than the rule gives'] = [
          await announced(() => ({ round: event.round + 1 })),
          'time-order',
        ];
        files['the last round that there can be'] = [await announced(() => ({ round: 2 ** 53 - 1 })), 'time-order'];
        files['another chain'] = [await announced(() => ({ chain: '0'.repeat(64) })), 'canonical'];
        files['round 0'] = [await announced(() => ({ round: 0 })), 'canonical'];
        files['the infinite point'] = [revealed('signature', () => `c0${'0'.repeat(94)}`), 'entropy'];
        files['no point'] = [revealed('signature', () => `8${'0'.repeat(94)}1`), 'entropy'];
        files['a point not compressed'] = [revealed('signature', () => '0'.repeat(96)), 'entropy'];
        files['the other point'] = [
          revealed(
            'signature',
            (value) => (Number.parseInt((value as string)[0]!, 16) ^ 2).toString(16) + (value as string).slice(1),
          ),
          'entropy',
        ];
        files['a signature too short'] = [revealed('signature', (value) => (value as string).slice(2)), 'canonical'];
      } else if (event.source === 'figures') {
        const numbers = (change: (numbers: number[]) => number[]): Uint8Array =>
          forged(honest, evidence, ['record', 'entropy', 'figures', 0, 0], (value) => change(value as number[]));
        const bent = (more: object): Promise<Uint8Array> =>
          announced(() => ({ events: event.events.map((one) => ({ ...one, ...more })) }));
        const group = event.events[0]!.groups[0]!;
        files['a number out of range'] = [numbers(([, ...rest]) => [...rest, group.to + 1]), 'entropy'];
        files['a number beyond all'] = [numbers(([, ...rest]) => [...rest, 1000]), 'canonical'];
        files['a number less'] = [numbers((all) => all.slice(1)), 'entropy'];
        files['no number'] = [numbers(() => []), 'canonical'];
        files['81 numbers'] = [numbers(() => new Array<number>(81).fill(group.from)), 'canonical'];
        files['another group'] = [revealed('figures', (all) => [[...(all as Json[][])[0]!, [1]]]), 'entropy'];
        files['the same person twice'] = [revealed('entered', () => ['a', 'a']), 'canonical'];
        files['one person'] = [revealed('entered', () => ['a']), 'canonical'];
        files['too few outcomes'] = [
          await bent({ groups: [{ count: 19, form: 'digits', from: 0, to: 9 }] }),
          'time-order',
        ];
        files['an event after the reveal'] = [await bent({ at: ahead(event.notBefore, 1) }), 'time-order'];
        files['more than there are'] = [
          await bent({ groups: [{ count: 80, form: 'set', from: 1, to: 79 }] }),
          'canonical',
        ];
        files['the same event twice'] = [
          await announced(() => ({ events: [...event.events, { ...event.events[0]!, groups: [group] }] })),
          'canonical',
        ];
        files['an event that differs in nothing to be seen'] = [await bent({ number: '20260\u200b' }), 'canonical'];
        files['an event whose name hides something'] = [await bent({ name: 'a\u00adb' }), 'canonical'];
        files['the same person in disguise'] = [revealed('entered', () => ['a', 'a\u200b']), 'canonical'];
        files['none to choose from'] = [
          await bent({ groups: [{ count: 1, form: 'set', from: 2, to: 1 }] }),
          'canonical',
        ];
      } else if (event.source === 'ceremony') {
        files['a secret less'] = [
          revealed('secrets', (all) => [...(all as Json[]), '0'.repeat(64)].slice(0, event.witnesses.length + 1)),
          event.witnesses.length < 16 ? 'entropy' : 'canonical',
        ];
        files['a witness in disguise'] = [
          await announced(() => ({
            witnesses: event.witnesses.map((one, i) => (i === 0 ? { ...one, name: `${one.name}\u2060` } : one)),
          })),
          'canonical',
        ];
        files['one secret'] = [revealed('secrets', (all) => (all as Json[]).slice(0, 1)), 'canonical'];
        files['no secret'] = [revealed('secrets', () => []), 'canonical'];
        files['another secret'] = [
          revealed('secrets', (all) => ['0'.repeat(64), ...(all as Json[]).slice(1)]),
          'entropy',
        ];
        files['secrets exchanged'] = [revealed('secrets', (all) => (all as Json[]).toReversed()), 'entropy'];
        files['revealed too late'] = [revealed('revealedAt', () => ahead(event.revealUntil, 1)), 'time-order'];
        files['due before it begins'] = [
          await announced(() => ({ revealUntil: ahead(event.notBefore, -1) })),
          'time-order',
        ];
        const due = await drawTask({
          ...task,
          adjust: (manifest) => ({ ...manifest, entropy: { ...event, revealUntil: ahead(event.notBefore, -1) } }),
        });
        files['due before it begins, not revealed yet'] = [due.proofOf('T001', false), 'time-order'];
      }
      const named = Object.entries(files).map(([what, [file]]) => ({ what, evidence: file }));
      const both = await saidByBoth(named);
      expect(both.map((one, i) => [named[i]!.what, failsAt(one)])).toEqual(
        Object.entries(files).map(([what, [, step]]) => [what, step]),
      );
    });

    it('who bent what an extract shows', async () => {
      const closed = await drawTask(closedTask());
      const bent = (path: Path, change: (value: Json) => Json): Uint8Array =>
        forged(closed, closed.extract, path, change);
      const teams = valueAt(parse(closed.extract), ['record', 'teams']) as unknown as { seats: string[][] }[];
      const wide = teams.findIndex(({ seats }) => seats.length === 2);
      const files: Record<string, [Uint8Array, string]> = {
        'nothing, all put right': [bent(['record', 'teams'], (all) => all), 'holds'],
        'a team less': [bent(['record', 'teams'], (all) => (all as Json[]).slice(0, -1)), 'pairing'],
        'teams in another order': [bent(['record', 'teams'], (all) => (all as Json[]).toReversed()), 'pairing'],
        'a seat out of order': [
          bent(['record', 'teams', wide, 'seats', 0], (seat) => (seat as Json[]).toReversed()),
          'constraints',
        ],
        'places moved from seat to seat': [
          bent(['record', 'teams', wide, 'seats'], (seats) => {
            const [first, second] = seats as string[][];
            return [first!.slice(0, 1), [...first!.slice(1), ...second!]];
          }),
          'constraints',
        ],
        'someone twice in a team': [
          bent(['record', 'teams', wide, 'seats', 0], (seat) => [(seat as Json[])[0]!, (seat as Json[])[0]!]),
          'constraints',
        ],
        'a load more': [bent(['record', 'loads', 0, 'load'], (load) => (load as number) + 1), 'constraints'],
        'a load left out': [bent(['record', 'loads'], (all) => (all as Json[]).slice(0, -1)), 'constraints'],
        'loads in another order': [bent(['record', 'loads'], (all) => (all as Json[]).toReversed()), 'constraints'],
        'someone who does not sit': [
          encode(
            replaced(
              parse(closed.extract),
              ['inspectors'],
              (valueAt(parse(closed.extract), ['inspectors']) as Json[]).slice(1),
            ),
          ),
          'constraints',
        ],
        'a target that is not shown': [
          encode(
            replaced(
              parse(closed.extract),
              ['targets'],
              (valueAt(parse(closed.extract), ['targets']) as Json[]).slice(1),
            ),
          ),
          'selection',
        ],
      };
      const named = Object.entries(files).map(([what, [file]]) => ({ what, evidence: file }));
      const both = await saidByBoth(named);
      expect(both.map((one, i) => [named[i]!.what, failsAt(one)])).toEqual(
        Object.entries(files).map(([what, [, step]]) => [what, step]),
      );
    });

    it('who keeps the log himself and signs with another key, where the right one is known', async () => {
      const own = signerOf(TEST_SIGNER.origin, '07'.repeat(32));
      const before = [{ at: '2026-01-01T00:00:00.000Z', key: TEST_KEY, kind: 'key' } as const];
      const log = { before, previous: 1, between: [[], []], after: [], signers: [own], key: verifierKey(own) } as const;
      const task = { ...closedTask(), log };
      const [right, wrong] = [await drawTask(closedTask()), await drawTask(task)];
      const jobs: (Job & { what: string; step: string })[] = [];
      const filesOf = (drawn: DrawnTask): [string, Uint8Array][] => [
        ['evidence', drawn.evidence],
        ['extract', drawn.extract],
        ['proof', drawn.proofOf('T005')],
        ['pending', drawn.proofOf('T005', false)],
      ];
      for (const [what, evidence] of filesOf(wrong)) {
        jobs.push({ what, evidence, step: 'holds' });
        jobs.push({ what, evidence, trusted: [TEST_KEY], step: 'checkpoint-signature' });
      }
      for (const [what, evidence] of filesOf(right)) {
        jobs.push({ what, evidence, trusted: [TEST_KEY], step: 'holds' });
        jobs.push({ what, evidence, trusted: [verifierKey(own), TEST_KEY], step: 'holds' });
        jobs.push({ what, evidence, trusted: [verifierKey(own)], step: 'checkpoint-signature' });
      }
      const both = await saidByBoth(jobs);
      expect(both.map(failsAt)).toEqual(jobs.map(({ step }) => step));
    });
  });

  describe('both verifiers hold a draw against the one that it says it stands in for', () => {
    let earlier: Earlier;
    let drawn: DrawnTask;
    beforeAll(async () => {
      drawn = await drawTask(closedTask());
      earlier = { task: closedTask(), drawn };
    });

    it(
      'and refuse what the relation says wrongly, though all else follows from it',
      async () => {
        const [again, supplement, replacement] = [againAfter, supplementOf, replacementIn].map((make) =>
          make(earlier, new Dice('related'))!,
        );
        const elsewhere = { origin: 'another.log', secretKey: TEST_SIGNER.secretKey };
        const key = verifierKey(elsewhere);
        const ofAnotherLog = await drawTask({
          ...closedTask(),
          log: {
            before: [{ at: '2026-01-01T00:00:00.000Z', key, kind: 'key' }],
            previous: 1,
            between: [[], []],
            after: [],
            signers: [elsewhere],
            key,
          },
        });
        /** One person leaves one team. */
        const replacementWith = (count: number): { task: DrawTask; seat: { inspector: string; target: string } } => {
          for (let n = 0; ; n++) {
            const task = replacementIn(earlier, new Dice(`replacement ${n}`))!;
            if (task.relation?.kind === 'replacement' && task.relation.seats.length === count)
              return { task, seat: task.relation.seats[0]! };
          }
        };
        const relation = (task: DrawTask, change: object): DrawTask => ({
          ...task,
          relation: { ...task.relation, ...change } as NonNullable<DrawTask['relation']>,
        });
        const manifest = (task: DrawTask, change: (manifest: Manifest) => Partial<Manifest>): DrawTask => ({
          ...task,
          adjust: (honest) => ({ ...honest, ...change(honest) }),
        });
        /** What the announcement alone says, not the log. */
        const announced = (task: DrawTask, change: object): DrawTask =>
          manifest(task, (honest) => ({ relation: { ...honest.relation, ...change } as Manifest['relation'] }));
        const logged = (task: DrawTask, change: object): DrawTask => ({
          ...unbound(task),
          entries: ([ground, ...rest]) => [{ ...ground, ...change } as LogEntry, ...rest],
        });
        // no head is named that the changed entry would be under
        const unbound = (task: DrawTask): DrawTask => ({ ...task, log: { ...task.log!, previous: 0 } });
        const { relation: goesOn } = supplement!;
        const { relation: replaces } = replacement!;
        const places = goesOn?.kind === 'supplement' ? goesOn.places : [];
        const seats = replaces?.kind === 'replacement' ? replaces.seats : [];
        const left = seats[0]!;
        const stranger = closedTask().inspectors.find(
          ({ id }) =>
            !seats.some(({ inspector }) => inspector === id) &&
            ![...drawn.record.teams].some(
              ({ seats: all, target }) => target === left.target && all.flat().includes(id),
            ),
        )!.id;
        const [{ reserve, size }] = drawn.manifest.strata as [Manifest['strata'][number]];
        const last = [...drawn.record.selection[0]!.reserve].at(-1);
        const picked = (ordinal: number): DrawTask => ({
          ...relation(supplement!, {
            ordinal,
            places: [{ from: size + reserve - 1, stratum: drawn.manifest.strata[0]!.id, until: size + reserve }],
          }),
          targets: closedTask().targets.filter(({ id }) => id === last),
        });
        // the step that fails, and of an extract another one where it does not show enough
        const tasks: Record<string, [DrawTask, string, string?]> = {
          again: [again!, 'holds'],
          'again, another number': [announced(again!, { ordinal: 2 }), 'canonical'],
          'again, another reason than in the log': [
            announced(again!, { reason: { en: 'x', zh: 'y' } }),
            'log-inclusion',
          ],
          'again, decided before the record': [{ ...again!, log: { ...again!.log!, ground: 6 } }, 'relation'],
          'again, decided right after the record': [{ ...again!, log: { ...again!.log!, ground: 7 } }, 'holds'],
          'again, decided a moment before the record': [
            { ...again!, times: { ...again!.times!, ground: '2026-03-02T01:00:01.249Z' } },
            'relation',
          ],
          'again, decided at the moment of the record': [
            { ...again!, times: { ...again!.times!, ground: '2026-03-02T01:00:01.250Z' } },
            'holds',
          ],
          'again, decided after the commitment': [
            { ...again!, times: { ...again!.times!, ground: '2026-03-04T16:00:01.001Z' } },
            'time-order',
          ],
          'again, another reason': [relation(again!, { reason: { en: 'x', zh: 'y' } }), 'holds'],
          'again, of another batch': [
            manifest(again!, ({ batch }) => ({ batch: { ...batch, id: 'B-2' } })),
            'relation',
          ],
          'again, another occurrence': [
            manifest(again!, ({ batch }) => ({ batch: { ...batch, occurrence: 2 } })),
            'relation',
          ],
          'a draw of its own': [{ ...again!, adjust: (honest) => ({ ...honest, relation: null }) }, 'log-inclusion'],
          'a draw of its own, and none in the log': [
            { ...unbound(again!), adjust: (honest) => ({ ...honest, relation: null }), entries: (all) => all.slice(1) },
            'relation',
          ],
          supplement: [supplement!, 'holds'],
          'supplement, a place further': [
            relation(supplement!, {
              places: places.map((one) => ({ ...one, from: one.from + 1, until: one.until + 1 })),
            }),
            'relation',
          ],
          'supplement of places that were drawn': [
            relation(supplement!, { places: places.map((one) => ({ ...one, from: 0, until: 1 })) }),
            'relation',
          ],
          'supplement far beyond': [
            relation(supplement!, { places: places.map((one) => ({ ...one, from: 99_999_999, until: 100_000_000 })) }),
            'relation',
          ],
          'supplement of an unknown stratum': [
            relation(supplement!, { places: places.slice(0, 1).map((one) => ({ ...one, stratum: 'none' })) }),
            'relation',
          ],
          'supplement of the same places twice': [
            announced(supplement!, { places: [...places, ...places] }),
            'canonical',
          ],
          'supplement, the first, of the last place': [picked(1), 'relation'],
          'supplement, the second, of the last place': [picked(2), 'holds'],
          'supplement, a target more': [{ ...supplement!, targets: closedTask().targets }, 'relation'],
          'supplement, none drawn': [
            {
              ...supplement!,
              strata: supplement!.strata.map((one) => ({ ...one, rate: { direction: 'number', number: 0 } })),
            },
            'relation',
          ],
          replacement: [replacement!, 'holds'],
          'replacement of a stranger': [
            relation(replacement!, { seats: [{ inspector: stranger, target: left.target }] }),
            'relation',
          ],
          'replacement in another team': [
            relation(replacement!, { seats: [{ inspector: left.inspector, target: 'T999' }] }),
            'relation',
          ],
          'replacement, nobody recused': [{ ...replacement!, inspectors: closedTask().inspectors }, 'relation'],
          'replacement, a place more': [
            {
              ...replacement!,
              rules: replacement!.rules.map((rule) => ({
                ...rule,
                seats: rule.seats.map((one) => ({ ...one, count: one.count + 1 })),
              })),
            },
            'relation',
          ],
        };
        // who stays is not recused, and by chance does not sit in the new place
        const one = replacementWith(1);
        const stays = [...drawn.record.teams]
          .find(({ target }) => target === one.seat.target)!
          .seats.flat()
          .find((inspector) => inspector !== one.seat.inspector)!;
        const careless = {
          ...one.task,
          inspectors: one.task.inspectors.map((leaf) =>
            leaf.id === stays ? { ...leaf, recusals: leaf.recusals.filter((id) => id !== one.seat.target) } : leaf,
          ),
        };
        for (let n = 0; ; n++) {
          const task = { ...careless, secret: new Dice(`careless ${n}`).hex64() };
          const made = [...(await drawTask(task)).record.teams];
          if (made.length === 0 || made.some(({ seats: all }) => all.flat().includes(stays))) continue;
          tasks['replacement, one who stays not recused'] = [task, 'relation', 'holds'];
          break;
        }
        for (const [kind, task] of Object.entries({ again, supplement, replacement })) {
          for (const wrong of [
            { commitment: '0'.repeat(64) },
            { draw: 'D-1' },
            { record: '0'.repeat(64) },
            { record: null },
          ]) {
            const what = `${kind} of ${Object.entries(wrong).flat().join(' ')}`;
            // no supplement or replacement is decided on a draw without a record
            const step = kind !== 'again' && wrong.record === null ? 'log-inclusion' : 'relation';
            tasks[what] = [relation(task!, wrong), step];
            tasks[`${what}, not in the log`] = [announced(task!, wrong), 'log-inclusion'];
            if (step === 'relation') tasks[`${what}, in the log`] = [logged(task!, wrong), 'log-inclusion'];
          }
          tasks[`${kind}, nothing in the log`] = [
            { ...unbound(task!), entries: (all) => all.slice(1) },
            'log-inclusion',
          ];
          if (kind !== 'again')
            tasks[`${kind}, another draw in the log`] = [logged(task!, { amendment: 'D-2026-0003' }), 'log-inclusion'];
        }
        const other = { again: 'void', supplement: 'replace', replacement: 'supplement' } as const;
        tasks['supplement, a replacement in the log'] = [
          logged(supplement!, { kind: other.supplement }),
          'log-inclusion',
        ];
        tasks['replacement, a supplement in the log'] = [
          logged(replacement!, { kind: other.replacement }),
          'log-inclusion',
        ];
        const jobs: (Job & { what: string; step: string })[] = [];
        for (const [what, [task, step, unseen]] of Object.entries(tasks)) {
          const { evidence, extract, proofOf } = await drawTask(task);
          for (const file of [drawn.evidence, drawn.extract]) {
            jobs.push({ what, evidence, earlier: file, step });
            jobs.push({ what: `${what}, extract`, evidence: extract, earlier: file, step: unseen ?? step });
          }
          // without the earlier file, and of one target, the relation is only told
          const alone = step === 'relation' ? 'holds' : step;
          const { id } = task.targets[0]!;
          jobs.push({ what: `${what}, alone`, evidence, step: alone });
          jobs.push({ what: `${what}, extract alone`, evidence: extract, step: alone });
          for (const revealed of [true, false]) {
            jobs.push({ what: `${what}, proof`, evidence: proofOf(id, revealed), step: alone });
            jobs.push({
              what: `${what}, proof`,
              evidence: proofOf(id, revealed),
              earlier: drawn.evidence,
              step: alone,
            });
          }
          const besideProof = alone === 'holds' ? 'relation' : step;
          jobs.push({ what: `${what}, beside a proof`, evidence, earlier: drawn.proofOf('T001'), step: besideProof });
        }
        const there = await drawTask(againAfter({ task: closedTask(), drawn: ofAnotherLog }, new Dice('there')));
        jobs.push({
          what: 'of another log',
          evidence: there.evidence,
          earlier: ofAnotherLog.evidence,
          step: 'relation',
        });
        const both = await saidByBoth(jobs);
        expect(both.map((one, i) => [jobs[i]!.what, failsAt(one)])).toEqual(jobs.map(({ what, step }) => [what, step]));
        // where it is only told, both say that it was not checked
        for (const [i, { steps, verdict }] of both.entries()) {
          const { earlier: given, evidence, what } = jobs[i]!;
          const { manifest: of } = parse(evidence as Uint8Array) as unknown as { manifest: Manifest };
          if (verdict !== 'holds') continue;
          const told = steps.filter((one) => one.startsWith('relation'));
          const whole = given !== undefined && !what.endsWith('proof');
          const expected = of.relation === null ? [] : [`relation holds${whole ? '' : ', not checked'}`];
          expect([what, told]).toEqual([what, expected]);
        }
      },
      PATIENCE,
    );

    it('and refuse it beside a file that does not hold, is no file of a draw, or is another one', async () => {
      const { evidence } = await drawTask(againAfter(earlier, new Dice('again')));
      const text = Buffer.from(drawn.evidence).toString('utf8');
      const files = {
        'does not hold': text.replace('示范县', '示范市'),
        'holds but for its hash': text.replace('"sortis":"0.1.0"', '"sortis":"0.1.1"'),
        'cut off': text.slice(0, -1),
        empty: '',
        'another format': '{"commitment":1}',
        'of open pools': (await drawTask(smallTask())).evidence,
      };
      const jobs = Object.entries(files).map(([what, file]) => ({ what, evidence, earlier: file }));
      const both = await saidByBoth(jobs);
      expect(both.map((one, i) => [jobs[i]!.what, failsAt(one)])).toEqual(jobs.map(({ what }) => [what, 'relation']));
      // a file that is wrong itself is told first
      const [own] = await saidByBoth([{ what: 'itself', evidence: text.replace('示范县', '示范市'), earlier: '' }]);
      expect(failsAt(own!)).toBe('commitment');
    });
  });
});
