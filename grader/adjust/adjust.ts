import { total, type Attempt, type ExerciseResult, type SubmissionResult } from "../results";
import type { FoundSubmission } from "../submission/found";
import type { Student } from "../submission/submission";
import { TableProblem } from "./csv";
import { lateness, type LatePolicy } from "./late-policy";
import type { ManualMark } from "./manual-marks";
import { memberFor, type Member } from "./roster";

/** An instructor's additions to the grader's own marks. */
export interface Adjustments {
  readonly roster?: readonly Member[];
  readonly late?: LatePolicy;
  readonly manual?: readonly ManualMark[];
  /** Which of a learner's several hand-ins counts. Default: the last one. */
  readonly counts?: Counts;
}

/** `best`: the highest mark after manual marks and lateness; of equal ones the last. */
export type Counts = "last" | "best";

/** A learner's earlier hand-in, with its marks of that time. */
export interface EarlierAttempt {
  readonly result: SubmissionResult;
  /** ISO 8601. */
  readonly submitted?: string;
}

/** The submission that a result belongs to. */
export interface HandIn extends Pick<FoundSubmission, "id" | "student"> {
  /** See `SubmissionResult`. */
  readonly exportedAs?: string;
  /** The oldest first. */
  readonly earlier?: readonly EarlierAttempt[];
}

/**
 * Adds names, manual marks, comments and the deduction for lateness to the grader's results. The log keeps the results without
 * these, so they can be adjusted anew.
 *
 * Manual points come first, lateness last. A learner on the roster without a submission gets a row of status `missing`.
 *
 * @param found the submission of each result, in the same order
 * @throws TableProblem if manual marks name a submission or exercise that is not there
 */
export function adjusted(
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
          (mark.exercise === undefined || exercises.length === 0 || exercises.some((one) => one.id === mark.exercise)),
      ),
  );
  if (stray)
    throw new TableProblem(
      `Manual marks are given to ${stray.id}${stray.exercise === undefined ? "" : `, ${stray.exercise}`}, which was not graded.`,
    );
  const members = found.map((one) => memberFor(one, roster));
  const here = results.map((result, at) => ({
    ...(found[at]?.exportedAs === undefined ? {} : { exportedAs: found[at].exportedAs }),
    ...countingOf(result, { ...(found[at] ?? { id: result.id, student: {} }), member: members[at] }, adjustments),
  }));
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
      student: facts(member),
    })),
  ];
}

/** The hand-in that counts, with its adjustments; if there are several hand-ins, with the marks of all of them. */
function countingOf(
  result: SubmissionResult,
  { student, earlier = [], member }: HandIn & { readonly member: Member | undefined },
  adjustments: Adjustments,
): SubmissionResult {
  const last = adjustedOne(result, { student, member }, adjustments);
  if (earlier.length === 0) return last;
  const before = earlier.map(({ result: then, submitted }) =>
    // The time of submission in the roster is that of the last hand-in, so it is left out for earlier ones.
    adjustedOne(then, { student: at(submitted, student), member: member && at(undefined, member) }, adjustments),
  );
  const all = [...before, last];
  const best = Math.max(...all.map(({ score }) => score));
  const counting = adjustments.counts === "best" ? (all.findLast(({ score }) => score === best) ?? last) : last;
  const attempts = all.map((one): Attempt => {
    const { status, score, max } = one;
    const submitted = one.student?.submitted;
    return { status, score, max, counts: one === counting, ...(submitted === undefined ? {} : { submitted }) };
  });
  return { ...counting, attempts };
}

/** A copy of the person with this time of submission, or with none. */
function at<T extends Student>(submitted: string | undefined, person: T): T {
  const rest = Object.entries(person).filter(([name]) => name !== "submitted");
  return { ...(Object.fromEntries(rest) as T), ...(submitted === undefined ? {} : { submitted }) };
}

const AT_AN_UNKNOWN_TIME = "Nobody knows when this was handed in, so that nothing was deducted for lateness.";
/** Canvas's export marks a file as late, and does not say how late it is. */
const LATE_AT_AN_UNKNOWN_TIME =
  "Canvas marks this as late. Nobody knows when it was handed in, so that nothing was deducted: put the time into the roster, as `submitted`.";

function adjustedOne(
  result: SubmissionResult,
  { student, member }: { student: Student; member: Member | undefined },
  { late: policy, manual = [] }: Adjustments,
): SubmissionResult {
  const own = manual.filter(({ id }) => id === result.id);
  const exercises = result.exercises.map((exercise) =>
    withManual(
      exercise,
      own.find((mark) => mark.exercise === exercise.id),
    ),
  );
  const whole = own.filter((mark) => mark.exercise === undefined);
  const earned = Math.max(0, total([...exercises.map(({ score }) => score), ...whole.map(({ points = 0 }) => points)]));
  const who = facts({ ...student, ...member });
  const late = policy && who.submitted !== undefined ? lateness(who.submitted, policy, member?.due) : undefined;
  const score = late ? total([earned, (-earned * late.percent) / 100]) : earned;
  return {
    ...result,
    score,
    exercises,
    ...(policy && who.submitted === undefined
      ? { instructorNotes: [...(result.instructorNotes ?? []), unknownTime(who)] }
      : {}),
    ...(Object.keys(who).length > 0 ? { student: who } : {}),
    ...(score === result.score ? {} : { graded: result.score }),
    ...(late ? { late } : {}),
    ...commentsIn(whole),
  };
}

const unknownTime = ({ late }: Student): string => (late ? LATE_AT_AN_UNKNOWN_TIME : AT_AN_UNKNOWN_TIME);

function commentsIn(marks: readonly ManualMark[]): Pick<SubmissionResult, "comments"> {
  const comments = marks.flatMap(({ comment }) => comment ?? []);
  return comments.length > 0 ? { comments } : {};
}

function withManual(exercise: ExerciseResult, mark: ManualMark | undefined): ExerciseResult {
  if (!mark) return exercise;
  const { points, comment } = mark;
  return {
    ...exercise,
    ...(points === undefined ? {} : { score: points, graded: exercise.score }),
    ...(comment === undefined ? {} : { comment }),
  };
}

/** The learner's names and time of submission, without the roster's own columns such as `due`. */
function facts({ name, email, login, lmsId, submitted, late }: Member): Student {
  return Object.fromEntries(
    Object.entries({ name, email, login, lmsId, submitted, late }).filter(([, value]) => value !== undefined),
  );
}
