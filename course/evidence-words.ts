import type { Evidence } from "../grader/index";

/**
 * The solution's result. A missing one is no fault of the learner's: it means that the lab itself is broken.
 *
 * @throws Error if it is undefined
 */
export function requireFromSolution<T>(found: T | undefined): T {
  if (found === undefined) throw new Error("The solution's run left nothing to compare with.");
  return found;
}

/** The name of the stream that a request to Kinesis is about: it has the name or the ARN. */
export function findStreamName(input: unknown): string | undefined {
  const { StreamName, StreamARN } = Object(input) as { readonly StreamName?: string; readonly StreamARN?: string };
  return StreamName ?? StreamARN?.split("/").at(-1);
}

/** The input of the last call of an operation that AWS has refused: for one setting it refuses all, and the others can be right. */
export const findRefusedInput = (
  { journal }: Evidence,
  ...which: Parameters<Evidence["journal"]["findRefusedCalls"]>
): unknown => journal.findRefusedCalls(...which).at(-1)?.input;

/** The error with which the answer to a question ended; undefined if there is a value. */
export function findAnswerError(run: Evidence, id: string): string | undefined {
  const answer = run.answer(id);
  return "error" in answer ? answer.error : undefined;
}

/** The error that stopped a cell; of several cells, the first error. Undefined if none was stopped. */
export function describeStop(run: Evidence, ...cells: readonly string[]): string | undefined {
  return cells.map((cell) => run.findCell(cell)?.error).find((error) => error !== undefined);
}
