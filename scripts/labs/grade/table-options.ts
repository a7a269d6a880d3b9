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
    help: "which mark counts if a learner has handed in again and --resume has graded both (default: last)",
  },
  "hint-cost": {
    type: "string",
    value: "PERCENT",
    help: "the cost of each hint a learner has seen, in percent of the points earned in its exercise (default: 0)",
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
  if (text !== "last" && text !== "best") throw new UsageError(`--counts must be last or best, not "${text}".`);
  return text;
}

/** @throws UsageError if the text isn't a number from 0 to 100 */
export function parseHintCost(text = "0"): number {
  const percent = Number(text);
  if (text.trim() === "" || !(percent >= 0 && percent <= 100))
    throw new UsageError(`--hint-cost must be a percentage from 0 to 100, not "${text}".`);
  return percent;
}
