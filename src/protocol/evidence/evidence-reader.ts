import { type EntropyReveal, readReveal } from '../entropy/source.js';
import { toHex } from '../bytes.js';
import { type Json } from '../json/canonical.js';
import { type Chunks, EVIDENCE_FORMAT } from './evidence.js';
import { ProtocolError } from '../errors.js';
import { type JsonSink, JsonStream } from '../json/json-stream.js';
import {
  type InspectorLeaf,
  readExclusionLeaf,
  readInspectorLeaf,
  readTargetLeaf,
  type TargetLeaf,
} from '../pool/leaves.js';
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
import { LeafTree } from '../pool/snapshot.js';
import { suiteOf } from '../suite.js';

/** Inspectors are kept; their leaves together may not be larger than this. */
const MAX_INSPECTOR_BYTES = 256 * 1024 * 1024;

/** What stands in an evidence file besides its long lists. */
export interface EvidenceHead {
  commitment: string;
  exclusions: TreeHead;
  inspectorHead: TreeHead;
  inspectors: InspectorLeaf[];
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
  target(leaf: TargetLeaf, index: number): void;
}

/** An order of the leaves that is not ascending; told by the step `roots`. */
export interface ReadOutcome {
  readonly head: EvidenceHead;
  readonly targets: TreeHead;
  readonly disorder: ProtocolError | undefined;
}

const TOP = ['commitment', 'exclusions', 'format', 'inspectors', 'manifest', 'record', 'recordHash', 'targets'];
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

/**
 * Reads an evidence file once, from beginning to end. Throws Unusable, or a ProtocolError of kind `form` or `shape`.
 * Memory: the inspectors, the manifest and one leaf, beside what the visitor keeps.
 */
export class EvidenceReader {
  private readonly stream: JsonStream;
  private readonly head: Partial<EvidenceHead> = {};
  private readonly record: Partial<EvidenceHead['record']> = {};
  private targets: TreeHead | undefined;
  private disorder: ProtocolError | undefined;
  private recognised = false;
  private inspectorBytes = 0;

  /** `begin` is called where the targets start, when everything else has been read. */
  constructor(
    private readonly visitor: EvidenceVisitor,
    private readonly manifestRead: (head: Pick<EvidenceHead, 'manifest' | 'inspectors' | 'computedCommitment'>) => void,
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
    if (!this.recognised) throw new Unusable({ zh: '这不是公签的证据文件', en: 'this is not a Sortis evidence file' });
    return {
      head: this.head as EvidenceHead,
      targets: this.targets ?? { count: 0, root: '' },
      disorder: this.disorder,
    };
  }

  private top(): JsonSink {
    const order = new MemberOrder(TOP, '');
    const { head } = this;
    return {
      enter: (key, kind) => {
        if (!this.recognised) return null;
        if (kind === 'object') {
          if (key !== 'record') return null;
          order.take(key);
          return this.recordSink();
        }
        if (key === 'exclusions') {
          order.take(key);
          return this.leaves(
            key,
            readExclusionLeaf,
            () => undefined,
            (tree) => (head.exclusions = tree),
          );
        }
        if (key === 'inspectors') {
          order.take(key);
          head.inspectors = [];
          const keep = (leaf: InspectorLeaf): void => void head.inspectors?.push(leaf);
          return this.leaves(key, readInspectorLeaf, keep, (tree) => (head.inspectorHead = tree));
        }
        if (key === 'targets') {
          order.take(key);
          this.begin(head as EvidenceHead);
          const visit = (leaf: TargetLeaf, index: number): void => this.visitor.target(leaf, index);
          return this.leaves(key, readTargetLeaf, visit, (tree) => (this.targets = tree));
        }
        return null;
      },
      value: (key, value, bytes) => {
        if (key === 'commitment') this.recognised = true;
        if (!this.recognised)
          throw new Unusable({ zh: '这不是公签的证据文件', en: 'this is not a Sortis evidence file' });
        this.topValue(order.take(key), value, bytes);
      },
      end: () => {
        order.finish();
      },
    };
  }

  private topValue(key: string, value: Json, bytes: () => Uint8Array): void {
    const { head } = this;
    if (key === 'commitment' || key === 'recordHash') head[key] = hex64(value, `/${key}`);
    else if (key === 'format') literal(EVIDENCE_FORMAT)(value, '/format');
    else if (key === 'manifest') {
      const manifest = within('/manifest', () => readManifest(value));
      head.manifest = manifest;
      head.computedCommitment = toHex(suiteOf(manifest.suite).hash(bytes()));
      this.manifestRead(head as EvidenceHead);
    } else throw misshapen(`/${key}`, key === 'record' ? 'an object' : 'a list', value);
  }

  private leaves<T extends { readonly id: string }>(
    name: string,
    read: (value: Json) => T,
    visit: (leaf: T, index: number) => void,
    done: (head: TreeHead) => void,
  ): JsonSink {
    const tree = new LeafTree();
    return new ListSink(
      (value, bytes, index) => {
        let leaf: T;
        try {
          leaf = read(value);
        } catch (error) {
          throw moved(`/${name}/${index}`, error);
        }
        const held = bytes();
        if (name === 'inspectors' && (this.inspectorBytes += held.length) > MAX_INSPECTOR_BYTES) {
          throw misshapen('/inspectors', `at most ${MAX_INSPECTOR_BYTES} bytes`, 'more');
        }
        try {
          tree.push(leaf.id, held);
        } catch (error) {
          this.disorder ??= error instanceof ProtocolError ? moved(`/${name}`, error) : undefined;
        }
        visit(leaf, index);
      },
      () => {
        done(tree.head());
      },
    );
  }

  private recordSink(): JsonSink {
    const order = new MemberOrder(RECORD, '/record');
    const out = new HashWriter();
    const { head, record, visitor } = this;
    const inner: JsonSink = {
      enter: (key, kind) => {
        if (kind !== 'list') return null;
        if (key === 'loads') {
          order.take(key);
          return new ListSink((value, _bytes, index) => {
            visitor.load(readLoad(value, `/record/loads/${index}`), index);
          });
        }
        if (key === 'selection') {
          order.take(key);
          return this.selectionSink();
        }
        if (key === 'teams') {
          order.take(key);
          return new ListSink((value, _bytes, index) => {
            visitor.team(readTeam(value, `/record/teams/${index}`), index);
          });
        }
        return null;
      },
      value: (key, value) => {
        const name = order.take(key);
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
          enter: (key, inner) => {
            if (inner !== 'list' || (key !== 'targets' && key !== 'reserve')) return null;
            order.take(key);
            return new ListSink((value, _bytes, index) => {
              this.visitor.drawn(at, key, id(value, `${path}/${key}/${index}`), index);
            });
          },
          value: (key, value) => {
            const name = order.take(key);
            if (name !== 'stratum') throw misshapen(`${path}/${name}`, 'a list', value);
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

function unusable(error: ProtocolError): Unusable {
  const found = error.found === undefined ? '' : `: ${error.found}`;
  return new Unusable({
    zh: `${error.words.zh}${error.path === '' ? '' : `，位置 ${error.path}`}${found}`,
    en: `${error.words.en}${error.path === '' ? '' : `, at ${error.path}`}${found}`,
  });
}

function moved(prefix: string, error: unknown): ProtocolError {
  if (!(error instanceof ProtocolError)) throw error;
  const { expected, found } = error;
  return new ProtocolError(error.fault, prefix + error.path, error.words, {
    ...(expected === undefined ? {} : { expected }),
    ...(found === undefined ? {} : { found }),
  });
}

function within<T>(prefix: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    throw moved(prefix, error);
  }
}
