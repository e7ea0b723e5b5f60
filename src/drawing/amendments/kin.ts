import { type Draw } from '../draws/draw.entity.js';
import { type DrawKind } from './amendment.js';
import { amendedNumber } from './draw-number.js';

/** A draw among the others of its occurrence. */
export type Kin = Pick<Draw, 'id' | 'number' | 'kind' | 'ordinal' | 'earlierDrawId' | 'phase' | 'failure'>;

/** Neither void, nor given up before anything of it was committed: what it took is taken. */
export const isAlive = ({ failure, phase }: Pick<Draw, 'failure' | 'phase'>): boolean =>
  phase !== 'voided' && !(phase === 'announced' && failure !== null);

/** The draw of the occurrence itself that this one goes on from, directly or through others. */
export function rootOf<K extends Kin>(draws: readonly K[], draw: K): K {
  let root = draw;
  while (root.kind !== 'draw') {
    const earlier = draws.find(({ id }) => id === root.earlierDrawId);
    if (earlier === undefined) throw new Error(`draw ${root.number} goes on from none of its occurrence`);
    root = earlier;
  }
  return root;
}

/** The supplements and replacements that go on from a draw, directly or through others; not what came in its place. */
export function goingOnFrom<K extends Kin>(draws: readonly K[], draw: K): readonly K[] {
  const direct = draws.filter(({ earlierDrawId, kind }) => kind !== 'draw' && earlierDrawId === draw.id);
  return direct.flatMap((one) => [one, ...goingOnFrom(draws, one)]);
}

export interface NextDraw {
  readonly number: string;
  /** Among the occurrence's draws of this kind. */
  readonly ordinal: number;
  /** Among those of its kind for the same earlier draw: the relation's. */
  readonly ofEarlier: number;
}

/** What the next draw of a kind is called that goes on from `earlier`. Numbers say which attempt at the occurrence they belong to. */
export function nextDraw<K extends Kin>(draws: readonly K[], earlier: K, kind: DrawKind): NextDraw {
  const same = draws.filter((one) => one.kind === kind);
  const ordinal = Math.max(0, ...same.map((one) => one.ordinal)) + 1;
  const ofEarlier = same.filter(({ earlierDrawId }) => earlierDrawId === earlier.id).length + 1;
  if (kind === 'draw') {
    const first = same.find((one) => one.ordinal === 1);
    if (first === undefined) throw new Error(`the occurrence of draw ${earlier.number} has no first draw`);
    return { number: amendedNumber(first.number, 'void', ordinal), ordinal, ofEarlier };
  }
  const root = rootOf(draws, earlier);
  const count = same.filter((one) => rootOf(draws, one).id === root.id).length + 1;
  return { number: amendedNumber(root.number, kind, count), ordinal, ofEarlier };
}
