import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';

/** Once at the build, as small as it gets, instead of at each request. What is not smaller by it stays as it is. */
export const compressed = (folder) => ({
  name: 'compressed',
  closeBundle() {
    for (const name of readdirSync(folder)) {
      if (!/\.(js|css|svg)$/.test(name)) continue;
      const bytes = readFileSync(join(folder, name));
      const brotli = brotliCompressSync(bytes, {
        params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length },
      });
      const gzip = gzipSync(bytes, { level: 9 });
      if (brotli.length < bytes.length) writeFileSync(join(folder, `${name}.br`), brotli);
      if (gzip.length < bytes.length) writeFileSync(join(folder, `${name}.gz`), gzip);
    }
  },
});
