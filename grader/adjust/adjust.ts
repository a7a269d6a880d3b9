import { sumMarks, type Attempt, type ExerciseResult, type SubmissionResult } from "../reports/results";
import type { FoundSubmission } from "../submission/found-submissions";
import type { Student } from "../submission/submission";
import { TableProblem } from "./csv";
import { calculateLateness, type LatePolicy } from "./late-policy";
import { applyManualMark, applyWholeMarks } from "./apply-marks";
import type { ManualMark } from "./manual-marks";
import { findMember, type Member } from "./roster";

/** An instructor's additions to the grader's own marks. */
export interface Adjustments {
  readonly roster?: readonly Member[];
  readonly late?: LatePolicy;
  readonly manual?: readonly ManualMark[];
  /** Which of a learner's several hand-ins counts. Default: the last one. */
  readonly counts?: Counts;
  /** The cost of each hint, in percent of the points that the learner earned in its exercise. Default: nothing. */
  readonly hintPercent?: number;
}

/** `best`: the highest mark after manual marks and lateness; of equal ones the last. */
export type Counts = "last" | "best";

/** A learner's earlier hand-in, with its marks of that time. */
export interface EarlierAttempt {
  readonly result: SubmissionResult;
  /** ISO 8601. */
  readonly submitted?: string;
  /** See `Graded`; undefined if an older version has graded it. */
  readonly content?: string;
}

/** The submission that a result belongs to. */
export interface HandIn extends Pick<FoundSubmission, "id" | "student"> {
  /** See `SubmissionResult`. */
  readonly exportedAs?: string;
  /** See `Graded`. */
  readonly content?: string;
  /** The oldest first. */
  readonly earlier?: readonly EarlierAttempt[];
}

/**
 * Adds names, manual marks, comments and the deduction for lateness to the grader's results. The log keeps the results without
 * these, so they can be adjusted again.
 *
 * Hints come first, then manual points, lateness last. A learner on the roster without a submission gets a row of status `missing`.
 *
 * @param found the submission of each result, in the same order
 * @throws TableProblem if manual marks name a submission or exercise that is not there, or come to more than full marks
 */
export function adjustResults(
  results: readonly SubmissionResult[],
  found: readonly HandIn[],
  adjustments: Adjustments,
): SubmissionResult[] {
  const { roster = [], manual = [] } = adjustments;
  const stray = manual.find(
    (mark) =>
      !results.some(
        ({ id, exercises }) =>
          id === mark.id &&
          (mark.exercise === undefined ||
            exercises.length === 0 ||
            exercises.some((exercise) => exercise.id === mark.exercise)),
      ),
  );
  if (stray)
    throw new TableProblem(
      `Manual marks are given to ${stray.id}${stray.exercise === undefined ? "" : `, ${stray.exercise}`}, which was not graded.`,
    );
  const tooHigh = new Set<string>();
  const members = found.map((item) => findMember(item, roster));
  const here = results.map((result, at) => ({
    ...(found[at]?.exportedAs === undefined ? {} : { exportedAs: found[at].exportedAs }),
    ...selectCountingHandIn(
      result,
      { ...(found[at] ?? { id: result.id, student: {} }), member: members[at], tooHigh },
      adjustments,
    ),
  }));
  if (tooHigh.size > 0) throw new TableProblem(...tooHigh);
  const max = results[0]?.max ?? 0;
  const present = new Set(members);
  const missing = roster.filter((member) => !present.has(member));
  return [
    ...here,
    ...missing.map((member): SubmissionResult => ({
      id: member.id ?? member.email ?? member.login ?? member.name ?? member.lmsId ?? "",
      status: "missing",
      score: 0,
      max,
      seconds: 0,
      exercises: [],
      notes: [],
      student: toStudent(member),
    })),
  ];
}

/** The hand-in that counts, with its adjustments; if there are several hand-ins, with the marks of all of them. */
function selectCountingHandIn(
  result: SubmissionResult,
  { student, earlier = [], member, content, tooHigh }: HandIn & Pick<LearnerContext, "member" | "tooHigh">,
  adjustments: Adjustments,
): SubmissionResult {
  const last = adjustResult(result, { student, member, content, tooHigh }, adjustments);
  if (earlier.length === 0) return last;
  const before = earlier.map(({ result: then, submitted, content: earlierContent = "unknown" }) =>
    // The time of submission in the roster is that of the last hand-in, so it is left out for earlier ones.
    adjustResult(
      then,
      {
        student: setSubmissionTime(submitted, student),
        member: member && setSubmissionTime(undefined, member),
        content: earlierContent,
        tooHigh,
      },
      adjustments,
    ),
  );
  const all = [...before, last];
  const best = Math.max(...all.map(({ score }) => score));
  const counting = adjustments.counts === "best" ? (all.findLast(({ score }) => score === best) ?? last) : last;
  const attempts = all.map((submissionResult): Attempt => {
    const { status, score, max } = submissionResult;
    const submitted = submissionResult.student?.submitted;
    return {
      status,
      score,
      max,
      counts: submissionResult === counting,
      ...(submitted === undefined ? {} : { submitted }),
    };
  });
  return { ...counting, attempts };
}

/** A copy of the person with this time of submission, or with none. */
function setSubmissionTime<T extends Student>(submitted: string | undefined, person: T): T {
  const rest = Object.entries(person).filter(([name]) => name !== "submitted");
  return { ...(Object.fromEntries(rest) as T), ...(submitted === undefined ? {} : { submitted }) };
}

export const AT_AN_UNKNOWN_TIME = "The hand-in time is unknown, so nothing was deducted for lateness.";
/** Canvas's export marks a file as late, and does not say how late it is. */
export const LATE_AT_AN_UNKNOWN_TIME =
  "Canvas marks this as late, but the hand-in time is unknown, so nothing was deducted. Put the time into the roster's column `submitted`.";

interface LearnerContext {
  readonly student: Student;
  readonly member: Member | undefined;
  /** See `HandIn`. */
  readonly content: string | undefined;
  /** Collects the problems of manual marks that come to more than full marks. */
  readonly tooHigh: Set<string>;
}

function adjustResult(
  result: SubmissionResult,
  { student, member, content, tooHigh }: LearnerContext,
  { late: policy, manual = [], hintPercent }: Adjustments,
): SubmissionResult {
  const manualMarks = manual.filter(({ id }) => id === result.id);
  const isForThis = (mark: ManualMark): boolean =>
    mark.content === undefined || content === undefined || mark.content === content;
  const matching = manualMarks.filter(isForThis);
  const afterHints = applyHintCost(result, hintPercent);
  const exercises = afterHints.map((exercise) =>
    applyManualMark(
      exercise,
      matching.find((mark) => mark.exercise === exercise.id),
      tooHigh,
    ),
  );
  const whole = matching.filter((mark) => mark.exercise === undefined);
  const earned = applyWholeMarks({ ...result, exercises }, whole, tooHigh);
  const who = toStudent({ ...student, ...member });
  const late =
    policy && who.submitted !== undefined ? calculateLateness(who.submitted, policy, member?.due) : undefined;
  const score = late ? sumMarks([earned, (-earned * late.percent) / 100]) : earned;
  return {
    ...result,
    score,
    exercises,
    notes: [...result.notes, ...describeHintCost(afterHints, hintPercent)],
    ...listNotes([
      ...(result.instructorNotes ?? []),
      ...manualMarks.filter((mark) => !isForThis(mark)).map(describeOtherHandIn),
      ...(policy && who.submitted === undefined ? [describeUnknownTime(who)] : []),
    ]),
    ...(Object.keys(who).length > 0 ? { student: who } : {}),
    ...(score === result.score ? {} : { graded: result.score }),
    ...(late ? { late } : {}),
    ...collectComments(whole),
  };
}

/** The exercises without the points that hints cost, which are at most those earned. */
const applyHintCost = ({ exercises, hints = {} }: SubmissionResult, percent = 0): readonly ExerciseResult[] =>
  exercises.map((exercise) => {
    const share = Math.min(((hints[exercise.id] ?? 0) * percent) / 100, 1);
    const hintCost = sumMarks([exercise.score * share]);
    return hintCost === 0 ? exercise : { ...exercise, score: sumMarks([exercise.score, -hintCost]), hintCost };
  });

function describeHintCost(exercises: readonly ExerciseResult[], percent = 0): string[] {
  const total = sumMarks(exercises.map(({ hintCost = 0 }) => hintCost));
  if (total === 0) return [];
  return [`Each hint costs ${percent} % of the points earned in its exercise: ${total} points in all.`];
}

function listNotes(instructorNotes: readonly string[]): Pick<SubmissionResult, "instructorNotes"> {
  return instructorNotes.length > 0 ? { instructorNotes } : {};
}

/** Says that a mark does not count here, since a learner's new answers may have earned what it was given for. */
function describeOtherHandIn({ where = "A manual mark", exercise, points, effect, comment = "" }: ManualMark): string {
  const subject =
    points === undefined ? `the comment "${comment}"` : `${effect === "bonus" ? "a bonus of " : ""}${points} points`;
  return `${where} (${subject} for ${exercise ?? "the whole"}) applies to another hand-in and doesn't count for this one. To count it here, put this hand-in's number into its column "hand-in".`;
}

const describeUnknownTime = ({ late }: Student): string => (late ? LATE_AT_AN_UNKNOWN_TIME : AT_AN_UNKNOWN_TIME);

function collectComments(marks: readonly ManualMark[]): Pick<SubmissionResult, "comments"> {
  const comments = marks.flatMap(({ comment }) => comment ?? []);
  return comments.length > 0 ? { comments } : {};
}

/** The learner's names and time of submission, without the roster's own columns such as `due`. */
function toStudent({ name, email, login, lmsId, submitted, late }: Member): Student {
  return Object.fromEntries(
    Object.entries({ name, email, login, lmsId, submitted, late }).filter(([, value]) => value !== undefined),
  );
}
