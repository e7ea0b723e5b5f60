// Loaded into a process before its own code: the process is killed (SIGKILL, so that nothing of it runs any more) at its call
// of the file system's function DIE_AT for a path that ends as DIE_TO (a regular expression) says.
import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';

const { DIE_AT = '', DIE_TO = '' } = process.env;
const wanted = new RegExp(`${DIE_TO}$`);
const paths = new Map();

const die = () => {
  process.kill(process.pid, 'SIGKILL');
  for (;;);
};

const { openSync } = fs;
fs.openSync = (path, ...more) => {
  const handle = openSync(path, ...more);
  paths.set(handle, String(path));
  return handle;
};
// what is closed is a handle; what is linked, renamed or copied has its new name second
const TWO_NAMES = ['copyFileSync', 'linkSync', 'renameSync'];
const pathOf = ([first, second]) =>
  DIE_AT === 'closeSync' ? (paths.get(first) ?? '') : String(TWO_NAMES.includes(DIE_AT) ? second : first);

const real = fs[DIE_AT];
fs[DIE_AT] = (...all) => {
  const path = pathOf(all);
  if (wanted.test(path)) die();
  return real(...all);
};
syncBuiltinESMExports();
