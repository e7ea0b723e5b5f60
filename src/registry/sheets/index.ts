export * from './columns/column.js';
export { inspectors } from './columns/inspectors.js';
export { matters } from './columns/matters.js';
export { targets } from './columns/targets.js';
export { visits } from './columns/visits.js';
export { columnIndex, columnLetter, DEFAULT_LIMITS, type SheetFormat, type SheetLimits } from './grid.js';
export { SheetRefusal, type SheetProblem, type SheetProblemCode, type SheetRefusalCode } from './problems.js';
export {
  readRegister,
  readSheet,
  type ReadOptions,
  type ReadRecord,
  type RegisterSheet,
  type SheetRow,
  type SkippedRow,
} from './read.js';
export { isUscc, usccCheckCharacter } from './uscc.js';
export { csvLine, writeRegister, writeTable, writeTemplate, type Cell } from './write.js';
