import { join } from "node:path";
import type { EquivalentMutants, Rehearsal } from "../../grader/index";
import { judgeMutants, scoreOf } from "../../grader/mutation/judged";
import type { MutationScore } from "../../grader/mutation/judged";
import type { SolutionMutant } from "../../grader/mutation/mutants";

const COURSE = join(import.meta.dirname, "..");

/** The score that each lab's checks must reach. */
export const LEAST_SCORE = 0.97;

/** The mutants of a lab that are right answers, with their reasons. */
export async function equivalentMutantsOf(lab: string): Promise<EquivalentMutants> {
  const file = join(COURSE, lab, "equivalent-mutants.ts");
  const { equivalentMutants } = (await import(file)) as { equivalentMutants: EquivalentMutants };
  return equivalentMutants;
}

/** Judges these mutants of a lab, and counts the verdicts. */
export async function mutationScore(
  lab: string,
  mutants: readonly SolutionMutant[],
  { rehearsal, told }: { rehearsal: Rehearsal; told?: () => void },
): Promise<MutationScore> {
  return scoreOf(await judgeMutants(mutants, rehearsal, { told }), await equivalentMutantsOf(lab));
}

/** Names mutants for a message, a line each. */
export function listed(mutants: readonly SolutionMutant[]): string {
  return mutants.map(({ exercise, key }) => `  ${exercise}\n    ${key}`).join("\n");
}
