import { expect, it } from '@jest/globals';

import { ServerClock } from './server-clock.js';

it('goes by the clock of the server, however wrong its own is, and is not put out by what is no moment', () => {
  let own = Date.parse('2019-01-01T00:00:00Z');
  const clock = new ServerClock(() => own);
  expect(clock.now()).toBe(own);
  clock.heard('2026-03-05T01:00:00.250Z');
  own += 5000;
  expect(new Date(clock.now()).toISOString()).toBe('2026-03-05T01:00:05.250Z');
  clock.heard('soon');
  expect(new Date(clock.now()).toISOString()).toBe('2026-03-05T01:00:05.250Z');
  // ahead as well as behind, and what is heard later holds
  clock.heard('2018-12-31T00:00:00Z');
  expect(new Date(clock.now()).toISOString()).toBe('2018-12-31T00:00:00.000Z');
});
