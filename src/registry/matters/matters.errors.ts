import { text } from '../../platform/text.js';

export const MATTER = text('抽查事项', 'matter');
