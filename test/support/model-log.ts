import {
  checkpointText,
  consistencyPath,
  entryBytes,
  inclusionPath,
  leafHash,
  type LogFact,
  MerkleAccumulator,
  type NoteSigner,
  signerOf,
  signNote,
  toHex,
  verifierKey,
} from '../../src/protocol/index.js';

export const ORIGIN = 'example.org/log';

export const modelSigner = (n: number, origin = ORIGIN): NoteSigner =>
  signerOf(origin, n.toString(16).padStart(2, '0').repeat(32));

const AT = '2026-03-05T01:00:00.000Z';

/** A log in memory that answers at the addresses of the server's. It does what it is told, wrong things too. */
export class ModelLog {
  readonly leaves: Uint8Array[] = [];
  readonly keys: { index: number; key: string }[] = [];
  private readonly facts: LogFact[] = [];
  /** Who signs the head that has this entry as its last. Signing takes its time, so it is done when somebody asks. */
  private readonly signers: (readonly NoteSigner[])[] = [];
  private readonly notes = new Map<number, string>();

  constructor(
    public signer: NoteSigner = modelSigner(1),
    private readonly origin = ORIGIN,
  ) {
    this.keys.push({ index: 0, key: verifierKey(signer) });
    this.push({ kind: 'key', key: verifierKey(signer) }, [signer]);
  }

  get size(): number {
    return this.leaves.length;
  }

  get key(): string {
    return this.keys.at(-1)!.key;
  }

  grow(count: number, tag = 'D'): this {
    for (let n = 0; n < count; n++) {
      const draw = `${tag}-${this.size}`;
      this.push({ kind: 'commit', batch: draw, commitment: 'ab'.repeat(32), draw, occurrence: 1 }, [this.signer]);
    }
    return this;
  }

  /** An entry of any content. */
  say(fact: LogFact): this {
    this.push(fact, [this.signer]);
    return this;
  }

  /** @param signers of the checkpoint that has the new key as its last; both keys, unless something is wrong */
  rotate(next: NoteSigner, signers: readonly NoteSigner[] = [this.signer, next]): this {
    const key = verifierKey(next);
    this.keys.push({ index: this.size, key });
    this.signer = next;
    this.push({ kind: 'key', key }, signers);
    return this;
  }

  /** An older copy of it, which may go on otherwise. */
  copy(size = this.size): ModelLog {
    const copy = new ModelLog(modelSigner(1), this.origin);
    copy.leaves.length = 0;
    copy.facts.length = 0;
    copy.signers.length = 0;
    copy.keys.length = 0;
    copy.leaves.push(...this.leaves.slice(0, size));
    copy.facts.push(...this.facts.slice(0, size));
    copy.signers.push(...this.signers.slice(0, size));
    copy.keys.push(...this.keys.filter(({ index }) => index < size));
    copy.signer = size === this.size || copy.key === this.key ? this.signer : modelSigner(1);
    return copy;
  }

  root(size = this.size): string {
    const tree = new MerkleAccumulator();
    for (const leaf of this.leaves.slice(0, size)) tree.push(leaf);
    return toHex(tree.root());
  }

  /** The head of a size. */
  note(size: number): string {
    const note = this.notes.get(size) ?? this.signed(size, this.signers[size - 1]);
    this.notes.set(size, note);
    return note;
  }

  /** A head, as whoever has this key would sign it. */
  signed(size: number, signers: readonly NoteSigner[] = [this.signer]): string {
    return signNote(checkpointText({ origin: this.origin, size, root: this.root(size) }), signers);
  }

  answer(address: string): string {
    const [path = '', query = ''] = address.split('?');
    const asked = new URLSearchParams(query);
    const number = (name: string): number => Number(asked.get(name));
    const hashes = (size: number): Uint8Array[] => this.leaves.slice(0, size).map((leaf) => leafHash(leaf));
    const [room, which] = path.split('/');
    if (path === 'checkpoint') return this.note(this.size);
    if (path === 'keys') return JSON.stringify({ origin: this.origin, keys: this.keys });
    if (room === 'checkpoints') return this.note(Number(which));
    if (path === 'entries') {
      const from = number('from');
      const facts = this.facts.slice(from, from + number('limit'));
      return JSON.stringify({ items: facts.map((fact, n) => ({ index: from + n, entry: { at: AT, ...fact } })) });
    }
    if (room === 'entries')
      return JSON.stringify({ index: Number(which), entry: { at: AT, ...this.facts[Number(which)] }, leafHash: 'x' });
    if (path === 'proofs/inclusion') {
      const proof = inclusionPath(hashes(number('size')), number('index'));
      return JSON.stringify({ index: number('index'), size: number('size'), path: proof.map(toHex) });
    }
    const proof = consistencyPath(hashes(number('to')), number('from'));
    return JSON.stringify({ from: number('from'), to: number('to'), path: proof.map(toHex) });
  }

  private push(fact: LogFact, signers: readonly NoteSigner[]): void {
    this.facts.push(fact);
    this.leaves.push(entryBytes({ at: AT, ...fact }));
    this.signers.push(signers);
  }
}
