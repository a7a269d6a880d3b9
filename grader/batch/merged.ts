import { total } from "../results";
import type { Graded } from "./messages";

/** The marks of an earlier run, with those exercises replaced that were judged anew. */
export function merged(before: Graded, anew: Graded): Graded {
  if (anew.result.exercises.length === 0) return anew;
  const news = new Map(anew.result.exercises.map((exercise) => [exercise.id, exercise]));
  const exercises = before.result.exercises.map((exercise) => news.get(exercise.id) ?? exercise);
  const status = anew.result.status === "graded" ? before.result.status : anew.result.status;
  const score = total(exercises.map((exercise) => exercise.score));
  return { ...anew, result: { ...anew.result, status, score, max: before.result.max, exercises } };
}
