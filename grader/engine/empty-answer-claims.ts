import type { ExerciseResult } from "../reports/results";

const EARNS_NOTHING = "This is true even without an answer, so by itself it earns no points.";

/**
 * A claim such as "never goes back" also holds where nothing happens. Such claims count together with others, but earn nothing by
 * themselves.
 *
 * @param heldByNothing the claims that also hold for an answer that does nothing; asked only if some of the claims hold
 */
export async function removeUnearned(
  result: ExerciseResult,
  heldByNothing: () => Promise<readonly string[]>,
): Promise<ExerciseResult> {
  if (result.status !== "partial") return result;
  const known = new Set(await heldByNothing());
  if (result.claims.some(({ says, holds }) => holds && !known.has(says))) return result;
  return { ...result, score: 0, status: "wrong", remarks: [...(result.remarks ?? []), EARNS_NOTHING] };
}
