import type { Evidence } from "../grader/index";

/** What the solution has done. That it has is no claim on the learner: if not, the lab is broken. */
export function inSolution<T>(found: T | undefined): T {
  if (found === undefined) throw new Error("The solution's run left nothing to compare with.");
  return found;
}

/** What stopped a cell, in words; the first of several cells that was stopped. */
export function stopOf(run: Evidence, ...cells: readonly string[]): string | undefined {
  return cells.map((cell) => run.cell(cell)?.error).find((error) => error !== undefined);
}
