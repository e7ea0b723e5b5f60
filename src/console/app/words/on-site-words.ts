import { onSite as en } from './en/on-site.js';
import { onSite as zh } from './zh-CN/on-site.js';
import { addWords } from './words.js';

/* The texts of the pages that an inspector takes along come with those pages: whoever opens another one need not fetch them. */
addWords({ zh, en });
