import { secretBytes } from '../../platform/secrets/secrets.js';
import { type Pools } from '../../protocol/index.js';

const SALT_BYTES = 32;
/** Salts drawn at once: asking the operating system for each of a million leaves would take longer than hashing them. */
const AT_ONCE = 2048;

/**
 * What keeps a leaf of closed pools from being guessed: 32 secret bytes of its own (protocol README §4). Leaves of open
 * pools have none. A salt decides nothing in the draw; it is kept with its leaf, so whoever reads the leaf again has it.
 */
export class Salts {
  private drawn = Buffer.alloc(0);
  private at = 0;

  constructor(private readonly pools: Pools) {}

  /** The member of the next leaf. */
  next(): { readonly salt?: string } {
    if (this.pools === 'open') return {};
    if (this.at === this.drawn.length) {
      this.drawn = Buffer.from(secretBytes(SALT_BYTES * AT_ONCE));
      this.at = 0;
    }
    const salt = this.drawn.toString('hex', this.at, this.at + SALT_BYTES);
    this.at += SALT_BYTES;
    return { salt };
  }
}
