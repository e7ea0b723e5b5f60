import config from './jest.base.config.mjs';

// The long form of test/fairness: minutes of draws, one study after another, printed as a report.
export default {
  ...config,
  testMatch: ['<rootDir>/test/fairness/**/*.report.ts'],
  testTimeout: 7_200_000,
  maxWorkers: 1,
};
