import { restarts } from './restarts.js';

restarts(2, 7);
