import { join } from "node:path";
import type { EquivalentMutants, Rehearsal } from "../../grader/index";
import { judgeMutants, scoreMutants, type MutationScore } from "../../grader/mutation/judged";
import type { SolutionMutant } from "../../grader/mutation/mutants";

const COURSE = join(import.meta.dirname, "..");

/** The least mutation score of each lab's checks. */
export const MIN_SCORE = 0.97;

/** The mutants of a lab that are right answers, each with the reason. */
export async function loadEquivalentMutants(lab: string): Promise<EquivalentMutants> {
  const file = join(COURSE, lab, "equivalent-mutants.ts");
  const { equivalentMutants } = (await import(file)) as { equivalentMutants: EquivalentMutants };
  return equivalentMutants;
}

/** Judges mutants of a lab, and counts the verdicts. @param equivalent the right answers among them; those of the lab's list, if not given */
export async function scoreMutations(
  lab: string,
  mutants: readonly SolutionMutant[],
  {
    rehearsal,
    onJudged,
    equivalent,
  }: { rehearsal: Rehearsal; onJudged?: () => void; equivalent?: EquivalentMutants | undefined },
): Promise<MutationScore> {
  const judged = await judgeMutants(mutants, rehearsal, { onJudged });
  return scoreMutants(judged, equivalent ?? (await loadEquivalentMutants(lab)));
}

/** Lists mutants for a message, by exercise and key, each key in quotes as in `equivalent-mutants.ts`. */
export function formatMutants(mutants: readonly SolutionMutant[]): string {
  return mutants.map(({ exercise, key }) => `  ${exercise}\n    ${JSON.stringify(key)}`).join("\n");
}
