export { ByteWriter, compareUtf8, fromHex, shortCode, toHex, utf8 } from './bytes.js';
export { canonicalBytes, type Json } from './json/canonical.js';
export * from './draw/draw.js';
export { QUICKNET, readRoundFile, roundAt, timeOfRound, verifyRound } from './entropy/beacon.js';
export { type CeremonyEvent, type Witness, witnessHash } from './entropy/ceremony.js';
export {
  checkFigures,
  type FigureEvent,
  type FigureGroup,
  type Figures,
  figuresKey,
  outcomesOf,
  readFiguresEvent,
  repeatedEvent,
} from './entropy/figures.js';
export {
  type Assurance,
  assuranceOf,
  checkEventMoments,
  checkRevealMoment,
  ENTROPY_SOURCES,
  type EntropyEvent,
  type EntropyReveal,
  type EntropySource,
  randomnessOf,
  readEvent,
  readReveal,
} from './entropy/source.js';
export { type SealedReveal } from './entropy/sealed.js';
export { brief, ProtocolError, type ProtocolFault, type Words } from './errors.js';
export * from './evidence/evidence.js';
export * from './evidence/shown.js';
export { Generator } from './chance/generator.js';
export { dayNumber, FIELD, HEX_64, ID, instantNumber, isId } from './ids.js';
export { JsonStream, type JsonSink, MAX_VALUE_BYTES } from './json/json-stream.js';
export { readJson } from './json/json-value.js';
export * from './pool/leaves.js';
export { type Checkpoint, checkpointText, type LogHead, readCheckpoint } from './log/checkpoint.js';
export { entryBytes, type LogEntry, type LogFact, type LogKind, readEntry } from './log/entries.js';
export {
  isOrigin,
  type Note,
  type NoteSigner,
  parseNote,
  readVerifierKey,
  signedBy,
  signerOf,
  signNote,
  type VerifierKey,
  verifierKey,
} from './log/note.js';
export {
  checkLogInclusion,
  checkLogSignature,
  entryOf,
  groundOf,
  type LogProof,
  type ProvenEntry,
  readLogProof,
} from './log/log-proof.js';
export {
  type Alarm,
  judgeLog,
  type LogAnswers,
  readWitnessMemory,
  type SeenKey,
  type WitnessMemory,
  type WitnessVerdict,
  withUnproven,
} from './log/log-witness.js';
export {
  type LogOffence,
  type LogWatch,
  openCommitments,
  readWatch,
  UNWATCHED,
  type WatchedDraw,
  watchLog,
  writtenWatch,
} from './log/watch.js';
export { isReadingOf, type LogReading, readPage, readReading, UNREAD, writtenReading } from './log/log-reading.js';
export * from './pool/manifest.js';
export * from './pool/relation.js';
export * from './merkle.js';
export * from './pairing/pairing-cut.js';
export { ENOUGH_TEAMS, type ImpossibleTargets, SmallPools } from './pairing/possible-teams.js';
export { eligibilityOf, type Eligibility } from './pairing/eligibility.js';
export {
  type DrawSeeds,
  hashRecord,
  type InspectorLoad,
  RECORD_FORMAT,
  recordChunks,
  type RecordSource,
  type StratumSelection,
  type Team,
  type Versions,
} from './draw/record.js';
export { PAIRING_LABEL, selectionLabel } from './chance/seeds.js';
export { permute } from './chance/selection.js';
export { type DayRange } from './json/shape.js';
export {
  MAX_POPULATION,
  type Rate,
  type Share,
  type Stratum,
  type StratumRule,
  sizeByRate,
  sizeOf,
  sizeStrata,
  splitTotal,
  type Total,
  totalOf,
} from './pool/sizes.js';
export { ExclusionSnapshot, InspectorSnapshot, Placing, type TargetPool, TargetSnapshot } from './pool/snapshot.js';
export { DEFAULT_SUITE, type Suite, type SuiteId, suiteOf } from './suite.js';
export * from './evidence/closing.js';
export * from './evidence/subject-rows.js';
export * from './evidence/subject.js';
export * from './evidence/verify.js';
export * from './fairness/assignment.js';
export * from './fairness/chances.js';
export * from './fairness/outcomes.js';
export * from './fairness/sheet.js';
export { MerklePaths } from './merkle-paths.js';
export { consistencyRuns, inclusionRuns, nodesOf, type Run, type TreeNode } from './tree-runs.js';
export { Classifier } from './pool/classifier.js';
