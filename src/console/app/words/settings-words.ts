import { settings as en } from './en/settings.js';
import { settings as zh } from './zh-CN/settings.js';
import { addWords } from './words.js';

/* The texts of the pages that set how an agency works come with those pages: whoever opens another one need not fetch them. */
addWords({ zh, en });
