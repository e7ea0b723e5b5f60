import { fromHex, toHex } from '../bytes.js';
import { canonicalBytes, type Json } from '../json/canonical.js';
import { Classifier } from './classifier.js';
import { brief, ProtocolError } from '../errors.js';
import {
  type Condition,
  type ExclusionLeaf,
  type InspectorLeaf,
  readExclusionLeaf,
  readInspectorLeaf,
  readTargetLeaf,
  type TargetLeaf,
} from './leaves.js';
import {
  type DrawShape,
  type Manifest,
  matcher,
  type Pools,
  type SmallPoolWarning,
  type TreeHead,
} from './manifest.js';
import { MerkleAccumulator } from '../merkle.js';
import { SmallPools, type ImpossibleTargets } from '../pairing/possible-teams.js';

/** Ids in strictly ascending order. */
export class IdOrder {
  private last = '';
  count = 0;

  /** Throws `rule` when the id does not follow the last one; it is counted all the same. */
  take(id: string): void {
    const { count, last } = this;
    this.count++;
    if (last < id) {
      this.last = id;
      return;
    }
    throw new ProtocolError(
      'rule',
      `/${count}/id`,
      { zh: '名单应按编号的字节顺序排列且不重复', en: 'leaves come in the order of their ids, each once' },
      { expected: `an id after ${last}`, found: id },
    );
  }
}

/** A tree over leaves that come in strictly ascending order of their ids. */
export class LeafTree {
  private readonly tree = new MerkleAccumulator();
  private readonly order = new IdOrder();

  get count(): number {
    return this.order.count;
  }

  /** Throws `rule` when the id does not follow the last one. */
  push(id: string, bytes: Uint8Array): void {
    this.order.take(id);
    this.tree.push(bytes);
  }

  head(): TreeHead {
    return { count: this.order.count, root: toHex(this.tree.root()) };
  }
}

/** Leaves in strictly ascending order of id; `push` checks the leaf and returns its canonical bytes. */
export class InspectorSnapshot {
  private readonly tree = new LeafTree();
  private readonly inspectors: InspectorLeaf[] = [];

  constructor(private readonly pools: Pools) {}

  push(leaf: InspectorLeaf): Uint8Array {
    const bytes = canonicalBytes(readInspectorLeaf(leaf as unknown as Json) as unknown as Json);
    checkSalt(leaf, this.pools);
    this.tree.push(leaf.id, bytes);
    this.inspectors.push(leaf);
    return bytes;
  }

  seal(): TreeHead & { readonly inspectors: readonly InspectorLeaf[] } {
    return { ...this.tree.head(), inspectors: this.inspectors };
  }
}

/** As InspectorSnapshot, for the targets that were left out. */
export class ExclusionSnapshot {
  private readonly tree = new LeafTree();

  constructor(private readonly pools: Pools) {}

  push(leaf: ExclusionLeaf): Uint8Array {
    const bytes = canonicalBytes(readExclusionLeaf(leaf as unknown as Json) as unknown as Json);
    checkSalt(leaf, this.pools);
    this.tree.push(leaf.id, bytes);
    return bytes;
  }

  seal(): TreeHead {
    return this.tree.head();
  }
}

/** Where one target belongs: `stratum` and `rule` are indices. */
export interface Placed {
  readonly stratum: number;
  readonly rule: number;
}

/** Throws `rule` where a leaf has no salt and should, or has one and should not. */
export function checkSalt(leaf: { readonly id: string; readonly salt?: string }, pools: Pools): void {
  if ((leaf.salt !== undefined) === (pools === 'closed')) return;
  throw new ProtocolError(
    'rule',
    `/${leaf.id}/salt`,
    pools === 'closed'
      ? { zh: '不公开的名单每行都须加盐', en: 'every leaf of closed pools has a salt' }
      : { zh: '公开的名单不得加盐', en: 'no leaf of open pools has a salt' },
    { expected: pools === 'closed' ? 'a salt' : 'no salt', found: leaf.salt ?? 'none' },
  );
}

/** Root over the roots of the strata. */
export function rootOfRoots(roots: readonly string[]): string {
  const tree = new MerkleAccumulator();
  for (const root of roots) tree.push(fromHex(root));
  return toHex(tree.root());
}

/** A stratum of -1: the target belongs to none, or to several. `fault`: what keeps it from its place. */
export interface Sorted extends Placed {
  readonly fault: ProtocolError | undefined;
}

/** Finds stratum and team rule of a target; throws `rule` when it has none, or more than one stratum, or is not of the batch. */
export class Placing {
  private readonly filter: (attributes: TargetLeaf['attributes']) => boolean;
  private readonly strata: Classifier;
  private readonly rules: Classifier;

  constructor(private readonly shape: DrawShape) {
    this.filter = matcher(shape.filter);
    this.strata = new Classifier(shape.strata.map((stratum) => stratum.conditions));
    this.rules = new Classifier(shape.teams.map((rule) => rule.conditions));
  }

  of(leaf: TargetLeaf): Placed {
    const { fault, rule, stratum } = this.sort(leaf);
    if (fault !== undefined) throw fault;
    return { stratum, rule };
  }

  sort(leaf: TargetLeaf): Sorted {
    const strata = this.strata.of(leaf.attributes);
    const stratum = strata.length === 1 ? strata[0]! : -1;
    const rule = this.rules.of(leaf.attributes)[0] ?? -1;
    let fault: ProtocolError | undefined;
    if (!this.filter(leaf.attributes))
      fault = misplaced(leaf, '不属于本批次的筛选范围', 'is not within the filter', filterText(this.shape.filter));
    else if (stratum === -1) {
      const ids = strata.map((index) => this.shape.strata[index]!.id).join(', ');
      fault = misplaced(
        leaf,
        '应恰好属于一个分层',
        'does not belong to exactly one stratum',
        'one stratum',
        ids || 'none',
      );
    } else if (rule === -1)
      fault = misplaced(leaf, '没有适用的组队规则', 'is met by no team rule', 'a team rule', 'none');
    return { stratum, rule, fault };
  }
}

function filterText(filter: readonly Condition[]): string {
  return filter.map((condition) => `${condition.field} in ${brief(condition.in)}`).join(' and ');
}

function misplaced(leaf: TargetLeaf, zh: string, en: string, expected: string, found = 'not met'): ProtocolError {
  return new ProtocolError(
    'rule',
    `/targets/${leaf.id}`,
    { zh: `检查对象 ${leaf.id} ${zh}`, en: `target ${leaf.id} ${en}` },
    { expected, found },
  );
}

export interface TargetPool extends TreeHead {
  /** Targets of each stratum, in the order of the strata. */
  readonly populations: readonly number[];
  /** Roots of their trees. */
  readonly roots: readonly string[];
  /** Stratum (index) of the target at each position, positions being the order of the ids. */
  readonly stratumOf: Uint16Array;
  /** Team rule (index) of each position. */
  readonly ruleOf: Uint16Array;
  /** For the manifest. */
  readonly warnings: readonly SmallPoolWarning[];
  readonly impossible: ImpossibleTargets;
}

/** Streams the pool: checks order and filter, finds stratum and team rule, hashes. Keeps 4 bytes a target. */
export class TargetSnapshot {
  private readonly order = new IdOrder();
  private readonly trees: MerkleAccumulator[];
  private readonly placing: Placing;
  private readonly pools: SmallPools;
  private stratumOf = new Uint16Array(1024);
  private ruleOf = new Uint16Array(1024);

  /** `inspectors`: the sealed inspector snapshot, for the small-pool warnings. */
  constructor(
    private readonly shape: DrawShape & {
      readonly visit: Manifest['visit'];
      readonly inspectors: readonly InspectorLeaf[];
      readonly pools: Pools;
    },
  ) {
    this.placing = new Placing(shape);
    this.pools = new SmallPools(shape.teams, shape.visit, shape.inspectors);
    this.trees = shape.strata.map(() => new MerkleAccumulator());
  }

  /** Strictly ascending ids. Returns the leaf's canonical bytes. */
  push(leaf: TargetLeaf): Uint8Array {
    const bytes = canonicalBytes(readTargetLeaf(leaf as unknown as Json) as unknown as Json);
    const { stratum, rule } = this.placing.of(leaf);
    const position = this.order.count;
    checkSalt(leaf, this.shape.pools);
    this.order.take(leaf.id);
    this.trees[stratum]!.push(bytes);
    if (position === this.stratumOf.length) {
      this.stratumOf = doubled(this.stratumOf);
      this.ruleOf = doubled(this.ruleOf);
    }
    this.stratumOf[position] = stratum;
    this.ruleOf[position] = rule;
    this.pools.add(leaf.id, rule);
    return bytes;
  }

  seal(): TargetPool {
    const { count } = this.order;
    const roots = this.trees.map((tree) => toHex(tree.root()));
    return {
      count,
      root: rootOfRoots(roots),
      roots,
      populations: this.trees.map((tree) => tree.count),
      stratumOf: this.stratumOf.slice(0, count),
      ruleOf: this.ruleOf.slice(0, count),
      warnings: this.pools.warnings(),
      impossible: this.pools.impossible(),
    };
  }
}

function doubled(values: Uint16Array): Uint16Array<ArrayBuffer> {
  const more = new Uint16Array(values.length * 2);
  more.set(values);
  return more;
}
