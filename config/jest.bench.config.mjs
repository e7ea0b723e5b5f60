import config from './jest.base.config.mjs';

// Benchmarks run one after another, print figures, and assert only that what they timed came out right.
export default { ...config, testMatch: ['<rootDir>/test/bench/**/*.bench.ts'], testTimeout: 3_600_000, maxWorkers: 1 };
