import { type EntropyReveal, readReveal } from '../entropy/source.js';
import { toHex } from '../bytes.js';
import { type Json } from '../json/canonical.js';
import { type LogProof, readLogProof } from '../log/log-proof.js';
import { type Chunks, EVIDENCE_FORMAT, EXTRACT_FORMAT } from './evidence.js';
import {
  readProofMember,
  readShownInspector,
  readShownTarget,
  type Shown,
  type ShownTarget,
  TARGET_PROOF_MEMBERS,
  type TargetProof,
} from './shown.js';
import { ProtocolError } from '../errors.js';
import { type JsonSink, JsonStream } from '../json/json-stream.js';
import {
  type InspectorLeaf,
  readExclusionLeaf,
  readInspectorLeaf,
  readTargetLeaf,
  type TargetLeaf,
} from '../pool/leaves.js';
import { AscendingIds } from '../pool/ascending-ids.js';
import { type Manifest, readManifest, type TreeHead } from '../pool/manifest.js';
import { type PairingCut } from '../pairing/pairing-cut.js';
import {
  type DrawSeeds,
  type InspectorLoad,
  readCuts,
  readLoad,
  readSeeds,
  readTeam,
  readVersions,
  RECORD_FORMAT,
  type Team,
} from '../draw/record.js';
import { hex64, id, literal, misshapen } from '../json/shape.js';
import { HashingSink, HashWriter, ListSink, MemberOrder } from '../json/sinks.js';
import { IdOrder, LeafTree } from '../pool/snapshot.js';
import { suiteOf } from '../suite.js';

/** Inspectors and the exclusions' ids are kept; they may not be larger than this. */
const MAX_KEPT_BYTES = 64 * 1024 * 1024;

/** What stands in an evidence file besides its long lists. */
export interface EvidenceHead {
  commitment: string;
  format: typeof EVIDENCE_FORMAT | typeof EXTRACT_FORMAT;
  /** Of the exclusions that passed by. */
  excluded: AscendingIds;
  exclusions: TreeHead;
  inspectorHead: TreeHead;
  inspectors: InspectorLeaf[];
  /** Of an extract, beside `inspectors`. */
  shownInspectors: Shown<InspectorLeaf>[];
  log: LogProof;
  manifest: Manifest;
  /** C as computed from the manifest that was read. */
  computedCommitment: string;
  record: {
    commitment: string;
    drawId: string;
    entropy: EntropyReveal;
    infeasible: readonly PairingCut[] | null;
    seeds: DrawSeeds;
    /** Hash of the record's canonical bytes as read. */
    hash: string;
  };
  recordHash: string;
}

/** Receives the long lists as they pass by, in this order; all that stands before them in the file is in `head`. */
export interface EvidenceVisitor {
  load(load: InspectorLoad, index: number): void;
  drawn(stratum: number, list: 'targets' | 'reserve', id: string, place: number): void;
  stratum(stratum: number, id: string): void;
  team(team: Team, index: number): void;
  /** Of evidence. */
  target(leaf: TargetLeaf, bytes: Uint8Array): void;
  /** Of an extract. */
  shown(item: ShownTarget): void;
}

/** `faults`: what was seen while reading and is told by the step `roots`. */
export type ReadOutcome =
  | { readonly kind: 'draw'; readonly head: EvidenceHead; readonly targets: number; readonly faults: RootFaults }
  | { readonly kind: 'target-proof'; readonly proof: TargetProof; readonly computedCommitment: string };

export interface RootFaults {
  /** Leaves that do not ascend. */
  disorder?: ProtocolError;
  /** Pointers of the first leaf with a salt, and of the first without. */
  salted?: string;
  bare?: string;
}

const TOP = ['commitment', 'exclusions', 'format', 'inspectors', 'log', 'manifest', 'record', 'recordHash', 'targets'];
const RECORD = [
  'commitment',
  'drawId',
  'entropy',
  'format',
  'infeasible',
  'loads',
  'seeds',
  'selection',
  'teams',
  'versions',
];
const SELECTION = ['reserve', 'stratum', 'targets'];

/** The file is no evidence at all, or not even JSON: exit 2. Everything else that is wrong is a failed step. */
export class Unusable extends Error {
  constructor(readonly reason: { readonly zh: string; readonly en: string }) {
    super(reason.en);
  }
}

type Proof = Record<string, unknown>;

/**
 * Reads evidence, an extract or a target proof once, from beginning to end. Throws Unusable, or a ProtocolError of kind
 * `form` or `shape`. Memory: the inspectors, the manifest and one leaf, beside what the visitor keeps.
 */
export class EvidenceReader {
  private readonly stream: JsonStream;
  private readonly head: Partial<EvidenceHead> = {};
  private readonly record: Partial<EvidenceHead['record']> = {};
  private readonly faults: RootFaults = {};
  private proof: Proof | undefined;
  private proofCommitment = '';
  private visitor!: EvidenceVisitor;
  private targets = 0;
  private recognised = false;
  private inspectorBytes = 0;

  /**
   * `manifestRead` gives the visitor once manifest and inspectors are known; `begin` is called where the targets start,
   * when everything else has been read.
   */
  constructor(
    private readonly manifestRead: (head: EvidenceHead) => EvidenceVisitor,
    private readonly begin: (head: EvidenceHead) => void,
  ) {
    this.stream = new JsonStream({
      enter: (_key, kind) => (kind === 'object' ? this.top() : null),
      value: () => undefined,
    });
  }

  async read(chunks: Chunks): Promise<ReadOutcome> {
    try {
      if (Symbol.iterator in chunks) for (const chunk of chunks) this.stream.push(chunk);
      else for await (const chunk of chunks) this.stream.push(chunk);
      this.stream.finish();
    } catch (error) {
      if (!(error instanceof ProtocolError)) throw error;
      if (error.fault === 'syntax' || !this.recognised) throw unusable(error);
      throw error;
    }
    if (!this.recognised) throw notOurs();
    if (this.proof !== undefined)
      return {
        kind: 'target-proof',
        proof: this.proof as unknown as TargetProof,
        computedCommitment: this.proofCommitment,
      };
    return { kind: 'draw', head: this.head as EvidenceHead, targets: this.targets, faults: this.faults };
  }

  private top(): JsonSink {
    let order = new MemberOrder(TOP, '');
    const { head } = this;
    return {
      member: (name) => {
        if (!this.recognised && name !== 'commitment') throw notOurs();
        if (name === 'entropy' && head.commitment !== undefined && head.excluded === undefined) {
          // the second member tells a target proof from the others
          this.proof = { commitment: head.commitment };
          order = new MemberOrder(TARGET_PROOF_MEMBERS, '');
          order.take('commitment');
        }
        order.take(name);
      },
      enter: (key, kind) => {
        if (!this.recognised || this.proof !== undefined) return null;
        if (kind === 'object') return key === 'record' ? this.recordSink() : null;
        if (key === 'exclusions') return this.exclusionList();
        if (key === 'inspectors')
          return head.format === EXTRACT_FORMAT ? this.shownInspectorList() : this.inspectorList();
        if (key !== 'targets') return null;
        this.begin(head as EvidenceHead);
        return head.format === EXTRACT_FORMAT ? this.shownTargetList() : this.targetList();
      },
      value: (key, value, bytes) => {
        this.recognised = true;
        if (this.proof === undefined) this.topValue(String(key), value, bytes);
        else this.proofValue(this.proof, String(key), value, bytes);
      },
      end: () => {
        order.finish();
      },
    };
  }

  private proofValue(proof: Proof, name: string, value: Json, bytes: () => Uint8Array): void {
    proof[name] = readProofMember(name, value, proof);
    if (name === 'manifest')
      this.proofCommitment = toHex(suiteOf((proof as unknown as TargetProof).manifest.suite).hash(bytes()));
  }

  private topValue(key: string, value: Json, bytes: () => Uint8Array): void {
    const { head } = this;
    if (key === 'commitment' || key === 'recordHash') head[key] = hex64(value, `/${key}`);
    else if (key === 'format') {
      head.format = literal(EVIDENCE_FORMAT, EXTRACT_FORMAT)(value, '/format');
      const { count } = head.exclusions!;
      if (head.format === EXTRACT_FORMAT && count > 0) throw misshapen('/exclusions', 'an empty list', count);
    } else if (key === 'log') head.log = readLogProof(value, '/log');
    else if (key === 'manifest') {
      const manifest = readManifest(value, '/manifest');
      head.manifest = manifest;
      head.computedCommitment = toHex(suiteOf(manifest.suite).hash(bytes()));
      this.visitor = this.manifestRead(head as EvidenceHead);
    } else throw misshapen(`/${key}`, key === 'record' ? 'an object' : 'a list', value);
  }

  private exclusionList(): JsonSink {
    const tree = new LeafTree();
    const ids = new AscendingIds();
    return new ListSink(
      (value, bytes, index) => {
        const leaf = readExclusionLeaf(value, `/exclusions/${index}`);
        ids.push(leaf.id);
        if (ids.bytes > MAX_KEPT_BYTES)
          throw misshapen('/exclusions', `ids of at most ${MAX_KEPT_BYTES} bytes`, 'more');
        this.salt(leaf, 'exclusions', index);
        this.ordered('exclusions', () => {
          tree.push(leaf.id, bytes());
        });
      },
      () => {
        this.head.exclusions = tree.head();
        this.head.excluded = ids;
      },
    );
  }

  private inspectorList(): JsonSink {
    const tree = new LeafTree();
    const kept: InspectorLeaf[] = [];
    return new ListSink(
      (value, bytes, index) => {
        const leaf = readInspectorLeaf(value, `/inspectors/${index}`);
        const held = bytes();
        this.weigh(held);
        kept.push(leaf);
        this.salt(leaf, 'inspectors', index);
        this.ordered('inspectors', () => {
          tree.push(leaf.id, held);
        });
      },
      () => {
        this.head.inspectorHead = tree.head();
        this.head.inspectors = kept;
        this.head.shownInspectors = [];
      },
    );
  }

  private shownInspectorList(): JsonSink {
    const ids = new IdOrder();
    const kept: Shown<InspectorLeaf>[] = [];
    return new ListSink(
      (value, bytes, index) => {
        const item = readShownInspector(value, `/inspectors/${index}`);
        this.weigh(bytes());
        kept.push(item);
        this.salt(item.leaf, 'inspectors', index);
        this.ordered('inspectors', () => {
          ids.take(item.leaf.id);
        });
      },
      () => {
        this.head.shownInspectors = kept;
        this.head.inspectors = kept.map(({ leaf }) => leaf);
      },
    );
  }

  private targetList(): JsonSink {
    const ids = new IdOrder();
    return new ListSink((value, bytes, index) => {
      const leaf = readTargetLeaf(value, `/targets/${index}`);
      this.salt(leaf, 'targets', index);
      this.ordered('targets', () => {
        ids.take(leaf.id);
      });
      this.targets++;
      this.visitor.target(leaf, bytes());
    });
  }

  private shownTargetList(): JsonSink {
    const ids = new IdOrder();
    return new ListSink((value, _bytes, index) => {
      const item = readShownTarget(value, `/targets/${index}`);
      this.salt(item.leaf, 'targets', index);
      this.ordered('targets', () => {
        ids.take(item.leaf.id);
      });
      this.targets++;
      this.visitor.shown(item);
    });
  }

  private weigh(bytes: Uint8Array): void {
    this.inspectorBytes += bytes.length;
    if (this.inspectorBytes > MAX_KEPT_BYTES) throw misshapen('/inspectors', `at most ${MAX_KEPT_BYTES} bytes`, 'more');
  }

  private salt(leaf: { readonly salt?: string }, list: string, index: number): void {
    if (leaf.salt === undefined) this.faults.bare ??= `/${list}/${index}`;
    else this.faults.salted ??= `/${list}/${index}`;
  }

  private ordered(list: string, take: () => void): void {
    try {
      take();
    } catch (error) {
      if (!(error instanceof ProtocolError)) throw error;
      this.faults.disorder ??= moved(`/${list}`, error);
    }
  }

  private recordSink(): JsonSink {
    const order = new MemberOrder(RECORD, '/record');
    const out = new HashWriter();
    const { head, record } = this;
    const inner: JsonSink = {
      member: (name) => {
        order.take(name);
      },
      enter: (key, kind) => {
        if (kind !== 'list') return null;
        if (key === 'loads') {
          return new ListSink((value, _bytes, index) => {
            this.visitor.load(readLoad(value, `/record/loads/${index}`), index);
          });
        }
        if (key === 'selection') return this.selectionSink();
        if (key === 'teams') {
          return new ListSink((value, _bytes, index) => {
            this.visitor.team(readTeam(value, `/record/teams/${index}`), index);
          });
        }
        return null;
      },
      value: (key, value) => {
        const name = String(key);
        const path = `/record/${name}`;
        if (name === 'commitment') record.commitment = hex64(value, path);
        else if (name === 'drawId') record.drawId = id(value, path);
        else if (name === 'entropy') record.entropy = readReveal(value, path);
        else if (name === 'format') literal(RECORD_FORMAT)(value, path);
        else if (name === 'infeasible') record.infeasible = readCuts(value, path);
        else if (name === 'seeds') record.seeds = readSeeds(value, path);
        else if (name === 'versions') readVersions(value, path);
        else throw misshapen(path, 'a list', value);
      },
      end: () => {
        order.finish();
        record.hash = out.hex();
        head.record = record as EvidenceHead['record'];
      },
    };
    return new HashingSink(inner, 'object', out);
  }

  private selectionSink(): JsonSink {
    let stratum = -1;
    return {
      enter: (_key, kind) => {
        if (kind !== 'object') return null;
        const at = ++stratum;
        const path = `/record/selection/${at}`;
        const order = new MemberOrder(SELECTION, path);
        return {
          member: (name) => {
            order.take(name);
          },
          enter: (key, inner) => {
            if (inner !== 'list' || (key !== 'targets' && key !== 'reserve')) return null;
            return new ListSink((value, _bytes, index) => {
              this.visitor.drawn(at, key, id(value, `${path}/${key}/${index}`), index);
            });
          },
          value: (key, value) => {
            if (key !== 'stratum') throw misshapen(`${path}/${String(key)}`, 'a list', value);
            this.visitor.stratum(at, id(value, `${path}/stratum`));
          },
          end: () => {
            order.finish();
          },
        };
      },
      value: (key, value) => {
        throw misshapen(`/record/selection/${String(key)}`, 'an object', value);
      },
    };
  }
}

function notOurs(): Unusable {
  return new Unusable({ zh: '这不是公签的证据文件', en: 'this is not a Sortis evidence file' });
}

function unusable(error: ProtocolError): Unusable {
  const found = error.found === undefined ? '' : `: ${error.found}`;
  return new Unusable({
    zh: `${error.words.zh}${error.path === '' ? '' : `，位置 ${error.path}`}${found}`,
    en: `${error.words.en}${error.path === '' ? '' : `, at ${error.path}`}${found}`,
  });
}

function moved(prefix: string, error: ProtocolError): ProtocolError {
  const { expected, found } = error;
  return new ProtocolError(error.fault, prefix + error.path, error.words, {
    ...(expected === undefined ? {} : { expected }),
    ...(found === undefined ? {} : { found }),
  });
}
