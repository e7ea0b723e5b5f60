// The floor under verifying: the leaves of a file, one in a line, hashed and nothing else. Prints one line of JSON.
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';

const [file, protocol] = process.argv.slice(2);
const { leafHash, MerkleAccumulator } = await import(pathToFileURL(protocol).href);
const bytes = readFileSync(file);
const leaves = [];
for (let from = 0, end; (end = bytes.indexOf(10, from)) >= 0; from = end + 1) leaves.push(bytes.subarray(from, end));

const seconds = (work) => {
  const start = process.hrtime.bigint();
  work();
  return Number(process.hrtime.bigint() - start) / 1e9;
};
const zero = Buffer.of(0);
const openssl = seconds(() => {
  for (const leaf of leaves) createHash('sha256').update(zero).update(leaf).digest();
});
// as a browser can do it
const own = seconds(() => {
  for (const leaf of leaves) leafHash(leaf);
});
const tree = seconds(() => {
  const nodes = new MerkleAccumulator();
  for (const leaf of leaves) nodes.push(leaf);
  nodes.root();
});
process.stdout.write(`${JSON.stringify({ count: leaves.length, openssl, own, tree })}\n`);
