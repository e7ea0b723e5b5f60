export { ByteWriter, compareUtf8, fromHex, toHex, utf8 } from './bytes.js';
export { canonicalBytes, type Json } from './canonical.js';
export * from './draw.js';
export { brief, ProtocolError, type ProtocolFault, type Words } from './errors.js';
export * from './evidence.js';
export { Generator } from './generator.js';
export { dayNumber, FIELD, HEX_64, ID, instantNumber, isId } from './ids.js';
export { JsonStream, type JsonSink, MAX_VALUE_BYTES } from './json-stream.js';
export { readJson } from './json-value.js';
export * from './leaves.js';
export * from './manifest.js';
export * from './merkle.js';
export * from './pairing-cut.js';
export { ENOUGH_TEAMS, possibleTeams } from './possible-teams.js';
export { eligibilityOf, type Eligibility } from './eligibility.js';
export {
  type DrawSeeds,
  hashRecord,
  type InspectorLoad,
  RECORD_FORMAT,
  recordChunks,
  type RecordSource,
  type SealedReveal,
  type StratumSelection,
  type Team,
  type Versions,
} from './record.js';
export { PAIRING_LABEL, selectionLabel } from './seeds.js';
export { permute } from './selection.js';
export { type DayRange } from './shape.js';
export { MAX_POPULATION, type Rate, type Stratum, type StratumRule, sizeByRate, sizeOf, sizeStrata } from './sizes.js';
export { ExclusionSnapshot, InspectorSnapshot, type TargetPool, TargetSnapshot } from './snapshot.js';
export { DEFAULT_SUITE, type Suite, type SuiteId, suiteOf } from './suite.js';
export * from './verify.js';
