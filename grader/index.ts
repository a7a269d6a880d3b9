/**
 * The grader's public interface: the functions for writing a lab's checks, and those that the `labs` command calls.
 *
 */
export { exercise, it } from "./judge/exercise";
export type { ExerciseOptions, EvidencePair } from "./judge/exercise";
export { formatHint } from "./judge/hint";
export type { Advice } from "./judge/hint";
export { parseBigInt } from "./core/big-int";
export { parseUntrustedJson } from "./core/parsed-json";
export { formatValue } from "./core/plain-text";
export { createTranslate, translateLine } from "./core/translate";
export { readStreamRecords } from "./evidence/collect-streams";
export { ignoreRefusal } from "./evidence/ignore-refusal";
export { plan } from "./run/plan";
export type { Plan, ScriptAnswer, ScriptPlan, Stage, StageCost } from "./run/plan";
export type { CodeResources, CreatedResources, CreatedResource } from "./run/created-resources";
export type { CellCall, Question } from "./sandbox/inside/messages";
export type { Evidence } from "./evidence/view";
export type {
  AnswerEvidence,
  BucketEvidence,
  FirehoseEvidence,
  JournalLine,
  ObjectEvidence,
  RecordEvidence,
  StreamEvidence,
} from "./evidence/evidence";
export { grade } from "./batch/grade";
export type { Batch, Progress } from "./batch/batch";
export type { BatchResult } from "./batch/grade";
export { mergeReports } from "./shards/merge-reports";
export { ShardProblem } from "./batch/shard-file";
export { readShard } from "./batch/shard";
export type { Shard } from "./batch/shard";
export { TABLES, UsedFolderError } from "./batch/out-folder";
export { checkLab, openRehearsal, recordLab } from "./batch/on-demand";
export type { Check } from "./checker/check-lab";
export type { CheckerAddress, CheckOutcome, CheckResponse, CheckRequest, Verdict } from "./checker/messages";
export { toVerdict } from "./checker/verdict";
export { GraderFault, UnknownExercise, NotConfinedError } from "./engine/faults";
export type {
  AnswerLines,
  RehearsalExtras,
  RehearsalVariation,
  Rehearsal,
  RehearsalOptions,
} from "./checker/rehearsal";
export type { EquivalentMutants } from "./mutation/judged";
export { renderExerciseText } from "./reports/feedback-text";
export { MissingSubmission } from "./submission/look-at-path";
export { renderFeedbackText } from "./reports/feedback-text";
export type { Adjustments, Counts } from "./adjust/adjust";
export { TableProblem } from "./adjust/csv";
export { readLatePolicy } from "./adjust/late-policy";
export { readManualMarks } from "./adjust/manual-marks";
export { readRoster } from "./adjust/roster";
export { formatRecordedLab, getRecordingPath, loadRecordedLab } from "./class-copy/recorded-lab";
export type { RecordedLab } from "./class-copy/recorded-lab";
export { findAttention } from "./reports/attention";
export type { Attention } from "./reports/attention";
export { describeHandBack } from "./reports/hand-back";
export { STATUS_WORDS } from "./reports/words";
export type { ClaimResult, ExerciseResult, GradeResults, Status, SubmissionResult } from "./reports/results";
