import { StreamableFile } from '@nestjs/common';
import { Readable } from 'node:stream';

/** A file about a draw, as a stream, with the name it should have. */
export interface DrawFile {
  readonly name: string;
  readonly bytes: AsyncGenerator<Uint8Array>;
}

/** A file that fits into one answer. */
export interface SmallDrawFile {
  readonly name: string;
  readonly bytes: Uint8Array;
}

export function served({ name, bytes }: DrawFile | SmallDrawFile): StreamableFile {
  const options = { type: 'application/json', disposition: `attachment; filename="${name}"` };
  if (bytes instanceof Uint8Array) return new StreamableFile(bytes, options);
  return new StreamableFile(Readable.from(bytes, { objectMode: false }), options);
}
