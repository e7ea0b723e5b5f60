import config from './jest.base.config.mjs';

// The long form of test/faults: every fault at every step, one after another, with its counts printed.
export default {
  ...config,
  testMatch: ['<rootDir>/test/faults/**/*.report.ts'],
  testTimeout: 3_600_000,
  maxWorkers: 1,
};
