import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { ProtocolError } from '../errors.js';
import { type Json } from '../json/canonical.js';
import { type LogEntry, type LogFact } from './entries.js';
import { signerOf, verifierKey } from './note.js';
import {
  type LogOffence,
  type LogWatch,
  openCommitments,
  readWatch,
  UNWATCHED,
  watchLog,
  writtenWatch,
} from './watch.js';

const DAY = Date.parse('2026-03-01T00:00:00.000Z');
const iso = (milliseconds: number): string => new Date(milliseconds).toISOString();
const KEY = verifierKey(signerOf('log.example', '01'.repeat(32)));
const LATER = verifierKey(signerOf('log.example', '02'.repeat(32)));
const ELSEWHERE = verifierKey(signerOf('log.elsewhere', '01'.repeat(32)));
const by = ['甲', '乙'];
const reason = { en: 'a reason', zh: '理由' };
const hash = (of: string): string => Buffer.from(of.padEnd(32, '.')).toString('hex').slice(0, 64);

type Fact<K extends LogFact['kind']> = Extract<LogFact, { kind: K }>;

const commit = (draw: string, batch = 'B-1', occurrence = 1): Fact<'commit'> => ({
  kind: 'commit',
  batch,
  commitment: hash(`C of ${draw}`),
  draw,
  occurrence,
});
const of = (draw: string): { commitment: string; draw: string } => ({ commitment: hash(`C of ${draw}`), draw });
const reveal = (draw: string): Fact<'reveal'> => ({
  kind: 'reveal',
  ...of(draw),
  entropy: { revealedAt: iso(DAY), secret: hash('S'), source: 'sealed' },
});
const record = (draw: string): Fact<'record'> => ({ kind: 'record', ...of(draw), record: hash(`R of ${draw}`) });
const end = (draw: string): Fact<'end'> => ({ kind: 'end', ...of(draw), reason });
const voided = (draw: string, there = true): Fact<'void'> => ({
  kind: 'void',
  by,
  ...of(draw),
  reason,
  record: there ? hash(`R of ${draw}`) : null,
});
const amend = (draw: string, amendment: string, kind: 'supplement' | 'replace' = 'supplement'): LogFact => ({
  kind,
  amendment,
  by,
  ...of(draw),
  reason,
  record: hash(`R of ${draw}`),
});
const publish = (draw: string): Fact<'publish'> => ({ kind: 'publish', draw, record: hash(`R of ${draw}`) });
const drawn = (draw: string, batch?: string, occurrence?: number): LogFact[] => [
  commit(draw, batch, occurrence),
  reveal(draw),
  record(draw),
];

/** A second after each other, after the entry of the key. */
function logOf(...facts: readonly LogFact[]): LogEntry[] {
  const all: LogFact[] = [{ kind: 'key', key: KEY }, ...facts];
  return all.map((fact, n) => ({ at: iso(DAY + n * 1000), ...fact }));
}

const watched = (
  entries: readonly LogEntry[],
  from: LogWatch = UNWATCHED,
): { watch: LogWatch; offences: readonly LogOffence[] } => watchLog(from, entries, DAY + 1e9);

/** What stands in the log in order, by rule. */
const HONEST: Readonly<Record<string, readonly LogFact[]>> = {
  'a draw': [...drawn('D-1'), publish('D-1')],
  'draws of other occurrences and batches': [...drawn('D-1'), ...drawn('D-2', 'B-1', 2), ...drawn('D-3', 'B-2', 1)],
  'a second draw after a void': [...drawn('D-1'), voided('D-1'), ...drawn('D-2'), voided('D-2'), commit('D-3')],
  'a void before the record': [commit('D-1'), reveal('D-1'), voided('D-1', false), commit('D-2')],
  'an end, a void, and another': [commit('D-1'), end('D-1'), voided('D-1', false), commit('D-2')],
  'an end after the reveal': [commit('D-1'), reveal('D-1'), end('D-1')],
  'a supplement and another': [
    ...drawn('D-1'),
    amend('D-1', 'D-1-S1'),
    ...drawn('D-1-S1'),
    amend('D-1', 'D-1-S2'),
    commit('D-1-S2'),
  ],
  'a replacement in a supplement': [
    ...drawn('D-1'),
    amend('D-1', 'S'),
    ...drawn('S'),
    amend('S', 'R', 'replace'),
    ...drawn('R'),
  ],
  'a supplement voided': [...drawn('D-1'), amend('D-1', 'S'), ...drawn('S'), voided('S'), publish('D-1')],
  'a void of a draw with its supplement': [
    ...drawn('D-1'),
    amend('D-1', 'S'),
    ...drawn('S'),
    voided('D-1'),
    voided('S'),
    ...drawn('D-2'),
  ],
  'another key': [commit('D-1'), { kind: 'key', key: LATER }, reveal('D-1')],
};

/** The last entry offends, and it alone. */
const OFFENDING: Readonly<Record<string, readonly [RegExp, readonly LogFact[]]>> = {
  'the same id again': [/draw D-1 was committed to before/, [...drawn('D-1'), commit('D-1', 'B-2')]],
  'the same id again after a void': [/was committed to before/, [...drawn('D-1'), voided('D-1'), commit('D-1')]],
  'a second draw of an occurrence': [/by draw D-1, which is not voided/, [...drawn('D-1'), commit('D-2')]],
  'a second draw of an occurrence before the first has a record': [/not voided/, [commit('D-1'), commit('D-2')]],
  'a second draw after an end': [/not voided/, [commit('D-1'), end('D-1'), commit('D-2')]],
  'two draws after one void': [/by draw D-2/, [...drawn('D-1'), voided('D-1'), commit('D-2'), commit('D-3')]],
  'a draw of the occurrence after the void of a supplement': [
    /by draw D-1/,
    [...drawn('D-1'), amend('D-1', 'S'), ...drawn('S'), voided('S'), commit('D-2')],
  ],
  'a supplement that nobody decided on': [/not voided/, [...drawn('D-1'), amend('D-1', 'S'), commit('S2')]],
  'a supplement of a voided draw': [
    /decided on for D-1, which is voided/,
    [...drawn('D-1'), amend('D-1', 'S'), voided('D-1'), commit('S')],
  ],
  'a supplement for another occurrence': [
    /or not of batch B-1, occurrence 2/,
    [...drawn('D-1'), amend('D-1', 'S'), commit('S', 'B-1', 2)],
  ],
  'a reveal of what was not committed to': [/not committed to before/, [reveal('D-1')]],
  'a publication of what was not committed to': [/not committed to before/, [publish('D-1')]],
  ...Object.fromEntries(
    (
      [
        ['reveal', [commit('D-1')], reveal('D-1')],
        ['record', [commit('D-1'), reveal('D-1')], record('D-1')],
        ['end', [commit('D-1')], end('D-1')],
        ['void', drawn('D-1'), voided('D-1')],
        ['supplement', drawn('D-1'), amend('D-1', 'S')],
        ['replace', drawn('D-1'), amend('D-1', 'S', 'replace')],
      ] as const
    ).map(([kind, before, fact]) => [
      `${kind} with another commitment`,
      [/another commitment/, [...before, { ...fact, commitment: hash('other') } as LogFact]] as const,
    ]),
  ),
  'a second reveal': [/revealed twice/, [commit('D-1'), reveal('D-1'), reveal('D-1')]],
  'a record before the reveal': [/before its reveal/, [commit('D-1'), record('D-1')]],
  'a second record': [/second record/, [...drawn('D-1'), record('D-1')]],
  'an end after the record': [/ends after its record/, [...drawn('D-1'), end('D-1')]],
  'a reveal after the end': [/after its end/, [commit('D-1'), end('D-1'), reveal('D-1')]],
  'a record after the end': [/after its end/, [commit('D-1'), reveal('D-1'), end('D-1'), record('D-1')]],
  'a second end': [/after its end/, [commit('D-1'), end('D-1'), end('D-1')]],
  'a record after the void': [
    /after it was voided/,
    [commit('D-1'), reveal('D-1'), voided('D-1', false), record('D-1')],
  ],
  'a second void': [/after it was voided/, [...drawn('D-1'), voided('D-1'), voided('D-1')]],
  'a publication after the void': [/after it was voided/, [...drawn('D-1'), voided('D-1'), publish('D-1')]],
  'a void that denies the record': [/another record/, [...drawn('D-1'), voided('D-1', false)]],
  'a void of a record that is not there': [/another record than draw D-1 has: none/, [commit('D-1'), voided('D-1')]],
  'a supplement of a draw without a record': [/another record/, [commit('D-1'), amend('D-1', 'S')]],
  'a publication of another record': [/another record/, [...drawn('D-1'), { ...publish('D-1'), record: hash('x') }]],
  'an amendment named twice': [/named before/, [...drawn('D-1'), amend('D-1', 'S'), amend('D-1', 'S', 'replace')]],
  'an amendment that was drawn before': [
    /committed to or named before/,
    [...drawn('D-1'), ...drawn('D-2', 'B-2'), amend('D-1', 'D-2')],
  ],
  'a key of another log': [/another log/, [{ kind: 'key', key: ELSEWHERE }]],
};

describe('keeping watch over a log', () => {
  it.each(Object.entries(HONEST))('has nothing to say of %s', (_what, facts) => {
    expect(watched(logOf(...facts)).offences).toEqual([]);
  });

  it.each(Object.entries(OFFENDING))('tells of %s', (_what, [said, facts]) => {
    const { offences } = watched(logOf(...facts));
    expect(offences).toEqual([{ index: facts.length, zh: expect.any(String), en: expect.stringMatching(said) }]);
    expect(offences[0]!.zh).toMatch(new RegExp(`^第 ${facts.length} 条：.*。$`));
    expect(watched(logOf(...facts.slice(0, -1))).offences).toEqual([]);
  });

  it('tells of a log that does not begin with its key', () => {
    const [, ...rest] = logOf(commit('D-1'));
    expect(watched(rest).offences).toEqual([
      expect.objectContaining({ index: 0, en: 'Entry 0: entry 0 of the log is no key.' }),
    ]);
  });

  it('tells of a moment that falls, and of one that has not come', () => {
    const [key, first, second] = logOf(commit('D-1'), commit('D-2', 'B-2')) as [LogEntry, LogEntry, LogEntry];
    const early = { ...second, at: iso(Date.parse(first.at) - 1) };
    expect(watched([key, first, early]).offences.map(({ en }) => en)).toEqual([
      `Entry 2: its moment ${early.at} is before ${first.at}, which stands before it.`,
    ]);
    expect(watched([key, first, { ...second, at: first.at }]).offences).toEqual([]);
    const now = Date.parse(second.at);
    expect(watchLog(UNWATCHED, [key, first, second], now - 60_000).offences).toEqual([]);
    expect(watchLog(UNWATCHED, [key, first, second], now - 60_001).offences.map(({ en }) => en)).toEqual([
      `Entry 2: its moment ${second.at} has not come yet.`,
    ]);
    // what has fallen once is held against the highest moment, not against the one before
    const still = { ...early, ...commit('D-3', 'B-3') };
    expect(watched([key, first, early, still]).offences).toHaveLength(2);
  });

  it('lists the commitments that nothing has answered, and since when', () => {
    const facts = [
      commit('D-4', 'B-4'),
      ...drawn('D-1'),
      commit('D-2', 'B-2'),
      reveal('D-2'),
      commit('D-3', 'B-3'),
      end('D-3'),
      commit('D-5', 'B-5'),
      voided('D-5', false),
    ];
    const { watch } = watched(logOf(...facts));
    expect(openCommitments(watch)).toEqual([
      { draw: 'D-4', since: iso(DAY + 1000) },
      { draw: 'D-2', since: iso(DAY + 5000) },
    ]);
    expect(openCommitments(UNWATCHED)).toEqual([]);
  });

  it('says the same however the entries are parted, and leaves what it was given as it was', () => {
    const all = [...Object.values(HONEST), ...Object.values(OFFENDING).map(([, facts]) => facts)];
    fc.assert(
      fc.property(fc.constantFrom(...all), fc.array(fc.nat(12), { maxLength: 4 }), (facts, cuts) => {
        const entries = logOf(...facts);
        const whole = watched(entries);
        let watch = UNWATCHED;
        const offences: LogOffence[] = [];
        let from = 0;
        for (const cut of [...cuts.sort((a, b) => a - b), entries.length]) {
          if (cut < from || cut > entries.length) continue;
          const before = structuredClone(watch);
          const next = watched(entries.slice(from, cut), watch);
          expect(watch).toEqual(before);
          ({ watch } = next);
          offences.push(...next.offences);
          from = cut;
        }
        expect({ watch, offences }).toEqual(whole);
      }),
    );
  });

  it('is kept as JSON between two looks, and read again only if it is what was kept', () => {
    for (const facts of [...Object.values(HONEST), []]) {
      const { watch } = watched(logOf(...facts));
      const kept = JSON.stringify(writtenWatch(watch));
      expect(readWatch(JSON.parse(kept) as Json, '')).toEqual(watch);
    }
    expect(readWatch(writtenWatch(UNWATCHED), '')).toEqual(UNWATCHED);
    const { watch } = watched(logOf(...drawn('D-1'), amend('D-1', 'S')));
    const written = writtenWatch(watch) as Record<string, Json>;
    const [[draw, told]] = written.draws as [[string, Record<string, Json>]];
    for (const wrong of [
      null,
      [],
      { ...written, more: 1 },
      { ...written, size: -1 },
      { ...written, at: 'now' },
      { ...written, draws: [...(written.draws as Json[]), ...(written.draws as Json[])] },
      { ...written, draws: [[draw]] },
      { ...written, draws: [[draw, { ...told, state: 'lost' }]] },
      { ...written, draws: [[draw, { ...told, revealed: 1 }]] },
      { ...written, amendments: [['S', '']] },
    ])
      expect(() => readWatch(wrong as Json, '')).toThrow(ProtocolError);
  });

  it('has nothing to say of any log that keeps the rules, and knows what is open', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(9), fc.nat(99)), { maxLength: 60 }), (moves) => {
        const keeper = new Keeper();
        for (const [what, which] of moves) keeper.move(what, which);
        const { offences, watch } = watched(logOf(...keeper.facts));
        expect(offences).toEqual([]);
        expect(openCommitments(watch).map(({ draw }) => draw)).toEqual(keeper.open());
      }),
    );
  });

  it('finds any second draw of an occurrence, wherever it is put', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(9), fc.nat(99)), { maxLength: 60 }), fc.nat(99), (moves, at) => {
        const keeper = new Keeper();
        for (const [what, which] of moves) keeper.move(what, which);
        const places = keeper.facts.flatMap((fact, n) => (fact.kind === 'commit' ? [n] : []));
        fc.pre(places.length > 0);
        const place = places[at % places.length]!;
        const { batch, occurrence } = keeper.facts[place] as Fact<'commit'>;
        const facts = [...keeper.facts];
        facts.splice(place + 1, 0, commit('D-hidden', batch, occurrence));
        expect(watched(logOf(...facts)).offences.map(({ index }) => index)).toContain(place + 2);
      }),
    );
  });
});

/** Keeps a log by the rules: moves that are not allowed just now are left out. */
class Keeper {
  readonly facts: LogFact[] = [];
  private readonly draws: { id: string; occurrence: number; earlier: string | null; done: Set<string> }[] = [];
  private readonly decided: { id: string; earlier: string }[] = [];
  private occurrences = 0;

  open(): string[] {
    return this.draws
      .filter(({ done }) => !['record', 'end', 'void'].some((kind) => done.has(kind)))
      .map(({ id }) => id);
  }

  move(what: number, which: number): void {
    if (what === 0) {
      this.commit(++this.occurrences, null, `D-${this.facts.length}`);
      return;
    }
    if (what === 1) {
      const next = this.decided[which % Math.max(1, this.decided.length)];
      const earlier = this.draws.find(({ id }) => id === next?.earlier);
      if (next === undefined || earlier === undefined || earlier.done.has('void')) return;
      this.decided.splice(this.decided.indexOf(next), 1);
      this.commit(earlier.occurrence, earlier.id, next.id);
      return;
    }
    const draw = this.draws[which % Math.max(1, this.draws.length)];
    if (draw === undefined) return;
    const { done, earlier, id, occurrence } = draw;
    const standing = !done.has('void') && !done.has('end');
    const add = (fact: LogFact): void => {
      this.facts.push(fact);
      done.add(fact.kind);
    };
    if (what === 2 && done.has('void') && earlier === null) {
      const last = this.draws.findLast((one) => one.occurrence === occurrence && one.earlier === null);
      if (last === draw) this.commit(occurrence, null, `D-${this.facts.length}`);
    } else if (what === 3 && standing && !done.has('reveal')) add(reveal(id));
    else if (what === 4 && standing && done.has('reveal') && !done.has('record')) add(record(id));
    else if (what === 5 && standing && !done.has('record')) add(end(id));
    else if (what === 6 && !done.has('void')) add(voided(id, done.has('record')));
    else if ((what === 7 || what === 8) && standing && done.has('record')) {
      const amendment = `A-${this.facts.length}`;
      this.decided.push({ id: amendment, earlier: id });
      add(amend(id, amendment, what === 7 ? 'supplement' : 'replace'));
    } else if (what === 9 && standing && done.has('record')) add(publish(id));
  }

  private commit(occurrence: number, earlier: string | null, id: string): void {
    this.facts.push(commit(id, 'B-1', occurrence));
    this.draws.push({ id, occurrence, earlier, done: new Set() });
  }
}
