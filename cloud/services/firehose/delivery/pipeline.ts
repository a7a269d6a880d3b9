import type { DestinationSettings } from "../destination/settings";
import type { Failure, Item, Stage, Staged } from "./stage";

/** Makes a stage for a destination, or nothing if the destination does not ask for it. */
type StageFor = (settings: DestinationSettings) => Stage | undefined;

/**
 * The stages that a record goes through before it is buffered, in this order. Each is one file.
 *
 * Buffering, naming and compression come after, since they work on whole objects.
 */
const STAGES: readonly StageFor[] = [];

/** The stages of one destination. */
export const stagesOf = (settings: DestinationSettings): readonly Stage[] =>
  STAGES.map((stageFor) => stageFor(settings)).filter((stage) => stage !== undefined);

/** Sends a batch through all stages. What fails in one does not go on to the next. */
export async function runStages(stages: readonly Stage[], items: readonly Item[], at: number): Promise<Staged> {
  let left = items;
  const failures: Failure[] = [];
  for (const stage of stages) {
    const staged = await stage.run(left, at);
    left = staged.items;
    failures.push(...staged.failures);
  }
  return { items: left, failures };
}
