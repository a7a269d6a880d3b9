import { exercisesOf } from "../judge/exercise";
import { checksOf } from "./open-grader";

/** The exercises of a lab that its checks declare, with their points. */
export async function exercisePoints(labRoot: string, lab: string): Promise<ReadonlyMap<string, number>> {
  await import(checksOf(labRoot, lab));
  return new Map(exercisesOf(lab).map(({ id, points }) => [id, points]));
}
