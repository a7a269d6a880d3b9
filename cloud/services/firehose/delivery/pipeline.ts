import type { DestinationSettings } from "../destination/settings";
import { appendDelimiter } from "./append-delimiter";
import { convert } from "./convert";
import { deaggregate } from "./deaggregate";
import { extractKeys } from "./extract-keys";
import { unpackKpl } from "./kpl-records";
import type { Failure, Item, Stage, StageContext, Staged } from "./stage";
import { transform } from "./transform";

/** Makes a stage for a destination, or nothing if the destination does not ask for it. */
type StageFor = (settings: DestinationSettings, context: StageContext) => Stage | undefined;

/**
 * The stages that a record goes through before it is buffered. Each is one file. AWS documents their order:
 *
 * 1. What a producer library packed is unpacked before anybody looks at it.
 * 2. A record that holds several is split, so that all that follows sees single records.
 * 3. A function may change records, drop them, or name their partition keys.
 * 4. A query finds partition keys in what the function made of them.
 * 5. Rows of a table are read last of all that reads: what a function or a query wants is still JSON.
 * 6. The delimiter comes last: nothing before should meet it. Rows have none.
 *
 * Buffering by partition, naming and compression come after, since they work on whole objects.
 */
const STAGES: readonly StageFor[] = [unpackKpl, deaggregate, transform, extractKeys, convert, appendDelimiter];

/** The stages of one destination. */
export const stagesOf = (settings: DestinationSettings, context: StageContext): readonly Stage[] =>
  STAGES.map((stageFor) => stageFor(settings, context)).filter((stage) => stage !== undefined);

/** Sends a batch through all stages. What fails in one does not go on to the next. */
export async function runStages(
  stages: readonly Stage[],
  items: readonly Item[],
  { at, onPassed }: { readonly at: number } & Pick<StageContext, "onPassed">,
): Promise<Staged> {
  let left = items;
  const failures: Failure[] = [];
  for (const stage of stages) {
    const staged = await stage.run(left, at);
    left = staged.items;
    failures.push(...staged.failures);
    onPassed?.(stage.name);
  }
  return { items: left, failures };
}
