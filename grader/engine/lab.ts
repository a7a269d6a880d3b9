import { exercisesOf, type Exercise } from "../judge/exercise";
import { exercisesIn, type Skeleton } from "../merge/skeleton";
import { planOf } from "../run/plan";
import { unitsOf, type Unit } from "./units";

/** A lab in the form that the engine needs. */
export interface GradedLab {
  readonly id: string;
  readonly skeleton: Skeleton;
  /** In the order of `checks.ts`, which is the order of the report. */
  readonly exercises: readonly Exercise[];
  readonly units: readonly Unit[];
}

/**
 * Combines a lab's skeleton with its checks, which must have been imported before.
 *
 * @throws Error if an exercise has no check, or a check no exercise
 */
export function gradedLab(skeleton: Skeleton): GradedLab {
  const { lab: id } = skeleton;
  const exercises = exercisesOf(id);
  const judged = new Set(exercises.map(({ id }) => id));
  const asked = new Set(exercisesIn([...skeleton.cells, ...skeleton.scripts]));
  const unjudged = [...asked].filter((one) => !judged.has(one));
  const unasked = [...judged].filter((one) => !asked.has(one));
  if (unjudged.length > 0) throw new Error(`No check judges ${unjudged.join(", ")}.`);
  if (unasked.length > 0) throw new Error(`The lab does not ask for ${unasked.join(", ")}, which its checks judge.`);
  return { id, skeleton, exercises, units: unitsOf(skeleton, planOf(id)) };
}
