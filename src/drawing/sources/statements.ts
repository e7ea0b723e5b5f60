import { type CeremonyEvent, type FigureEvent, type Figures, type Witness } from '../../protocol/index.js';
import { type DrawStatement } from './draw-statement.entity.js';

/* What the statements of a draw come to. Pure: the same statements in the same order mean the same. */

type Said = Pick<DrawStatement, 'kind' | 'seq' | 'username' | 'body'>;

const inOrder = (statements: readonly Said[], kind: Said['kind']): Said[] =>
  statements.filter((one) => one.kind === kind).sort((a, b) => a.seq - b.seq);

/** The events that were named last. */
export function eventsOf(statements: readonly Said[]): readonly FigureEvent[] | undefined {
  return inOrder(statements, 'events').at(-1)?.body as readonly FigureEvent[] | undefined;
}

export interface FiguresState {
  /** Who has entered figures that nobody has entered a second time yet. */
  readonly first: string | undefined;
  /** Pairs that differed, and are void. */
  readonly differing: number;
  readonly agreed: { readonly entered: readonly [string, string]; readonly figures: Figures } | undefined;
}

/** Entries count in pairs: two that are equal are the figures, two that differ are both void. */
export function figuresState(statements: readonly Said[]): FiguresState {
  const entries = inOrder(statements, 'figures');
  let differing = 0;
  for (let n = 0; n + 1 < entries.length; n += 2) {
    const [first, second] = [entries[n], entries[n + 1]];
    if (first === undefined || second === undefined) break;
    if (JSON.stringify(first.body) === JSON.stringify(second.body)) {
      const entered = [first.username, second.username] as const;
      return { first: undefined, differing, agreed: { entered, figures: second.body as Figures } };
    }
    differing++;
  }
  return { first: entries.length % 2 === 1 ? entries.at(-1)?.username : undefined, differing, agreed: undefined };
}

/** Each witness's hash: the last that was handed in. In the order of the names; undefined for who has given none. */
export function hashesOf(statements: readonly Said[], names: readonly string[]): (string | undefined)[] {
  const given = new Map(
    inOrder(statements, 'witness').map(({ body }) => [(body as Witness).name, (body as Witness).hash]),
  );
  return names.map((name) => given.get(name));
}

/** Each witness's secret, as `hashesOf`. */
export function secretsOf(statements: readonly Said[], { witnesses }: CeremonyEvent): (string | undefined)[] {
  const bodies = inOrder(statements, 'secret').map(({ body }) => body as { name: string; secret: string });
  const given = new Map(bodies.map(({ name, secret }) => [name, secret]));
  return witnesses.map(({ name }) => given.get(name));
}
