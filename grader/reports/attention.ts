import { AT_AN_UNKNOWN_TIME, LATE_AT_AN_UNKNOWN_TIME } from "../adjust/adjust";
import {
  CLOUD_FAILED,
  isNotEmulated,
  isNotFound,
  NO_ORC,
  sumMarks,
  type GradeResults,
  type SubmissionResult,
} from "./results";

/** A matter that an instructor should look at before the marks are published, and the submissions concerned. */
export interface Attention {
  /** Identifies the matter in the report. */
  readonly key: string;
  /** The matter, in words that follow a number, of one submission or of several: `nearly right`. */
  readonly says: string;
  /** Advice to the instructor. */
  readonly todo: string;
  readonly ids: readonly string[];
}

/** Share of the full mark above which a learner lacks little, perhaps by an accident. */
const NEARLY = 0.9;

interface Kind extends Omit<Attention, "ids"> {
  isDue(submission: SubmissionResult, results: GradeResults): boolean;
}

const isTimeUnknown = (note: string): boolean => note === AT_AN_UNKNOWN_TIME || note === LATE_AT_AN_UNKNOWN_TIME;

/** Whether nothing is missing, such as after a manual mark. Points lost by hints or lateness are not missing. */
function hasFullMarks({ score, max, exercises }: SubmissionResult): boolean {
  const earned = sumMarks(exercises.map(({ score, hintCost = 0 }) => score + hintCost));
  return score >= max || earned >= max;
}

/** The most urgent first. */
const KINDS: readonly Kind[] = [
  {
    key: "fault",
    says: "without a mark: the grader itself failed",
    todo: "Grade manually, and report the failure.",
    isDue: ({ status }) => status === "grader-fault",
  },
  {
    key: "cloud",
    says: "with a lab cloud that failed",
    todo: "Answers that lost points may be right: look at them, and report the failure.",
    isDue: ({ instructorNotes = [] }) => instructorNotes.includes(CLOUD_FAILED),
  },
  {
    key: "machine",
    says: "with an answer that this machine can't run: it writes ORC",
    todo: "Run `npm start -- --install`, and grade again.",
    isDue: ({ instructorNotes = [] }) => instructorNotes.includes(NO_ORC),
  },
  {
    key: "not-emulated",
    says: "with an answer that the lab cloud doesn't emulate",
    todo: "AWS may accept it: look at what lost points there. Their rows quote the lab cloud.",
    isDue: ({ instructorNotes = [] }) => instructorNotes.some(isNotEmulated),
  },
  {
    key: "unreadable",
    says: "unreadable or refused",
    todo: "Their pages say what to submit instead.",
    isDue: ({ status }) => status === "unreadable" || status === "rejected",
  },
  {
    key: "stopped",
    says: "ran too long, crashed or ran out of memory",
    todo: "Right answers have their marks. Look at what didn't finish.",
    isDue: ({ status }) => status === "timeout" || status === "crashed" || status === "out-of-memory",
  },
  {
    key: "not-found",
    says: "with answers that could not be found",
    todo: "Their pages say why at the top. If you find an answer there yourself, give it a manual mark.",
    isDue: ({ exercises }) => exercises.some(isNotFound),
  },
  {
    key: "untouched",
    says: "unchanged: as handed out",
    todo: "Learners who did work on it may have handed in another copy, or one that was not saved.",
    isDue: ({ status, exercises }) =>
      status === "graded" &&
      exercises.length > 0 &&
      exercises.every((exercise) => exercise.status === "open" && !isNotFound(exercise)),
  },
  {
    key: "similar",
    says: "like another one",
    todo: "A hint at where to look, not a verdict.",
    isDue: ({ id }, { similar = [] }) => similar.some(({ a, b }) => a === id || b === id),
  },
  {
    key: "nearly",
    says: "nearly right",
    todo: "At most a tenth of the points is missing: a quick look may find a small mistake.",
    isDue: (submission) => {
      const { status, score, graded = score, max } = submission;
      return status === "graded" && graded < max && graded >= NEARLY * max && !hasFullMarks(submission);
    },
  },
  {
    key: "time",
    says: "handed in at an unknown time",
    todo: "Nothing was deducted for lateness. Fill in `submitted` in the roster.",
    isDue: ({ status, instructorNotes = [] }) => status !== "grader-fault" && instructorNotes.some(isTimeUnknown),
  },
  {
    key: "notes",
    says: "with manual marks for another hand-in",
    todo: "Their rows say which. Those marks don't count for the hand-in that counts.",
    isDue: ({ status, instructorNotes = [] }) =>
      status !== "grader-fault" &&
      instructorNotes.some(
        (note) => ![NO_ORC, CLOUD_FAILED].includes(note) && !isTimeUnknown(note) && !isNotEmulated(note),
      ),
  },
  {
    key: "attempts",
    says: "handed in more than once",
    todo: "Their rows say which hand-in counts.",
    isDue: ({ attempts = [] }) => attempts.length > 0,
  },
  {
    key: "missing",
    says: "on the roster, with nothing handed in",
    todo: "",
    isDue: ({ status }) => status === "missing",
  },
  {
    key: "lms",
    says: "without a Canvas or Moodle id, login or email",
    todo: "A gradebook can't match these marks to a learner: add one of these to the roster.",
    isDue: ({ student: { lmsId, login, email } = {} }, { anonymous = false }) =>
      !anonymous && (lmsId ?? login ?? email) === undefined,
  },
];

/** The matters that an instructor should look at, the most urgent first; only those that concern a submission. */
export function findAttention(results: GradeResults): Attention[] {
  return KINDS.map(({ isDue, ...kind }) => ({
    ...kind,
    ids: results.submissions.filter((submission) => isDue(submission, results)).map(({ id }) => id),
  })).filter(({ ids }) => ids.length > 0);
}
