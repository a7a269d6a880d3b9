import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { parseLab, readLab } from "../../authoring/index";
import { isPresent } from "../../grader/core/ignore-missing";

/**
 * The exercises of a lab, in its order: from the lab's source or, in a class's copy, from the recording in its place.
 *
 * @param root the project's folder
 */
export async function listExerciseIds(root: string, lab: string): Promise<string[]> {
  const recorded = join(root, "course", lab, "recorded.json");
  if (!isPresent(recorded)) return [...new Set(parseLab(await readLab(root, lab)).exercises.map(({ id }) => id))];
  const { skeleton } = JSON.parse(await readFile(recorded, "utf8")) as {
    skeleton: Record<"cells" | "scripts", { slots: { exercise: string }[] }[]>;
  };
  const slots = [...skeleton.cells, ...skeleton.scripts].flatMap((text) => text.slots);
  return [...new Set(slots.map(({ exercise }) => exercise))];
}

/** An exercise's id from what a person typed: `route` means `01-streaming-ingestion.route`. */
export const completeExerciseId = (lab: string, typed: string): string =>
  typed.includes(".") ? typed : `${lab}.${typed}`;
