import Sequencer from '@jest/test-sequencer';

// Jest takes the largest files first where it has not yet seen how long each takes, as on a clean clone. The suites that start
// servers and wait for draws are long and their files are small: they come first, or the last of them would run on alone.
const RANKS = ['/test/faults/', '/test/e2e/', '/test/'];
const rankOf = ({ path }) => {
  const rank = RANKS.findIndex((folder) => path.includes(folder));
  return rank < 0 ? RANKS.length : rank;
};

export default class LongestFirst extends Sequencer {
  sort(tests) {
    const sorted = super.sort(tests);
    return sorted.some(({ duration }) => duration !== undefined)
      ? sorted
      : sorted.sort((one, other) => rankOf(one) - rankOf(other));
  }
}
