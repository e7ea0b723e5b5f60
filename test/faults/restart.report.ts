import { restarts } from './restarts.js';

restarts(12, Number(process.env.SORTIS_FAULTS_SEED ?? Date.now() % 1_000_000));
