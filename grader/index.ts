/**
 * The grader's public interface: the functions with which a lab's checks are written, and those that the `labs` command
 * calls.
 */
export { exercise, it } from "./judge/exercise";
export type { ExerciseOptions, Sides } from "./judge/exercise";
export { hint } from "./judge/hint";
export type { Advice } from "./judge/hint";
export { parsedJson } from "./parsed-json";
export { shown } from "./plain-text";
export { unlessRefused } from "./evidence/unless-refused";
export { plan } from "./run/plan";
export type { Plan, ScriptAnswer, ScriptPlan, Stage } from "./run/plan";
export type { MadeByCode, MadeInRun, MadeThing } from "./run/made";
export type { CallOfCell, Question } from "./sandbox/inside/messages";
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
export { ShardProblem } from "./shards/shard-file";
export { readShard } from "./shards/shard";
export type { Shard } from "./shards/shard";
export { TABLES, UsedFolder } from "./batch/out-folder";
export { checkLab, openRehearsal, recordLab } from "./on-demand";
export type { Check } from "./check-lab";
export type { CheckerPlace, FromChecker, ToChecker, Verdict } from "./checker/messages";
export { verdictOf } from "./checker/verdict";
export { GraderFault, NoSuchExercise, NotConfined } from "./engine/faults";
export type { AnswerLines, Extras, Held, Mistake, Rehearsal, RehearsalOptions } from "./rehearsal";
export type { EquivalentMutants } from "./mutation/judged";
export { exerciseText } from "./reports/feedback-text";
export { NoSubmission } from "./submission/look-at-path";
export { feedbackText } from "./reports/feedback-text";
export type { Adjustments, Counts } from "./adjust/adjust";
export { TableProblem } from "./adjust/csv";
export { readLatePolicy } from "./adjust/late-policy";
export { readManualMarks } from "./adjust/manual-marks";
export { readRoster } from "./adjust/roster";
export { recordedFile, recordedLab } from "./class-copy/recorded-lab";
export type { RecordedLab } from "./class-copy/recorded-lab";
export { attentionTo } from "./reports/attention";
export type { Attention } from "./reports/attention";
export { handBack } from "./reports/hand-back";
export { STATUS_WORDS } from "./reports/words";
export type { ClaimResult, ExerciseResult, GradeResults, Status, SubmissionResult } from "./results";
