import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';

import { type Caller } from '../../accounts/caller.js';
import { OccurrencesService } from '../../planning/occurrences/occurrences.service.js';
import { Clock } from '../../platform/clock/clock.js';
import { holdRows } from '../../platform/database/row-lock.js';
import { Transactions } from '../../platform/database/transactions.js';
import { DomainError, invalid, notFound } from '../../platform/errors/domain-error.js';
import { History } from '../../platform/history/history.service.js';
import { text, type Bilingual } from '../../platform/text.js';
import {
  checkFigures,
  DEFAULT_SUITE,
  type EntropyEvent,
  type EntropySource,
  type Figures,
  fromHex,
  outcomesOf,
  ProtocolError,
  readFiguresEvent,
  repeatedEvent,
  witnessHash,
} from '../../protocol/index.js';
import { AgencyScope } from '../../registry/agencies/agency-scope.js';
import { Draw, type DrawPhase } from '../draws/draw.entity.js';
import { wordsOf } from '../engine/unfit.js';
import { judgeRound } from './beacon-mirrors.js';
import { DrawStatement, type StatementKind } from './draw-statement.entity.js';
import { figuresWaiting, LEAD } from './sources.service.js';
import {
  type FiguresEventsRequest,
  type FiguresRequest,
  type StatementResponse,
  type WitnessCommitmentRequest,
  type WitnessRevealRequest,
} from './statement.dto.js';
import { figuresState, hashesOf } from './statements.js';

const DRAW = text('抽取', 'draw');
const LEAST_OUTCOMES = 1n << 64n;
/** Entries of figures that one person may make for a draw. */
const MOST_ENTRIES = 20;

interface Said {
  readonly kind: StatementKind;
  readonly body: unknown;
  /** What follows, once it stands beside what was said before. */
  readonly outcome: (statements: readonly DrawStatement[]) => Bilingual;
}

/** Takes down what people bring to a draw's randomness, each thing in its time and checked for its form. */
@Injectable()
export class StatementsService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly transactions: Transactions,
    private readonly occurrences: OccurrencesService,
    private readonly agencies: AgencyScope,
    private readonly history: History,
    private readonly clock: Clock,
  ) {}

  async events(caller: Caller, id: number, request: FiguresEventsRequest): Promise<StatementResponse> {
    const events = request.events.map(({ at, groups, name, number }) => ({
      at: new Date(at).toISOString(),
      groups: groups.map(({ count, form, from, to }) => ({ count, form, from, to })),
      name,
      number,
    }));
    const soonest = this.clock.now().getTime() + LEAD;
    events.forEach(({ at }, n) => {
      if (Date.parse(at) > soonest) return;
      throw invalid(
        `/events/${n}/at`,
        'event_too_soon',
        text(
          `事件至少要在 10 分钟以后（${new Date(soonest).toISOString()} 之后）。`,
          `An event is at least 10 minutes ahead (after ${new Date(soonest).toISOString()}).`,
        ),
      );
    });
    const last = events.reduce((latest, { at }) => (at > latest ? at : latest), '');
    const twice = repeatedEvent(events);
    if (twice !== undefined) {
      const { name, number } = events[twice]!;
      throw invalid(
        `/events/${twice}`,
        'event_twice',
        text(
          `“${name}”第 ${number} 期已写过：同一次公布的数字只能用一次，请换成另一事件。`,
          `"${name}", number ${number}, is named already: what comes out once counts once. Name another event.`,
        ),
      );
    }
    inForm('/events', () => readFiguresEvent({ events, notBefore: last, source: 'figures' }, ''));
    if (outcomesOf(events) < LEAST_OUTCOMES) {
      throw invalid(
        '/events',
        'few_outcomes',
        text(
          '这些数字合起来的可能结果不足 2^64 种，请再加上其他事件。',
          'These figures have fewer than 2^64 outcomes together; add further events.',
        ),
      );
    }
    return this.say(caller, id, 'figures', 'announced', () => ({
      kind: 'events',
      body: events,
      outcome: () => text('已写明；公告之前以最后一次为准。', 'Noted; until the commitment what was said last counts.'),
    }));
  }

  async figures(caller: Caller, id: number, request: FiguresRequest): Promise<StatementResponse> {
    return this.say(caller, id, 'figures', 'committed', (draw, before) => {
      const event = eventOf(draw, 'figures');
      this.requireMoment(event.notBefore);
      if (figuresState(before).agreed !== undefined) {
        throw conflict(
          'figures_agreed',
          text('两人录入的数字已经一致，不再录入。', 'Two people have entered the same figures already.'),
        );
      }
      const own = before.filter(({ kind, username }) => kind === 'figures' && username === caller.username);
      if (own.length >= MOST_ENTRIES) {
        throw conflict(
          'entered_too_often',
          text(
            `你已录入 ${own.length} 次，请由其他人录入。`,
            `You have entered figures ${own.length} times; let others enter them.`,
          ),
        );
      }
      const figures = figuresFrom(request.numbers, event);
      return {
        kind: 'figures',
        body: figures,
        outcome: (after) => {
          const { agreed, entered } = figuresState(after);
          return agreed === undefined
            ? figuresWaiting(entered)
            : text('两人录入一致，开始抽取。', 'Both entries are equal; the draw goes on.');
        },
      };
    });
  }

  async witness(caller: Caller, id: number, { name, hash }: WitnessCommitmentRequest): Promise<StatementResponse> {
    const { occurrenceId } = await this.visible(caller, id);
    const { witnesses } = (await this.occurrences.load(occurrenceId)).batch;
    if (!witnesses.includes(name)) throw noWitness(name, witnesses);
    return this.say(caller, id, 'ceremony', 'announced', (_, before) => {
      // else whoever may speak here could put a hash of his own in its place, and nobody would notice
      if (hashesOf(before, [name])[0] !== undefined) {
        throw conflict(
          'hash_given',
          text(
            `见证人 ${name} 的哈希已经收下，不能更换。若不是本人交来的，请作废或不揭示，不要使用这次抽取。`,
            `The hash of ${name} is noted already and cannot be changed. If it is not what ${name} handed in, do not reveal: the draw ends then.`,
          ),
        );
      }
      return {
        kind: 'witness',
        body: { hash, name },
        outcome: () => text(`已收下见证人 ${name} 的哈希。`, `The hash of ${name} is noted.`),
      };
    });
  }

  async secret(caller: Caller, id: number, { name, secret }: WitnessRevealRequest): Promise<StatementResponse> {
    return this.say(caller, id, 'ceremony', 'committed', (draw) => {
      const event = eventOf(draw, 'ceremony');
      this.requireMoment(event.notBefore);
      if (this.clock.now().toISOString() > event.revealUntil) {
        throw conflict(
          'too_late',
          text(`揭示已于 ${event.revealUntil} 截止。`, `The reveals ended at ${event.revealUntil}.`),
        );
      }
      const found = event.witnesses.find((one) => one.name === name);
      if (found === undefined)
        throw noWitness(
          name,
          event.witnesses.map((one) => one.name),
        );
      if (witnessHash(DEFAULT_SUITE, draw.number, name, fromHex(secret)) !== found.hash) {
        throw invalid(
          '/secret',
          'another_secret',
          text(`这不是 ${name} 事先承诺的随机数。`, `This is not the secret that ${name} had committed to.`),
        );
      }
      return {
        kind: 'secret',
        body: { name, secret },
        outcome: () => text(`已收下见证人 ${name} 的随机数。`, `The secret of ${name} is noted.`),
      };
    });
  }

  async round(caller: Caller, id: number, file: string): Promise<StatementResponse> {
    await this.visible(caller, id);
    return this.carryRound(caller, id, file);
  }

  /** For the command line, which sees everything. */
  async roundByNumber(number: string, file: string): Promise<StatementResponse> {
    const draw = await this.dataSource.manager.findOneBy(
      Draw,
      /^\d+$/.test(number) ? { id: Number(number) } : { number },
    );
    if (draw === null) throw notFound(DRAW, number);
    return this.carryRound({ userId: 0, username: 'sortis beacon' }, draw.id, file);
  }

  private async carryRound(by: Speaker, id: number, file: string): Promise<StatementResponse> {
    return this.add(by, id, 'beacon', 'committed', (draw) => {
      const event = eventOf(draw, 'beacon');
      const answer = judgeRound(file, event.round);
      if ('fault' in answer) throw invalid('', 'wrong_round', answer.fault);
      return {
        kind: 'round',
        body: { signature: answer.signature },
        outcome: () => text('已核验，抽取将继续。', 'It verifies; the draw goes on.'),
      };
    });
  }

  private async say(
    caller: Caller,
    id: number,
    source: EntropySource,
    phase: DrawPhase,
    judge: (draw: Draw, before: readonly DrawStatement[]) => Said,
  ): Promise<StatementResponse> {
    await this.visible(caller, id);
    return this.add(caller, id, source, phase, judge);
  }

  /** One statement, in the draw's own order: of two who speak at once the second is judged after the first. */
  private async add(
    by: Speaker,
    id: number,
    source: EntropySource,
    phase: DrawPhase,
    judge: (draw: Draw, before: readonly DrawStatement[]) => Said,
  ): Promise<StatementResponse> {
    return this.transactions.run(async (manager) => {
      await holdRows(manager, 'draws', 'id', id);
      const draw = await manager.findOneByOrFail(Draw, { id });
      if (draw.entropySource !== source) throw otherSource(draw, source);
      if (draw.phase !== phase || draw.failure !== null) throw otherPhase(draw, phase);
      const before = await manager.find(DrawStatement, { where: { drawId: id }, order: { id: 'ASC' } });
      const { kind, body, outcome } = judge(draw, before);
      const at = this.clock.now();
      const statement = manager.create(DrawStatement, {
        drawId: id,
        kind,
        seq: before.filter((one) => one.kind === kind).length,
        userId: by.userId,
        username: by.username,
        at,
        body,
      });
      await manager.save(DrawStatement, statement);
      const words = outcome([...before, statement]);
      // not what was said: figures and secrets are nobody's before their time
      const after = { kind, seq: statement.seq, outcome: words };
      await this.history.record(manager, { subject: 'draw', subjectId: id, action: kind, before: null, after });
      return { kind, by: by.username, at: at.toISOString(), outcome: { ...words } };
    });
  }

  private async visible(caller: Caller, id: number): Promise<Draw> {
    const draw = await this.dataSource.manager.findOneBy(Draw, { id });
    if (draw === null) throw notFound(DRAW, id);
    await this.agencies.requireVisible(caller, draw.agencyId, { what: DRAW, id });
    return draw;
  }

  private requireMoment(notBefore: string): void {
    if (this.clock.now().toISOString() >= notBefore) return;
    throw conflict('too_early', text(`${notBefore} 之前还不能做这件事。`, `This can be done from ${notBefore} on.`));
  }
}

type Speaker = Pick<Caller, 'userId' | 'username'>;

function eventOf<S extends EntropySource>(draw: Draw, source: S): Extract<EntropyEvent, { source: S }> {
  const { entropy } = JSON.parse(draw.manifest ?? '{}') as { entropy?: EntropyEvent };
  if (entropy?.source !== source) throw otherSource(draw, source);
  return entropy as Extract<EntropyEvent, { source: S }>;
}

/** Numbers as someone reads them off a notice, put into the groups of the events; those of a set in ascending order. */
export function figuresFrom(numbers: string, event: Extract<EntropyEvent, { source: 'figures' }>): Figures {
  const read = [...numbers.matchAll(/\d+/g)].map(([digits]) => Number(digits));
  const wanted = event.events.flatMap(({ groups }) => groups).reduce((sum, { count }) => sum + count, 0);
  if (read.length !== wanted) {
    throw invalid(
      '/numbers',
      'another_count',
      text(
        `应有 ${wanted} 个数字，读到 ${read.length} 个。`,
        `There should be ${wanted} numbers; ${read.length} were read.`,
      ),
    );
  }
  let next = 0;
  const figures = event.events.map(({ groups }) =>
    groups.map(({ count, form }) => {
      const own = read.slice(next, (next += count));
      return form === 'set' ? own.sort((a, b) => a - b) : own;
    }),
  );
  inForm('/numbers', () => checkFigures(event.events, figures));
  return figures;
}

function inForm(pointer: string, work: () => unknown): void {
  try {
    work();
  } catch (error) {
    if (error instanceof ProtocolError) throw invalid(pointer, 'out_of_form', wordsOf(error));
    throw error;
  }
}

const conflict = (code: string, words: Bilingual): DomainError => new DomainError('conflict', code, words);

const noWitness = (name: string, names: readonly string[]): DomainError =>
  invalid(
    '/name',
    'no_witness',
    text(
      `“${name}”不是本次抽取的见证人。见证人：${names.join('、')}。`,
      `"${name}" is no witness of this draw. The witnesses are ${names.join(', ')}.`,
    ),
  );

const otherSource = (draw: Draw, source: EntropySource): DomainError =>
  conflict(
    'another_source',
    text(
      `抽取 ${draw.number} 的随机来源是 ${draw.entropySource}，不是 ${source}。`,
      `The randomness of draw ${draw.number} is that of ${draw.entropySource}, not of ${source}.`,
    ),
  );

const otherPhase = (draw: Draw, phase: DrawPhase): DomainError =>
  conflict(
    'another_phase',
    text(
      `抽取 ${draw.number} 处于 ${draw.phase} 阶段，这只能在 ${phase} 阶段做。`,
      `Draw ${draw.number} is ${draw.phase}; this is for a draw that is ${phase}.`,
    ),
  );
