import type { Verdict } from "./judge";
import { exceptionFor, type Difference } from "./exceptions";
import type { Question } from "./questions";

/** What the comparison came to. */
export interface Comparison {
  readonly same: number;
  /** Queries by the reason that is written down for their difference. */
  readonly explained: Readonly<Record<string, number>>;
  readonly differences: readonly Difference[];
}

/** Compares verdicts question by question. */
export function compared(
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
    if (comparable(our) === comparable(trino)) same += 1;
    else {
      const reason = exceptionFor({ ...question, ours: our, trino });
      if (reason === undefined) differences.push({ ...question, ours: our, trino });
      else explained[reason] = (explained[reason] ?? 0) + 1;
    }
  }
  return { same, explained, differences };
}

/**
 * A verdict without what nobody promises: the order in which a map is printed, and the words of a failure that comes of a value. Words
 * with a place in the query are compared, but for the lists of what was expected there.
 */
export function comparable(verdict: Verdict): string {
  if ("code" in verdict) {
    const place = /^line \d+:\d+: /.exec(verdict.message);
    if (place === null) return verdict.code;
    const words = verdict.message
      .replace(/ or requester is not authorized to access requested resources$/, "")
      // Neither what could have stood there nor how signatures are spelt.
      .replace(/\. Expect(?:ing|ed): [\s\S]*$/, "")
      .replaceAll(", ", ",");
    return `${verdict.code} ${words}`;
  }
  const types = verdict.types.map((type) => type.replaceAll(/varchar\(\d+\)/g, "varchar"));
  const rows = verdict.rows.map((row) =>
    row.map((value, column) => (types[column]?.includes("map(") === true ? inAnyOrder(value) : value)),
  );
  return JSON.stringify([types, rows]);
}

const inAnyOrder = (printed: string | null): string | null =>
  printed === null
    ? null
    : printed
        .split(/, |[{}[\]]/)
        .sort()
        .join("|");
