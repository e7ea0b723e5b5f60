import { ByteWriter } from '../bytes.js';

const LINE_FEED = 0x0a;

/** Ids that are pushed and asked for in ascending order: a byte for each of their signs and one between them, whatever their number. */
export class AscendingIds {
  private readonly kept = new ByteWriter(1024);
  private at = 0;
  private id = '';

  push(id: string): void {
    this.kept.ascii(id);
    this.kept.byte(LINE_FEED);
  }

  get bytes(): number {
    return this.kept.length;
  }

  /** Ids that are asked for must ascend, too. */
  has(id: string): boolean {
    const bytes = this.kept.view();
    while (this.id < id && this.at < bytes.length) {
      let next = '';
      while (bytes[this.at] !== LINE_FEED) next += String.fromCharCode(bytes[this.at++]!);
      this.at++;
      this.id = next;
    }
    return this.id === id;
  }
}
