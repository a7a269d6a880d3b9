import type { Verdict } from "./judge";
import { findException, type Difference } from "./exceptions";
import type { Question } from "./questions";

/** The result of the comparison. */
export interface Comparison {
  readonly same: number;
  /** The number of queries for each accepted reason of a difference. */
  readonly explained: Readonly<Record<string, number>>;
  readonly differences: readonly Difference[];
}

/** Compares verdicts question by question. */
export function compareKnown(
  questions: readonly Question[],
  ours: readonly Verdict[],
  trinos: readonly Verdict[],
): Comparison {
  const explained: Record<string, number> = {};
  const differences: Difference[] = [];
  let same = 0;
  for (const [index, question] of questions.entries()) {
    const [our, trino] = [ours[index], trinos[index]];
    if (our === undefined || trino === undefined) throw new Error(`there is no answer to ${question.sql}`);
    if (convertToCommonType(our) === convertToCommonType(trino)) same += 1;
    else {
      const reason = findException({ ...question, ours: our, trino });
      if (reason === undefined) differences.push({ ...question, ours: our, trino });
      else explained[reason] = (explained[reason] ?? 0) + 1;
    }
  }
  return { same, explained, differences };
}

/**
 * The part of a verdict that must be equal. Left out are the order in which a map is printed, and the message of a
 * failure that depends on a value. A message with a position in the query is compared, except for its list of expected
 * tokens.
 */
function convertToCommonType(verdict: Verdict): string {
  if ("code" in verdict) {
    const target = /^line \d+:\d+: /.exec(verdict.message);
    if (target === null) return verdict.code;
    const words = verdict.message
      .replace(/ or requester is not authorized to access requested resources$/, "")
      // Left out: the list of expected tokens, and blanks in signatures.
      .replace(/\. Expect(?:ing|ed): [\s\S]*$/, "")
      .replaceAll(", ", ",");
    return `${verdict.code} ${words}`;
  }
  const types = verdict.types.map((type) => type.replaceAll(/varchar\(\d+\)/g, "varchar"));
  const rows = verdict.rows.map((row) =>
    row.map((value, column) => (types[column]?.includes("map(") === true ? sortRows(value) : value)),
  );
  return JSON.stringify([types, rows]);
}

const sortRows = (printed: string | null): string | null =>
  printed === null
    ? null
    : printed
        .split(/, |[{}[\]]/)
        .sort()
        .join("|");
