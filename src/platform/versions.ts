import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);
const manifest = require('../../package.json') as { readonly version: string };

/** What made a record: stated in it, and bound by its hash. */
export const VERSIONS: Readonly<Record<string, string>> = { node: process.versions.node, sortis: manifest.version };
