import { describe, expect, it } from '@jest/globals';

import { frame as en } from '../../src/site/words/en/frame.js';
import { frame as zh } from '../../src/site/words/zh-CN/frame.js';
import { countdown } from '../../src/console/public/countdown.js';

const SECOND = 1000;
const HOUR = 3600 * SECOND;

describe('a countdown', () => {
  it.each([
    [0, '时刻已到', 'the moment has come'],
    [-5 * HOUR, '时刻已到', 'the moment has come'],
    [1, '还有 1 秒', 'in 1 s'],
    [61 * SECOND, '还有 1 分 1 秒', 'in 1 min 1 s'],
    [2 * HOUR, '还有 2 小时 0 分', 'in 2 h 0 min'],
    [25 * HOUR, '还有 1 天 1 小时', 'in 1 day 1 h'],
    [50 * HOUR, '还有 2 天 2 小时', 'in 2 days 2 h'],
  ])('of %s ms says it in two units, in the words of the page', (left, chinese, english) => {
    expect(countdown(left, zh.dates)).toBe(chinese);
    expect(countdown(left, en.dates)).toBe(english);
  });
});
