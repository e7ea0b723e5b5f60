import { execFileSync } from 'node:child_process';
import { closeSync, existsSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A file system of a few megabytes of our own. Mounting takes root. */
export class SmallDisk {
  private constructor(readonly dir: string) {}

  /** Nothing where this may not be done. With CI=true, root that may not is an error. */
  static mount(megabytes: number): SmallDisk | undefined {
    const dir = mkdtempSync(join(tmpdir(), 'sortis-disk-'));
    try {
      execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m,mode=0755`, 'sortis-test', dir], {
        stdio: 'pipe',
      });
      return new SmallDisk(dir);
    } catch (error) {
      rmSync(dir, { recursive: true, force: true });
      if (process.env.CI === 'true' && process.getuid?.() === 0) throw error;
      process.stderr.write('\n!!! SKIPPED: a small disk cannot be mounted here (it takes root). !!!\n\n');
      return undefined;
    }
  }

  /** Takes all the space that is left. */
  fill(): void {
    const file = openSync(this.ballast, 'a');
    try {
      for (let size = 1 << 20; size >= 1 << 10;) {
        try {
          if (writeSync(file, Buffer.alloc(size)) < size) size >>= 1;
        } catch {
          size >>= 1;
        }
      }
    } finally {
      closeSync(file);
    }
  }

  free(): void {
    rmSync(this.ballast, { force: true });
  }

  readOnly(on: boolean): void {
    execFileSync('mount', ['-o', `remount,${on ? 'ro' : 'rw'}`, this.dir], { stdio: 'pipe' });
  }

  unmount(): void {
    if (!existsSync(this.dir)) return;
    execFileSync('umount', [this.dir], { stdio: 'pipe' });
    rmSync(this.dir, { recursive: true, force: true });
  }

  private get ballast(): string {
    return join(this.dir, 'ballast');
  }
}
