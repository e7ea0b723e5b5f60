import { type Entities } from './platform/database/open-database.js';
import { Change } from './platform/history/change.entity.js';
import { Job } from './platform/jobs/job.entity.js';

/** Every entity of the product: composition, as in app.module.ts. */
export const ENTITIES: Entities = [Change, Job];
