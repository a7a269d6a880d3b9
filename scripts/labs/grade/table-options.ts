import { UsageError } from "../command";
import type { Counts } from "../../../grader/index";

/** The options of all commands that apply an instructor's tables to marks. */
export const TABLE_OPTIONS = {
  roster: {
    type: "string",
    value: "FILE",
    help: "a CSV file of the class: id, name, email, login, lms id, submitted, due",
  },
  late: {
    type: "string",
    value: "FILE",
    help: "a JSON file with the late policy: due, graceMinutes, percentPerDay, atMostPercent, cutOffDays",
  },
  manual: {
    type: "string",
    value: "FILE",
    help: "a CSV file with your own marks and comments: id, exercise, points, comment, hand-in",
  },
  counts: {
    type: "string",
    value: "last|best",
    help: "which mark counts where somebody has handed in again, and --resume has graded both (default: last)",
  },
} as const;

/** The option of all commands that write the reports of a class. */
export const ANONYMOUS_OPTION = {
  anonymous: {
    type: "boolean",
    default: false,
    help: "also write DIR/anonymous: marks and reports with pseudonyms, without names, ids and texts of learners",
  },
} as const;

/** @throws UsageError if the text is neither `last` nor `best` */
export function parseCounts(text = "last"): Counts {
  if (text !== "last" && text !== "best") throw new UsageError(`--counts is last or best, not "${text}".`);
  return text;
}
