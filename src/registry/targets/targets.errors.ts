import { text } from '../../platform/text.js';

export const TARGET = text('检查对象', 'target');
