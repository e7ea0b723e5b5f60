import { planning as en } from './en/planning.js';
import { planning as zh } from './zh-CN/planning.js';
import { addWords } from './words.js';

/* The texts of the planner's pages come with those pages: whoever opens another one need not fetch them. */
addWords({ zh, en });
