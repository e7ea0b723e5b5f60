import { toHex } from '../../../protocol/bytes.js';
import { DEFAULT_SUITE } from '../../../protocol/suite.js';

/** SHA-256. The browser's own is there on HTTPS only, and offices are reached by plain HTTP. */
export const hashOf = (bytes: Uint8Array): string => toHex(DEFAULT_SUITE.hash(bytes));
