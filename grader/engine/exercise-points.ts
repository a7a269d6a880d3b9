import { getExercises } from "../judge/exercise";
import { getChecksPath } from "./open-grader";

/** The exercises of a lab that its checks declare, with their points. */
export async function loadExercisePoints(labRoot: string, lab: string): Promise<ReadonlyMap<string, number>> {
  await import(getChecksPath(labRoot, lab));
  return new Map(getExercises(lab).map(({ id, points }) => [id, points]));
}
