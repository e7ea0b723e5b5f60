import { mkdirSync, statfsSync } from 'node:fs';

/*
 * Suites write databases that nobody keeps, and most of their time was waiting for a disk to say that it has them: making
 * the tables of a MariaDB syncs 1639 times, 13 to 17 s on a disk that others use too. Where memory has a folder with room
 * (Linux), that is where the folder of temporary files is for tests. What processes that are killed leave behind is the same.
 * Benchmarks and long faults stay on the disk.
 */
const MEMORY = '/dev/shm';
const ROOM = 6 * 2 ** 30;

function roomIn(folder) {
  try {
    const { bavail, bsize } = statfsSync(folder);
    return bavail * bsize;
  } catch {
    return 0;
  }
}

if (process.env.TMPDIR === undefined && roomIn(MEMORY) >= ROOM) {
  const folder = `${MEMORY}/sortis-tests-${process.getuid?.() ?? 0}`;
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  process.env.TMPDIR = folder;
}
