export * from './draw.js';
export * from './errors.js';
export * from './evidence.js';
export * from './leaves.js';
export * from './manifest.js';
export * from './pairing-cut.js';
export * from './record.js';
export * from './verify.js';
