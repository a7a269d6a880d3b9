import type { Evidence } from "../../grader/index";
import { SqlParseError, UnreadableSqlError } from "./read-sql";

/** A parsed statement, or the reason why it could not be parsed. */
export type ParseResult<T> =
  | { readonly found: T }
  | {
      readonly problem: string;
      /** Whether it may be valid, but has a part that the checks don't read. */
      readonly isUnreadable?: boolean;
      /** The word of the statement at which reading stopped, if it stopped at one. */
      readonly word?: string | undefined;
    };

/** The result of work on a statement, or why it could not be done. */
export function catchNotRead<T>(work: () => T): ParseResult<T> {
  try {
    return { found: work() };
  } catch (error) {
    if (!(error instanceof SqlParseError)) throw error;
    return { problem: error.message, isUnreadable: error instanceof UnreadableSqlError, word: error.word };
  }
}

/** As `catchNotRead`, for a claim that compares the result, or shows the reason in its place. */
export function catchProblem<T>(work: () => T): T | string {
  const result = catchNotRead(work);
  return "found" in result ? result.found : result.problem;
}

/**
 * Parses the statement in an answer of the learner's code.
 *
 * @param intro the beginning of the reason, if the statement is not understood
 */
export function parseAnswer<T>(
  answer: ReturnType<Evidence["answer"]> | undefined,
  read: (sql: string) => T,
  intro = "",
): ParseResult<T> {
  if (answer === undefined) return { problem: "there is no statement" };
  if ("error" in answer) return { problem: answer.error };
  if (typeof answer.value !== "string") return { problem: "it is not text" };
  const text = answer.value;
  const result = catchNotRead(() => read(text));
  return "found" in result || result.isUnreadable === true
    ? result
    : { ...result, problem: `${intro}${result.problem}` };
}
