import { getExercises, type Exercise } from "../judge/exercise";
import { listExercises, type Skeleton } from "../merge/skeleton";
import { getPlan } from "../run/plan";
import { createUnits, type Unit } from "./units";

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
export function createGradedLab(skeleton: Skeleton): GradedLab {
  const { lab: id } = skeleton;
  const exercises = getExercises(id);
  const judged = new Set(exercises.map(({ id }) => id));
  const requested = new Set(listExercises([...skeleton.cells, ...skeleton.scripts]));
  const unjudged = [...requested].filter((item) => !judged.has(item));
  const unasked = [...judged].filter((item) => !requested.has(item));
  if (unjudged.length > 0) throw new Error(`No check judges ${unjudged.join(", ")}.`);
  if (unasked.length > 0) throw new Error(`The lab does not ask for ${unasked.join(", ")}, which its checks judge.`);
  return { id, skeleton, exercises, units: createUnits(skeleton, getPlan(id)) };
}
