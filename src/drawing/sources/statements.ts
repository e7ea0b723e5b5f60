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
  /** Whoever has entered figures, each person once, in the order of their latest entries. */
  readonly entered: readonly string[];
  readonly agreed: { readonly entered: readonly [string, string]; readonly figures: Figures } | undefined;
}

/**
 * Of each person the latest entry counts: the first two people whose entries are equal have agreed. So whoever mistypes
 * enters again, and one who enters what is not so keeps nobody else from agreeing.
 */
export function figuresState(statements: readonly Said[]): FiguresState {
  const latest = new Map<string, string>();
  for (const { body, username } of inOrder(statements, 'figures')) {
    const figures = JSON.stringify(body);
    const other = [...latest].find(([name, held]) => name !== username && held === figures)?.[0];
    latest.delete(username);
    latest.set(username, figures);
    if (other !== undefined) {
      return { entered: [...latest.keys()], agreed: { entered: [other, username], figures: body as Figures } };
    }
  }
  return { entered: [...latest.keys()], agreed: undefined };
}

/** Each witness's hash: the first that was handed in. In the order of the names; undefined for who has given none. */
export function hashesOf(statements: readonly Said[], names: readonly string[]): (string | undefined)[] {
  const given = new Map(
    inOrder(statements, 'witness')
      .reverse()
      .map(({ body }) => [(body as Witness).name, (body as Witness).hash]),
  );
  return names.map((name) => given.get(name));
}

/** Each witness's secret, as `hashesOf`. */
export function secretsOf(statements: readonly Said[], { witnesses }: CeremonyEvent): (string | undefined)[] {
  const bodies = inOrder(statements, 'secret').map(({ body }) => body as { name: string; secret: string });
  const given = new Map(bodies.map(({ name, secret }) => [name, secret]));
  return witnesses.map(({ name }) => given.get(name));
}
