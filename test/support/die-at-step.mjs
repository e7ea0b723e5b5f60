// Loaded into a process before its own code: the process is killed (SIGKILL) just before its DIE_STEP-th call that changes
// something in the file system under the folder DIE_UNDER. Where it makes fewer calls it lives.
import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';

const { DIE_STEP = '', DIE_UNDER = '' } = process.env;
let steps = 0;
const opened = new Map();

const step = (path) => {
  if (!String(path).startsWith(DIE_UNDER) || ++steps !== Number(DIE_STEP)) return;
  process.kill(process.pid, 'SIGKILL');
  for (;;);
};

const { openSync } = fs;
fs.openSync = (path, flags, ...more) => {
  if (flags !== 'r') step(path);
  const handle = openSync(path, flags, ...more);
  opened.set(handle, String(path));
  return handle;
};
for (const name of ['mkdirSync', 'rmSync', 'renameSync', 'linkSync']) {
  const real = fs[name];
  fs[name] = (path, ...more) => {
    step(path);
    return real(path, ...more);
  };
}
for (const name of ['writeSync', 'fsyncSync']) {
  const real = fs[name];
  fs[name] = (handle, ...more) => {
    step(opened.get(handle));
    return real(handle, ...more);
  };
}
syncBuiltinESMExports();
