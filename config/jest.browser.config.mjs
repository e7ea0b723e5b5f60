import config from './jest.config.mjs';

// In Chromium, against the built server. Apart from `npm test`, which needs no browser.
export default {
  ...config,
  testMatch: ['<rootDir>/test/browser/**/*.browser.ts'],
  testTimeout: 180_000,
  // each has its own server and browser, and most of them wait: for a draw's moment, for a page
  maxWorkers: 2,
};
