import { type DataSource } from 'typeorm';

import { fairnessOf } from '../fairness/draw-fairness.js';
import { indexPool } from '../shown/pool-index.js';
import { type ReadingTask, type TaskResults } from './tasks.js';

const READINGS = { fairness: fairnessOf, index: indexPool };

/** Does what a reading asks for, on whichever thread this is. */
export async function readDraw<K extends ReadingTask['kind']>(
  dataSource: DataSource,
  { drawId: id, kind, manifest, recorded }: ReadingTask<K>,
): Promise<TaskResults[K]> {
  const read = READINGS[kind] as (dataSource: DataSource, draw: object) => Promise<TaskResults[ReadingTask['kind']]>;
  return (await read(dataSource, { id, manifest, recorded })) as TaskResults[K];
}
