import { availableParallelism } from 'node:os';

// Jest in ESM mode: Nest 12 ships ES modules only, so NODE_OPTIONS carries --experimental-vm-modules (see package.json).
const swc = {
  jsc: {
    parser: { syntax: 'typescript', decorators: true },
    transform: { legacyDecorator: true, decoratorMetadata: true, useDefineForClassFields: false },
    target: 'es2022',
    keepClassNames: true,
  },
  module: { type: 'es6' },
  sourceMaps: 'inline',
};

export default {
  rootDir: '..',
  testEnvironment: 'node',
  testMatch: ['<rootDir>/src/**/*.spec.ts', '<rootDir>/test/**/*.spec.ts'],
  extensionsToTreatAsEsm: ['.ts'],
  transform: { '^.+\\.ts$': ['@swc/jest', swc] },
  resolver: '<rootDir>/config/jest.resolver.cjs',
  testTimeout: 120_000,
  testSequencer: '<rootDir>/config/jest.sequencer.mjs',
  // Jest leaves one core free. Many suites wait: for what is due in a second, for the claim of a process that died.
  maxWorkers: availableParallelism() + 1,
  // what a suite has loaded is never wholly given back: after some dozens of suites a worker collected more garbage than it tested
  workerIdleMemoryLimit: '800MB',
};
